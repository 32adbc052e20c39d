"""Where sources disagree: every version of a fact with who tells it, and how far the versions lie apart."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import pandas as pd

from aid.questions.lazy import alone, frame, in_table_order, remembered, small, told
from aid.questions.select import matching
from aid.table import COUNTED, Ledger
from aid.view import View

SPREAD = {
    **dict.fromkeys(("act", "field", "item", "unit"), "str"),
    **dict.fromkeys(("first", "last"), "datetime64[us]"),
    **dict.fromkeys(("least", "most", "chosen"), "Float64"),
}
# A vote for each version, and so many for the one that the table gives.
MORE_THAN_VERSIONS = 1_000_000


@remembered
def disputes(ledger: Ledger, view: View) -> pd.DataFrame:
    """The versions that the sources of a view's acts give where they disagree, in the table's order.

    Columns: all of the table's disputes; `publisher`, `publisher_zh`, `title`, `url`, `link`, `published`, `language`,
    `standing`, `side` of each version's source.
    """
    kept = matching(ledger, view).select("id")
    return _with_sources(ledger, frame(ledger, "disputes").join(kept, left_on="act", right_on="id", how="semi"))


@alone
def disputes_of(ledger: Ledger, act: str) -> pd.DataFrame:
    """The versions that the sources of one act give where they disagree: the columns of `disputes`."""
    return _with_sources(ledger, frame(ledger, "disputes").filter(nw.col("act") == act))


def _with_sources(ledger: Ledger, versions: nw.LazyFrame[Any]) -> pd.DataFrame:
    columns = ("publisher", "publisher_zh", "title", "url", "link", "published", "language", "standing", "side")
    sources = frame(ledger, "sources").select(*columns, source="id")
    return small(in_table_order(versions.join(sources, on="source", how="left")))


@remembered
def spreads(ledger: Ledger, view: View) -> pd.DataFrame:
    """How far the versions of each disputed date, quantity and value of a view's acts lie apart, a row a dispute.

    Columns: `act`, `field`, `item`, `unit`; for a date `first` and `last`, the days that its versions reach from and
    to; for a number `least` and `most`, in the unit that most versions share, and `chosen`, what the table gives, null
    where it gives none. Versions in other units are not compared.
    """
    kept = matching(ledger, view).select("id")
    versions = frame(ledger, "versions").join(kept, left_on="act", right_on="id", how="semi")
    rows = [{"field": "date", **row} for row in told(days_apart(versions))]
    rows += told(numbers_apart(versions.filter(nw.col("field").is_in(COUNTED))))
    rows.sort(key=lambda row: (row["act"], row["field"], row.get("item") or ""))
    return pd.DataFrame({name: pd.Series([row.get(name) for row in rows], dtype=SPREAD[name]) for name in SPREAD})


def days_apart(versions: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """The days that the versions of each disputed date reach from and to: columns `act`, `first`, `last`."""
    dated = versions.filter(nw.col("field") == "date")
    return dated.group_by("act").agg(nw.col("first").min(), nw.col("last").max())


def numbers_apart(versions: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Between what numbers each disputed quantity or value lies, in the unit that most of its versions share.

    Columns: `act`, `field`, `item`, `unit`, `least`, `most`, `chosen`. The unit of the version that the table gives
    goes before that of the most; of several as frequent, the first by the alphabet.
    """
    about = ["act", "field", "item"]
    # A key that is null would drop its row on some engines.
    versions = versions.with_columns(
        nw.col("item").fill_null(""), nw.col("unit").fill_null(""), own=nw.when(nw.col("chosen")).then(nw.col("number"))
    )
    votes = (
        versions.group_by(*about, "unit")
        .agg(votes=nw.len(), own=nw.col("own").count())
        .with_columns(votes=nw.col("votes") + nw.col("own") * MORE_THAN_VERSIONS)
    )
    most = votes.group_by(*about).agg(nw.col("votes").max())
    units = votes.join(most, on=[*about, "votes"], how="inner").group_by(*about).agg(nw.col("unit").min())
    return (
        versions.join(units, on=[*about, "unit"], how="inner")
        .group_by(*about, "unit")
        .agg(least=nw.col("number").min(), most=nw.col("number").max(), chosen=nw.col("own").max())
        .with_columns(*(nw.when(nw.col(name) != "").then(nw.col(name)).alias(name) for name in ("item", "unit")))
    )
