"""Give and take with each partner: what came first, what came back, and how many days lie between."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import pandas as pd

from aid.questions.select import matching, remembered, small
from aid.table import Ledger
from aid.view import View


@remembered
def thread(ledger: Ledger, view: View) -> pd.DataFrame:
    """A row a partner of the view's acts, the pairs that gave both ways first, then by first date.

    Columns: `partner`; `country`; `acts_in`, `acts_out`; `gifts_in`, `gifts_out` (goods, money, people);
    `in_earliest`, `in_latest`, `out_earliest`, `out_latest`: the bounds of the first gift each way, null where it is
    not known or there is none; `in_act`, `out_act`: their ids; `first`: `inbound`, `outbound` or null where no order
    is certain; `days_min`, `days_max`: the least and most days from the one gift to the other side's, null where that
    bound is not known.

    The first gift each way is the one with the lowest upper bound. Gifts alone make a pair: a letter of thanks is not
    a return. An order is told only when the later gift cannot be the earlier one. Where it is known only by an upper
    bound that lies after the other side's gift, the most days are told and the order is not.
    """
    found = matching(ledger, view)
    inbound, outbound, gift = (
        nw.col("direction") == "inbound",
        nw.col("direction") == "outbound",
        nw.col("gift"),
    )
    sides = found.with_columns(acts_in=inbound, acts_out=outbound, gifts_in=inbound & gift, gifts_out=outbound & gift)
    # Grouped by partner alone: a country that is not known would drop the row on some engines.
    acts = sides.group_by("partner").agg(
        nw.col("country").min(),
        *(nw.col(name).sum() for name in ("acts_in", "acts_out", "gifts_in", "gifts_out")),
        start=nw.col("latest").min(),
    )
    for side, direction in (("in", "inbound"), ("out", "outbound")):
        acts = acts.join(_first(found, direction, side), on="partner", how="left")
    rows = small(acts)
    gaps = [_gap(row) for row in rows.to_dict("records")]
    rows["first"] = pd.Series([gap[0] for gap in gaps], dtype="str")
    rows["days_min"] = pd.Series([gap[1] for gap in gaps], dtype="Int64")
    rows["days_max"] = pd.Series([gap[2] for gap in gaps], dtype="Int64")
    rows["paired"] = (rows["gifts_in"] > 0) & (rows["gifts_out"] > 0)
    ordered = rows.sort_values(["paired", "start", "partner"], ascending=[False, True, True], ignore_index=True)
    return ordered.drop(columns=["paired", "start", "in_open", "in_least", "out_open", "out_least"])


def _first(found: nw.LazyFrame[Any], direction: str, side: str) -> nw.LazyFrame[Any]:
    """The gift with the lowest upper bound that each partner has in a direction; of several, the first by id."""
    gifts = found.filter(nw.col("gift"), nw.col("direction") == direction)
    soonest = gifts.group_by("partner").agg(latest=nw.col("latest").min())
    chosen = gifts.join(soonest, on=["partner", "latest"], how="inner").group_by("partner").agg(nw.col("id").min())
    bounds = (
        gifts.with_columns(open=nw.col("earliest").is_null())
        .group_by("partner")
        .agg(nw.col("open").sum().alias(f"{side}_open"), nw.col("earliest").min().alias(f"{side}_least"))
    )
    return (
        gifts.join(chosen, on=["partner", "id"], how="inner")
        .join(bounds, on="partner", how="left")
        .select(
            "partner",
            f"{side}_open",
            f"{side}_least",
            nw.col("id").alias(f"{side}_act"),
            nw.col("earliest").alias(f"{side}_earliest"),
            nw.col("latest").alias(f"{side}_latest"),
        )
    )


def _gap(row: dict[str, Any]) -> tuple[str | None, int | None, int | None]:
    """Which direction came first, and the least and most days to the other."""
    if not (row["gifts_in"] and row["gifts_out"]):
        return None, None, None
    for first, then, direction in (("in", "out", "inbound"), ("out", "in", "outbound")):
        start, end = row[f"{first}_earliest"], row[f"{first}_latest"]
        other, other_end = row[f"{then}_earliest"], row[f"{then}_latest"]
        if pd.isna(start):
            continue
        # Any gift of the other side that may lie before this one leaves the order open.
        certain = not row[f"{then}_open"] and row[f"{then}_least"] > end
        if pd.notna(other) and other > end and certain:
            return direction, (other - end).days, (other_end - start).days
        if pd.isna(other) and other_end > end:
            return None, None, (other_end - start).days
    return None, None, None
