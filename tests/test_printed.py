"""One page a country: every act and source is on it, its numbers are the table's, and what is not there is a 404."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from aid import printed
from aid.keeper import kept
from aid.printed.content import runs
from aid.printed.density import SPARE
from aid.printed.ladder import AT_EASE, LADDER
from aid.printed.reckoning import HEIGHT, height, shortened
from aid.table import Ledger, read
from aid.view import View
from aid.words import Words
from tests.asking import Answer, ask
from tests.conftest import DATA
from tests.extract import extract
from tests.plain import Table

BOTH = ("en", "zh")
WAYS = ("inbound", "outbound")


@pytest.fixture(autouse=True, scope="module")
def real_table() -> Iterator[None]:
    """The real table, read once for all tests here: what it has answered, it remembers."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("AID_DATA", raising=False)
        patch.delenv("AID_PUBLIC_URL", raising=False)
        kept.cache_clear()
        yield
    kept.cache_clear()


def countries(rows: Table) -> list[str]:
    return sorted({act.country for act in rows.acts} - {""})


def text_of(answer: Answer) -> str:
    """What the page says, without tags; letters that markup escapes stand as themselves."""
    body = re.sub(r"<style>.*?</style>", "", answer.body.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def sources_of(rows: Table, country: str) -> set[str]:
    ids = {act.id for act in rows.acts if act.country == country}
    return {source for act in rows.files["acts"] if act["id"] in ids for source in act["sources"].split(";")}


@pytest.mark.parametrize("lang", BOTH)
def test_every_act_and_every_source_of_each_country_is_on_its_page(rows: Table, lang: str) -> None:
    known = {source["id"]: source for source in rows.files["sources"]}
    parties = {party["id"]: party for party in rows.files["parties"]}
    publisher = "publisher" if lang == "en" else "publisher_zh"
    for country in countries(rows):
        answer = ask(f"/print/{country}", {"lang": lang})
        assert answer.status == 200
        body, told = answer.body.decode(), text_of(answer)
        own = [act for act in rows.acts if act.country == country]
        assert sorted(re.findall(r'<(?:tbody|li) id="([^"]+)"', body)) == sorted(act.id for act in own)
        for act in own:
            assert parties[act.partner][f"name_{lang}"] in told, (country, act.id)
            assert parties[act.hub][f"name_{lang}"] in told, (country, act.id)
        cited = sources_of(rows, country)
        for source in cited:
            assert known[source]["url"] in told, (country, source)
            assert known[source][publisher] in told, (country, source)
        numbers = [int(number) for number in re.findall(r"<li><b>(\d+)</b>", body)]
        assert numbers == list(range(1, len(cited) + 1))


def test_the_numbers_at_an_act_lead_to_its_own_sources(rows: Table) -> None:
    known = {source["id"]: source["url"] for source in rows.files["sources"]}
    for country in ("JPN", "SDN", "BRB"):
        body = ask(f"/print/{country}", {"lang": "en"}).body.decode()
        listed = dict(re.findall(r'<li><b>(\d+)</b>.*?class="url"[^>]*>([^<]+)<', body))
        for row in rows.files["acts"]:
            found = re.search(rf'id="{row["id"]}">(.*?)</(?:tbody|li)>', body, re.DOTALL)
            if not found:
                continue
            named = re.findall(r'\[([\d, –]+)\]|data-name="Sources: ">([\d, –]+)<', found[1])
            numbers = [number for part in re.split(", ", "".join(named[-1])) for number in spread(part)]
            assert sorted(html.unescape(listed[str(number)]) for number in numbers) == sorted(
                known[source] for source in row["sources"].split(";")
            ), row["id"]


def spread(part: str) -> range:
    first, _, last = part.partition("–")
    return range(int(first), int(last or first) + 1)


def test_three_and_more_neighbouring_numbers_are_drawn_together(en: Words, zh: Words) -> None:
    assert runs([7, 1, 2, 3, 6], en) == "1–3, 6, 7"
    assert runs([1, 2, 9], zh) == "1、2、9"


def test_a_page_says_what_came_what_went_and_how_soon_it_came_back(rows: Table) -> None:
    acts = rows.found(View(country=("JPN",)))
    masks = {way: rows.pieces([act for act in acts if act.direction == way], "masks")[0] for way in WAYS}
    # Mito's masks of 28 January and the return of 21 May 2020: 3 + 29 + 31 + 30 + 21 = 114 days.
    english, chinese = (text_of(ask("/print/JPN", {"lang": lang})) for lang in BOTH)
    for told in (english, chinese):
        assert "Japan" in told and "日本" in told
        assert f"{masks['inbound']:,}" in told and f"{masks['outbound']:,}" in told
    assert "114 days" in english and "111 days" in english and "83 days" in english
    assert "114天" in chinese
    assert f"{len(acts)} acts" in english and f"{len(acts)}条往来" in chinese
    assert "Not known is not zero" in english and "未知不等于零" in chinese
    assert "number not reported" in english


def test_dates_are_as_precise_as_they_are() -> None:
    told = text_of(ask("/print/KOR", {"lang": "en"}))
    assert "given February 2020" in told
    assert "announced 2020" in told
    assert "no later than 30 April 2020" in told


def test_marks_tell_the_direction_by_shape_too(rows: Table) -> None:
    for country in ("JPN", "ITA", "HUN"):
        body = ask(f"/print/{country}", {"lang": "en"}).body.decode()
        for act in rows.acts:
            if act.country == country:
                row = re.search(rf'id="{act.id}">(.*?)</(?:tbody|li)>', body, re.DOTALL)
                assert row is not None
                assert ("<circle" in row[1], "<polygon" in row[1]) == (
                    act.direction == "inbound",
                    act.direction == "outbound",
                ), act.id


def test_vague_dates_are_as_wide_as_they_are(rows: Table) -> None:
    body = ask("/print/KOR", {"lang": "en"}).body.decode()
    wide = body[body.index('class="wide"') : body.index('class="narrow"')]
    widths = sorted(float(width) for width in re.findall(r'<rect [^>]*? width="([\d.]+)"', wide))
    # February 2020 has 29 days, the year 2020 has 366.
    assert len(widths) == 2
    assert widths[1] / widths[0] == pytest.approx(366 / 29, rel=0.02)


def test_the_page_is_told_apart_by_view_and_says_so(rows: Table) -> None:
    body = ask("/print/jpn", {"lang": "en", "direction": "outbound", "from": "2020-05-01"})
    ids = re.findall(r'<(?:tbody|li) id="([^"]+)"', body.body.decode())
    expected = [
        act.id
        for act in rows.acts
        if act.country == "JPN" and act.direction == "outbound" and act.latest >= date(2020, 5, 1)
    ]
    assert sorted(ids) == sorted(expected)
    assert "country/JPN?lang=en&direction=outbound&from=2020-05-01" in text_of(body)
    assert "from 1 May 2020 on" in text_of(body)


def test_a_country_in_the_query_does_not_change_the_one_in_the_path() -> None:
    assert "Japan" in text_of(ask("/print/JPN", {"lang": "en", "country": "ITA"}))


def test_what_of_the_address_was_not_understood_is_named() -> None:
    told = text_of(ask("/print/JPN", {"lang": "en", "colour": "red"}))
    assert "colour = “red”" in told


def test_the_language_is_the_addresss_else_the_browsers() -> None:
    assert '<html lang="zh-Hans">' in ask("/print/JPN", headers={"Accept-Language": "zh-CN,zh"}).body.decode()
    assert '<html lang="en">' in ask("/print/JPN", {"lang": "en"}, headers={"Accept-Language": "zh"}).body.decode()


def test_a_country_of_which_nothing_is_on_record_has_a_page_that_says_so() -> None:
    answer = ask("/print/FRA", {"lang": "en"})
    assert answer.status == 200
    assert "no source was found, not that nothing was given" in text_of(answer)
    assert "法国" in text_of(ask("/print/FRA", {"lang": "zh"}))
    assert ask("/print/JPN", {"lang": "en", "from": "2021-06-01"}).status == 200


@pytest.mark.parametrize(
    "path", ["/print", "/print/", "/print/XXX", "/print/JP", "/print/JPN/x", "/print/ＪＰＮ", "/print/ſgp"]
)
def test_what_names_no_country_is_not_found(path: str) -> None:
    assert ask(path).status == 404


def test_who_has_the_page_already_is_told_that_nothing_changed() -> None:
    first = ask("/print/JPN", {"lang": "en"})
    assert first.headers["cache-control"] == "no-cache"
    assert first.headers["vary"] == "Accept-Language"
    again = ask("/print/JPN", {"lang": "en"}, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
    tags = {ask("/print/JPN", query).headers["etag"] for query in ({"lang": "zh"}, {"lang": "en", "kind": "letter"})}
    assert len(tags | {first.headers["etag"]}) == 3


def test_without_a_table_the_server_says_so(served: Callable[[Path], None], tmp_path: Path) -> None:
    served(tmp_path)
    for lang, title in (("en", "The table cannot be read"), ("zh", "数据表无法读取")):
        answer = ask("/print/JPN", {"lang": lang})
        assert (answer.status, answer.headers["content-type"]) == (503, "text/html; charset=utf-8")
        assert f"<h1>{title}</h1>" in answer.body.decode()


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "This link is too long for a QR code."), ("zh", "链接过长，无法生成二维码。")]
)
def test_a_page_whose_address_is_too_long_for_a_code_says_so(lang: str, said: str) -> None:
    code = 'class="qr" role="img"'
    answer = ask("/print/JPN", {"lang": lang, "q": "🍑" * 200})
    assert answer.status == 200
    assert said in text_of(answer)
    assert code not in answer.body.decode()
    usual = ask("/print/JPN", {"lang": lang})
    assert code in usual.body.decode()
    assert said not in text_of(usual)


