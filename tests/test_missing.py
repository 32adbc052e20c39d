"""What is missing: totals against the table as bars, and where was looked, by a second count over the CSV files."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pandas as pd
import pycountry
import pytest

from aid import charts, missing, questions
from aid.table import Ledger
from aid.view import View
from aid.words import Words
from tests.asking import ask
from tests.conftest import DATA
from tests.plain import Table

NOTHING_LOST = re.compile(r"\bnan\b|None|<NA>|NaT|[{}]")
# Nobody lives on Bouvet Island, so no act and no search will ever be about it but those of these tests.
NOWHERE = (
    "countries.csv",
    "ARG,Argentina",
    "BVT,Bouvet Island,布韦岛,Southern Africa,南部非洲,3.41,-54.42\nARG,Argentina",
)
LOG = "subject,country,direction,language,found,note_en,url\n"


def states(rows: Table, view: View) -> dict[str, tuple[str, int, int, int, int]]:
    """Each country's state, acts, searches, and searches in vain each way where it has no act, counted one by one."""
    ways = [view.direction] if view.direction else ["inbound", "outbound"]
    acts = [act for act in rows.acts if act.country and act.direction in ways]
    log = [search for search in rows.files["searches"] if search["country"] and search["direction"] in (*ways, "both")]
    told = {}
    for code in {act.country for act in acts} | {search["country"] for search in log}:
        if code == "CHN" or (view.country and code not in view.country):
            continue
        own = [act for act in acts if act.country == code]
        looked = [search for search in log if search["country"] == code]
        vain = [
            sum(search["found"] == "no" and search["direction"] in (way, "both") for search in looked)
            if way in ways and not any(act.direction == way for act in own)
            else 0
            for way in ("inbound", "outbound")
        ]
        told[code] = ("recorded" if own else "not_found", len(own), len(looked), *vain)
    return told


VIEWS = [View(), View(direction="inbound"), View(direction="outbound"), View(country=("FRA", "GBR", "JPN", "TUV"))]


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_the_state_of_every_country_is_the_same_when_counted_one_by_one(
    ledger: Ledger, rows: Table, view: View
) -> None:
    answer = questions.searched(ledger, view)
    told = {row.country: (row.state, row.acts, row.searches, row.vain_in, row.vain_out) for row in answer.itertuples()}
    assert told == states(rows, view)
    assert list(answer["vain"]) == [row.acts > 0 and row.vain_in + row.vain_out > 0 for row in answer.itertuples()]


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_the_three_states_together_are_all_countries_and_regions_but_china(
    ledger: Ledger, rows: Table, view: View
) -> None:
    (counted,) = questions.looked(ledger, view).to_dict("records")
    told = [state for state, *_ in states(rows, view).values()]
    every = len(view.country) or len(list(pycountry.countries)) - 1
    assert counted["countries"] == every
    assert (counted["recorded"], counted["not_found"]) == (told.count("recorded"), told.count("not_found"))
    assert counted["not_looked"] == every - len(told) == len(questions.not_looked(ledger, view))


def test_searches_about_no_single_country_are_counted_beside_them(ledger: Ledger, rows: Table) -> None:
    (counted,) = questions.looked(ledger, View()).to_dict("records")
    log = rows.files["searches"]
    assert counted["searches"] == len(log)
    assert counted["elsewhere"] == sum(not search["country"] for search in log) > 0
    assert counted["found"] == sum(search["found"] == "yes" for search in log)


def test_what_the_log_does_not_know_chooses_nothing_in_it(ledger: Ledger) -> None:
    """Else a country with goods alone would seem to be looked for in vain once a reader asks for letters."""
    asked = View(kind=("letter",), confidence=("high",), q="mito", moment="2020-03", direction="inbound")
    whole = questions.searched(ledger, View(direction="inbound"))
    pd.testing.assert_frame_equal(questions.searched(ledger, asked), whole)
    pd.testing.assert_frame_equal(
        questions.searches(ledger, asked), questions.searches(ledger, View(direction="inbound"))
    )


def searching(altered: Callable[..., Ledger], *lines: str) -> Ledger:
    """The real table with a country nobody knows and further searches."""
    return altered(NOWHERE, ("searches.csv", LOG, LOG + "".join(f"{line}\n" for line in lines)))


