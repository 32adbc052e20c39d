"""Who is where: the acts of each country in each direction, sized by the chosen measure."""

from __future__ import annotations

from collections import Counter
from typing import Any

import narwhals as nw
import pandas as pd

from aid.questions.lazy import alone, remembered, small, told
from aid.questions.tally import in_doubt, pieces, tally, worth
from aid.table import Ledger
from aid.view import View

PLACE = {
    "country": "str",
    "direction": "str",
    "acts": "int64",
    "gifts": "int64",
    "size": "Float64",
    "reporting": "int64",
    "currency": "str",
    "least": "Float64",
    "most": "Float64",
}
NOT_TOLD = {"size": None, "reporting": 0, "currency": None}


@remembered
def by_country(ledger: Ledger, view: View) -> pd.DataFrame:
    """A row a country and direction, those with most acts first.

    Columns: `country`; `direction`; `acts`; `gifts`; `size`, the chosen measure (acts; pieces of one family; value),
    null where no act tells it; `reporting`, acts that tell it; `currency`, for the measure `value` the currency, null
    where a country's acts use several, whose sum means nothing; `least` and `most`, between which a size in pieces
    lies where sources disagree about a quantity, else null. Acts that no single country fits are not in it.
    """
    n = nw.col("n")
    rows = told(
        tally(ledger, view)
        .filter(~nw.col("country").is_null())
        .with_columns(gifts=nw.when(nw.col("gift")).then(n).otherwise(nw.lit(0)))
        .group_by("country", "direction")
        .agg(acts=n.sum(), gifts=nw.col("gifts").sum())
    )
    for row in rows:
        row |= {"size": row["acts"], "reporting": row["acts"], "currency": None, "least": None, "most": None}
    if view.measure != "acts":
        sizes = {(size["country"], size["direction"]): size for size in told(_sizes(ledger, view))}
        for row in rows:
            row |= NOT_TOLD | sizes.get((row["country"], row["direction"]), {})
        _bound(ledger, view, rows)
    acts, size = Counter[str](), Counter[str]()
    for row in rows:
        acts[row["country"]] += row["acts"]
        size[row["country"]] += row["size"] or 0
    if len({row["currency"] for row in rows} - {None}) > 1:
        # Values in different currencies are not ranked.
        size = Counter({country: min(total, 1) for country, total in size.items()})
    rows.sort(key=lambda row: (-size[row["country"]], -acts[row["country"]], row["country"], row["direction"]))
    return pd.DataFrame({name: pd.array([row[name] for row in rows], dtype=kind) for name, kind in PLACE.items()})


def _bound(ledger: Ledger, view: View, rows: list[dict[str, Any]]) -> None:
    """Set `least` and `most`, between which a size in pieces lies where sources disagree."""
    apart = pieces_between(ledger, view)
    apart = apart[apart["family"] == view.measure]
    bounds = {(row.country, row.direction): (row.less, row.more) for row in apart.itertuples()}
    for row in rows:
        if (bound := bounds.get((row["country"], row["direction"]))) and row["size"] is not None:
            row["least"], row["most"] = row["size"] - bound[0], row["size"] + bound[1]


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
    counted = told(tally(ledger, view).filter(nw.col("country").is_null()).select(nw.col("n").sum()))
    return counted[0]["n"] or 0


def _sizes(ledger: Ledger, view: View) -> nw.LazyFrame[Any]:
    """The size of each country and direction in the view's measure: value, or pieces of one family."""
    if view.measure == "value":
        return _value(ledger, view)
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
