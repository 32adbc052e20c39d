"""How well each act is known: who published it, in how many languages, whether first hand, whether disputed."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import narwhals as nw

from aid.questions.lazy import frame
from aid.table import Ledger


@lru_cache(maxsize=4)
def evidence(ledger: Ledger) -> nw.LazyFrame[Any]:
    """How each act is known, a row an act.

    Columns: `act`; `told`, which side published it: `hub`, `partner`, `both` or, where neither did, `third`;
    `source_count`; `language_count`, by the first parts of the tags; `original`, whether an original page is among its
    sources; `disputed`, whether its sources disagree about anything.
    """
    cited = frame(ledger, "citations").join(
        frame(ledger, "sources").select("side", "standing", source="id", tag="language"), on="source", how="inner"
    )
    by_hub, by_partner = nw.col("by_hub") > 0, nw.col("by_partner") > 0
    counted = (
        cited.with_columns(
            by_hub=nw.col("side") == "hub",
            by_partner=nw.col("side") == "partner",
            first_hand=nw.col("standing") == "original",
            spoken=_spoken(nw.col("tag")),
        )
        .group_by("act")
        .agg(
            nw.col("by_hub").sum(),
            nw.col("by_partner").sum(),
            originals=nw.col("first_hand").sum(),
            source_count=nw.len(),
            language_count=nw.col("spoken").n_unique(),
        )
    )
    disputed = frame(ledger, "disputes").group_by("act").agg(versions=nw.len())
    return (
        counted.join(disputed, on="act", how="left")
        .with_columns(
            disputed=nw.col("versions").fill_null(0) > 0,
            told=nw.when(by_hub & by_partner)
            .then(nw.lit("both"))
            .otherwise(
                nw.when(by_hub)
                .then(nw.lit("hub"))
                .otherwise(nw.when(by_partner).then(nw.lit("partner")).otherwise(nw.lit("third")))
            ),
            original=nw.col("originals") > 0,
        )
        .select("act", "told", "source_count", "language_count", "original", "disputed")
    )


def _spoken(tag: nw.Expr) -> nw.Expr:
    """The first part of a language's tag: zh of zh-Hant."""
    return tag.str.replace_all("-.*", "")


def languages_of(ledger: Ledger) -> nw.LazyFrame[Any]:
    """The languages in which each act is told: columns `act` and `language`, the first part of a tag."""
    spoken = frame(ledger, "sources").select(source="id", language=_spoken(nw.col("language")))
    told = frame(ledger, "citations").join(spoken, on="source", how="inner")
    return told.select("act", "language").unique()


def told_in(ledger: Ledger, asked: tuple[str, ...]) -> nw.LazyFrame[Any]:
    """The acts that are told in one of the languages asked for."""
    return languages_of(ledger).filter(nw.col("language").is_in(asked)).select("act").unique()