def test_the_code_takes_the_size_and_the_ground_of_its_place() -> None:
    (drawn,) = re.findall(r'class="qr" role="img"[^>]*><svg([^>]*)>', ask("/print/JPN").body.decode())
    assert "viewBox=" in drawn and "width=" not in drawn


def test_of_an_address_of_very_many_parts_nothing_is_taken_and_few_are_named() -> None:
    whole = ask("/print/JPN", {"lang": "en"})
    answer = ask("/print/JPN", [("lang", "en"), ("kind", "letter"), *((f"k{n}", "v" * 500) for n in range(5000))])
    acts = re.compile(r'<(?:tbody|li) id="([^"]+)"')
    assert acts.findall(answer.body.decode()) == acts.findall(whole.body.decode())
    assert "and 4,996 more" in text_of(answer)
    assert len(answer.body) < len(whole.body) + 2000


def test_the_day_of_printing_is_that_of_the_one_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aid.web.printed.today", lambda: date(2031, 5, 4))
    assert "4 May 2031" in text_of(ask("/print/JPN", {"lang": "en"}))


def test_a_page_has_no_script_and_fetches_nothing(rows: Table) -> None:
    body = ask("/print/JPN", {"lang": "en"}).body.decode()
    assert "<script" not in body
    assert re.findall(r'\b(?:src|srcset|data)="', body) == []
    assert re.findall(r"url\(|@import", body) == []
    assert set(re.findall(r'<link rel="(\w+)" href="([^"]+)"', body)) == {
        ("canonical", "http://localhost:8501/country/JPN?lang=en"),
        ("icon", "/app/static/favicon.png"),
    }


