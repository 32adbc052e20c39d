"""Reported totals held against what the table itemises, counted by hand on the acts and items of tests/extract.py.

The totals are the table's own, as they stood when this was written, one of every measure and scope. Those that the
table has now are compared with the second method, in test_questions_by_second_method.
"""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import pytest

from aid import captions, questions
from aid.table import Ledger, read
from aid.view import View
from aid.words import Words
from tests.conftest import DATA
from tests.extract import extract
from tests.plain import Table

# id, as_of, direction, kind, measure, qualifier, value, currency, named, scope
TOTALS = """\
2020-04-30-in-letter-countries,2020-04-30,inbound,letter,countries,exactly,47,,JPN;KOR,all
2020-04-30-in-supplies-countries,2020-04-30,inbound,supplies,countries,exactly,3,,JPN;KOR;SGP,all
2020-04-30-in-thanks-countries,2020-04-30,inbound,thanks,countries,exactly,1,,UKR,all
2020-04-30-out-letter-countries,2020-04-30,outbound,letter,countries,more_than,1,,JPN;KOR;ITA;USA;RUS,all
2020-04-30-out-supplies-countries,2020-04-30,outbound,supplies,countries,more_than,30,,,all
2020-04-30-out-video-meetings,2020-04-30,outbound,video_meeting,meetings,exactly,5,,UKR;ARM;HUN;BRA,all
2020-05-21-out-japan-masks,2020-05-21,outbound,supplies,masks,exactly,10000,,JPN,named
2020-05-21-out-japan-value,2020-05-21,outbound,supplies,value,exactly,1080000,CNY,JPN,named
2020-04-21-out-korea-iran-value,2020-04-21,outbound,supplies,value,exactly,2400000,CNY,KOR;IRN,named
2020-02-26-in-charity-masks,2020-02-26,inbound,supplies,masks,exactly,3875300,,,part
2020-02-26-in-charity-value,2020-02-26,inbound,supplies,value,exactly,9161900,CNY,,part
2020-02-26-in-charity-batches,2020-02-26,inbound,supplies,batches,exactly,67,,,part
2020-04-28-out-diaspora-groups,2020-04-28,outbound,supplies,recipients,exactly,68,,,part
2020-in-letters,2020,inbound,letter,acts,nearly,100,,,all
2020-out-medical-team-countries,2020,outbound,medical_team,countries,exactly,3,,DZA;SDN;PSE,all
undated-out-six-countries-masks,,outbound,supplies,masks,more_than,1420000,,IND;PAK;ARM;ECU;COL;VNM,named
"""


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    lines = "".join(f"{line},In all.,合计。,s047\n" for line in TOTALS.splitlines())
    table = read(extract(DATA, tmp_path_factory.mktemp("claims") / "data", claims=lines))
    return {row["id"]: row for row in questions.claims_against(table, View()).to_dict("records")}


# (names, itemised for sure, with those that may lie before the day, acts that tell it, of so many, how much of it)
COUNTED = {
    # Letters in by 30 April: from Japan and Britain (the SCO is no country); with Shiraz's of "2020", Iran too.
    "2020-04-30-in-letter-countries": (2, 2, 3, None, None, "part"),
    # Goods in by 30 April: Japan, Korea, Belarus, Laos, one more than the three told; perhaps Uruguay, whose gift is
    # known only by 17 June. Neither Australia's group nor Liao stands for a country.
    "2020-04-30-in-supplies-countries": (3, 4, 5, None, None, "all"),
    # Thanks in by 30 April: Ukraine's.
    "2020-04-30-in-thanks-countries": (1, 1, 1, None, None, "all"),
    # Letters out by 30 April: Japan; perhaps Finland, by 23 June. One is not all of "more than one".
    "2020-04-30-out-letter-countries": (5, 1, 2, None, None, "part"),
    # Goods out by 30 April: Korea, Vietnam (April), Belarus, Japan; perhaps Colombia (2020), Uruguay, Belgium.
    "2020-04-30-out-supplies-countries": (None, 4, 7, None, None, "part"),
    # The meeting on 24 March.
    "2020-04-30-out-video-meetings": (4, 1, 1, None, None, "part"),
    # Of two gifts to Japan by 21 May, Sanjo's held no masks, Mito's 5,000.
    "2020-05-21-out-japan-masks": (1, 5_000, 5_000, 1, 2, "part"),
    # No gift to Japan tells a value in yuan.
    "2020-05-21-out-japan-value": (1, None, None, 0, 2, "none"),
    # Gifts to Korea and Iran by 21 April: Seoul, Busan; none tells yuan.
    "2020-04-21-out-korea-iran-value": (2, None, None, 0, 2, "none"),
    # Goods in by 26 February: Mito, Hiroshima, Sanjo, Korea's government, Liao, Australia, Minsk; Busan's February runs
    # to the 29th. Masks: 50,000 + 30,950 + 101,100 + 30,000 + 3,000; perhaps Busan's 10,000.
    "2020-02-26-in-charity-masks": (None, 215_050, 225_050, 5, 7, "apart"),
    # Liao's 420,000 yuan; Korea's 300,000 are dollars.
    "2020-02-26-in-charity-value": (None, 420_000, 420_000, 1, 7, "apart"),
    # Perhaps also Busan's, and Laos's and San José's, which are known by a later day alone.
    "2020-02-26-in-charity-batches": (None, 7, 10, None, None, "apart"),
    # Goods out by 28 April: Seoul, Busan, Minsk, Sanjo, El Salvador; perhaps Colombia (2020), Vietnam (April), the SCO
    # (by 30 April), San José (by 30 May), Antwerp (by 2021).
    "2020-04-28-out-diaspora-groups": (None, 5, 10, None, None, "apart"),
    # Shiraz, Mito, Brunel, the SCO.
    "2020-in-letters": (None, 4, 4, None, None, "part"),
    # Algeria's.
    "2020-out-medical-team-countries": (3, 1, 1, None, None, "part"),
    # Undated: Colombia's and Vietnam's gifts are compared; Vietnam's 100,000 masks alone are told.
    "undated-out-six-countries-masks": (6, 100_000, 100_000, 1, 2, "part"),
}


