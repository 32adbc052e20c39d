"""Totals that a source reports, held against what the table itemises."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import narwhals as nw
import pandas as pd

from aid.questions.lazy import remembered, small
from aid.questions.select import matching
from aid.questions.tally import pieces, tally, worth
from aid.table import Ledger
from aid.view import View

Found = nw.LazyFrame[Any]
Narrowing = Callable[[Found], Found]


@remembered
def claims_against(ledger: Ledger, view: View) -> pd.DataFrame:
    """A row a reported total of the view's direction and kinds, in the table's order.

    Columns: all of the table's claims; `names`, how many countries the source names, null where it names none;
    `itemised`, what the table itemises of the same measure for the same direction and kind and no later than the
    claim's date, and only in the countries named where the claim covers those alone (`scope` is `named`); `perhaps`,
    the same with the acts that may but need not lie before that date, and with the undated bounds; `reporting` and
    `of`, for masks and value: acts that tell a number, of all acts compared; null for other measures; `held`, how much
    of the total is itemised for sure: `all`, `part`, `none`, and `apart` where the two are not compared, the total
    being of a part of Chongqing's giving or receiving (`scope` is `part`).

    How each measure is counted: countries without diaspora groups and international organisations; recipients are
    partners; a batch is an act of goods; meetings held on one day by one body are one meeting; masks in pieces; value
    in the claim's currency alone. `itemised` is null where no act compared tells a number.
    """
    claims = ledger.claims
    if view.direction:
        claims = claims[claims["direction"] == view.direction]
    if view.kind:
        claims = claims[claims["kind"].isna() | claims["kind"].isin(view.kind)]
    held = [_held_against(ledger, claim) for claim in claims.to_dict("records")]
    columns = ["names", "itemised", "perhaps", "reporting", "of"]
    answer = pd.DataFrame(held, columns=columns, index=claims.index).astype("Float64")
    answer[["names", "reporting", "of"]] = answer[["names", "reporting", "of"]].astype("Int64")
    answer = pd.concat([claims, answer], axis="columns").reset_index(drop=True)
    return answer.assign(held=pd.Series([_covered(row) for row in answer.to_dict("records")], dtype="str"))


def claim_sources(ledger: Ledger) -> dict[str, dict[Any, Any]]:
    """The sources on which reported totals rest, each by its id with all of its columns."""
    sources = ledger.sources
    rest = sources[sources["id"].isin(ledger.claim_citations["source"])]
    return {str(source["id"]): source for source in rest.to_dict("records")}


def _covered(claim: dict[str, Any]) -> str:
    """How much of a total the table itemises for sure."""
    if claim["scope"] == "part":
        return "apart"
    if pd.isna(claim["itemised"]) or claim["itemised"] == 0:
        return "none"
    # Of "more than 30" thirty are not all.
    more = claim["itemised"] > claim["value"]
    return "all" if more or (claim["itemised"] == claim["value"] and claim["qualifier"] != "more_than") else "part"


def _held_against(ledger: Ledger, claim: dict[str, Any]) -> dict[str, float | None]:
    named = claim["named"].split(";") if pd.notna(claim["named"]) else []
    scope = View(direction=claim["direction"], kind=(claim["kind"],) if pd.notna(claim["kind"]) else ())
    if claim["scope"] == "named":
        scope = scope.but(country=tuple(named))
    may: Narrowing = _no_bound
    surely: Narrowing = _no_bound
    if pd.notna(claim["latest"]):
        until = claim["latest"].to_pydatetime()
        may = _such(nw.col("earliest").is_null() | (nw.col("earliest") <= until))
        surely = _such(nw.col("latest") <= until)
    sure, told, of = _measured(ledger, scope, surely, claim)
    perhaps, _, _ = _measured(ledger, scope, may, claim)
    return {"names": len(named) or None, "itemised": sure, "perhaps": perhaps, "reporting": told, "of": of}


def _no_bound(acts: Found) -> Found:
    return acts


def _such(condition: nw.Expr) -> Narrowing:
    return lambda acts: acts.filter(condition)


def _measured(
    ledger: Ledger, scope: View, narrowed: Narrowing, claim: dict[str, Any]
) -> tuple[float | None, int | None, int | None]:
    """What the acts come to in the claim's measure, how many tell a number, and of how many."""
    measure = claim["measure"]
    if measure in ("masks", "value"):
        of = int(_sum(narrowed(tally(ledger, scope)), "n"))
        if measure == "masks":
            told, sums = pieces(ledger, scope).filter(nw.col("family") == "masks"), "pieces"
        else:
            told, sums = worth(ledger, scope).filter(nw.col("currency") == claim["currency"]), "worth"
        told = narrowed(told)
        reporting = int(_sum(told, "reporting"))
        return (float(_sum(told, sums)) if reporting else None), reporting, of
    if measure in ("acts", "batches"):
        return float(_sum(narrowed(tally(ledger, scope)), "n")), None, None
    if measure == "countries":
        distinct = narrowed(tally(ledger, scope)).filter(~nw.col("counted").is_null()).select("counted")
    else:
        key = {"recipients": ("partner",), "meetings": ("date", "hub_party")}[measure]
        distinct = narrowed(matching(ledger, scope)).select(*key)
    return float(len(small(distinct.unique()))), None, None


def _sum(counts: Found, column: str) -> float:
    """The sum of a column; zero where there is no row."""
    total = small(counts.select(nw.col(column).sum()))[column].iloc[0]
    return 0.0 if pd.isna(total) else float(total)
