"""Who is where: the acts of each country in each direction, sized by the chosen measure."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import pandas as pd

from aid.questions.lazy import alone, remembered, small
from aid.questions.tally import in_doubt, pieces, tally, worth
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
    found = tally(ledger, view).filter(~nw.col("country").is_null())
    n = nw.col("n")
    given = found.with_columns(given=nw.when(nw.col("gift")).then(n).otherwise(nw.lit(0)))
    counted = given.group_by("country", "direction").agg(acts=n.sum(), gifts=nw.col("given").sum())
    if view.measure == "acts":
        answer = counted.with_columns(size=nw.col("acts"), reporting=nw.col("acts"))
    else:
        sizes = _value(ledger, view) if view.measure == "value" else _pieces(ledger, view)
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


@remembered
def pieces_between(ledger: Ledger, view: View) -> pd.DataFrame:
    """Between what sums the pieces of a view may lie, a row a direction, country and family that sources dispute.

    Columns: `direction`; `country`, null where no single one fits; `family`; `less` and `more`, by how many pieces the
    sum of what the table gives would be lower or higher if each disputed quantity were at its least or its most;
    `disputed`, the number of quantities in dispute. A quantity that the table leaves empty is in no sum.
    """
    sums = in_doubt(ledger, view.rows).with_columns(nw.col("country").fill_null(""))
    rows = small(
        sums.group_by("direction", "country", "family")
        .agg(nw.col("less").sum(), nw.col("more").sum(), disputed=nw.col("doubts").sum())
        .with_columns(country=nw.when(nw.col("country") != "").then(nw.col("country")))
        .sort("direction", "country", "family", nulls_last=True)
    )
    rows[["less", "more"]] = rows[["less", "more"]].astype("Float64")
    return rows


@alone
def unplaced(ledger: Ledger, view: View) -> int:
    """How many acts of the view no single country fits, and so no map shows."""
    return int(small(tally(ledger, view).filter(nw.col("country").is_null()).select(nw.col("n").sum()))["n"].iloc[0])


def _pieces(ledger: Ledger, view: View) -> nw.LazyFrame[Any]:
    return (
        pieces(ledger, view)
        .filter(nw.col("family") == view.measure, nw.col("reporting") > 0)
        .group_by("country", "direction")
        .agg(size=nw.col("pieces").sum(), reporting=nw.col("reporting").sum())
    )


def _value(ledger: Ledger, view: View) -> nw.LazyFrame[Any]:
    one = nw.col("currencies") == 1
    return (
        worth(ledger, view)
        .group_by("country", "direction")
        .agg(
            total=nw.col("worth").sum(),
            reporting=nw.col("reporting").sum(),
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
