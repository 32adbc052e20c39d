"""The address is the view: what a reader copies from the address bar shows another reader the same."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlencode

import pycountry
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aid import questions, sentences
from aid.table import Ledger
from aid.view import KEYS, LONGEST_QUERY, Dropped, View, choices, families, measures, read
from aid.words import Words

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
COUNTRIES = [country.alpha_3 for country in pycountry.countries]


def tidy(text: str) -> str:
    """A search as a reader means it: single blanks between words, none at the ends, nothing unseen."""
    return " ".join("".join(" " if unicodedata.category(sign).startswith("C") else sign for sign in text).split())


SEARCHES = st.one_of(
    st.sampled_from(
        ["mito", "口罩 日本", "\"quoted\" 'too'", "😷 & 100%", "a=b&c=d#e", "+ + +", "«žluťoučký»", "a;b,c"]
    ),
    st.text(st.characters(exclude_categories=["C"]), max_size=60).map(tidy),
)


def views(ledger: Ledger) -> st.SearchStrategy[View]:
    """Views as the reader of an address makes them."""

    def several(codes: Any) -> st.SearchStrategy[tuple[str, ...]]:
        return st.lists(st.sampled_from(list(codes)), max_size=4, unique=True).map(lambda some: tuple(sorted(some)))

    def built(period: list[date], **parts: Any) -> View:
        since, until = (min(period), max(period)) if len(period) == 2 else (period[0] if period else None, None)
        return View(since=since, until=until, **parts)

    return st.builds(
        built,
        period=st.lists(DAYS, max_size=2),
        direction=st.sampled_from([None, "inbound", "outbound"]),
        kind=several(choices(ledger, "acts", "kind")),
        item=several(families(ledger)),
        country=several(COUNTRIES),
        party=several(choices(ledger, "parties", "type")),
        confidence=several(choices(ledger, "acts", "confidence")),
        q=SEARCHES,
        measure=st.sampled_from(measures(ledger)),
        lanes=st.sampled_from(["kind", "partner"]),
    )


def through_the_address_bar(view: View) -> dict[str, list[str]]:
    return parse_qs(urlencode(view.query(), doseq=True), keep_blank_values=True, strict_parsing=bool(view.query()))


@given(data=st.data())
def test_a_view_comes_back_from_its_address_as_it_was(ledger: Ledger, data: st.DataObject) -> None:
    view = data.draw(views(ledger))
    assert read(through_the_address_bar(view), ledger) == (view, ())


@given(data=st.data())
def test_an_address_has_one_order_of_keys_and_says_no_default(ledger: Ledger, data: st.DataObject) -> None:
    view = data.draw(views(ledger))
    query = view.query()
    # The order that the design's table of keys has.
    order = ["direction", "kind", "item", "country", "party", "from", "to", "confidence", "q", "measure", "lanes"]
    assert list(query) == [key for key in order if key in query]
    assert query.get("measure") != "acts"
    assert query.get("lanes") != "kind"
    assert all(query.values()), "an empty key stands in the address"


def test_the_default_view_has_an_empty_address(ledger: Ledger) -> None:
    assert View().query() == {}
    assert read({}, ledger) == (View(), ())
    assert View().asks_all
    assert View(measure="masks", lanes="partner").asks_all, "the size of marks leaves no act out"
    assert not View(q="mito").asks_all


def test_two_readers_who_choose_in_another_order_get_the_same_address(ledger: Ledger) -> None:
    one, _ = read({"country": ["KOR", "JPN"], "direction": "inbound"}, ledger)
    other, _ = read({"direction": ["inbound"], "country": ["JPN", "KOR", "JPN"]}, ledger)
    assert list(one.query().items()) == list(other.query().items())
    assert one.query()["country"] == ["JPN", "KOR"]
    assert View().but(country=["KOR", "JPN"]) == one.but(direction=None)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("direction", "sideways"),
        ("direction", ""),
        ("direction", "Inbound"),
        ("kind", "Goods"),
        ("item", "equipment"),  # one device is not like another: no sum, so no choice
        ("country", "XXX"),
        ("country", "Japan"),
        ("country", "JP"),
        ("country", "日本"),
        ("party", "aliens"),
        ("from", "2020-13-01"),
        ("from", "2020-02-30"),
        ("from", "2020-3-1"),
        ("from", "yesterday"),
        ("from", "２０２０-03-01"),
        ("to", "99999-01-01"),
        ("to", "1066-10-14"),
        ("to", "2020"),
        ("confidence", "certain"),
        ("q", "   "),
        ("q", ""),
        ("measure", "balance"),
        ("measure", "people"),
        ("lanes", "colour"),
        ("country", "ſgp"),
        ("q", "a b c d e f g h i j k l m"),
        ("sort", "up"),
        ("utm_source", "mail"),
        ("Country", "JPN"),
    ],
)
def test_what_is_not_understood_is_left_out_and_named(ledger: Ledger, key: str, value: str) -> None:
    view, dropped = read({key: [value], "kind": ["letter"]} if key != "kind" else {key: [value]}, ledger)
    assert view == (View(kind=("letter",)) if key != "kind" else View())
    assert dropped == (Dropped(key, value),)


def test_the_good_values_beside_a_bad_one_stay(ledger: Ledger) -> None:
    view, dropped = read({"country": ["JPN", "ATLANTIS", "KOR"]}, ledger)
    assert view.country == ("JPN", "KOR")
    assert dropped == (Dropped("country", "ATLANTIS"),)


def test_a_country_may_be_written_in_small_letters(ledger: Ledger) -> None:
    assert read({"country": ["jpn", "Kor"]}, ledger) == (View(country=("JPN", "KOR")), ())


def test_a_period_that_ends_before_it_begins_keeps_its_start_and_names_the_end(ledger: Ledger) -> None:
    view, dropped = read({"from": "2020-05-01", "to": "2020-03-31"}, ledger)
    assert (view.since, view.until) == (date(2020, 5, 1), None)
    assert dropped == (Dropped("to", "2020-03-31"),)
    assert read({"from": "2020-05-01", "to": "2020-05-01"}, ledger)[1] == ()


def test_of_a_key_that_stands_once_the_first_valid_value_counts_and_the_rest_is_named(ledger: Ledger) -> None:
    view, dropped = read({"direction": ["up", "outbound", "inbound", "outbound"]}, ledger)
    assert view.direction == "outbound"
    assert dropped == (Dropped("direction", "up"), Dropped("direction", "inbound"))


def test_the_language_and_the_act_of_a_page_are_not_part_of_the_view(ledger: Ledger) -> None:
    assert read({"lang": ["zh"], "id": ["2020-01-28-in-mito-masks"]}, ledger) == (View(), ())


def test_blanks_around_and_between_the_words_of_a_search_do_not_matter(ledger: Ledger) -> None:
    assert read({"q": "  水户\t口罩\u3000\n50  "}, ledger)[0].q == "水户 口罩 50"


def test_a_word_that_is_said_again_counts_once_towards_the_most_that_are_looked_for(ledger: Ledger) -> None:
    twelve = "a b c d e f g h i j k l"
    view, dropped = read({"q": f"{twelve} A b c c c"}, ledger)
    assert (view.q, dropped) == (f"{twelve} A b c c c", ())
    found = [list(questions.acts(ledger, View(q=q))["id"]) for q in ("mito", "mito MITO Mito")]
    assert found[0] == found[1] != []


def test_a_search_longer_than_any_reader_types_is_left_out_and_named_shortly(ledger: Ledger) -> None:
    assert read({"q": "m" * LONGEST_QUERY}, ledger)[0].q == "m" * LONGEST_QUERY
    view, (dropped,) = read({"q": "m" * 5000}, ledger)
    assert view == View()
    assert dropped.key == "q"
    assert dropped.value.endswith("…")
    assert len(dropped.value) <= 40


ANY_TEXT = st.text(max_size=300)
ANY_KEY = st.one_of(st.sampled_from([*KEYS, "lang", "id"]), st.text(max_size=60))
ANY_VALUE = st.one_of(
    ANY_TEXT,
    st.sampled_from(["inbound", "JPN", "jpn", "2020-03-01", "2019-12-31", "masks", "letter", "high", "\x00", "\u202e"]),
)


@given(query=st.dictionaries(ANY_KEY, st.one_of(ANY_VALUE, st.lists(ANY_VALUE, max_size=5)), max_size=8))
@example(query={"q": "\ud800"})
@example(query={"country": ["ſhn", "ıta"], "from": ["٢٠٢٠-٠١-٠١"]})
@example(query={"a" * 100_000: ["b" * 100_000], "\x1b[31m": "\r\n"})
def test_no_address_whatever_breaks_the_page_and_none_is_dropped_in_silence(
    ledger: Ledger, query: dict[str, str | list[str]]
) -> None:
    view, dropped = read(query, ledger)
    # What was understood can be written down and read again; nothing more is dropped then.
    assert read(view.query(), ledger) == (view, ())
    named = [drop.key for drop in dropped]
    for key in query:
        if key not in (*KEYS, "lang", "id"):
            seen = "".join(sign for sign in key if not unicodedata.category(sign).startswith("C"))
            assert seen in named or seen[:39] + "…" in named
    for drop in dropped:
        assert len(drop.key) <= 40
        assert len(drop.value) <= 40
        assert not any(unicodedata.category(sign).startswith("C") for sign in drop.key + drop.value)
    for key in ("direction", "measure", "lanes"):
        asked = query.get(key, [])
        for value in [asked] if isinstance(asked, str) else asked:
            understood = value == getattr(view, key)
            assert understood or any(drop.key == key for drop in dropped), f"{key}={value} vanished"


MARCH_TO_MAY = {"since": date(2020, 3, 1), "until": date(2020, 5, 31)}
SAID = [
    (View(), "All acts", "全部往来"),
    (
        View(direction="outbound", item=("masks", "suits"), country=("JPN", "KOR"), **MARCH_TO_MAY),
        "Masks and suits and gowns to Japan and South Korea, March to May 2020",
        "2020年3月至5月送往日本、韩国的口罩和防护服和隔离衣",
    ),
    (View(direction="inbound"), "Acts to Chongqing", "来到重庆的往来"),
    (View(direction="outbound"), "Acts from Chongqing", "重庆送出的往来"),
    (View(country=("JPN",)), "Acts between Chongqing and Japan", "重庆与日本之间的往来"),
    (
        View(country=("ITA",), kind=("letter", "thanks")),
        "Letters and thanks between Chongqing and Italy",
        "重庆与意大利之间的信函和致谢",
    ),
    (
        View(direction="inbound", kind=("supplies",), item=("masks",), country=("KOR",)),
        "Goods with masks from South Korea",
        "来自韩国的含口罩的物资",
    ),
    (View(kind=("funds",), direction="inbound"), "Money to Chongqing", "来到重庆的资金"),
    (View(since=date(2020, 4, 1)), "All acts, from 1 April 2020 on", "2020年4月1日起全部往来"),
    (View(until=date(2020, 4, 30)), "All acts, up to 30 April 2020", "截至2020年4月30日全部往来"),
    (View(since=date(2020, 1, 1), until=date(2020, 12, 31)), "All acts, 2020", "2020年全部往来"),
    (
        View(confidence=("low",), party=("hospital", "university"), q="mito"),
        "Acts mentioning “mito”; partner: Hospital or University; confidence: Low",
        "往来（提到“mito”）；对方：医院或高校；可信度：低",
    ),
]


@pytest.mark.parametrize(("view", "english", "chinese"), SAID, ids=[said[1] for said in SAID])
def test_a_view_says_itself_in_words(view: View, english: str, chinese: str, en: Words, zh: Words) -> None:
    assert sentences.said(view, en) == english
    assert sentences.said(view, zh) == chinese


@given(data=st.data())
def test_every_view_can_be_said_and_names_its_countries(
    ledger: Ledger, en: Words, zh: Words, data: st.DataObject
) -> None:
    view = data.draw(views(ledger))
    for words in (en, zh):
        told = sentences.said(view, words)
        for code in view.country:
            assert words.country(code) in told
        assert "None" not in told.replace(view.q, "")