def test_a_search_in_vain_makes_a_country_looked_for_and_not_found(altered: Callable[..., Ledger], en: Words) -> None:
    before = searching(altered)
    assert "BVT" in questions.not_looked(before, View())
    after = searching(altered, "Gifts,BVT,outbound,nn,no,Nothing found.,", "Gifts,BVT,outbound,en-GB,no,Nothing.,")
    place = questions.searched(after, View()).set_index("country").loc["BVT"]
    assert (place["state"], place["languages"], place["vain_in"], place["vain_out"]) == ("not_found", "nn;en", 0, 2)
    assert "BVT" not in questions.not_looked(after, View())
    assert "BVT" in questions.not_looked(after, View(direction="inbound"))
    told = missing.hovers(questions.searched(after, View()), Words("en", after))["BVT"]
    assert "No act on record" in told and "From Chongqing: looked for in vain" in told
    assert "To Chongqing" not in told


def test_a_page_that_was_found_but_is_no_act_is_told_and_is_not_in_vain(altered: Callable[..., Ledger]) -> None:
    found = searching(altered, "Gifts,BVT,both,en,yes,Left out of the table.,https://example.org/")
    place = questions.searched(found, View()).set_index("country").loc["BVT"]
    assert (place["state"], place["found"], place["vain_in"], place["vain_out"]) == ("not_found", 1, 0, 0)
    told = missing.hovers(questions.searched(found, View()), Words("en", found))["BVT"]
    assert "1 found something that helps" in told and "in vain" not in told


def test_a_country_on_record_one_way_may_be_looked_for_in_vain_the_other(
    altered: Callable[..., Ledger], rows: Table
) -> None:
    ways = {
        party: {act.direction for act in rows.acts if act.partner == party} for party in (a.partner for a in rows.acts)
    }
    giver = next(act for act in rows.acts if act.country and ways[act.partner] == {"inbound"})
    line = next(
        line for line in (DATA / "parties.csv").read_text("utf-8").splitlines() if line.startswith(f"{giver.partner},")
    )
    table = altered(
        NOWHERE,
        ("searches.csv", LOG, LOG + "Bouvet,BVT,both,no,no,Nothing.,\nBouvet,BVT,outbound,en,no,Nothing.,\n"),
        ("parties.csv", line, line.replace(f",{giver.country},", ",BVT,", 1)),
    )
    place = questions.searched(table, View()).set_index("country").loc["BVT"]
    assert (place["state"], place["vain"], place["vain_in"], place["vain_out"]) == ("recorded", True, 0, 2)
    assert missing.state(place, Words("en", table)).startswith("On record one way")
    # Asked for one way alone, it is a plain case of either.
    for direction, state in (("inbound", "recorded"), ("outbound", "not_found")):
        place = questions.searched(table, View(direction=direction)).set_index("country").loc["BVT"]
        assert (place["state"], place["vain"]) == (state, False)


def test_the_map_has_a_dot_for_what_is_on_record_and_a_ring_for_what_was_looked_for_in_vain(
    ledger: Ledger, en: Words
) -> None:
    places = questions.searched(ledger, View())
    drawing = charts.searched(places, ledger.countries, en, missing.hovers(places, en), "told", None)
    rings, dots = drawing.figure.data[:2]
    assert set(dots.customdata) == set(places.loc[places["state"] == "recorded", "country"])
    assert set(rings.customdata) == set(places.loc[(places["state"] == "not_found") | places["vain"], "country"])
    assert rings.marker.color != dots.marker.color
    # A ring around a dot has the dot in its middle.
    where = dict(zip(dots.customdata, zip(dots.lon, dots.lat, strict=True), strict=True))
    around = dict(zip(rings.customdata, zip(rings.lon, rings.lat, strict=True), strict=True))
    assert all(where[code] == around[code] for code in set(where) & set(around))


def test_the_finding_over_the_map_and_its_alternative_text_give_the_same_counts(
    ledger: Ledger, rows: Table, en: Words, zh: Words
) -> None:
    (counted,) = questions.looked(ledger, View()).to_dict("records")
    told = [state for state, *_ in states(rows, View()).values()]
    numbers = {str(told.count("recorded")), str(told.count("not_found")), str(248 - len(told))}
    for words in (en, zh):
        for text in (missing.where_looked(counted, View(), words), missing.alt(counted, words)):
            assert numbers <= set(re.findall(r"\d+", text)), text
            assert not NOTHING_LOST.search(text)


