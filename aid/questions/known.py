"""How well the acts of a view are known: counted by confidence, by who told them, by their sources."""

from __future__ import annotations

import narwhals as nw
import pandas as pd

from aid.questions.evidence import languages_of
from aid.questions.lazy import remembered, small
from aid.questions.select import matching
from aid.questions.tally import tally
from aid.table import Ledger
from aid.view import DISPUTED, SOURCES, STANDING, TOLD, View, choices, languages

# Every act has one of each but for its languages, of which it may have several.
HOW = ("told", "confidence", "several", "original", "disputed")
ASPECTS = ("told", "confidence", "sources", "standing", "disputed", "language")


@remembered
def known(ledger: Ledger, view: View) -> pd.DataFrame:
    """How many acts of a view are known how; a row an aspect and code, in the order of `ASPECTS` and of their codes.

    Columns: `aspect`, a key of the address; `code`, a value of it; `inbound`, `outbound`, `acts`. Codes of which no act
    is are there with zero, but for languages. An act told in two languages counts in both.
    """
    one = small(
        tally(ledger, view)
        .group_by("direction", *HOW)
        .agg(nw.col("n").sum())
        .select(
            "direction",
            "told",
            "confidence",
            "n",
            sources=nw.when(nw.col("several")).then(nw.lit("several")).otherwise(nw.lit("one")),
            standing=nw.when(nw.col("original")).then(nw.lit("original")).otherwise(nw.lit("copies")),
            disputed=nw.when(nw.col("disputed")).then(nw.lit("yes")).otherwise(nw.lit("no")),
        )
    )
    spoken = small(
        matching(ledger, view)
        .select("id", "direction")
        .join(languages_of(ledger), left_on="id", right_on="act", how="inner")
        .group_by("language", "direction")
        .agg(n=nw.len())
    )
    counted = {aspect: one.groupby([aspect, "direction"])["n"].sum() for aspect in ASPECTS[:-1]}
    counted["language"] = spoken.groupby(["language", "direction"])["n"].sum()
    codes = {
        "told": TOLD,
        "confidence": choices(ledger, "acts", "confidence"),
        "sources": SOURCES,
        "standing": STANDING,
        "disputed": DISPUTED,
        "language": [code for code in languages(ledger) if code in set(spoken["language"])],
    }
    rows = [
        (aspect, code, *(int(counted[aspect].get((code, way), 0)) for way in ("inbound", "outbound")))
        for aspect in ASPECTS
        for code in codes[aspect]
    ]
    answer = pd.DataFrame(rows, columns=["aspect", "code", "inbound", "outbound"])
    return answer.assign(acts=answer["inbound"] + answer["outbound"])
