"""Rows as they stand: acts, items, parties and sources of a view."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import narwhals as nw
import pandas as pd

from aid.questions.disputes import days_apart
from aid.questions.lazy import alone, frame, in_table_order, remembered, small, told
from aid.questions.select import matching, wide
from aid.questions.tally import tally
from aid.questions.totals import totals
from aid.shelf import Outgrown
from aid.table import Ledger
from aid.view import View

# So many acts are handed out as rows at most; of more, questions count.
MOST_LISTED = 100_000
IN_TIME = ("latest", "earliest", "id")
# And so many are drawn or listed on one page.
MOST_DRAWN = 2_000
MOST_SOURCES = 2_000


@remembered
def acts(ledger: Ledger, view: View) -> pd.DataFrame:
    """The acts of a view in order of time: by upper bound, then lower bound, then id.

    Columns: all of the table's acts; `earliest`, `latest`, `precision`; the partner's `country`, `type` and
    `sister_city`; `gift`; `vague`; those of `evidence`; `told_from` and `told_to`, the first and last day that its
    sources tell where they disagree about its date, else null. Raises Outgrown where they are too many to be listed.
    """
    return _in_order(ledger, listed(ledger, view))


@remembered
def item_rows(ledger: Ledger, view: View) -> pd.DataFrame:
    """What the acts of a view held, in the table's order: columns `act`, `item`, `quantity`, `unit`.

    Raises Outgrown where the acts are too many to be listed.
    """
    kept = listed(ledger, view).select("id")
    return small(in_table_order(frame(ledger, "items").join(kept, left_on="act", right_on="id", how="semi")))


@lru_cache(maxsize=512)
@alone
def named(ledger: Ledger, ids: tuple[str, ...]) -> Named:
    """The acts of these ids with all that is known of each, those that the table has; for one act among millions."""
    kept = nw.col("id").is_in(ids)
    return Named(
        acts=_in_order(ledger, wide(ledger).filter(kept).with_columns(vague=nw.lit(False))),
        items=small(in_table_order(frame(ledger, "items").filter(nw.col("act").is_in(ids)))),
        cited=_best_first(ledger, frame(ledger, "citations").filter(nw.col("act").is_in(ids))),
    )


@dataclass(frozen=True, eq=False)
class Named:
    """A few acts: `acts` as `questions.acts` has them, their `items`, and their sources as `cited` has them."""

    acts: pd.DataFrame
    items: pd.DataFrame
    cited: pd.DataFrame


@lru_cache(maxsize=64)
@alone
def leaf(ledger: Ledger, view: View, start: int, most: int) -> Named:
    """The acts of a view from one place in their order on, `most` of them at most, with all that is known of each.

    Only the days that they lie in are put in order, so that the thousandth leaf costs no more than the first.
    """
    passed, first, last = 0, None, None
    for day in told(tally(ledger, view).group_by("latest").agg(nw.col("n").sum()).sort("latest")):
        if first is None and passed + day["n"] > start:
            first, skipped = day["latest"], start - passed
        passed += day["n"]
        if passed >= start + most:
            last = day["latest"]
            break
    found = matching(ledger, view)
    if first is None:
        found, skipped = found.head(0), 0
    else:
        found = found.filter(nw.col("latest") >= first)
    if last is not None:
        found = found.filter(nw.col("latest") <= last)
    acts = _in_order(ledger, found, skipped + most).iloc[skipped:].reset_index(drop=True)
    ids = ledger.beside(acts[["id"]].rename(columns={"id": "act"}))
    items = small(in_table_order(frame(ledger, "items").join(ids, on="act", how="semi")))
    return Named(acts, items, _best_first(ledger, frame(ledger, "citations").join(ids, on="act", how="semi")))


@alone
def newest(ledger: Ledger, view: View, most: int) -> pd.DataFrame:
    """The acts of a view that entered the table last, the first `most` of them; columns as `acts` has them."""
    latest = matching(ledger, view).sort("added", "id", descending=[True, False]).head(most)
    return _in_order(ledger, latest).sort_values(["added", "id"], ascending=[False, True], ignore_index=True)


def crowded(ledger: Ledger, view: View) -> bool:
    """Whether a view has too many acts to be drawn or listed one by one on a page: then they are counted."""
    return ledger.rows("acts") > MOST_DRAWN and int(totals(ledger, view)["acts"].sum()) > MOST_DRAWN


def listable(ledger: Ledger) -> bool:
    """Whether all acts of a table may be handed out as rows."""
    return ledger.rows("acts") <= MOST_LISTED


def listed(ledger: Ledger, view: View) -> nw.LazyFrame[Any]:
    """The acts of a view, as `matching` has them. Raises Outgrown where they are too many to be listed."""
    if not listable(ledger):
        count = int(totals(ledger, view)["acts"].sum())
        if count > MOST_LISTED:
            raise Outgrown("acts", count, MOST_LISTED)
    return matching(ledger, view)


def _in_order(ledger: Ledger, found: nw.LazyFrame[Any], most: int | None = None) -> pd.DataFrame:
    """Acts in order of time with what their sources tell of their dates; the first `most` of them alone."""
    found = found.drop("text", "counted", "several", "held").sort(*IN_TIME, nulls_last=True)
    rows = small(found if most is None else found.head(most))
    kept = ledger.beside(rows[["id"]].rename(columns={"id": "act"}))
    apart = small(days_apart(frame(ledger, "versions").join(kept, on="act", how="semi")))
    return rows.merge(apart.rename(columns={"act": "id", "first": "told_from", "last": "told_to"}), on="id", how="left")


def _best_first(ledger: Ledger, citations: nw.LazyFrame[Any]) -> pd.DataFrame:
    whole = citations.join(frame(ledger, "sources").with_columns(source=nw.col("id")), on="source", how="inner")
    return small(whole.sort("act", "rank"))


@remembered
def parties(ledger: Ledger, view: View) -> pd.DataFrame:
    """The parties of a view, partners before the hub's, those with most acts first.

    Columns: all of the table's parties; `inbound`, `outbound`: acts in each direction that the party has a part in.
    """
    found = matching(ledger, view).select("id", "direction", "partner", "hub_party")
    both = nw.concat([found.select("direction", id=side) for side in ("partner", "hub_party")], how="vertical")
    counted = (
        both.with_columns(inbound=nw.col("direction") == "inbound", outbound=nw.col("direction") == "outbound")
        .group_by("id")
        .agg(nw.col("inbound").sum(), nw.col("outbound").sum())
    )
    return small(
        frame(ledger, "parties")
        .join(counted, on="id", how="inner")
        .with_columns(all=nw.col("inbound") + nw.col("outbound"))
        .sort("side", "all", "id", descending=[True, True, False])
        .drop("all")
    )


@remembered
def cited(ledger: Ledger, view: View) -> pd.DataFrame:
    """The sources of each act of a view, best first: columns `act`, `rank`, and all of the table's sources.

    Raises Outgrown where the acts are too many to be listed.
    """
    kept = listed(ledger, view).select("id")
    return _best_first(ledger, frame(ledger, "citations").join(kept, left_on="act", right_on="id", how="semi"))


@alone
def source_count(ledger: Ledger, view: View) -> int:
    """On how many sources the acts of a view rest."""
    kept = matching(ledger, view).select("id")
    cited = frame(ledger, "citations").join(kept, left_on="act", right_on="id", how="semi")
    return len(told(cited.select("source").unique()))


@remembered
def sources(ledger: Ledger, view: View) -> pd.DataFrame:
    """The sources of a view, those that carry most acts first.

    Columns: all of the table's sources; `acts`, how many acts of the view rest on each; `claims`, how many reported
    totals rest on it (whatever the view). With the default view every source is there, even where only a claim
    rests on it; otherwise only those on which an act of the view rests. Of many, the first `MOST_SOURCES`.
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
    rows = small(found.sort("acts", "id", descending=[True, False]).head(MOST_SOURCES))
    rows[["acts", "claims"]] = rows[["acts", "claims"]].astype("int64")
    return rows


@lru_cache(maxsize=64)
@alone
def resting_on(ledger: Ledger, source: str, view: View, most: int) -> Named:
    """The acts of a view that rest on a source, the first `most` of them, with all that is known of each."""
    kept = frame(ledger, "citations").filter(nw.col("source") == source).select("act")
    found = matching(ledger, view).join(kept, left_on="id", right_on="act", how="semi")
    return named(ledger, tuple(small(found.select(*IN_TIME).sort(*IN_TIME, nulls_last=True).head(most))["id"]))


@alone
def resting_count(ledger: Ledger, source: str) -> int:
    """How many acts of the table rest on a source."""
    rests = frame(ledger, "citations").filter(nw.col("source") == source).select("act").unique()
    return int(told(rests.select(nw.len()))[0]["len"])
