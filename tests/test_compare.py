"""Countries side by side: what is told of each, once more in plain Python, on one scale, unknown never zero."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from aid import charts, comparison, questions, titles
from aid.table import Ledger
from aid.view import View
from aid.words import Words, words
from tests.plain import Act, Table

FOUR = ("BLR", "JPN", "KOR", "URY")
WAYS = ("inbound", "outbound")


def cells(ledger: Ledger, view: View, w: Words) -> dict[str, tuple[Any, ...]]:
    return {line.name: line.cells for line in comparison.lines(ledger, view, w)}


def own(rows: Table, code: str) -> list[Act]:
    return [act for act in rows.acts if act.country == code]


def test_acts_and_gifts_of_each_country_are_counted_each_way(ledger: Ledger, rows: Table, en: Words) -> None:
    told = cells(ledger, View(country=FOUR), en)
    for place, code in enumerate(FOUR):
        for way, number in told["Acts on record"][place]:
            assert int(number) == sum(act.direction == way for act in own(rows, code))
        for way, number in told["Goods, money and teams"][place]:
            assert int(number) == sum(act.direction == way and act.gift for act in own(rows, code))


def test_masks_are_those_of_the_rows_and_an_untold_number_is_not_zero(ledger: Ledger, rows: Table, en: Words) -> None:
    side_by_side = questions.masks_side_by_side(ledger, View(country=FOUR))
    assert [(row.country, row.direction) for row in side_by_side.itertuples()] == [(c, w) for c in FOUR for w in WAYS]
    told = cells(ledger, View(country=FOUR), en)["Masks itemised here"]
    for row in side_by_side.to_dict("records"):
        acts = [act for act in own(rows, row["country"]) if act.direction == row["direction"]]
        total, reporting, naming = rows.pieces(acts, "masks")
        assert (row["reporting"], row["naming"]) == (reporting, naming)
        assert (None if pd.isna(row["quantity"]) else int(row["quantity"])) == total
        said = dict(told[FOUR.index(row["country"])])[row["direction"]]
        if total is None:
            assert said == ("not reported" if naming else "none on record")
        else:
            assert said.startswith(f"{total:,}")
            assert (f"told by {reporting} of {naming} acts" in said) == (reporting < naming)
    # Uruguay: masks went without a number, none came on record.
    assert told[3] == (("inbound", "none on record"), ("outbound", "not reported"))


def test_confidence_and_both_sides_word_are_counted_from_the_rows(ledger: Ledger, rows: Table, en: Words) -> None:
    told = cells(ledger, View(country=("JPN", "KOR")), en)
    sides = {source["id"]: source["side"] for source in rows.files["sources"]}
    cited = {act["id"]: {sides[source] for source in act["sources"].split(";")} for act in rows.files["acts"]}
    for place, code in enumerate(("JPN", "KOR")):
        acts = own(rows, code)
        both = sum({"hub", "partner"} <= cited[act.id] for act in acts)
        assert told["Told by both sides"][place] == ((None, f"{both} of {len(acts)} acts"),)
        levels = Counter(act.confidence for act in acts)
        said = ", ".join(f"{level}: {levels[level]}" for level in ("high", "medium", "low") if levels[level])
        assert told["Confidence"][place] == ((None, said.capitalize()),)


def test_the_soonest_return_names_its_pair(ledger: Ledger, en: Words) -> None:
    told = cells(ledger, View(country=("JPN", "URY")), en)["Soonest return"]
    # Sanjo: 4 February to 27 April 2020. San José's two gifts are both known by their latest day only.
    assert told[0] == ((None, "83 days, City of Sanjo"),)
    assert told[1] == ((None, "none that can be dated"),)


def without_acts(rows: Table) -> str:
    """A country of which the table holds no act, before Japan by its code."""
    with_acts = {act.country for act in rows.acts}
    return next(code for code in ("AND", "BTN", "FJI", "HTI", "ISL") if code not in with_acts)


def test_a_country_without_any_act_says_that_none_is_on_record(ledger: Ledger, rows: Table, en: Words) -> None:
    told = cells(ledger, View(country=(without_acts(rows), "JPN")), en)
    assert told["Acts on record"][0] == (("inbound", "none on record"), ("outbound", "none on record"))
    assert told["Masks itemised here"][0] == (("inbound", "none on record"), ("outbound", "none on record"))
    assert told["Confidence"][0] == ((None, "none on record"),)
    assert told["Soonest return"][0] == ((None, "none on record"),)


def test_those_offered_have_acts_both_ways_the_most_first(ledger: Ledger, rows: Table) -> None:
    ways: Counter[tuple[str, str]] = Counter((act.counted, act.direction) for act in rows.acts if act.counted)
    both = {code: min(ways[code, way] for way in WAYS) for code, _ in ways}
    offered = questions.comparable(ledger, View(country=("FRA",)))
    assert set(offered) == {code for code, number in both.items() if number}
    numbers = [both[code] for code in offered]
    assert numbers == sorted(numbers, reverse=True)


def test_the_title_names_at_most_four(ledger: Ledger, en: Words, zh: Words) -> None:
    two = View(country=("JPN", "KOR"))
    assert titles.headline("compare", two, None, ledger, en) == "Japan and South Korea side by side"
    assert comparison.title(two, zh) == "日本和韩国对照"
    five = View().but(country=(*FOUR, "USA"))
    assert "United States" not in comparison.title(five, en)
    assert comparison.title(View(country=("JPN",)), en) == "Countries and regions side by side"


# ---- the drawing ----


def drawn(ledger: Ledger, w: Words, codes: tuple[str, ...] = FOUR) -> charts.Drawing:
    rows = questions.masks_side_by_side(ledger, View(country=codes))
    return charts.masks(rows, lambda row: comparison.masks(row, w), w)


def test_all_bars_stand_on_one_scale(ledger: Ledger, rows: Table, en: Words) -> None:
    figure = drawn(ledger, en).figure
    came, went = figure.data
    for bars, way in ((came, "inbound"), (went, "outbound")):
        acts = [[act for act in own(rows, code) if act.direction == way] for code in FOUR]
        assert list(bars.x) == [rows.pieces(some, "masks")[0] or 0 for some in acts]
    assert figure.layout.xaxis.range[0] == 0
    assert figure.layout.xaxis.range[1] > max(*came.x, *went.x)


def test_a_bar_that_is_not_there_says_why(ledger: Ledger, en: Words) -> None:
    notes = [note.text for note in drawn(ledger, en).figure.layout.annotations]
    assert "● none on record" in notes and "◆ not reported" in notes
    assert "Uruguay: none on record came, not reported went" in drawn(ledger, en).alt


def test_countries_none_of_which_tells_a_number_can_be_drawn(ledger: Ledger, rows: Table, en: Words) -> None:
    assert list(drawn(ledger, en, (without_acts(rows), "URY")).figure.data[0].x) == [0, 0]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_name_from_the_table_is_no_markup(altered: Callable[..., Ledger], lang: str) -> None:
    hostile = altered(("countries.csv", "JPN,Japan,日本", "JPN,<b>%{x},<b>%{x}日本"))
    notes = [note.text for note in drawn(hostile, words(lang, hostile)).figure.layout.annotations]
    assert any("&lt;b&gt;" in note for note in notes)
