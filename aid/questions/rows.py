"""Rows as they stand: acts, items, parties and sources of a view."""

from __future__ import annotations

import narwhals as nw
import pandas as pd

from aid.questions.disputes import spreads
from aid.questions.lazy import frame, remembered, small
from aid.questions.select import matching
from aid.table import Ledger
from aid.view import View


@remembered
def acts(ledger: Ledger, view: View) -> pd.DataFrame:
    """The acts of a view in order of time: by upper bound, then lower bound, then id.

    Columns: all of the table's acts; `earliest`, `latest`, `precision`; the partner's `country`, `type` and
    `sister_city`; `gift`; `vague`; those of `evidence`; `told_from` and `told_to`, the first and last day that its
    sources tell where they disagree about its date, else null.
    """
    found = matching(ledger, view).drop("text", "counted").sort("latest", "earliest", "id", nulls_last=True)
    apart = spreads(ledger, view)
    days = apart.loc[apart["field"] == "date", ["act", "first", "last"]]
    days = days.rename(columns={"act": "id", "first": "told_from", "last": "told_to"})
    return small(found).merge(days, on="id", how="left")


@remembered
def item_rows(ledger: Ledger, view: View) -> pd.DataFrame:
    """What the acts of a view held, in the table's order: columns `act`, `item`, `quantity`, `unit`."""
    kept = matching(ledger, view).select("id")
    return small(frame(ledger, "items").join(kept, left_on="act", right_on="id", how="semi"))


@remembered
def parties(ledger: Ledger, view: View) -> pd.DataFrame:
    """The parties of a view, partners before the hub's, those with most acts first.

    Columns: all of the table's parties; `inbound`, `outbound`: acts in each direction that the party has a part in.
    """
    found = matching(ledger, view).select("id", "direction", "partner", "hub_party")
    both = nw.concat([found.select("id", "direction", party=side) for side in ("partner", "hub_party")], how="vertical")
    counted = (
        both.with_columns(inbound=nw.col("direction") == "inbound", outbound=nw.col("direction") == "outbound")
        .group_by("party")
        .agg(nw.col("inbound").sum(), nw.col("outbound").sum())
    )
    return small(
        frame(ledger, "parties")
        .join(counted, left_on="id", right_on="party", how="inner")
        .with_columns(all=nw.col("inbound") + nw.col("outbound"))
        .sort("side", "all", "id", descending=[True, True, False])
        .drop("all")
    )


@remembered
def cited(ledger: Ledger, view: View) -> pd.DataFrame:
    """The sources of each act of a view, best first: columns `act`, `rank`, and all of the table's sources."""
    kept = matching(ledger, view).select("id")
    return small(
        frame(ledger, "citations")
        .join(kept, left_on="act", right_on="id", how="semi")
        .join(frame(ledger, "sources"), left_on="source", right_on="id", how="inner")
        .sort("act", "rank")
    )


@remembered
def sources(ledger: Ledger, view: View) -> pd.DataFrame:
    """The sources of a view, those that carry most acts first.

    Columns: all of the table's sources; `acts`, how many acts of the view rest on each; `claims`, how many reported
    totals rest on it (whatever the view). With the default view every source is there, even where only a claim
    rests on it; otherwise only those on which an act of the view rests.
    """
    kept = matching(ledger, view).select("id")
    on_acts = (
        frame(ledger, "citations")
        .join(kept, left_on="act", right_on="id", how="semi")
        .group_by("source")
        .agg(acts=nw.len())
    )
    on_claims = frame(ledger, "claim_citations").group_by("source").agg(claims=nw.len())
    found = (
        frame(ledger, "sources")
        .join(on_acts, left_on="id", right_on="source", how="left")
        .join(on_claims, left_on="id", right_on="source", how="left")
        .with_columns(acts=nw.col("acts").fill_null(0), claims=nw.col("claims").fill_null(0))
    )
    if not view.asks_all:
        found = found.filter(nw.col("acts") > 0)
    rows = small(found.sort("acts", "id", descending=[True, False]))
    rows[["acts", "claims"]] = rows[["acts", "claims"]].astype("int64")
    return rows
