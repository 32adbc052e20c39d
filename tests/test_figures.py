"""The figures over a page: which there are, and what each says it is out of where little or nothing is known."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest

from aid import figures
from aid.table import Ledger
from aid.view import View
from aid.words import Words
from tests.plain import Table


def notes(ledger: Ledger, view: View, words: Words) -> list[str]:
    return [figure.note for figure in figures.overview(ledger, view, words)]


def test_countries_are_not_counted_where_one_is_asked_for(ledger: Ledger, en: Words) -> None:
    names = [figure.name for figure in figures.overview(ledger, View(), en)]
    assert names[0] == "Countries or regions"
    assert [figure.name for figure in figures.overview(ledger, View(country=("ITA",)), en)] == names[1:]
    two = View(country=("ITA", "JPN"))
    assert [figure.name for figure in figures.overview(ledger, two, en)] == names


@pytest.mark.parametrize(
    ("view", "english", "chinese"),
    [
        # Italy was given to and thanked; Cambodia gave and got nothing; Finland was written to.
        (View(country=("ITA",)), "no gift to Chongqing on record", "未见来到重庆的捐赠记录"),
        (View(country=("KHM",)), "no gift from Chongqing on record", "未见重庆送出的捐赠记录"),
        (View(country=("FIN",)), "no gift on record", "未见捐赠记录"),
        # Under a filter nothing is said of the whole record.
        (
            View(country=("JPN",), since=date(2020, 5, 1)),
            "no gift to Chongqing among these",
            "所选往来中没有来到重庆的捐赠",
        ),
        (
            View(country=("JPN",), kind=("funds",)),
            "no gift from Chongqing among these",
            "所选往来中没有重庆送出的捐赠",
        ),
        (View(kind=("letter",)), "no gift among these acts", "所选往来中没有捐赠"),
    ],
)
def test_where_no_gift_went_one_way_no_undated_one_is_implied(
    ledger: Ledger, rows: Table, en: Words, zh: Words, view: View, english: str, chinese: str
) -> None:
    gifts = {act.direction for act in rows.found(view) if act.gift}
    assert ("inbound" in gifts) == ("from" in english and "Chongqing" in english)
    assert ("outbound" in gifts) == ("to Chongqing" in english)
    assert notes(ledger, view, en)[-1] == english
    assert notes(ledger, view, zh)[-1] == chinese


def test_gifts_of_which_no_day_is_known_are_told_apart_from_none(ledger: Ledger, rows: Table, en: Words) -> None:
    # Kenya gave by the end of April 2020 and was given to in 2020, neither on a known day.
    assert {act.direction for act in rows.acts if act.country == "KEN" and act.gift} == {"inbound", "outbound"}
    assert notes(ledger, View(country=("KEN",)), en)[-1] == "no dated gift one way"


def masks_between(rows: Table, code: str, direction: str) -> tuple[int, int]:
    """The fewest and the most masks of a country that the versions of disputed quantities allow."""
    versions = defaultdict(set)
    for version in rows.files["disputes"]:
        if version["field"] == "quantity" and version["unit"] == "piece":
            versions[version["act"], version["item"]].add(int(version["value"]))
    ends = [
        versions[act.id, item] | {quantity}
        for act in rows.acts
        if act.country == code and act.direction == direction
        for item, quantity, unit in act.items
        if quantity and unit == "piece" and rows.family[item] == "masks"
    ]
    return sum(map(min, ends)), sum(map(max, ends))


def test_how_many_acts_tell_a_number_of_masks_is_a_sentence(ledger: Ledger, rows: Table, en: Words, zh: Words) -> None:
    seen = set()
    for code in sorted({act.country for act in rows.acts if act.country}):
        named = [
            act
            for act in rows.acts
            if act.country == code and any(rows.family[item] == "masks" for item, _, _ in act.items)
        ]
        if len({act.direction for act in named}) != 1:
            continue
        told = sum(
            any(quantity and unit == "piece" and rows.family[item] == "masks" for item, quantity, unit in act.items)
            for act in named
        )
        came, went = named[0].direction == "inbound", named[0].direction == "outbound"
        least, most = masks_between(rows, code, named[0].direction)
        differ = least != most
        english, chinese = (figures.country(ledger, View(country=(code,)), words)[2].note for words in (en, zh))
        also = f"; their sources differ: {least:,} to {most:,} {'came' * came}{'went' * went}" * differ
        also_zh = f"；各来源有出入：{'来渝' * came}{'送出' * went}{zh.number(least)}至{zh.number(most)}只" * differ
        if len(named) == 1:
            assert english == f"the one act that names masks gives {'a' if told else 'no'} number{also}"
            assert chinese == f"提到口罩的仅1条往来，{'报有' if told else '未报'}数量{also_zh}"
        else:
            assert english == f"{told} of {len(named)} acts that name masks give{'s' * (told == 1)} a number{also}"
            assert chinese == f"提到口罩的{len(named)}条往来中，{told}条报有数量{also_zh}"
        seen.add((min(len(named), 2), bool(told)))
        seen.add(differ)
    assert {(1, True), (1, False), (2, True), True, False} <= seen
