"""QR codes of addresses, for posters, print and phones."""

from __future__ import annotations

import io

import segno

INK, PAPER = "#1F2427", "#FFFFFF"
# The standard asks for four empty modules around the code; readers fail without them on a dark page.
MARGIN = 4


def qr_svg(text: str, *, scale: int = 4) -> str | None:
    """The QR code of a text as an SVG picture, dark on white in every theme; None where the text is too long."""
    try:
        code = segno.make_qr(text, error="m")
    except segno.DataOverflowError:
        return None
    out = io.BytesIO()
    code.save(out, kind="svg", scale=scale, border=MARGIN, dark=INK, light=PAPER, xmldecl=False, svgclass=None)
    return out.getvalue().decode()
