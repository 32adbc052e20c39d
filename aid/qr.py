"""QR codes of addresses, for posters, print and phones."""

from __future__ import annotations

import io

import segno

INK, PAPER = "#1F2427", "#FFFFFF"
# The standard asks for four empty modules around the code; readers fail without them on a dark page. On paper, the
# page itself is empty around it.
MARGIN, ON_PAPER = 4, 2


def qr_svg(text: str, *, scale: int = 4, on_paper: bool = False) -> str | None:
    """The QR code of a text as an SVG picture, dark on white in every theme; None where the text is too long.

    With `on_paper` it has no ground and no size of its own: it takes those of where it stands.
    """
    try:
        code = segno.make_qr(text, error="m")
    except segno.DataOverflowError:
        return None
    if on_paper:
        return str(code.svg_inline(border=ON_PAPER, dark=INK, omitsize=True))
    out = io.BytesIO()
    code.save(out, kind="svg", scale=scale, border=MARGIN, dark=INK, light=PAPER, xmldecl=False, svgclass=None)
    return out.getvalue().decode()
