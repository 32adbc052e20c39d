"""What the table's words become on screen: exactly themselves, whatever stands in them."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aid import labels, questions
from aid.charts.paint import plain, shortened, width_of, wrapped
from aid.table import Ledger
from aid.view import View
from aid.words import Words
from tests.plain import Table

HOSTILE = [
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "![x](http://evil/x.png)",
    "**b** and __u__ and *i* and ~~s~~",
    ":red[x] and :blue-badge[y] :small[z]",
    ":material/home: and :smile: and :streamlit:",
    "$x$ and $$\\frac{1}{2}$$",
    "http://evil.example/a?b=c&d",
    "HTTPS://EVIL.EXAMPLE",
    "www.evil.com and WWW.EVIL.COM",
    "a@b.com",
    "mailto:a@b.com",
    "`code` and ```fence```",
    "a | b | c",
    "# heading",
    "> quote",
    "- list",
    "1. list",
    "1) list",
    "+ list",
    "---",
    "a -> b <- c <-> d -- e >= f <= g != h ~= i",
    "&lt;b&gt; &amp; &#60;",
    "\\*not bold\\*",
    "line\nbreak  \nand more\n\nparagraph",
    "[^1]: note",
    "<!-- hidden -->",
    "“中文”：口罩（5万只）",
    "{{x}} {x} %{x}",
]
# What makes Markdown of a text, where no backslash stands before it.
MEANINGFUL = re.compile(r"[`*_{}\[\]()#+.!|<>$~:&@-]")


def shown(escaped: str) -> str:
    """What a reader sees: without the backslashes before signs, and without marks of no width."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", escaped).replace("\u2060", "")


def normal(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_it_stands(text: str) -> None:
    assert shown(labels.md(text)) == normal(text)


@given(st.text(max_size=80))
@example("".join(map(chr, range(32, 127))))
def test_any_text_is_shown_as_it_stands_and_has_no_meaning_left(text: str) -> None:
    escaped = labels.md(text)
    assert shown(escaped) == normal(text).replace("\u2060", "")
    bare = re.sub(r"\\[!-/:-@\[-`{-~]", "", escaped)
    assert not MEANINGFUL.search(bare)
    assert "\\" not in bare


@pytest.mark.parametrize("text", ["www.evil.com", "a@b.com", "http://evil", ":material/home:", ":smile:", "a -> b"])
def test_what_streamlit_would_replace_even_when_escaped_is_broken_by_a_mark_of_no_width(text: str) -> None:
    escaped = labels.md(text)
    assert "\u2060" in escaped
    assert not re.search(r"www\\?\.|:\\?[a-z/]+\\?:|-\\?>|[a-z]\\?@", escaped)


@given(st.text(max_size=120))
@example("<b>%{x} $y$ &amp; &#36;</b>")
def test_plotly_shows_a_text_as_it_stands(text: str) -> None:
    made = plain(text)
    assert html.unescape(made) == html.unescape(html.escape(text, quote=False))
    assert not re.search(r"[<>$]|%\{", made)


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=120))
def test_a_chinese_hover_label_breaks_its_lines_and_loses_no_sign(text: str) -> None:
    lines = wrapped(text, "zh").split("<br>")
    assert "".join(lines) == text
    assert all(len(line) <= 26 for line in lines)


def test_an_english_hover_label_breaks_between_words() -> None:
    text = "On the day it took the decision Mito sent 50,000 medical masks from its own reserve to <Chongqing>"
    lines = wrapped(text, "en").split("<br>")
    assert html.unescape(" ".join(lines)) == text
    assert len(lines) > 1


@given(st.text(st.characters(exclude_categories=["C"]), max_size=80), st.integers(4, 50))
def test_a_shortened_label_is_no_wider_than_asked(text: str, width: int) -> None:
    short = shortened(text, width)
    assert width_of(short) <= width + 1
    assert short == text or short.endswith("…")


