"""Finding by name: any script, any spelling, the best first, nothing that was not meant, and never an exception."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid import questions
from aid.catalogue import LANGUAGES
from aid.controls.arrive import PAGES
from aid.find import Found, find, index, told
from aid.find.fit import Tier, abbreviates
from aid.find.fold import folded, typed_sounds
from aid.find.mentions import mentioning
from aid.find.slips import meant
from aid.table import Ledger, read
from aid.view import LONGEST_QUERY, View
from aid.view import read as read_view
from aid.words import Words, words
from tests.asking import ask
from tests.hostile import HOSTILE, rewritten
from tests.plain import Table

pytestmark = pytest.mark.usefixtures("served")


def best(found: Found) -> str:
    """The first result as "group code"; empty where there is none."""
    return next((f"{hits[0].entry.group} {hits[0].entry.code}" for hits in found.groups.values()), "")


def codes(found: Found, group: str) -> list[str]:
    return [hit.entry.code for hit in found.groups.get(group, ())]


# ---- one thing, however it is written ----


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *((typed, "party mito") for typed in ("mito", "MITO", "City of Mito", "Mitto", "mtio", "miot")),
        *((typed, "party mito") for typed in ("水户", "水户市", "水戶", "水戸", " 水 户 ", "水护")),
        *(
            (typed, "party mito")
            for typed in ("shuihu", "shui hu", "Shuǐhù", "shuǐ hù", "shui3hu4", "shui'hu", "shuih")
        ),
        *((typed, "party hiroshima") for typed in ("hiroshima", "hiroshma", "hirsohima", "广岛", "廣島", "広島")),
        *((typed, "party hiroshima") for typed in ("guangdao", "guang dao", "gdao", "gd", "guangdoa")),
        *((typed, "country JPN") for typed in ("JPN", "jpn", "jp", "Japan", "japn", "日本", "riben", "ri ben", "rb")),
        *((typed, "country ITA") for typed in ("Italy", "意大利", "义大利", "義大利", "yidali", "ydl")),
        *((typed, "country KOR") for typed in ("Korea", "South Korea", "southkorea", "corea", "韩国", "韓國")),
        *((typed, "country GBR") for typed in ("UK", "Britain", "United Kingdom", "英国", "英國", "yingguo")),
        *((typed, "thing item:masks") for typed in ("mask", "masks", "maskes", "口罩", "kouzhao", "kou zhao", "kz")),
        *((typed, "thing q:n95_mask") for typed in ("N95", "n95 masks", "n95口罩")),
        *((typed, "thing kind:letter") for typed in ("letter", "letters", "信函", "xinhan")),
        *((typed, "party seattle") for typed in ("Seattle", "seatle", "seatl", "西雅图", "西雅圖", "xiyatu", "xyt")),
        *((typed, "party cordoba-province") for typed in ("Córdoba", "cordoba", "CORDOBA PROVINCE")),
        *((typed, "page timeline") for typed in ("timeline", "Timeline", "时间线", "時間線")),
        ("s004", "source s004"),
        ("2020-01-28-in-mito-masks", "act 2020-01-28-in-mito-masks"),
    ],
)
def test_a_thing_is_found_however_it_is_written(ledger: Ledger, typed: str, meant: str) -> None:
    assert best(find(ledger, typed)) == meant


def test_first_letters_of_its_sounds_find_a_place_among_others(ledger: Ledger) -> None:
    assert "mito" in codes(find(ledger, "sh"), "party")[:5]
    assert "mito" in codes(find(ledger, "shh"), "party")


def test_a_publisher_is_found_in_either_language(ledger: Ledger, rows: Table) -> None:
    own = {row["id"] for row in rows.files["sources"] if "Consulate-General of Japan" in row["publisher"]}
    for typed in ("Consulate-General of Japan in Chongqing", "日本驻重庆总领事馆", "ribenzhuchongqing"):
        assert set(codes(find(ledger, typed), "source")) == own, typed


@pytest.mark.parametrize("typed", ["2020-03-19", "2020年3月19日", "19 March 2020"])
def test_acts_are_found_by_their_day(ledger: Ledger, rows: Table, typed: str) -> None:
    that_day = {act.id for act in rows.acts if act.date == "2020-03-19"}
    assert that_day <= set(codes(find(ledger, typed), "act"))
    if typed.startswith("2020-"):
        assert that_day == set(codes(find(ledger, typed), "act"))


def test_acts_are_found_by_a_month(ledger: Ledger, rows: Table) -> None:
    assert set(codes(find(ledger, "2020-03"), "act")) == {act.id for act in rows.acts if act.date.startswith("2020-03")}


@pytest.mark.parametrize("typed", ["mito masks", "水户 口罩", "水户口罩", "shuihu kouzhao", "masks for Mito"])
def test_several_words_are_found_in_one_act_each_in_its_own_way(ledger: Ledger, typed: str) -> None:
    assert {"2020-01-28-in-mito-masks", "2020-05-21-out-mito-supplies"} <= set(codes(find(ledger, typed), "act"))
    assert "2020-out-seattle-supplies" not in codes(find(ledger, typed), "act")


def test_acts_are_found_by_a_word_of_their_note(ledger: Ledger, rows: Table) -> None:
    saying = {act.id for act in rows.acts if "jiangbei airport" in act.text}
    assert saying and saying <= set(codes(find(ledger, "Jiangbei airport"), "act"))


# ---- order, and what is not found ----


def test_countries_and_parties_go_before_acts_and_these_before_sources(ledger: Ledger) -> None:
    for typed in ("jap", "ita", "kor", "美", "sh", "mit"):
        order = [group for group in find(ledger, typed).groups if group in ("country", "party", "act", "source")]
        assert order == [group for group in ("country", "party", "act", "source") if group in order], typed


def test_a_slip_buries_nothing_that_is_spelt_so(ledger: Ledger) -> None:
    # "korea" is one slip from "corea": neither is told with the other.
    spelt = find(ledger, "korea")
    assert not [hit for hits in spelt.groups.values() for hit in hits if hit.tier >= Tier.SLIP]
    assert all(hit.tier >= Tier.SLIP for hits in find(ledger, "corea").groups.values() for hit in hits)


@pytest.mark.parametrize("typed", ["qq", "mto", "jpm", "x9", "?", "….", "%%", "", "   ", "\u202e", "wuthering"])
def test_little_or_nothing_is_no_riddle(ledger: Ledger, typed: str) -> None:
    told_of = [hit for hits in find(ledger, typed).groups.values() for hit in hits]
    assert all(hit.tier < Tier.SLIP for hit in told_of)
    assert len(told_of) < 3, [hit.entry.code for hit in told_of]


def test_a_country_without_an_act_is_told_so_where_it_is_meant_and_not_by_chance(ledger: Ledger, en: Words) -> None:
    recorded = set(questions.acts(ledger, View())["country"].dropna())
    assert "FJI" not in recorded, "choose another"
    (fiji,) = told(ledger, "Fiji", en)["groups"][0]["results"]
    assert (fiji["label"], fiji["note"]) == ("Fiji", "nothing on record")
    assert "FJI" not in codes(find(ledger, "fj"), "country"), "its first letters are those of other sounds"
    assert "CHN" not in codes(find(ledger, "China"), "country"), "Chongqing's own country is no partner"


def test_an_unnamed_party_does_not_stand_for_its_country(ledger: Ledger) -> None:
    found = find(ledger, "日本")
    assert best(found) == "country JPN"
    assert found.exact and found.exact.entry.code == "JPN"
    assert codes(found, "party")[-1] == "japan-addressee-unnamed"


@pytest.mark.parametrize(
    ("typed", "go"),
    [
        ("Mito", "party-mito"),
        ("riben", "country-JPN"),
        ("Mitto", "party-mito"),  # nothing mentions it, so not to an empty page
        ("jap", "all"),
        ("Xinhua", "all"),  # several sources are called so
        ("wuthering", "all"),
    ],
)
def test_enter_leads_to_what_is_called_so_else_to_the_acts_that_mention_it(
    ledger: Ledger, en: Words, typed: str, go: str
) -> None:
    assert told(ledger, typed, en)["go"] == go


# ---- what is told of it ----


def test_results_speak_the_readers_language_and_lead_where_they_say(ledger: Ledger, en: Words, zh: Words) -> None:
    for w, name, note in ((en, "City of Mito", "party to 3 acts"), (zh, "水户市", "参与3条往来")):
        answer = told(ledger, "水户", w)
        party = answer["groups"][0]["results"][0]
        assert party["label"] == name
        assert party["note"].endswith(note)
        assert parse_qs(urlsplit(party["href"]).query) | {"q": []} == {"country": ["JPN"], "lang": [w.lang], "q": []}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_link_opens_a_page_of_the_app_with_a_query_that_it_understands(ledger: Ledger, lang: str) -> None:
    for typed in (
        "mito",
        "a",
        "口罩",
        "xinhua",
        "supplies",
        "medic",
        "sco",
        "Chongqing",
        "timeline",
        "overview",
        "2020",
    ):
        answer = told(ledger, typed, words(lang, ledger))
        for result in [result for group in answer["groups"] for result in group["results"]] + [answer["all"]]:
            parts = urlsplit(result["href"])
            assert (parts.path.strip("/") or "overview") in PAGES, result
            assert read_view(parse_qs(parts.query), ledger)[1] == (), result


@pytest.mark.parametrize("query", ["mito", "masks japan", "口罩", "LETTER", "水户市", "KOR", "no such thing"])
def test_the_last_line_counts_the_acts_that_its_page_shows(ledger: Ledger, query: str) -> None:
    assert mentioning(ledger, query) == set(questions.acts(ledger, View(q=query))["id"])


def test_goods_count_the_acts_that_their_page_shows(ledger: Ledger, en: Words) -> None:
    for typed in ("masks", "n95", "gloves", "medicine", "video", "ventilator"):
        for group in told(ledger, typed, en)["groups"]:
            if group["group"] == "thing":
                for result in group["results"]:
                    view, _ = read_view(parse_qs(urlsplit(result["href"]).query), ledger)
                    shown = len(questions.acts(ledger, view))
                    assert result["note"].split()[0] == (str(shown) if shown else "nothing"), result


def test_a_traditional_query_leads_to_the_acts_that_mention_it_in_simplified(ledger: Ledger, en: Words) -> None:
    assert parse_qs(urlsplit(told(ledger, "水戶", en)["all"]["href"]).query)["q"] == ["水户"]


def test_what_is_found_changes_with_the_table(altered: Callable[..., Ledger], ledger: Ledger) -> None:
    other = altered(("parties.csv", "mito,City of Mito,水户市", "mito,City of Wutheringham,呼啸市"))
    assert best(find(other, "wutheringham")) == best(find(other, "huxiao")) == "party mito"
    assert not codes(find(ledger, "wutheringham"), "party")


# ---- properties ----

ANYTHING = st.text(max_size=60) | st.text("abhimostuz水户戶岛 '-0159áü", max_size=20)


@given(ANYTHING)
def test_nothing_that_is_typed_raises_and_the_answer_is_always_the_same(ledger: Ledger, typed: str) -> None:
    answer = told(ledger, typed, words("en", ledger))
    find.cache_clear()
    assert told(ledger, typed, words("en", ledger)) == answer


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(typed: str) -> None:
    assert folded(folded(typed)) == folded(typed)


@given(ANYTHING, ANYTHING)
def test_a_part_of_a_text_folds_to_a_part_of_the_folded_text(one: str, other: str) -> None:
    assert folded(f"{one} {other}") == " ".join(part for part in (folded(one), folded(other)) if part)


def test_every_chinese_character_folds_to_one_that_stays() -> None:
    signs = [chr(point) for point in range(0x3400, 0xA000)]
    assert [sign for sign in signs if len(folded(sign)) > 1 or folded(folded(sign)) != folded(sign)] == []


def test_every_name_of_the_table_is_among_the_first_few_of_its_group(ledger: Ledger, rows: Table) -> None:
    named = [
        *(("country", row["iso3"], row[name]) for row in rows.files["countries"] for name in ("name_en", "name_zh")),
        *(("party", row["id"], row[name]) for row in rows.files["parties"] for name in ("name_en", "name_zh")),
        *(("act", row["id"], row["id"]) for row in rows.files["acts"]),
        *(("source", row["id"], row["id"]) for row in rows.files["sources"]),
    ]
    missed = [
        (code, name)
        for group, code, name in named
        if code != "CHN" and code not in codes(find(ledger, name), group)[:5]
    ]
    assert missed == []


def test_an_abbreviation_takes_the_syllables_in_their_order() -> None:
    for typed in ("sh", "shh", "shuih", "shuihu", "shhu"):
        assert abbreviates(typed, ("shui", "hu")), typed
    for typed in ("hs", "shx", "shuix", "shuihua", "ui"):
        assert not abbreviates(typed, ("shui", "hu")), typed


def test_tones_are_numbers_only_behind_letters() -> None:
    assert typed_sounds("shui3hu4") == "shuihu"
    assert typed_sounds("n95") == "n95"
    assert typed_sounds("lv4") == typed_sounds("lu")
    assert typed_sounds("水户") == ""


def test_short_words_forgive_nothing_and_long_ones_two_slips() -> None:
    assert meant("mto", ["mito"]) == []
    assert meant("mtio", ["mito", "mixed"]) == ["mito"]
    assert meant("hirosima", ["hiroshima"]) == ["hiroshima"]
    assert meant("hiroximma", ["hiroshima"]) == []
    assert meant("hirsohma", ["hiroshima"]) == ["hiroshima"]
    assert meant("2021", ["2020"]) == [], "another number is another thing"


# ---- the address ----


def test_the_address_answers_in_the_language_asked_for_and_may_be_kept() -> None:
    answer = ask("/api/find.json", {"q": "水戶", "lang": "zh"})
    assert (answer.status, answer.headers["content-type"]) == (200, "application/json")
    assert answer.json["groups"][0]["results"][0]["label"] == "水户市"
    again = ask("/api/find.json", {"q": "水戶", "lang": "zh"}, headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
    other = ask("/api/find.json", {"q": "水戶"}, headers={"Accept-Language": "en"})
    assert other.json["groups"][0]["results"][0]["label"] == "City of Mito"
    assert other.headers["vary"] == "Accept-Language"


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ({}, "q="),
        ({"q": ""}, "q="),
        ({"q": "x" * (LONGEST_QUERY + 1)}, "q=xxx"),
        ({"q": " ".join(f"word{n}" for n in range(13))}, "q=word0"),
        ({"q": ["mito", "japan"]}, "q=japan"),
        ({"q": "mito", "country": "JPN"}, "country"),
        ({"q": "mito", "colour": "red"}, "colour=red"),
        ({"q": "mito", "lang": "fr"}, "lang=fr"),
        ({"q": "mito", "edition": "excel"}, "edition=excel"),
    ],
)
def test_what_the_address_does_not_take_is_refused_and_named(query: dict[str, Any], named: str) -> None:
    answer = ask("/api/find.json", query)
    assert (answer.status, answer.headers["content-type"]) == (400, "application/problem+json")
    assert any(part.startswith(named) for part in answer.json["not_understood"])


def test_nothing_can_be_written_there() -> None:
    assert ask("/api/find.json", "q=x", method="POST").status == 405


def test_without_a_table_the_address_says_so(served: Callable[[Path], None], tmp_path: Path) -> None:
    served(tmp_path)
    assert ask("/api/find.json", "q=mito").status == 503


def test_hostile_text_stays_text(served: Callable[[Path], None], copied: Callable[..., Path], tmp_path: Path) -> None:
    folder = copied()
    rewritten(folder, "parties", "mito", name_en=f"Mitopolis {HOSTILE}")
    served(folder)
    answer = ask("/api/find.json", {"q": "mitopolis", "lang": "en"})
    (party,) = answer.json["groups"][0]["results"]
    assert party["label"].startswith("Mitopolis </script><script>")
    assert answer.headers["content-type"] == "application/json"
    assert set(parse_qs(urlsplit(party["href"]).query)) == {"country", "q", "lang"}


def test_an_answer_takes_less_than_a_keystroke(ledger: Ledger) -> None:
    """The median over many different queries of unhurried tests on a busy machine; one alone may be unlucky."""
    index(ledger)
    took = []
    for typed in ("m", "mi", "mit", "mitt", "mitto", "水", "水户口罩", "masks from japan", "shuihu kouzhao", "x" * 200):
        began = time.perf_counter()
        find.__wrapped__(ledger, typed)
        took.append(time.perf_counter() - began)
    assert sorted(took)[len(took) // 2] < 0.05


def test_the_names_of_a_table_are_read_once(altered: Callable[..., Ledger], ledger: Ledger) -> None:
    assert index(ledger) is index(ledger)
    assert index(read(Path(__file__).parents[1] / "data")) is not index(ledger)
