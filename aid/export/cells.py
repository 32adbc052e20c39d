"""Single values on their way into a file: plain where a program reads them, harmless where a spreadsheet does."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pandas as pd

# A cell that begins with one of these is a formula to a spreadsheet.
# East Asian spreadsheets read the full-width signs alike.
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def plain(value: Any) -> Any:
    """The value as Python's own int, float, bool, str or date; None where it is not known."""
    if pd.isna(value):
        return None
    if isinstance(value, datetime):
        return value.date()
    value = value.item() if hasattr(value, "item") else value
    return int(value) if isinstance(value, float) and value.is_integer() else value


def written(value: Any) -> Any:
    """The same with dates as ISO 8601, for files that know text, numbers and truths alone."""
    return value.isoformat() if isinstance(value, date) else value


def safe(value: Any) -> Any:
    """The cell as text that no spreadsheet takes for a formula; what is no text stays as it is."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def truth(value: Any) -> Any:
    """A truth in the words that the table's own files use; what is none stays as it is."""
    return str(value).lower() if isinstance(value, bool) else value
