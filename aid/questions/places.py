"""Who is where: the acts of each country in each direction, sized by the chosen measure."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import pandas as pd

from aid.questions.disputes import pieces_between
from aid.questions.lazy import frame, remembered, small
from aid.questions.select import items_of, matching
from aid.table import Ledger
from aid.view import View


@remembered
def by_country(ledger: Ledger, view: View) -> pd.DataFrame:
    """A row a country and direction, those with most acts first.

    Columns: `country`; `direction`; `acts`; `gifts`; `size`, the chosen measure (acts; pieces of one family; value),
    null where no act tells it; `reporting`, acts that tell it; `currency`, for the measure `value` the currency, null
    where a country's acts use several, whose sum means nothing; `least` and `most`, between which a size in pieces
    lies where sources disagree about a quantity, else null. Acts that no single country fits are not in it.
    """
    found = matching(ledger, view).filter(~nw.col("country").is_null())
    counted = found.group_by("country", "direction").agg(acts=nw.len(), gifts=nw.col("gift").sum())
    if view.measure == "acts":
        answer = counted.with_columns(size=nw.col("acts"), reporting=nw.col("acts"))
    else:
        sizes = _value(found) if view.measure == "value" else _pieces(ledger, found, view.measure)
        answer = counted.join(sizes, on=["country", "direction"], how="left")
    rows = small(answer)
    if "currency" not in rows:
        rows["currency"] = pd.Series([None] * len(rows), dtype="str")
    rows["reporting"] = rows["reporting"].fillna(0).astype("int64")
    rows["size"] = rows["size"].astype("Float64")
    all_acts = rows.groupby("country")["acts"].transform("sum")
    all_size = rows.groupby("country")["size"].transform("sum")
    if rows["currency"].nunique() > 1:
        # Values in different currencies are not ranked.
        all_size = all_size.where(all_size <= 0, 1)
    rows = _with_bounds(ledger, view, rows)
    order = rows.assign(_size=-all_size, _acts=-all_acts).sort_values(["_size", "_acts", "country", "direction"])
    return order.drop(columns=["_size", "_acts"]).reset_index(drop=True)


def _with_bounds(ledger: Ledger, view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with `least` and `most`, between which a size in pieces lies where sources disagree, else null."""
    apart = pieces_between(ledger, view)
    apart = apart.loc[apart["family"] == view.measure, ["country", "direction", "less", "more"]]
    bound = rows.merge(apart, on=["country", "direction"], how="left")
    rows["least"], rows["most"] = (bound["size"] - bound["less"]), (bound["size"] + bound["more"])
    return rows


def unplaced(ledger: Ledger, view: View) -> int:
    """How many acts of the view no single country fits, and so no map shows."""
    return len(small(matching(ledger, view).filter(nw.col("country").is_null()).select("id")))


def _pieces(ledger: Ledger, found: nw.LazyFrame[Any], family: str) -> nw.LazyFrame[Any]:
    return (
        frame(ledger, "items")
        .filter(nw.col("item").is_in(items_of(ledger, (family,))), nw.col("unit") == "piece")
        .join(found.select("id", "country", "direction"), left_on="act", right_on="id", how="inner")
        .group_by("country", "direction")
        .agg(size=nw.col("quantity").sum(), reporting=nw.col("act").n_unique())
    )


def _value(found: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    one = nw.col("currencies") == 1
    return (
        found.filter(~nw.col("value").is_null())
        .group_by("country", "direction")
        .agg(
            total=nw.col("value").sum(),
            reporting=nw.len(),
            currencies=nw.col("currency").n_unique(),
            any_currency=nw.col("currency").min(),
        )
        .select(
            "country",
            "direction",
            "reporting",
            size=nw.when(one).then(nw.col("total")),
            currency=nw.when(one).then(nw.col("any_currency")),
        )
    )
