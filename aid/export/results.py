"""What a gift held, as IATI has it: a result with an indicator for each thing, counted or not."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, SubElement

import pandas as pd

from aid.export.narratives import dated, iso, say
from aid.words import Words

OUTPUT, UNIT, QUALITATIVE = "1", "1", "5"  # ResultType; IndicatorMeasure
OWN_VOCABULARY = "99"


def result(
    root: Element,
    act: pd.Series[Any],
    items: pd.DataFrame,
    both: tuple[Words, Words],
    *,
    first: pd.Timestamp,
    summable: frozenset[str],
) -> None:
    """Put the `result` of a gift under its activity: an indicator a thing, with its number where that is told.

    `first` is the first day in the table, null where none is known; `summable` are the items that may be added up.
    """
    parent = SubElement(root, "result", type=OUTPUT)
    say(SubElement(parent, "title"), *(w.say("What was given") for w in both))
    for thing in items.itertuples():
        counted = pd.notna(thing.quantity)
        adds = "1" if counted and thing.item in summable else "0"
        measure = UNIT if counted else QUALITATIVE
        indicator = SubElement(parent, "indicator", {"measure": measure, "aggregation-status": adds})
        say(SubElement(indicator, "title"), *(w.label("items", "item", thing.item) for w in both))
        say(SubElement(indicator, "description"), *(_counted_in(thing.unit, w) for w in both))
        code = f"{thing.item}:{thing.unit}" if counted else thing.item
        SubElement(indicator, "reference", vocabulary=OWN_VOCABULARY, code=code)
        if counted:
            period = SubElement(indicator, "period")
            # A period has two ends; the first day of an upper bound is not known. min() passes over a null.
            start = min(act["latest"], first) if pd.isna(act["earliest"]) else act["earliest"]
            SubElement(period, "period-start", {"iso-date": iso(start)})
            SubElement(period, "period-end", {"iso-date": iso(act["latest"])})
            actual = SubElement(period, "actual", value=str(int(thing.quantity)))
            say(SubElement(actual, "comment"), *(_amount(act, thing, w) for w in both))


def _counted_in(unit: Any, w: Words) -> str:
    if pd.isna(unit):
        return w.say("Number not reported.")
    return w.say("Counted in {unit}.", unit=w.label("items", "unit", unit))


def _amount(act: pd.Series[Any], thing: Any, w: Words) -> str:
    """The number in words, with its date."""
    given = {"amount": w.amount(thing.item, thing.quantity, thing.unit), "dated": dated(act, w)}
    if pd.isna(act["earliest"]):
        return w.say("{amount}, {dated}; the period begins with the first day in the table.", **given)
    return w.say("{amount}, {dated}.", **given)
