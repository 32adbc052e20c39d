"""Countries held against each other: which are worth it, and how many masks went each way."""

from __future__ import annotations

import pandas as pd

from aid.questions.exchange import exchange
from aid.questions.totals import masks_and_more
from aid.table import Ledger
from aid.view import View

# So many countries stand side by side at most.
MOST = 4


def comparable(ledger: Ledger, view: View) -> list[str]:
    """The countries with acts both ways, whatever countries the view asks for: those with most of them first.

    A country has as many acts both ways as it has in its rarer direction.
    """
    rows = exchange(ledger, view.rows.but(country=(), by="country"))
    both = rows.assign(both=rows[["acts_in", "acts_out"]].min(axis=1), all=rows["acts_in"] + rows["acts_out"])
    ordered = both[both["both"] > 0].sort_values(["both", "all", "who"], ascending=[False, False, True])
    return list(ordered["who"])


def masks_side_by_side(ledger: Ledger, view: View) -> pd.DataFrame:
    """The masks of each country of the view each way, a row a country and direction, all rows there.

    Columns: `country`; `direction`; `quantity`, null where no act tells a number; `reporting`, acts that tell it;
    `naming`, acts that name masks at all.
    """
    both = pd.DataFrame({"direction": pd.Series(["inbound", "outbound"], dtype="str")})
    parts = []
    for code in view.country:
        given = masks_and_more(ledger, view.but(country=(code,)))
        masks = both.merge(given[given["family"] == "masks"].drop(columns="family"), on="direction", how="left")
        parts.append(masks.assign(country=code))
    rows = pd.concat(parts, ignore_index=True)
    rows["quantity"] = rows["quantity"].astype("Int64")
    rows[["reporting", "naming"]] = rows[["reporting", "naming"]].fillna(0).astype("int64")
    return rows[["country", "direction", "quantity", "reporting", "naming"]]
