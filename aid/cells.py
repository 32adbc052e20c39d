"""What one cell held before a spreadsheet changed it."""

import re

LOOSE_DATE = re.compile(r"([0-9]{4})[-/年]([0-9]{1,2})(?:[-/月]([0-9]{1,2}))?[月日]?(?: 0?0:00(?::00)?)?")
GROUPED = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
WHOLE = re.compile(r"-?[0-9]+\.00?")


def mended(cell: str, kind: str, separator: str = ",") -> tuple[str, str | None]:
    """The cell as it was before a spreadsheet changed it, and what was expected, if it was changed.

    `kind` is a type of the descriptor or `vague date`. A cell that could mean two things stays as it
    is: `50.000`, `5/6/2020` and, where semicolons stand between the cells, `50,000`.
    """
    text = cell.strip()
    expected = "no spaces around" if text != cell else None
    if kind in ("date", "vague date") and (found := LOOSE_DATE.fullmatch(text)):
        dashed = "-".join(part.zfill(2) for part in found.groups() if part)
        if dashed != text:
            return dashed, "a date as 2020-05-21 or 2020-05"
    if kind in ("integer", "number"):
        plain = text.replace(",", "") if separator != ";" and GROUPED.fullmatch(text) else text
        if kind == "integer" and WHOLE.fullmatch(plain):
            plain = plain.split(".")[0]
        if plain != text:
            return plain, "a number in digits"
    if kind == "boolean" and text.lower() in ("true", "false", "yes", "no") and text != text.lower():
        return text.lower(), "small letters"
    return text, expected


def explained(cell: str, kind: str) -> str:
    """What a spreadsheet may have done to a cell that cannot be mended, to be added to a message."""
    if kind in ("date", "vague date"):
        if re.fullmatch(r"[0-9]{5}", cell):
            return "; this looks like a spreadsheet's count of days"
        if re.search(r"[0-9].*[-/. ].*[0-9]", cell):
            return "; which is the day, the month and the year in this one cannot be told for certain"
    if kind in ("integer", "number"):
        if re.fullmatch(r"-?[0-9.,]+[eE][+-]?[0-9]+", cell):
            return "; a spreadsheet may have rounded this one"
        if re.fullmatch(r"-?[0-9]+([.,][0-9]+)+", cell):
            return "; whether this one's mark sets off thousands or a fraction cannot be told for certain"
    return ""
