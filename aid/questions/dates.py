"""What the dates of a view mean, and how exact they are."""

from __future__ import annotations

import narwhals as nw
import pandas as pd

from aid.questions.lazy import remembered, told
from aid.questions.tally import tally
from aid.table import Ledger
from aid.view import PRECISION, View, choices

# The two keys of the address that ask about dates as such.
LENS, TRAY = "basis", "precision"


@remembered
def dates(ledger: Ledger, view: View) -> pd.DataFrame:
    """How many acts of a view have which kind of date, a row a code, all codes of the table's description there.

    Columns: `aspect`, `basis` (what the date marks) or `precision` (how exact it is); `code`; `acts`. Each aspect is
    counted as if nothing of it were asked for, so that what another choice would show is known before it is made.
    """
    codes = {LENS: choices(ledger, "acts", "date_basis"), TRAY: PRECISION}
    rows = []
    for aspect, column in ((LENS, "date_basis"), (TRAY, "exactness")):
        found = tally(ledger, view.but(**{aspect: ()})).group_by(column).agg(acts=nw.col("n").sum())
        counted = {row[column]: row["acts"] for row in told(found)}
        rows += [(aspect, code, int(counted.get(code, 0))) for code in codes[aspect]]
    return pd.DataFrame(rows, columns=["aspect", "code", "acts"])
