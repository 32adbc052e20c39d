"""How many acts, countries and pieces, each with what it is out of."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import pandas as pd

from aid.questions.lazy import frame, remembered, small
from aid.questions.select import family_frame, matching
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
    found = matching(ledger, view)
    counted = (
        found.with_columns(goods=nw.col("kind") == "supplies", nowhere=nw.col("country").is_null())
        .group_by("direction")
        .agg(
            acts=nw.len(),
            gifts=nw.col("gift").sum(),
            goods=nw.col("goods").sum(),
            vague=nw.col("vague").sum(),
            unplaced=nw.col("nowhere").sum(),
        )
    )
    gifts = found.filter(nw.col("gift"))
    dated = gifts.filter(nw.col("precision") == "day", ~nw.col("earliest").is_null())
    first = dated.group_by("direction").agg(dated=nw.len(), first=nw.col("earliest").min())
    both = pd.DataFrame({"direction": pd.Series(["inbound", "outbound"], dtype="str")})
    answer = small(
        nw.from_native(both)
        .lazy()
        .join(counted, on="direction", how="left")
        .join(_distinct(found, "countries"), on="direction", how="left")
        .join(_distinct(gifts, "giving"), on="direction", how="left")
        .join(first, on="direction", how="left")
    )
    numbers = ["acts", "gifts", "goods", "vague", "countries", "unplaced", "giving", "dated"]
    # Nothing found is a count of zero; a first day that nobody knows stays unknown.
    answer[numbers] = answer[numbers].fillna(0).astype("int64")
    return answer


def _distinct(found: nw.LazyFrame[Any], name: str) -> nw.LazyFrame[Any]:
    """How many countries count in each direction, under `name`."""
    placed = found.filter(~nw.col("counted").is_null()).select("direction", "counted").unique()
    return placed.group_by("direction").agg(nw.len().alias(name))


def countries(ledger: Ledger, view: View, *, gifts_only: bool = False) -> dict[str, set[str]]:
    """The countries counted in each direction: {"inbound": {...}, "outbound": {...}}."""
    found = matching(ledger, view).filter(~nw.col("counted").is_null())
    if gifts_only:
        found = found.filter(nw.col("gift"))
    pairs = small(found.select("direction", "counted").unique())
    return {
        direction: set(pairs.loc[pairs["direction"] == direction, "counted"]) for direction in ("inbound", "outbound")
    }


@remembered
def masks_and_more(ledger: Ledger, view: View) -> pd.DataFrame:
    """Pieces given, added only within one family of items; a row a direction and family that occurs.

    Columns: `direction`; `family`; `quantity`, the sum of what is told, null where no act tells a number;
    `reporting`, acts that tell a number; `naming`, acts that name something of the family at all. Pairs, sets and
    boxes are not pieces: an act that tells only those is naming, not reporting.
    """
    held = (
        frame(ledger, "items")
        .join(family_frame(ledger), on="item", how="inner")
        .join(matching(ledger, view).select("id", "direction"), left_on="act", right_on="id", how="inner")
        .with_columns(pieces=nw.when(nw.col("unit") == "piece").then(nw.col("quantity")))
        .group_by("direction", "family", "act")
        .agg(quantity=nw.col("pieces").sum(), told=nw.col("pieces").count())
        .with_columns(tells=nw.col("told") > 0)
        .group_by("direction", "family")
        .agg(quantity=nw.col("quantity").sum(), reporting=nw.col("tells").sum(), naming=nw.len())
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
        matching(ledger, view)
        .filter(~nw.col("value").is_null())
        .group_by("direction", "currency")
        .agg(value=nw.col("value").sum(), reporting=nw.len())
        .sort("direction", "currency")
    )
