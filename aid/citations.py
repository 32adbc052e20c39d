"""References to the table and to single acts, as a reader copies them."""

from __future__ import annotations

from datetime import date

from aid.table import Ledger
from aid.words import Words


def of_act(act: str, title: str, ledger: Ledger, words: Words, accessed: date) -> str:
    """A reference to one act: what it was, its id, the table's version, the day it was read."""
    return words.say(
        "Peach & Jade: {title}. Act {id}, table version {version} ({digest}), accessed {day}. CC BY 4.0.",
        title=title,
        id=act,
        version=ledger.version,
        digest=ledger.digest[:8],
        day=words.day(accessed),
    )


def of_table(ledger: Ledger, words: Words, accessed: date) -> str:
    """A reference to the whole table."""
    return words.say(
        "Peach & Jade: a table of COVID-19 aid between Chongqing and the world, 2020–21. Version {version} ({digest}), "
        "{acts} acts, accessed {day}. CC BY 4.0.",
        version=ledger.version,
        digest=ledger.digest[:8],
        acts=words.number(len(ledger.acts)),
        day=words.day(accessed),
    )
