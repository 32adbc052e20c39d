"""How many acts, countries and pieces, each with what it is out of."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import pandas as pd

from aid.questions.lazy import alone, remembered, small, told
from aid.questions.tally import pieces, tally, worth
from aid.table import Ledger
from aid.view import View, families

WAYS = ("inbound", "outbound")
COUNTS = ("acts", "gifts", "goods", "vague", "countries", "giving", "unplaced", "dated")
TYPES = {"direction": "str", **dict.fromkeys(COUNTS, "int64"), "first": "datetime64[us]"}


@remembered
def totals(ledger: Ledger, view: View) -> pd.DataFrame:
    """The counts of a view, a row a direction, `inbound` first; both rows are always there.

    Columns: `direction`; `acts`; `gifts` (goods, money, people); `goods` (supplies alone); `vague`, acts that may lie
    outside the period; `countries` and `giving`, countries or regions with any act and with a gift, diaspora groups
    and international organisations not counted; `unplaced`, acts that no single country fits; `dated`, gifts whose
    day is known, and `first`, the earliest of those days (null where there is none).
    """
    n, none = nw.col("n"), nw.lit(0)
    exact = (nw.col("precision") == "day") & ~nw.col("earliest").is_null()
    rows = told(
        tally(ledger, view)
        .with_columns(
            goods=nw.when(nw.col("kind") == "supplies").then(n).otherwise(none),
            vague=nw.when(nw.col("vague")).then(n).otherwise(none),
            dated=nw.when(nw.col("gift") & exact).then(n).otherwise(none),
            first=nw.when(nw.col("gift") & exact).then(nw.col("earliest")),
            nowhere=nw.col("country").is_null(),
            # A key that is null would drop its row on some engines.
            counted=nw.col("counted").fill_null(""),
        )
        .group_by("direction", "counted", "nowhere", "gift")
        .agg(nw.col("n", "goods", "vague", "dated").sum(), nw.col("first").min())
    )
    return pd.DataFrame([_total(way, [row for row in rows if row["direction"] == way]) for way in WAYS]).astype(TYPES)


def _total(direction: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    gifts = [row for row in rows if row["gift"]]
    return {
        "direction": direction,
        "acts": sum(row["n"] for row in rows),
        "gifts": sum(row["n"] for row in gifts),
        "goods": sum(row["goods"] for row in rows),
        "vague": sum(row["vague"] for row in rows),
        "countries": len({row["counted"] for row in rows} - {""}),
        "giving": len({row["counted"] for row in gifts} - {""}),
        "unplaced": sum(row["n"] for row in rows if row["nowhere"]),
        "dated": sum(row["dated"] for row in rows),
        "first": min((row["first"] for row in rows if row["first"]), default=None),
    }


@alone
def countries(ledger: Ledger, view: View, *, gifts_only: bool = False) -> dict[str, set[str]]:
    """The countries counted in each direction: {"inbound": {...}, "outbound": {...}}."""
    found = tally(ledger, view).filter(~nw.col("counted").is_null())
    if gifts_only:
        found = found.filter(nw.col("gift"))
    pairs = told(found.select("direction", "counted").unique())
    return {way: {pair["counted"] for pair in pairs if pair["direction"] == way} for way in WAYS}


@alone
def gifts_before(ledger: Ledger, view: View, day: pd.Timestamp) -> int:
    """How many gifts to Chongqing had surely come before a day."""
    came = tally(ledger, view).filter(nw.col("gift"), nw.col("direction") == "inbound")
    before = told(came.filter(nw.col("latest") < day.to_pydatetime()).select(nw.col("n").sum()))
    return before[0]["n"] or 0


@remembered
def masks_and_more(ledger: Ledger, view: View) -> pd.DataFrame:
    """Pieces given, added only within one family of items; a row a direction and family that occurs.

    Columns: `direction`; `family`; `quantity`, the sum of what is told, null where no act tells a number;
    `reporting`, acts that tell a number; `naming`, acts that name something of the family at all. Pairs, sets and
    boxes are not pieces: an act that tells only those is naming, not reporting.
    """
    counts = ("pieces", "reporting", "naming")
    order = {family: place for place, family in enumerate(families(ledger))}
    rows = told(pieces(ledger, view).group_by("direction", "family").agg(nw.col(*counts).sum()))
    rows.sort(key=lambda row: (row["direction"], order[row["family"]]))
    answer = {
        "direction": pd.array([row["direction"] for row in rows], dtype="str"),
        "family": pd.array([row["family"] for row in rows], dtype="str"),
        "quantity": pd.array([row["pieces"] if row["reporting"] else None for row in rows], dtype="Int64"),
        "reporting": pd.array([row["reporting"] for row in rows], dtype="int64"),
        "naming": pd.array([row["naming"] for row in rows], dtype="int64"),
    }
    return pd.DataFrame(answer)


@remembered
def money(ledger: Ledger, view: View) -> pd.DataFrame:
    """Reported value, added only within one currency; a row a direction and currency.

    Columns: `direction`, `currency`, `value`, `reporting` (acts that tell a value in it).
    """
    return small(
        worth(ledger, view)
        .group_by("direction", "currency")
        .agg(value=nw.col("worth").sum(), reporting=nw.col("reporting").sum())
        .sort("direction", "currency")
    )