@pytest.mark.parametrize("claim", COUNTED)
def test_a_reported_total_stands_beside_what_the_table_itemises(held: dict[str, dict[str, Any]], claim: str) -> None:
    row = held[claim]
    names = ("names", "itemised", "perhaps", "reporting", "of", "held")
    told = tuple(None if pd.isna(row[name]) else row[name] for name in names)
    assert told == COUNTED[claim]


@pytest.mark.parametrize(
    "view",
    [
        View(),
        View(direction="inbound"),
        View(direction="outbound"),
        View(kind=("letter",)),
        View(kind=("supplies", "thanks"), direction="outbound"),
        View(kind=("funds",)),
    ],
    ids=str,
)
def test_all_reported_totals_are_there_and_the_view_chooses_among_them(ledger: Ledger, rows: Table, view: View) -> None:
    # The lines of claims.csv of the direction and of the kinds asked for.
    wanted = [
        claim["id"]
        for claim in rows.files["claims"]
        if view.direction in (None, claim["direction"]) and (not view.kind or claim["kind"] in view.kind)
    ]
    assert sorted(questions.claims_against(ledger, view)["id"]) == sorted(wanted)


def test_where_no_act_tells_a_number_nothing_is_itemised_which_is_not_zero(held: dict[str, dict[str, Any]]) -> None:
    assert pd.isna(held["2020-05-21-out-japan-value"]["itemised"])
    assert pd.isna(held["2020-04-21-out-korea-iran-value"]["itemised"])


# What stands beside a total, and what to keep in mind with it.
SAID = {
    "2020-04-30-in-letter-countries": ("2 itemised", "列出2", "1 more"),
    "2020-04-30-out-supplies-countries": ("4 itemised", "列出4", "3 more"),
    "undated-out-six-countries-masks": ("100,000 itemised", "列出10万", "1 of 2 acts"),
    "2020-05-21-out-japan-value": ("none itemised", "无数目", "0 of 2 acts"),
    # The charity federation's gifts are a part of all: its 9,161,900 yuan are not held against 420,000 of others.
    "2020-02-26-in-charity-value": ("not compared", "不作比较", "one body, batch"),
}


@pytest.mark.parametrize("claim", SAID)
def test_the_comparison_is_said_in_words(held: dict[str, dict[str, Any]], en: Words, zh: Words, claim: str) -> None:
    english, chinese, mind = SAID[claim]
    assert english in captions.held_against(held[claim], en)
    assert chinese in captions.held_against(held[claim], zh)
    assert mind in captions.held_with(held[claim], en)


def test_a_total_of_one_body_is_not_passed_off_as_one_of_all_chongqing(
    held: dict[str, dict[str, Any]], en: Words, zh: Words
) -> None:
    for claim, row in held.items():
        for words in (en, zh):
            whole = captions.held_with(row | {"scope": "all"}, words)
            assert (captions.held_with(row, words) == whole) == (row["scope"] == "all"), claim


def test_every_comparison_can_be_said_in_both_languages(ledger: Ledger, en: Words, zh: Words) -> None:
    for row in questions.claims_against(ledger, View()).to_dict("records"):
        for words in (en, zh):
            told = captions.held_against(row, words) + captions.held_with(row, words)
            assert not re.search(r"\bnan\b|None|<NA>|NaT|[{}]", told)
