"""How many acts, countries and pieces, each with what it is out of."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import pandas as pd

from aid.questions.lazy import alone, remembered, small
from aid.questions.tally import pieces, tally, worth
from aid.table import Ledger
from aid.view import View, families


@remembered
def totals(ledger: Ledger, view: View) -> pd.DataFrame:
    """The counts of a view, a row a direction, `inbound` first; both rows are always there.

    Columns: `direction`; `acts`; `gifts` (goods, money, people); `goods` (supplies alone); `vague`, acts that may lie
    outside the period; `countries` and `giving`, countries or regions with any act and with a gift, diaspora groups
    and international organisations not counted; `unplaced`, acts that no single country fits; `dated`, gifts whose
    day is known, and `first`, the earliest of those days (null where there is none).
    """
    found = tally(ledger, view)
    n, none = nw.col("n"), nw.lit(0)
    told = {"gifts": nw.col("gift"), "goods": nw.col("kind") == "supplies", "vague": nw.col("vague")}
    told["unplaced"] = nw.col("country").is_null()
    counted = (
        found.with_columns(**{name: nw.when(so).then(n).otherwise(none) for name, so in told.items()})
        .group_by("direction")
        .agg(nw.col(*told).sum(), acts=n.sum())
    )
    gifts = found.filter(nw.col("gift"))
    dated = gifts.filter(nw.col("precision") == "day", ~nw.col("earliest").is_null())
    first = dated.group_by("direction").agg(dated=n.sum(), first=nw.col("earliest").min())
    answer = pd.DataFrame({"direction": pd.Series(["inbound", "outbound"], dtype="str")})
    for part in (counted, _distinct(found, "countries"), _distinct(gifts, "giving"), first):
        answer = answer.merge(small(part), on="direction", how="left")
    numbers = ["acts", "gifts", "goods", "vague", "countries", "giving", "unplaced", "dated"]
    # Nothing found is a count of zero; a first day that nobody knows stays unknown.
    answer[numbers] = answer[numbers].fillna(0).astype("int64")
    return answer[["direction", "acts", "gifts", "goods", "vague", "countries", "giving", "unplaced", "dated", "first"]]


def _distinct(found: nw.LazyFrame[Any], name: str) -> nw.LazyFrame[Any]:
    """How many countries count in each direction, under `name`."""
    placed = found.filter(~nw.col("counted").is_null()).select("direction", "counted").unique()
    return placed.group_by("direction").agg(nw.len().alias(name))


@alone
def countries(ledger: Ledger, view: View, *, gifts_only: bool = False) -> dict[str, set[str]]:
    """The countries counted in each direction: {"inbound": {...}, "outbound": {...}}."""
    found = tally(ledger, view).filter(~nw.col("counted").is_null())
    if gifts_only:
        found = found.filter(nw.col("gift"))
    pairs = small(found.select("direction", "counted").unique())
    return {
        direction: set(pairs.loc[pairs["direction"] == direction, "counted"]) for direction in ("inbound", "outbound")
    }


@alone
def gifts_before(ledger: Ledger, view: View, day: pd.Timestamp) -> int:
    """How many gifts to Chongqing had surely come before a day."""
    came = tally(ledger, view).filter(nw.col("gift"), nw.col("direction") == "inbound")
    before = small(came.filter(nw.col("latest") < day.to_pydatetime()).select(nw.col("n").sum()))["n"].iloc[0]
    return 0 if pd.isna(before) else int(before)


@remembered
def masks_and_more(ledger: Ledger, view: View) -> pd.DataFrame:
    """Pieces given, added only within one family of items; a row a direction and family that occurs.

    Columns: `direction`; `family`; `quantity`, the sum of what is told, null where no act tells a number;
    `reporting`, acts that tell a number; `naming`, acts that name something of the family at all. Pairs, sets and
    boxes are not pieces: an act that tells only those is naming, not reporting.
    """
    held = (
        pieces(ledger, view)
        .group_by("direction", "family")
        .agg(quantity=nw.col("pieces").sum(), reporting=nw.col("reporting").sum(), naming=nw.col("naming").sum())
        .with_columns(quantity=nw.when(nw.col("reporting") > 0).then(nw.col("quantity")))
    )
    answer = small(held)
    order = {family: place for place, family in enumerate(families(ledger))}
    return answer.sort_values(["direction", "family"], key=lambda column: column.map(order).fillna(0)).sort_values(
        "direction", kind="stable", ignore_index=True
    )


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
