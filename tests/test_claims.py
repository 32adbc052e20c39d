"""Reported totals held against what the table itemises, counted by hand on the lines of acts.csv and items.csv."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import pytest

from aid import captions, questions
from aid.table import Ledger
from aid.view import View
from aid.words import Words


@pytest.fixture(scope="module")
def held(ledger: Ledger) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in questions.claims_against(ledger, View()).to_dict("records")}


# (names, itemised for sure, with those that may lie before the day, acts that tell it, of so many)
COUNTED = {
    # Letters in by 30 April: from Japan, Korea, Britain, the United States (the SCO is no country); with Shiraz's of
    # "2020", Iran too. The source names Japan and Korea.
    "2020-04-30-in-letter-countries": (2, 4, 5, None, None),
    # Goods in by 30 April: Japan, Korea, Germany, Belarus, Cambodia, Kenya, Laos, Singapore, Slovenia, South Africa;
    # perhaps Uruguay, whose gift is known only by 17 June.
    "2020-04-30-in-supplies-countries": (11, 10, 11, None, None),
    # Thanks in by 30 April: Italy, Ukraine, Slovenia, Belarus, Korea, Armenia, Ecuador, Iran, Spain, Vietnam. Those of
    # Sassari, by 7 May, add no country.
    "2020-04-30-in-thanks-countries": (8, 10, 10, None, None),
    # Letters out by 30 April: Italy, Japan, Korea, Russia, the United States. Perhaps also the letters by 23 June
    # (Finland, Mexico, the Netherlands, Poland beside Korea and the United States) and that to Shiraz, of "2020".
    "2020-04-30-out-letter-countries": (5, 5, 10, None, None),
    # One meeting on 24 March (Ukraine and Armenia), 1 April (Hungary), 17 April (Brasília and the north-east), one by
    # 30 April (Ukraine); perhaps that with residents of Algeria, known only by 25 May.
    "2020-04-30-out-video-meetings": (4, 4, 5, None, None),
    # Mito's and Hiroshima's 5,000 each; of four gifts to Japan by 21 May: the chamber, Sanjo, Hiroshima, Mito.
    "2020-05-21-out-japan-masks": (1, 10_000, 10_000, 2, 4),
    # No gift to Japan tells a value in yuan.
    "2020-05-21-out-japan-value": (1, None, None, 0, 4),
    # Gifts to Korea and Iran by 21 April: Seoul, South Jeolla, Iran, Busan, Gwangju, Daegu, Incheon; none tells yuan.
    "2020-04-21-out-korea-iran-value": (2, None, None, 0, 7),
    # Goods in by 26 February: 14 (28 January to 24 February without Busan's, whose February runs to the 29th).
    # Masks: the 303,050 of all less Busan's 10,000; ten of them tell a number (not BASF, Liao, Seoul, Minsk).
    "2020-02-26-in-charity-masks": (None, 293_050, 303_050, 10, 14),
    # Liao's 420,000 yuan; Korea's 300,000 are dollars.
    "2020-02-26-in-charity-value": (None, 420_000, 420_000, 1, 14),
    # Perhaps also Busan's, the consulate's, the seven of "by 30 April", San José's, Gwangju's.
    "2020-02-26-in-charity-batches": (None, 14, 25, None, None),
    # Teams out by the end of 2020: Algeria, Sudan, Palestine; that to Port Moresby is of 2021.
    "2020-out-medical-team-countries": (3, 3, 3, None, None),
    # Undated: all six gifts are compared; Vietnam's 100,000 masks alone are told.
    "undated-out-six-countries-masks": (6, 100_000, 100_000, 1, 6),
}


@pytest.mark.parametrize("claim", COUNTED)
def test_a_reported_total_stands_beside_what_the_table_itemises(held: dict[str, dict[str, Any]], claim: str) -> None:
    row = held[claim]
    told = tuple(None if pd.isna(row[name]) else row[name] for name in ("names", "itemised", "perhaps"))
    told += tuple(None if pd.isna(row[name]) else row[name] for name in ("reporting", "of"))
    assert told == COUNTED[claim]


def test_all_reported_totals_are_there_and_the_view_chooses_among_them(ledger: Ledger) -> None:
    # 27 lines below the header of claims.csv: 9 of what came, 18 of what went; 3 of letters.
    assert len(questions.claims_against(ledger, View())) == 27
    assert len(questions.claims_against(ledger, View(direction="inbound"))) == 9
    assert len(questions.claims_against(ledger, View(direction="outbound"))) == 18
    assert len(questions.claims_against(ledger, View(kind=("letter",)))) == 3
    assert questions.claims_against(ledger, View(kind=("funds",))).empty


def test_where_no_act_tells_a_number_nothing_is_itemised_which_is_not_zero(held: dict[str, dict[str, Any]]) -> None:
    assert pd.isna(held["2020-05-21-out-japan-value"]["itemised"])
    assert pd.isna(held["2020-04-21-out-korea-iran-value"]["itemised"])


# What stands beside a total, and what to keep in mind with it.
SAID = {
    "2020-04-30-in-letter-countries": ("4 itemised", "列出4", "1 more"),
    # By 30 April to Korea, Iran, Italy, Indonesia, India, Pakistan, Vietnam, Slovenia, Belarus, Singapore, Japan and
    # Armenia; perhaps also Colombia, Ecuador, the United States, Uruguay and Belgium.
    "2020-04-30-out-supplies-countries": ("12 itemised", "列出12", "5 more"),
    "2020-05-21-out-japan-masks": ("10,000 itemised", "列出1万", "2 of 4 acts"),
    "2020-05-21-out-japan-value": ("none itemised", "无数目", "0 of 4 acts"),
    # The charity federation's gifts are a part of all: its 9,161,900 yuan are not held against 420,000 of others.
    "2020-02-26-in-charity-value": ("not compared", "不作比较", "one body or batch"),
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


def test_every_comparison_can_be_said_in_both_languages(held: dict[str, dict[str, Any]], en: Words, zh: Words) -> None:
    for row in held.values():
        for words in (en, zh):
            told = captions.held_against(row, words) + captions.held_with(row, words)
            assert not re.search(r"\bnan\b|None|<NA>|NaT|[{}]", told)