def test_every_country_can_be_told_in_both_languages(ledger: Ledger, en: Words, zh: Words) -> None:
    places = questions.searched(ledger, View())
    for words in (en, zh):
        for text in missing.hovers(places, words).values():
            assert not NOTHING_LOST.search(text) and "  " not in text


def test_a_country_tells_what_else_was_looked_for_in_vain(altered: Callable[..., Ledger]) -> None:
    lines = ("One,BVT,both,en,no,No.,", "Two,BVT,both,de,no,No.,", "Three,BVT,both,fr,yes,Yes.,https://example.org/")
    table = searching(altered, *lines)
    log = questions.searches(table, View(country=("BVT",)))
    assert missing.in_vain(log, Words("en", table)) == "More was looked for in vain 2 times, in English and German."
    assert missing.in_vain(log[log["found"]], Words("en", table)) == ""


# ---- totals ----


@pytest.fixture(scope="module")
def claims(ledger: Ledger) -> pd.DataFrame:
    return questions.claims_against(ledger, View())


def held(claim: dict[str, str], itemised: Any) -> str:
    """How much of a line of claims.csv is itemised, by the rule in words."""
    if claim["scope"] == "part":
        return "apart"
    if not itemised:
        return "none"
    value = float(claim["value"])
    if float(itemised) > value:
        return "all"
    return "all" if float(itemised) == value and claim["qualifier"] != "more_than" else "part"


def test_how_much_of_each_total_is_itemised_is_the_same_either_way(claims: pd.DataFrame, rows: Table) -> None:
    counted = {claim: sure for claim, (_, sure, _) in rows.claims().items()}
    by_hand = {claim["id"]: held(claim, counted[claim["id"]]) for claim in rows.files["claims"]}
    assert dict(zip(claims["id"], claims["held"], strict=True)) == by_hand
    assert set(by_hand.values()) == {"all", "part", "none", "apart"}


def test_of_more_than_so_many_just_so_many_are_not_all(altered: Callable[..., Ledger], rows: Table) -> None:
    masks = "undated-out-six-countries-masks"
    line = f"{masks},,outbound,supplies,masks,more_than,1420000,"
    itemised = int(rows.claims()[masks][1] or 0)
    for qualifier, value, expected in (
        ("exactly", itemised, "all"),
        ("nearly", itemised, "all"),
        ("more_than", itemised, "part"),
        ("more_than", itemised - 1, "all"),
        ("nearly", itemised + 1, "part"),
    ):
        new = line.replace("more_than,1420000", f"{qualifier},{value}")
        answer = questions.claims_against(altered(("claims.csv", line, new)), View()).set_index("id")
        assert answer.loc[masks, "held"] == expected, (qualifier, value)


def test_the_finding_counts_the_totals_that_can_be_compared(
    claims: pd.DataFrame, rows: Table, en: Words, zh: Words
) -> None:
    counted = {claim: sure for claim, (_, sure, _) in rows.claims().items()}
    told = [held(claim, counted[claim["id"]]) for claim in rows.files["claims"]]
    every, *parts = len(told) - told.count("apart"), *(told.count(part) for part in ("all", "part", "none"))
    for words in (en, zh):
        assert [int(number) for number in re.findall(r"\d+", missing.finding(claims, words))] == [every, *parts]
    only = claims[claims["held"] == "apart"]
    assert "None" in missing.finding(only, en)


def claim(**told: Any) -> dict[str, Any]:
    """A reported total of 20 countries, ten of them itemised and five more perhaps, but for what is told."""
    row = {"value": 20.0, "itemised": 10.0, "perhaps": 15.0, "qualifier": "exactly", "measure": "countries"}
    rest = {"currency": None, "scope": "all", "held": "part", "reporting": pd.NA, "of": pd.NA}
    return row | rest | told


