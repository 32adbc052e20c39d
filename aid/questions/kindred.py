"""What went both ways within a pair: like held against like, and nothing else."""

from __future__ import annotations

import narwhals as nw
import pandas as pd

from aid.questions.exchange import keyed
from aid.questions.lazy import frame, remembered, small
from aid.questions.select import family_frame
from aid.table import Ledger
from aid.view import View


@remembered
def kindred(ledger: Ledger, view: View) -> pd.DataFrame:
    """What went both ways within a pair, kind by kind: nothing is compared but like with like.

    Columns: `who`; `family`, of items, or `value` for money; `unit`, of the items, or the currency, null where acts
    name the family without a number; `direction`; `quantity`, null with the unit; `reporting`, acts that tell it;
    `naming`, acts of the pair and direction that name the family at all. Families that may not be added up are not in
    it, nor money of which the two sides tell different currencies.
    """
    found = keyed(ledger, view).select("id", "who", "direction", "value", "currency")
    told = ~nw.col("quantity").is_null()
    held = (
        frame(ledger, "items")
        .join(family_frame(ledger), on="item", how="inner")
        .join(found, left_on="act", right_on="id", how="inner")
    )
    goods = (
        held.filter(told)
        .group_by("who", "family", "unit", "direction")
        .agg(nw.col("quantity").sum(), reporting=nw.col("act").n_unique())
    )
    named = held.group_by("who", "family", "direction").agg(naming=nw.col("act").n_unique())
    rows = small(named.join(goods, on=["who", "family", "direction"], how="left"))
    money = small(
        found.filter(~nw.col("value").is_null())
        .with_columns(family=nw.lit("value"), unit=nw.col("currency"))
        .group_by("who", "family", "unit", "direction")
        .agg(quantity=nw.col("value").sum(), reporting=nw.len())
        .with_columns(naming=nw.col("reporting"))
    )
    both = [
        _both_ways(rows, ["who", "family"]),
        _both_ways(money, ["who", "family", "unit"]),
    ]
    answer = pd.concat([part for part in both if len(part)] or [rows.iloc[:0]], ignore_index=True)
    answer["quantity"] = answer["quantity"].astype("Float64")
    answer["reporting"] = answer["reporting"].fillna(0).astype("int64")
    return answer.sort_values(["who", "family", "direction", "unit"], ignore_index=True)


def _both_ways(rows: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Those of the rows whose key occurs in both directions."""
    ways = rows.groupby(key)["direction"].transform("nunique") if len(rows) else pd.Series(dtype="int64")
    return rows[ways == 2]
