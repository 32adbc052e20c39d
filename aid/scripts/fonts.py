"""The fonts of Streamlit's client that every visitor fetches: cuts of them, which are served in their place.

The cuts are made by `tools/cuts.py` for one version of Streamlit. With any other, whose client may show other icons,
nothing stands in place of Streamlit's own fonts.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import streamlit

from aid.scripts.shipped import OWN, streamlits

# The cuts by their names, each with the file that it is of, as Streamlit's build names it.
OF = {"icons": "MaterialSymbols-Rounded.*.woff2", "text": "SourceSansVF-Upright.*.woff2"}
ICON = re.compile(r":material/([a-z0-9_]+)")


def cut(name: str) -> Path:
    """Where a cut for this version of Streamlit is, or would be."""
    return OWN / "fonts" / f"{name}-{streamlit.__version__}.woff2"


def whole(name: str) -> Path | None:
    """Streamlit's own font; None where there is no one such file."""
    found = list((streamlits() / "static" / "media").glob(OF[name]))
    return found[0] if len(found) == 1 else None


def icons() -> set[str]:
    """The icons that Streamlit's client names in its scripts."""
    scripts = (streamlits() / "static" / "js").glob("*.js")
    return {name for script in scripts for name in ICON.findall(script.read_text(encoding="utf-8"))}


@cache
def addresses() -> dict[str, str]:
    """Where each font that has a cut is asked for, from the app's root, by the name of the cut."""
    found = {name: whole(name) for name in OF}
    return {name: f"static/media/{of.name}" for name, of in found.items() if of and cut(name).is_file()}
