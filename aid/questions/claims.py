"""Totals that a source reports, held against what the table itemises."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import pandas as pd

from aid.questions.lazy import frame, remembered, small
from aid.questions.select import family_frame, matching
from aid.table import Ledger
from aid.view import View


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
    claims = small(frame(ledger, "claims"))
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
    possible = matching(ledger, scope)
    certain = possible
    if pd.notna(claim["latest"]):
        until = claim["latest"].to_pydatetime()
        possible = possible.filter(nw.col("earliest").is_null() | (nw.col("earliest") <= until))
        certain = certain.filter(nw.col("latest") <= until)
    sure, told, of = _measured(ledger, certain, claim)
    perhaps, _, _ = _measured(ledger, possible, claim)
    return {"names": len(named) or None, "itemised": sure, "perhaps": perhaps, "reporting": told, "of": of}


def _measured(
    ledger: Ledger, found: nw.LazyFrame[Any], claim: dict[str, Any]
) -> tuple[float | None, int | None, int | None]:
    """What the acts come to in the claim's measure, how many tell a number, and of how many."""
    measure = claim["measure"]
    if measure == "masks":
        held = (
            frame(ledger, "items")
            .join(family_frame(ledger).filter(nw.col("family") == "masks"), on="item", how="inner")
            .join(found.select("id"), left_on="act", right_on="id", how="semi")
            .filter(nw.col("unit") == "piece", ~nw.col("quantity").is_null())
        )
        rows, of = small(held.select("act", "quantity")), len(small(found.select("id")))
        return (float(rows["quantity"].sum()) if len(rows) else None), int(rows["act"].nunique()), of
    if measure == "value":
        rows = small(found.select("value", "currency"))
        told = rows[rows["currency"] == claim["currency"]]
        return (float(told["value"].sum()) if len(told) else None), len(told), len(rows)
    key = {
        "countries": ["counted"],
        "recipients": ["partner"],
        "meetings": ["date", "hub_party"],
        "acts": ["id"],
        "batches": ["id"],
    }[measure]
    distinct = small(found.select(*key).unique()).dropna()
    return float(len(distinct)), None, None
