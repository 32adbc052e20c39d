"""The icons of Streamlit's client: a cut of its font, which is served in place of the whole.

The cut is made by `tools/icons.py` for one version of Streamlit. With any other, whose client may show other icons,
nothing stands in place of Streamlit's own font.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import streamlit

from aid.scripts.shipped import OWN, streamlits

NAMED = re.compile(r":material/([a-z0-9_]+)")


def cut() -> Path:
    """Where the cut for this version of Streamlit is, or would be."""
    return OWN / "fonts" / f"icons-{streamlit.__version__}.woff2"


def whole() -> Path | None:
    """Streamlit's own font of icons; None where there is no one such file."""
    found = list((streamlits() / "static" / "media").glob("MaterialSymbols-Rounded.*.woff2"))
    return found[0] if len(found) == 1 else None


def named() -> set[str]:
    """The icons that Streamlit's client names in its scripts."""
    scripts = (streamlits() / "static" / "js").glob("*.js")
    return {name for script in scripts for name in NAMED.findall(script.read_text(encoding="utf-8"))}


@cache
def address() -> str | None:
    """Where Streamlit's font is asked for, from the app's root, if there is a cut to answer with."""
    of = whole()
    return f"static/media/{of.name}" if of and cut().is_file() else None