def test_only_sources_that_may_be_linked_are_links(ledger: Ledger, rows: Table, en: Words) -> None:
    sources = ledger.sources.to_dict("records")
    for source, made in zip(sources, labels.source_links(sources, en), strict=True):
        if source["link"]:
            assert made.endswith(f"]({source['url'].replace('(', '%28').replace(')', '%29')})")
        else:
            assert "](" not in made
            assert "not linked" in made
            assert source["url"] not in made
    # How many are to be linked is counted in the last column of sources.csv.
    linked = sum(source["link"] == "true" for source in rows.files["sources"])
    assert sum("](" in made for made in labels.source_links(sources, en)) == linked


def test_a_publisher_cannot_smuggle_in_a_link_of_its_own(en: Words) -> None:
    name = "X](http://evil) [y"
    source = {"publisher": name, "publisher_zh": name, "url": "https://good.example/a_(b)", "link": True}
    (made,) = labels.source_links([source], en)
    assert made.count("](") == 1
    assert made.endswith("](https://good.example/a_%28b%29)")
    (made,) = labels.source_links([source | {"link": False}], en)
    assert "](" not in re.sub(r"\\.", "", made)


def test_a_date_says_what_it_marks(ledger: Ledger, en: Words, zh: Words) -> None:
    acts = ledger.acts.set_index("id", drop=False)
    told = {
        "2020-01-28-in-mito-masks": ("given 28 January 2020", "2020年1月28日捐赠"),
        "2020-01-28-in-mito-letter": ("sent 28 January 2020", "2020年1月28日寄出"),
        "2020-05-14-out-algeria-medical-team": ("set out 14 May 2020", "2020年5月14日启程"),
        "2020-02-in-busan-supplies": ("given February 2020", "2020年2月捐赠"),
        "2020-03-24-in-ukraine-government-thanks": ("spoken 24 March 2020", "2020年3月24日口头致谢"),
    }
    for act, (english, chinese) in told.items():
        assert labels.dated(acts.loc[act], en) == english
        assert labels.dated(acts.loc[act], zh) == chinese
    bound = acts.loc["2020-04-30-in-laos-supplies"]
    assert labels.dated(bound, en) == "no later than 30 April 2020"
    # The bound stands before its date in Chinese.
    assert labels.dated(bound, zh) == "不晚于2020年4月30日"


def test_a_meeting_held_by_video_is_not_said_to_be_thanks_in_person(ledger: Ledger, zh: Words) -> None:
    """Ukraine's prime minister gave thanks on a video link: the label may not claim a meeting face to face."""
    ukraine = ledger.acts.set_index("id", drop=False).loc["2020-03-24-in-ukraine-government-thanks"]
    assert "当面" not in labels.dated(ukraine, zh)


def test_an_act_has_a_title_of_what_it_was_and_between_whom(ledger: Ledger, en: Words, zh: Words) -> None:
    acts, items = ledger.acts.set_index("id", drop=False), ledger.items

    def title(act: str, words: Words) -> str:
        return labels.title(acts.loc[act], items[items["act"] == act], words)

    assert title("2020-01-28-in-mito-masks", en) == "50,000 masks from the City of Mito"
    assert title("2020-01-28-in-mito-masks", zh) == "水户市所赠：口罩5万只"
    assert title("2020-04-14-out-maribor-masks", en) == "15,000 FFP2 masks for the City Municipality of Maribor"
    assert title("2020-04-14-out-maribor-masks", zh) == "赠马里博尔市：FFP2口罩1.5万只"
    # People are sent, letters written, meetings held: only goods and money are given.
    assert title("2020-05-14-out-algeria-medical-team", zh) == "派往阿尔及利亚政府：医疗专家15名"
    assert title("2020-05-14-out-algeria-medical-team", en) == "15 medical experts sent to the Government of Algeria"
    assert title("2020-01-28-in-mito-letter", zh) == "水户市来信"
    assert title("2020-03-24-out-ukraine-government-video", zh) == "与乌克兰政府视频会议"
    assert title("2020-03-24-in-ukraine-government-thanks", en) == "Thanks from the Government of Ukraine"
    assert title("2020-03-24-in-ukraine-government-thanks", zh) == "乌克兰政府致谢"
    # Money without goods is told by its sum.
    assert title("2020-01-31-in-chongqing-association-japan-funds", en).startswith("JPY 163,000 from")