def test_a_bar_is_measured_on_its_own_total() -> None:
    drawn = charts.bar(claim())
    assert (drawn.sure, drawn.perhaps, drawn.firm, drawn.soft, drawn.closed) == (0.5, 0.75, 1.0, 1.0, True)
    assert charts.bar(claim(value=20e6, itemised=10e6, perhaps=15e6)) == drawn


def test_a_bar_with_more_itemised_than_reported_is_not_clipped() -> None:
    drawn = charts.bar(claim(value=8.0, perhaps=10.0))
    assert (drawn.sure, drawn.firm, drawn.soft) == (1.0, 0.8, 0.8)


@pytest.mark.parametrize(
    ("qualifier", "short", "beyond", "closed"),
    [("about", True, True, False), ("nearly", True, False, True), ("more_than", False, True, False)],
)
def test_a_bar_ends_as_firmly_as_its_source_speaks(qualifier: str, short: bool, beyond: bool, closed: bool) -> None:
    drawn = charts.bar(claim(qualifier=qualifier))
    exact = 20 / (10 / drawn.sure)  # where 20 lies on this bar
    assert (drawn.firm < exact - 0.01, drawn.soft > exact + 0.01, drawn.closed) == (short, beyond, closed)
    assert 0 <= drawn.sure <= drawn.perhaps <= 1 and drawn.soft <= 1


def test_a_bar_of_which_nothing_is_known_is_empty_and_a_total_of_nothing_has_one_too() -> None:
    drawn = charts.bar(claim(itemised=pd.NA, perhaps=pd.NA))
    assert (drawn.sure, drawn.perhaps, drawn.firm) == (0.0, 0.0, 1.0)
    assert charts.bar(claim(value=0.0, itemised=0.0, perhaps=0.0)).firm == 0.0


@pytest.mark.parametrize(
    ("told", "english", "chinese"),
    [
        ({}, "10 itemised here, 5 perhaps, 5 reported but not itemised.", "本表列出10，可能另有5，其余5只有总数。"),
        (
            {"qualifier": "more_than"},
            "10 itemised here, 5 perhaps, more than 5 reported but not itemised.",
            "本表列出10，可能另有5，其余超过5只有总数。",
        ),
        ({"value": 8.0, "perhaps": 10.0}, "10 itemised here, 2 more than reported.", "本表列出10，比公布的多2。"),
        (
            {"value": 8.0, "perhaps": 10.0, "qualifier": "nearly"},
            "10 itemised here, more than reported.",
            "本表列出10，多于公布的数字。",
        ),
        ({"value": 15.0}, "10 itemised here, 5 perhaps.", "本表列出10，可能另有5。"),
        (
            {"itemised": pd.NA, "perhaps": pd.NA, "reporting": 0, "of": 4, "scope": "named"},
            "Nothing itemised here. 0 of 4 acts tell a number. Compared for the countries named only.",
            "本表未列出数目。",
        ),
    ],
)
def test_beside_a_bar_stands_what_is_itemised_and_what_is_only_counted(
    told: dict[str, Any], english: str, chinese: str, en: Words, zh: Words
) -> None:
    assert missing.accounted(claim(**told), en) == english
    assert missing.accounted(claim(**told), zh).startswith(chinese)


def test_every_total_can_be_told_in_both_languages(claims: pd.DataFrame, ledger: Ledger, en: Words, zh: Words) -> None:
    sources = ledger.sources.set_index("id").to_dict("index")
    for row in claims.to_dict("records"):
        for words in (en, zh):
            assert not NOTHING_LOST.search(missing.accounted(row, words) + missing.reported_by(row, sources, words))


# ---- as a file ----


def test_the_log_can_be_asked_for_by_country_and_direction(rows: Table) -> None:
    given = ask("/api/searches.json", {"country": ["JPN", "KOR"], "direction": "inbound"})
    log = [
        search
        for search in rows.files["searches"]
        if search["country"] in ("JPN", "KOR") and search["direction"] in ("inbound", "both")
    ]
    told = given.json["searches"]
    assert [(row["subject"], row["found"]) for row in told] == [(row["subject"], row["found"] == "yes") for row in log]
    assert log
    assert ask("/api/searches.csv", "kind=letter").status == 400
    assert len(ask("/api/searches.json").json["searches"]) == len(rows.files["searches"])
