"""Give and take with each partner: what came first, what came back, and how many days lie between."""

from __future__ import annotations

import pandas as pd

from aid.questions.exchange import both_sides, order_of
from aid.questions.lazy import remembered, small
from aid.questions.select import matching
from aid.table import Ledger
from aid.view import View


@remembered
def thread(ledger: Ledger, view: View) -> pd.DataFrame:
    """A row a partner of the view's acts, the pairs that gave both ways first, then by first date.

    Columns: `partner`; `country`; `acts_in`, `acts_out`; `gifts_in`, `gifts_out` (goods, money, people);
    `in_earliest`, `in_latest`, `out_earliest`, `out_latest`: the bounds of the first gift each way, null where it is
    not known or there is none; `in_act`, `out_act`: their ids; `first`: `inbound`, `outbound` or null where no order
    is certain; `days_min`, `days_max`: the least and most days from the one gift to the other side's, null where that
    bound is not known.

    The first gift each way is the one with the lowest upper bound. Gifts alone make a pair: a letter of thanks is not
    a return. An order is told only when the later gift cannot be the earlier one. Where it is known only by an upper
    bound that lies after the other side's gift, the most days are told and the order is not.
    """
    rows = small(both_sides(matching(ledger, view), "partner"))
    told = [order_of(row) for row in rows.to_dict("records")]
    rows["first"] = pd.Series([order.first for order in told], dtype="str")
    rows["days_min"] = pd.Series([order.days_min for order in told], dtype="Int64")
    rows["days_max"] = pd.Series([order.days_max for order in told], dtype="Int64")
    rows = _both_bounds(rows)
    rows["paired"] = (rows["gifts_in"] > 0) & (rows["gifts_out"] > 0)
    ordered = rows.sort_values(["paired", "start", "partner"], ascending=[False, True, True], ignore_index=True)
    return ordered.drop(columns=["paired", "start", "in_open", "in_least", "out_open", "out_least"])


def _both_bounds(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with an order told only where the most days are too, and bare most days only of a gift without a day.

    The sentences, figures and sheets that are made of a thread write both.
    """
    unbounded = rows["first"].notna() & rows["days_max"].isna()
    later = rows["in_earliest"].where(rows["in_latest"] > rows["out_latest"], rows["out_earliest"])
    dated = rows["first"].isna() & later.notna()
    return rows.assign(
        first=rows["first"].mask(unbounded),
        days_min=rows["days_min"].mask(unbounded),
        days_max=rows["days_max"].mask(dated),
    )
