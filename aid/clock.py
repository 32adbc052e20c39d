"""One clock for the whole dashboard, so that a file, a page and a citation of the same moment name the same day."""

from __future__ import annotations

from datetime import UTC, date, datetime


def today() -> date:
    """The day it is now by Coordinated Universal Time, wherever the server stands."""
    return datetime.now(UTC).date()
