"""Text as it may travel: in one line, without the signs that files forbid or that turn what follows around."""

from __future__ import annotations

import re

from aid.charts.paint import shortened

# Controls, halves of pairs and non-characters, which XML 1.0 forbids; and the marks that reorder the text after them.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def plain(text: str, longest: int | None = None) -> str:
    """The text in one line, without controls; cut to the width of `longest` Latin letters."""
    line = " ".join(TURNING.sub("", FORBIDDEN.sub(" ", text)).split())
    return line if longest is None else shortened(line, longest)