def test_only_sources_that_may_be_linked_are(rows: Table) -> None:
    for country in ("JPN", "SDN", "BRB"):
        body = ask(f"/print/{country}", {"lang": "en"}).body.decode()
        linked = {html.unescape(url) for url in re.findall(r'<a class="url" href="([^"]+)"', body)}
        cited = sources_of(rows, country)
        assert linked == {
            source["url"] for source in rows.files["sources"] if source["id"] in cited and source["link"] == "true"
        }


HOSTILE = "<script>pwned()</script> <img src=x onerror=pwned()> \"'> </svg></style> {{ 7*7 }} & %s"


def test_hostile_text_is_text(copied: Callable[..., Path], served: Callable[[Path], None]) -> None:
    english, chinese = ('"' + (HOSTILE + more).replace('"', '""') + '"' for more in ("", " 在此"))
    folder = copied(
        ("parties.csv", "City of Mito,水户市", f"{english},{chinese}"),
        ("countries.csv", "JPN,Japan,日本", f"JPN,{english},{chinese}"),
        ("sources.csv", "Consulate-General of Japan in Chongqing,日本驻重庆总领事馆", f"{english},{chinese}"),
    )
    served(folder)
    for lang in BOTH:
        answer = ask("/print/JPN", {"lang": lang, "q": HOSTILE[:80]})
        both = answer.body.decode() + ask("/print/JPN", {"lang": lang}).body.decode()
        assert "<script" not in both and "<img" not in both
        assert both.count("</style>") == 2
        assert " ".join(HOSTILE.split()) in text_of(ask("/print/JPN", {"lang": lang}))


# ---- how densely it is set ----


def sheet_of(ledger: Ledger, country: str, words: Words, other: Words) -> printed.Sheet:
    return printed.sheet(ledger, View(country=(country,)), words, other, "https://aid.example.org", date(2026, 1, 1))


JAPAN = (
    "2020-01-28-in-mito-masks",
    "2020-01-28-in-mito-letter",
    "2020-01-31-in-chongqing-association-japan-funds",
    "2020-01-31-in-chongqing-association-japan-masks",
    "2020-01-31-in-chongqing-association-japan-members-masks",
    "2020-01-31-in-hiroshima-masks",
    "2020-02-04-in-sanjo-letter",
    "2020-02-04-in-sanjo-supplies",
    "2020-04-15-out-sichuan-chongqing-chamber-japan-masks",
    "2020-04-27-out-sanjo-supplies",
    "2020-04-30-out-japan-letter",
    "2020-05-21-out-hiroshima-supplies",
    "2020-05-21-out-mito-supplies",
)
FULL = (2, 3, 8, 10, 13)


