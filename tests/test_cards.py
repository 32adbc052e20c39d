"""The pictures beside shared links: their size, what stands on them, and never a box in place of a letter."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFont

from aid.previews import cards, faces, setting
from aid.previews.facts import of_act, of_country, of_site
from aid.table import Ledger, read
from aid.words import Words
from tests.asking import ask
from tests.hostile import HOSTILE, rewritten
from tests.plain import Table

ACT = "2020-01-28-in-mito-masks"
FONTS = Path(faces.__file__).parent / "fonts"
PEACH, JADE, PAPER = (0xDB, 0x70, 0x39), (0x0B, 0x8B, 0x78), (0xFB, 0xF8, 0xF3)


pytestmark = pytest.mark.usefixtures("served")


def opened(path: str) -> Image.Image:
    answer = ask(path)
    assert (answer.status, answer.headers["content-type"]) == (200, "image/png")
    return Image.open(io.BytesIO(answer.body))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", ["site", "country/JPN", "country/HRV", f"act/{ACT}"])
def test_a_card_is_a_picture_of_the_size_that_chats_ask_for(name: str, lang: str) -> None:
    picture = opened(f"/cards/{lang}/{name}.png")
    assert (picture.format, picture.size, picture.mode) == ("PNG", (1200, 630), "RGB")
    seen = {colour for _, colour in picture.getcolors(1 << 20) or ()}
    assert PEACH in seen and PAPER in seen
    assert JADE in seen


def test_every_country_on_record_and_every_act_has_a_card_in_both_languages(rows: Table, ledger: Ledger) -> None:
    wanted = [("country", act.country) for act in rows.acts if act.country] + [("act", act.id) for act in rows.acts]
    for kind, name in sorted(set(wanted))[::9]:
        for lang in ("en", "zh"):
            assert opened(f"/cards/{lang}/{kind}/{name}.png").size == (1200, 630)


def test_a_card_says_what_came_and_went_and_what_it_is_out_of(
    rows: Table, ledger: Ledger, en: Words, zh: Words
) -> None:
    facts = of_country("JPN", ledger, en, zh)
    assert (facts.title, facts.other, facts.brand) == ("Japan", "日本", "Peach & Jade  木桃琼瑶")
    own = [act for act in rows.acts if act.country == "JPN"]
    came = sum(act.direction == "inbound" for act in own)
    assert [mark.figure for mark in facts.marks] == [str(came), str(len(own) - came)]
    # A letter is an act as well: how many of those in the marks are gifts stands at the foot.
    gifts = [sum(act.gift and act.direction == way for act in own) for way in ("inbound", "outbound")]
    assert facts.note[0] == (
        f"{len(own)} of {len(rows.acts)} acts on record · goods, money, teams: {gifts[0]} in, {gifts[1]} out"
    )
    assert gifts != [came, len(own) - came]
    site = of_site(ledger, zh, en)
    giving = {
        way: {act.counted for act in rows.acts if act.gift and act.direction == way} - {""}
        for way in ("inbound", "outbound")
    }
    assert [mark.figure for mark in site.marks] == [str(len(giving["inbound"])), str(len(giving["outbound"]))]
    assert (site.title, site.other) == ("木桃琼瑶", "Peach & Jade")
    count = len(rows.files["sources"])
    assert site.note == ("2020—2021年重庆与世界的抗疫互助", f"{len(rows.acts)}条往来 · {count}个来源")
    said = of_site(ledger, en, zh).note
    assert said == ("COVID-19 aid between Chongqing and the world, 2020–21", f"{len(rows.acts)} acts · {count} sources")
    assert of_act(ACT, ledger, zh, en).title == "水户市所赠：口罩5万只"


def test_cards_differ_by_language_and_by_what_they_show() -> None:
    names = [f"/cards/{lang}/{name}.png" for lang in ("en", "zh") for name in ("site", "country/JPN", "country/KOR")]
    assert len({ask(name).body for name in names}) == len(names)


@pytest.mark.parametrize(
    "name",
    ["fr/site", "en/other", "en/country/FRA", "en/country/jpn", "en/country/XXX", "en/act/none", "zh/act/..", "en"],
)
def test_there_is_no_other_card(name: str) -> None:
    assert ask(f"/cards/{name}.png").status == 404


def test_a_card_may_be_kept_and_is_asked_for_by_its_tag() -> None:
    answer = ask("/cards/zh/site.png")
    again = ask("/cards/zh/site.png", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status, again.body) == (304, b"")


def test_only_the_address_that_names_this_table_is_kept_unasked(ledger: Ledger) -> None:
    path = "/cards/zh/site.png"
    named = ask(path, {"v": ledger.digest[:8]})
    assert named.headers["cache-control"].startswith("public, max-age=")
    for query in ("", {"v": "00000000"}, {"v": ""}, {"v": ledger.digest}):
        other = ask(path, query)
        assert (other.status, other.headers["cache-control"]) == (200, "no-cache")
        assert other.body == named.body


def test_a_card_is_drawn_once_for_the_same_bytes_of_a_table(
    copied: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = []
    monkeypatch.setattr(cards, "drawn", lambda facts: drawn.append(facts) or Image.new("RGB", (1, 1)))
    cards._png.cache_clear()
    folder = copied()
    first, second = read(folder), read(folder)
    for ledger in (first, second):
        cards.png(ledger, "en", country="JPN")
    assert len(drawn) == 1
    rewritten(folder, "countries", "JPN", name_en="Nippon")
    cards.png(read(folder), "en", country="JPN")
    assert [facts.title for facts in drawn] == ["Japan", "Nippon"]
    cards._png.cache_clear()


# ---- fonts ----


def test_the_shipped_fonts_are_small_licensed_and_readable_here() -> None:
    for name in ("title.woff2", "text.woff2"):
        assert (FONTS / name).stat().st_size < 2_500_000
        assert ImageFont.truetype(str(FONTS / name), 20).getname()[0].startswith("Noto")
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text("utf-8")


def gb2312() -> str:
    signs = []
    for row in [*range(0xA1, 0xAA), *range(0xB0, 0xF8)]:
        for cell in range(0xA1, 0xFF):
            try:
                signs.append(bytes((row, cell)).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    return "".join(signs)


@pytest.mark.parametrize("bold", [True, False])
def test_the_shipped_fonts_have_chinese_and_what_stands_in_the_table(rows: Table, bold: bool) -> None:
    shipped = faces.shipped(bold)
    chinese = [sign for sign in gb2312() if "\u4e00" <= sign <= "\u9fff"]
    assert len(chinese) == 6763
    names = "".join(
        row[column]
        for file, columns in (("parties", ("name_en", "name_zh")), ("countries", ("name_en", "name_zh")))
        for row in rows.files[file]
        for column in columns
    )
    latin = [
        chr(code) for code in (*range(0x21, 0x7F), *range(0xC0, 0x132), *range(0x134, 0x180), *range(0x1EA0, 0x1EFA))
    ]
    greek_and_cyrillic = "ΑΒΓΔΕΖΗΘάέήίόύώΑБВГДЕЖЗИЙЂЄЇЏўќ"
    for sign in {*chinese, *names, *latin, *greek_and_cyrillic, *"、，。：；「」『』（）《》“”‘’—…·–•№€"}:
        if faces.can_be_set(sign):
            assert any(faces.has(face, sign) for face in shipped), f"U+{ord(sign):04X} {sign}"


RARE = {
    "two planes up": "\U00020bb7",
    "private": "\ue000\U000f0000",
    "unassigned": "\u0378\U0003ffff",
    "emoji": "😀👩‍👩‍👧",
    "hebrew and arabic": "שלום مرحبا",
    "stacked": "ไทย नमस्ते မြန်မာ",
    "hieroglyphs": "𓀀𓁐",
    "combining": "Z\u0351\u036b\u0343a\u0310",
    "controls": "\x01\x1b[31m\u202e\u200f\ufeff",
}


@pytest.mark.parametrize("text", RARE.values(), ids=RARE)
@pytest.mark.parametrize("bold", [True, False])
def test_what_no_font_has_is_left_out_and_never_a_box(text: str, bold: bool) -> None:
    for face, piece in faces.runs(text, bold):
        box = faces.font(face, 40).getmask(faces.NO_CHARACTER)
        for sign in piece:
            mask = faces.font(face, 40).getmask(sign)
            assert (mask.size, bytes(mask)) != (box.size, bytes(box)), f"U+{ord(sign):04X} is a box"


def test_without_any_font_of_the_system_nothing_is_a_box_either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faces, "found", lambda: ())
    faces.runs.cache_clear()
    assert faces.runs("\U00020bb7日", True) == ((faces.shipped(True)[0], "日"),)
    assert faces.runs("\U00020bb7", True) == ()
    faces.runs.cache_clear()


def test_a_name_that_cannot_be_drawn_gives_way_to_the_other_languages(
    altered: Callable[..., Ledger], monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = altered(("countries.csv", "JPN,Japan,", "JPN,ไทย नमस्ते,"))
    facts = of_country("JPN", ledger, Words("en", ledger), Words("zh", ledger))
    assert (facts.title, facts.other) == ("日本", "")
    # Chinese, but in no font that is shipped.
    monkeypatch.setattr(faces, "found", lambda: ())
    faces.runs.cache_clear()
    ledger = altered(("countries.csv", "JPN,Japan,日本,", "JPN,ไทย,龘龖,"))
    assert of_country("JPN", ledger, Words("en", ledger), Words("zh", ledger)).title == "JPN"
    faces.runs.cache_clear()


def test_a_font_file_that_is_broken_is_passed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"\x00\x01\x00\x00 no font")
    monkeypatch.setattr(faces, "found", lambda: (faces.Face(tmp_path / "broken.ttf"), faces.Face(tmp_path / "none")))
    faces.runs.cache_clear()
    assert faces.runs("\U00020bb7", False) == ()
    faces.runs.cache_clear()


@pytest.mark.parametrize(
    "name",
    [
        HOSTILE,
        "A" * 3000,
        "长" * 3000,
        "Donaudampfschifffahrtsgesellschaft " * 4,
        "x",
        "、，。" * 40,
        " ".join("ab" * 99),
    ],
)
def test_long_and_hostile_names_stay_within_their_room(copied: Callable[..., Path], name: str) -> None:
    folder = copied()
    english = name if name.isascii() else "Nihon"
    rewritten(folder, "countries", "JPN", name_en=f"Nihon {english}", name_zh=f"日本{name}")
    ledger = read(folder)
    for lang in ("en", "zh"):
        picture = Image.open(io.BytesIO(cards.png(ledger, lang, country="JPN")))
        plain = Image.new("RGB", picture.size, PAPER)
        ink = ImageChops.difference(picture, plain).convert("L").point(lambda value: 255 * (value > 90))
        # The lines at the foot may go as far as the diamond, which narrows there.
        foot = ink.crop((0, 525, cards.LEFT + cards.NOTE_ROOM + 12, 630)).getbbox()
        assert foot and foot[0] >= cards.LEFT - 6 and foot[2] <= cards.LEFT + cards.NOTE_ROOM and foot[3] < 100
        left = ink.crop((0, 100, cards.PLACES["inbound"][0] - cards.PLACES["inbound"][2] - 2, 525))
        assert left.getbbox() is not None
        x0, _, x1, _ = left.getbbox() or (0, 0, 0, 0)
        assert x0 >= cards.LEFT - 6 and x1 <= cards.LEFT + cards.ROOM + 24
        names = ink.crop((0, 100, cards.LEFT + cards.ROOM + 10, 523))
        assert (names.getbbox() or (0, 0, 0, 0))[3] < 523 - 1, "the names run into the line below"


def test_no_line_begins_with_a_comma_and_none_is_too_wide() -> None:
    style = setting.Style(True, 60, "#000000")
    for text in (
        "重庆市人民政府、重庆市慈善总会，以及各区县（自治县）的人民政府：口罩",
        "The City of Mito, the City of Hiroshima",
    ):
        for room in range(150, 700, 50):
            for line in setting.wrapped(text, style, room):
                assert line[0] not in setting.NEVER_FIRST
                assert setting.width(line.rstrip(setting.NEVER_FIRST), style) <= room


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("水户市所赠：信函和口罩", 420, ["水户市所赠：", "信函和口罩"]),
        ("意大利驻重庆总领事馆致谢", 480, ["意大利驻重庆", "总领事馆致谢"]),
        ("与在阿尔及利亚中资机构视频会议", 520, ["与在阿尔及利亚", "中资机构视频会议"]),
        ("韩国政府所赠：口罩12000只和防护服5000件", 560, ["韩国政府所赠：", "口罩12000只", "和防护服5000件"]),
        ("50,000 masks from the City of Mito", 640, ["50,000 masks from", "the City of Mito"]),
    ],
)
def test_a_title_is_broken_between_words(text: str, room: float, lines: list[str]) -> None:
    assert setting.balanced(text, setting.Style(True, 60, "#000000"), room, 4) == lines


def test_a_colon_after_a_bracket_begins_no_line_where_a_smaller_size_has_room_for_it() -> None:
    text = "赠埃塞俄比亚（受赠方未注明）：医用口罩（外科或一次性）3万只和医疗设备"
    # At the largest size the bracket fills a line with its last sign over the edge, and nothing may follow it there.
    assert setting.fitted(text, True, "#000000", cards.LINES[:1], cards.ROOM, 5).cut
    found = setting.fitted(text, True, "#000000", cards.LINES, cards.ROOM, 5)
    assert not found.cut
    assert "".join(found.lines) == text
    assert not [line for line in found.lines if line[0] in setting.NEVER_FIRST]


def test_no_title_of_the_table_leaves_a_sign_alone_or_breaks_a_number(rows: Table, ledger: Ledger, zh: Words) -> None:
    for act in rows.acts:
        title = of_act(act.id, ledger, zh, zh).title
        for sizes in (cards.LINES, cards.LINES[3:]):
            lines = setting.fitted(title, True, "#000000", sizes, cards.ROOM, 5).lines
            assert "".join(lines).replace(" ", "") == title.replace(" ", "")
            assert min(map(len, lines)) > 1, lines
            for line, after in pairwise(lines):
                assert line[-1] not in setting.NEVER_LAST and after[0] not in setting.NEVER_FIRST, lines
                assert not (line[-1].isdigit() and after[0] in "0123456789万只件副套双个名"), lines
