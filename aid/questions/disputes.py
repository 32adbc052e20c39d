"""Where sources disagree: every version of a fact with who tells it, and how far the versions lie apart."""

from __future__ import annotations

import pandas as pd

from aid.contract import span
from aid.questions.lazy import frame, remembered, small
from aid.questions.select import family_frame, matching
from aid.table import Ledger
from aid.view import View

NUMBERS = ("quantity", "value")


@remembered
def disputes(ledger: Ledger, view: View) -> pd.DataFrame:
    """The versions that the sources of a view's acts give where they disagree, in the table's order.

    Columns: all of the table's disputes; `publisher`, `publisher_zh`, `title`, `url`, `link`, `published`, `language`,
    `standing`, `side` of each version's source.
    """
    told = ("publisher", "publisher_zh", "title", "url", "link", "published", "language", "standing", "side")
    kept = matching(ledger, view).select("id")
    versions = small(frame(ledger, "disputes").join(kept, left_on="act", right_on="id", how="semi"))
    return versions.merge(small(frame(ledger, "sources").select(*told, source="id")), on="source", how="left")


@remembered
def spreads(ledger: Ledger, view: View) -> pd.DataFrame:
    """How far the versions of each disputed date, quantity and value of a view's acts lie apart, a row a dispute.

    Columns: `act`, `field`, `item`, `unit`; for a date `first` and `last`, the days that its versions reach from and
    to; for a number `least` and `most`, in the unit that most versions share, and `chosen`, what the table gives, null
    where it gives none. Versions in other units are not compared.
    """
    rows = [
        _spread(str(about[0]), str(about[1]), some)
        for about, some in disputes(ledger, view).groupby(["act", "field", "item"], dropna=False, sort=False)
        if about[1] in ("date", *NUMBERS)
    ]
    columns = ["act", "field", "item", "unit", "first", "last", "least", "most", "chosen"]
    answer = pd.DataFrame(rows, columns=columns)
    answer[["first", "last"]] = answer[["first", "last"]].astype("datetime64[us]")
    answer[["least", "most", "chosen"]] = answer[["least", "most", "chosen"]].astype("Float64")
    return answer


def _spread(act: str, field: str, versions: pd.DataFrame) -> dict[str, object]:
    told = {"act": act, "field": field, "item": versions["item"].iloc[0], "unit": None}
    if field == "date":
        spans = [span(value) for value in versions["value"]]
        return {**told, "first": min(start for start, _, _ in spans), "last": max(end for _, end, _ in spans)}
    own = versions[versions["chosen"]]
    unit = own["unit"].iloc[0] if len(own) else versions["unit"].mode().iloc[0]
    numbers = versions.loc[versions["unit"] == unit, "value"].astype("float64")
    chosen = float(own["value"].iloc[0]) if len(own) else None
    return {**told, "unit": unit, "least": numbers.min(), "most": numbers.max(), "chosen": chosen}


@remembered
def pieces_between(ledger: Ledger, view: View) -> pd.DataFrame:
    """Between what sums the pieces of a view may lie, a row a direction, country and family that sources dispute.

    Columns: `direction`; `country`, null where no single one fits; `family`; `less` and `more`, by how many pieces the
    sum of what the table gives would be lower or higher if each disputed quantity were at its least or its most;
    `disputed`, the number of quantities in dispute. A quantity that the table leaves empty is in no sum.
    """
    apart = spreads(ledger, view)
    apart = apart[(apart["field"] == "quantity") & (apart["unit"] == "piece") & apart["chosen"].notna()]
    apart = apart.assign(less=apart["chosen"] - apart["least"], more=apart["most"] - apart["chosen"])
    acts = small(matching(ledger, view).select("id", "direction", "country"))
    held = apart.merge(small(family_frame(ledger)), on="item").merge(acts, left_on="act", right_on="id")
    sums = held.groupby(["direction", "country", "family"], dropna=False, as_index=False)
    return sums.agg(less=("less", "sum"), more=("more", "sum"), disputed=("act", "count"))
