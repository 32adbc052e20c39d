"""What each format of a file cannot carry, told beside its link."""

from __future__ import annotations

from aid.words import Words, mark

LOST = {
    "csv": mark(
        "One table per file, without its explanations: an act’s items share one cell, and a text that a spreadsheet "
        "would take for a formula begins with an apostrophe."
    ),
    "xlsx": mark(
        "One table per workbook, with its columns explained: an act’s items share one cell, and a date known only to "
        "the month or the year stands as text, with its first and last possible days beside it as dates."
    ),
    "json": mark(
        "Every row is complete, but the columns are not explained in it, and parties and sources of an act "
        "stand in answers of their own. Dates are text: JSON has no date type."
    ),
    "parquet": mark(
        "Every row is complete, but the columns are not explained in it, and parties and sources of an act "
        "stand in answers of their own."
    ),
    "geojson": mark(
        "A point stands for a country, or for the town of a party, not for where goods were used. An act lies where "
        "its partner does, whichever way it went, and has no place where the partner has none."
    ),
    "hxl": mark(
        "An act is repeated for each of its items, its value stands on the first row only, and the reported totals "
        "are left out. Where the HXL 1.1 dictionary has no word, as for giver, receiver, caveat and the bounds of a "
        "vague date, the attributes are our own; addresses that should not be linked are left out."
    ),
    "iati": mark(
        "Only goods, money and medical teams: IATI has no place for meetings, letters and thanks. A value becomes a "
        "transaction and a quantity an indicator; caveat and confidence are told in words alone; a receiver is "
        "entered as implementing, as IATI has no role for it; whether a gift counts as development aid is not said. "
        "A vague date takes the first and last days it may mean, with the words beside it, and an upper bound has an "
        "end without a start, which the schema allows and IATI’s further rules do not. Peach & Jade is no registered "
        "IATI publisher, and its identifiers come from no register."
    ),
    "takeaway": mark(
        "Every row is complete: the tables as a data package, one workbook, a page that opens without a network, "
        "and what to know before using them, in both languages."
    ),
    "datapackage": mark(
        "Every row is complete: all tables, with the columns described and every reference whole. A text that "
        "a spreadsheet would take for a formula begins with an apostrophe."
    ),
}


def lost(form: str, words: Words) -> str:
    """What a file of a format does not carry, in a few sentences; `form` is a key of `LOST`."""
    return words.say(LOST[form])