@pytest.fixture(scope="module")
def japans(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Tables of so many of these acts alone, each fuller than the last, whatever is added to the real one."""
    folder = tmp_path_factory.mktemp("japan")
    return {number: extract(DATA, folder / str(number), JAPAN[:number]) for number in FULL}


def japan(folder: Path, lang: str) -> printed.Sheet:
    ledger = read(folder)
    return sheet_of(ledger, "JPN", Words(lang, ledger), Words({"en": "zh", "zh": "en"}[lang], ledger))


def test_the_fuller_a_sheet_the_smaller_its_type(japans: dict[int, Path]) -> None:
    sizes = [printed.fitting(japan(japans[number], "en")).size for number in (2, 3, 8, 13)]
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == 4


def test_no_type_is_smaller_than_five_points_and_type_shrinks_before_remarks_go() -> None:
    assert min(step.fine for step in LADDER) >= 5
    told = ["whole", "note", "short", "none"]
    order = [told.index(step.remarks) for step in LADDER]
    assert order == sorted(order)


@pytest.mark.parametrize("lang", BOTH)
def test_sources_stand_in_lines_of_their_own_where_there_is_room(
    japans: dict[int, Path], served: Callable[[Path], None], lang: str
) -> None:
    apart = 0
    for folder in japans.values():
        sheet = japan(folder, lang)
        density = printed.fitting(sheet)
        served(folder)
        close = 'class="sources fine close"' in ask("/print/JPN", {"lang": lang}).body.decode()
        assert close == density.close
        if close:
            apart += 1
            assert not density.running
            # And no remark is cut for it: what can be told with running sources is told.
            first = next(step for step in LADDER if height(sheet, step) <= HEIGHT * (1 - SPARE))
            assert (first.running, first.remarks) == (True, density.remarks)
    assert 0 < apart < len(japans)


def test_each_figure_stands_in_a_line_with_its_unit(rows: Table) -> None:
    acts = rows.found(View(country=("KOR",)))
    came, went = (rows.pieces([act for act in acts if act.direction == way], "masks")[0] for way in WAYS)
    body = ask("/print/KOR", {"lang": "zh"}).body.decode()
    lines = [text_of_part(part) for part in re.findall(r'<p class="each">(.*?)</p>', body)]
    assert f"{came:,} 来" in lines and f"{went:,} 往" in lines
    assert len(lines) == 7


def text_of_part(part: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", part)).split())


def test_where_remarks_are_cut_the_page_says_so(
    ledger: Ledger, en: Words, zh: Words, japans: dict[int, Path], served: Callable[[Path], None]
) -> None:
    for country in ("KOR", "JPN", "ITA", "KHM"):
        density = printed.fitting(sheet_of(ledger, country, en, zh))
        told = text_of(ask(f"/print/{country}", {"lang": "en"}))
        assert ("Left out to fit one page" in told) == density.cut, country
    cut = []
    for folder in japans.values():
        served(folder)
        cut.append(printed.fitting(japan(folder, "en")).cut)
        assert ("Left out to fit one page" in text_of(ask("/print/JPN", {"lang": "en"}))) == cut[-1]
    # Two acts have room for all that is told of them, thirteen have not.
    assert (cut[0], cut[-1]) == (False, True)


def test_a_country_with_few_acts_loses_no_remark(rows: Table) -> None:
    notes = {row["id"]: row for row in rows.files["acts"]}
    for country in countries(rows):
        own = [act for act in rows.acts if act.country == country]
        if len(own) <= 7:
            told = text_of(ask(f"/print/{country}", {"lang": "en"}))
            for act in own:
                assert " ".join(notes[act.id]["note_en"].split()) in told, act.id
                assert " ".join(notes[act.id]["caveat_en"].split()) in told, act.id


def test_a_note_is_cut_at_the_end_of_a_word() -> None:
    note = "Hiroshima gave masks, suits and thermometers to the city that it has been bound to since 1986."
    cut = shortened(note)
    assert cut.endswith("…") and note.startswith(cut[:-1])
    assert note[len(cut) - 1] in " ,"
    assert shortened("Short.") == "Short."


def test_what_fits_on_no_step_runs_on_with_everything_told(ledger: Ledger, en: Words, zh: Words) -> None:
    sheet = sheet_of(ledger, "KOR", en, zh)
    many = printed.Sheet(**{**vars(sheet), "acts": sheet.acts * 4})
    assert min(height(many, step) for step in LADDER) > HEIGHT
    density = printed.fitting(many)
    assert density == AT_EASE
    assert density.pages and density.table and not density.cut


def test_what_is_a_little_more_than_a_page_holds_is_told_whole_on_two(ledger: Ledger, en: Words, zh: Words) -> None:
    sheet = sheet_of(ledger, "KOR", en, zh)
    assert min(height(sheet, step) for step in LADDER) > HEIGHT * (1 - SPARE)
    density = printed.fitting(sheet)
    assert density.pages and not density.cut
    assert HEIGHT < height(sheet, density) <= 2 * HEIGHT