def test_what_an_act_held_says_where_no_number_is_told(ledger: Ledger, en: Words, zh: Words) -> None:
    assert labels.held("2020-02-20-in-chinese-in-australia-supplies", ledger.items, en) == [
        "3,000 masks",
        "infrared thermometers (number not reported)",
    ]
    assert labels.held("2020-02-24-in-minsk-region-masks", ledger.items, zh) == ["医用口罩（外科或一次性）（数量未报）"]
    assert labels.held("2020-03-24-out-ukraine-government-video", ledger.items, en) == []


def test_a_hover_label_is_text_whatever_the_table_says(altered: Callable[..., Ledger], en: Words) -> None:
    hostile = altered(
        ("parties.csv", "City of Mito", "City <script>alert(1)</script> of %{x} $Mito$"),
        ("acts.csv", "On the day it took", "<img src=x onerror=alert(1)> On the day it took"),
    )
    view = View(q="2020-01-28-in-mito-masks")
    (label,) = [
        text
        for act, text in labels.act_hovers(
            questions.acts(hostile, view), questions.item_rows(hostile, view), en
        ).items()
        if act == "2020-01-28-in-mito-masks"
    ]
    assert set(re.findall(r"<[^>]*>", label)) == {"<b>", "</b>", "<br>"}
    assert "%{" not in label
    assert "$" not in label


def test_a_country_label_tells_both_directions_and_what_is_not_reported(part: Ledger, en: Words) -> None:
    places = questions.by_country(part, View(measure="masks"))
    hover = labels.place_hovers(places, "masks", en)
    # Of the acts in tests/extract.py. Belarus: Minsk's masks in, 20,000 masks out.
    assert hover["BLR"].split("\n") == [
        "Belarus",
        "To Chongqing: 1 act, not reported",
        "From Chongqing: 1 act, 20,000 masks",
    ]
    # Uruguay: goods came, masks without a number went.
    assert hover["URY"].split("\n")[1:] == ["To Chongqing: 1 act, not reported", "From Chongqing: 1 act, not reported"]
    # Laos: goods in, nothing out.
    assert hover["LAO"].split("\n")[2] == "From Chongqing: nothing on record"


def test_values_in_several_currencies_are_not_shown_as_one(en: Words) -> None:
    row = {"size": pd.NA, "reporting": 2, "currency": None}
    assert labels.sized(row, "value", en) == "several currencies"
    assert labels.sized(row | {"reporting": 0}, "value", en) == "not reported"
    assert labels.sized({"size": 300000, "reporting": 1, "currency": "USD"}, "value", en) == "USD 300,000"


def test_lanes_by_country_put_the_busiest_first_and_those_without_a_country_last(ledger: Ledger, en: Words) -> None:
    acts = questions.acts(ledger, View())
    by_partner = labels.lanes(acts["country"].fillna("").value_counts(), "partner", en)
    assert by_partner[0] == ("KOR", "South Korea")
    assert by_partner[-1] == ("", "No single country")
    by_kind = labels.lanes(acts["kind"].value_counts(), "kind", en)
    assert [code for code, _ in by_kind] == ["supplies", "funds", "medical_team", "video_meeting", "letter", "thanks"]


def test_the_measure_is_called_by_a_noun_in_chinese(zh: Words) -> None:
    # 「条往来」 is a counter with its noun, which reads only after a number.
    assert not labels.measured("acts", zh).startswith("条")
