"""Give and take: who gave first, and how many days lie between gift and return, counted on a calendar by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from aid import captions, questions, sentences
from aid.table import Ledger
from aid.view import View
from aid.words import Words
from tests.plain import Table


@pytest.fixture(scope="module")
def pairs(ledger: Ledger) -> dict[str, dict[str, Any]]:
    threads = questions.thread(ledger, View())
    return {row["partner"]: row for row in threads.to_dict("records")}


GAPS = [
    # 28 January to 21 May 2020: 3 days left of January, 29 + 31 + 30, and 21.
    ("mito", "inbound", 114, 114),
    # 31 January to 21 May: 29 + 31 + 30 + 21.
    ("hiroshima", "inbound", 111, 111),
    # 4 February to 27 April: 25 + 31 + 27.
    ("sanjo", "inbound", 83, 83),
    # 11 February to 10 March: 18 + 10.
    ("seoul", "inbound", 28, 28),
    # 3 February to 10 March: 26 + 10.
    ("south-jeolla", "inbound", 36, 36),
    # 24 February to 17 April: 5 + 31 + 17.
    ("minsk-region", "inbound", 53, 53),
    # February 2020, 1st to 29th, to 25 March: 25 from its last day, 53 from its first.
    ("busan", "inbound", 25, 53),
    # 12 February to 17 April at the latest: 17 + 31 + 17. That it came after is not certain, and there is no least.
    ("incheon", None, None, 65),
    # 13 April 2020 to 31 March 2021 at the latest: a year less 13 days. Which came first is not known.
    ("gwangju-namgu", None, None, 352),
]


@pytest.mark.parametrize(("partner", "first", "least", "most"), GAPS, ids=[gap[0] for gap in GAPS])
def test_days_between_gift_and_return(
    pairs: dict[str, dict[str, Any]], partner: str, first: str | None, least: int | None, most: int
) -> None:
    pair = pairs[partner]
    assert pd.isna(pair["first"]) if first is None else pair["first"] == first
    assert pair["days_max"] == most
    assert pd.isna(pair["days_min"]) if least is None else pair["days_min"] == least


@pytest.mark.parametrize("partner", ["san-jose-department", "sco"])
def test_no_order_is_told_where_both_gifts_are_known_only_by_their_latest_day(
    pairs: dict[str, dict[str, Any]], partner: str
) -> None:
    # San José: out by 30 May, in by 17 June 2020. SCO: both by 30 April 2020.
    pair = pairs[partner]
    assert (pair["gifts_in"] > 0) and (pair["gifts_out"] > 0)
    assert pd.isna(pair["first"])
    assert pd.isna(pair["days_min"])
    assert pd.isna(pair["days_max"])


def test_thanks_and_letters_are_no_return_gift(pairs: dict[str, dict[str, Any]]) -> None:
    # Maribor had masks on 14 April 2020 and gave thanks; Shiraz and Chongqing wrote to each other.
    for partner in ("maribor", "shiraz", "sassari", "ukraine-government"):
        assert pairs[partner]["acts_in"] > 0
        assert pairs[partner]["acts_out"] > 0
        assert pd.isna(pairs[partner]["first"])


def test_a_gift_to_another_body_of_the_same_country_is_no_return(pairs: dict[str, dict[str, Any]]) -> None:
    assert pd.isna(pairs["kenya-giver-unnamed"]["days_max"])
    assert pd.isna(pairs["korea-government"]["days_max"])


def test_the_first_gift_counts_and_not_the_letter_that_went_with_it(pairs: dict[str, dict[str, Any]]) -> None:
    assert pairs["mito"]["in_act"] == "2020-01-28-in-mito-masks"
    assert pairs["mito"]["out_act"] == "2020-05-21-out-mito-supplies"
    # Incheon's letter is of 3 February, its masks of the 12th.
    assert pairs["incheon"]["in_latest"] == pd.Timestamp(2020, 2, 12)


def test_pairs_that_gave_both_ways_come_first_in_order_of_time(ledger: Ledger) -> None:
    japan = questions.thread(ledger, View(country=("JPN",)))
    # Mito 28 January, Hiroshima 31 January, Sanjo 4 February; then the association's 31 January, given one way.
    assert list(japan["partner"][:4]) == ["mito", "hiroshima", "sanjo", "chongqing-association-japan"]


def test_one_partner_is_one_row_even_where_no_country_is_known(ledger: Ledger, rows: Table) -> None:
    threads = questions.thread(ledger, View())
    assert threads["partner"].is_unique
    assert {"sco", "sco-business-council", "liao-honghai"} <= set(threads["partner"])
    assert set(threads["partner"]) == {act.partner for act in rows.acts}
    assert threads["acts_in"].sum() == sum(act.direction == "inbound" for act in rows.acts)
    assert threads["acts_out"].sum() == sum(act.direction == "outbound" for act in rows.acts)


@pytest.mark.parametrize(
    ("partner", "english", "chinese"),
    [
        ("mito", "114 days", "114天"),
        ("busan", "25 to 53 days", "25至53天"),
        ("incheon", "65 days at most", "不超过65天"),
        ("san-jose-department", "", ""),
    ],
)
def test_a_gap_is_written_as_exactly_as_it_is_known(
    pairs: dict[str, dict[str, Any]], en: Words, zh: Words, partner: str, english: str, chinese: str
) -> None:
    pair = pd.Series(pairs[partner])
    assert sentences.gap(pair, en) == english
    assert sentences.gap(pair, zh) == chinese


def told(ledger: Ledger, country: str, words: Words) -> list[str]:
    view = View(country=(country,))
    return captions.returns(
        questions.thread(ledger, view), questions.acts(ledger, view), questions.item_rows(ledger, view), words
    )


def test_give_and_take_is_told_in_a_sentence_a_partner(ledger: Ledger, en: Words, zh: Words) -> None:
    assert told(ledger, "JPN", en) == [
        "The City of Mito gave masks on 28 January 2020; Chongqing’s return gift followed after 114 days",
        "The City of Hiroshima gave masks on 31 January 2020; Chongqing’s return gift followed after 111 days",
        "The City of Sanjo gave masks, protective sets, gloves and aprons on 4 February 2020; "
        "Chongqing’s return gift followed after 83 days",
    ]
    assert told(ledger, "JPN", zh) == [
        "2020年1月28日，水户市赠口罩；114天后重庆回赠",
        "2020年1月31日，广岛市赠口罩；111天后重庆回赠",
        "2020年2月4日，三条市赠口罩、防护套装、手套和防护围裙；83天后重庆回赠",
    ]
    assert told(ledger, "URY", en) == [
        "San José Department and Chongqing gave to each other; who gave first is not known"
    ]


def test_a_country_without_a_pair_has_no_such_sentence(ledger: Ledger, en: Words) -> None:
    assert told(ledger, "ITA", en) == []
    assert told(ledger, "FRA", en) == []


def test_no_return_is_claimed_where_the_gift_known_by_its_latest_day_may_have_come_first(
    ledger: Ledger, en: Words
) -> None:
    """Gwangju's Nam-gu had goods on 13 April 2020; that it gave is told on 31 March 2021, without a day.

    It may have given before it received, so nothing may say that its gift "came back".
    """
    (sentence,) = [line for line in told(ledger, "KOR", en) if "Nam-gu" in line]
    assert "came back" not in sentence


def test_the_bounds_of_the_first_gift_are_its_own_and_not_those_of_another_of_the_same_last_day(
    altered: Callable[..., Ledger],
) -> None:
    """San José's goods of 17 June are known by that day only; a second gift of that very day is added.

    The first by id is the one without a first day, so its earliest day is not known.
    """
    plus = altered(
        (
            "acts.csv",
            "2020-06-17-out-hungary-health-experts-video,",
            "2020-06-17-in-san-jose-department-supplies-more,2020-06-17,donated,inbound,supplies,san-jose-department,"
            "chongqing-municipality,,,More.,更多。,,,high,s138,2026-11-23\n2020-06-17-out-hungary-health-experts-video,",
        ),
        (
            "items.csv",
            "2020-06-17-in-san-jose-department-supplies,medical_supplies,,",
            "2020-06-17-in-san-jose-department-supplies,medical_supplies,,\n"
            "2020-06-17-in-san-jose-department-supplies-more,medical_supplies,,",
        ),
    )
    pair = questions.thread(plus, View()).set_index("partner").loc["san-jose-department"]
    assert pair["in_act"] == "2020-06-17-in-san-jose-department-supplies"
    assert pd.isna(pair["in_earliest"])


def test_a_return_that_is_dated_anew_changes_the_gap(altered: Callable[..., Ledger]) -> None:
    # Mito's return gift a day later: 115 days. An act's id begins with its date.
    old, new = ("2020-05-21-out-mito-supplies", "2020-05-22-out-mito-supplies")
    later = altered(("acts.csv", f"{old},2020-05-21", f"{new},2020-05-22"), ("items.csv", old, new))
    mito = questions.thread(later, View()).set_index("partner").loc["mito"]
    assert (mito["days_min"], mito["days_max"]) == (115, 115)
