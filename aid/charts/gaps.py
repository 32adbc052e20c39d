"""A reported total as a bar on its own scale: what is itemised, what may be, and what is only counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

# A bar's end is as firm as the source: "about" reaches this far to both sides of the figure, "nearly" falls short of
# it, "more than" runs on beyond it.
SOFT = 0.07
REACH = {"exactly": (0.0, 0.0), "about": (-SOFT, SOFT), "nearly": (-SOFT, 0.0), "more_than": (0.0, SOFT)}


@dataclass(frozen=True)
class Bar:
    """One bar in shares of its whole width, each part measured from the left edge."""

    sure: float
    """Up to here the table itemises."""
    perhaps: float
    """Up to here with what is vaguely dated."""
    firm: float
    """Up to here the total surely reaches."""
    soft: float
    """Up to here it may reach; as `firm` where the source is exact."""
    closed: bool
    """Whether the total ends where its outline ends; "about" and "more than" leave it open."""


def bar(claim: Mapping[Any, Any]) -> Bar:
    """The bar of one row of `questions.claims_against`.

    The whole width is the larger of what is reported and what is itemised, so that nothing is clipped where the table
    has more than the total.
    """
    reported = float(claim["value"])
    sure = 0.0 if pd.isna(claim["itemised"]) else float(claim["itemised"])
    perhaps = max(sure, 0.0 if pd.isna(claim["perhaps"]) else float(claim["perhaps"]))
    short, beyond = (1 + way for way in REACH[claim["qualifier"]])
    # A total of nothing has no scale of its own.
    whole = max(reported * beyond, perhaps) or 1.0
    return Bar(
        sure / whole,
        perhaps / whole,
        reported * short / whole,
        reported * beyond / whole,
        claim["qualifier"] in ("exactly", "nearly"),
    )
