"""Components whose script and style stand in `front/`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

FRONT = Path(__file__).parent / "front"


def front(name: str) -> Any:
    """A component, mounted where it is called. Its texts arrive as data; nothing of the table is ever markup."""
    css, js = _files(name)
    return st.components.v2.component(f"aid_{name}", html='<div class="frame"></div>', css=css, js=js)


@cache
def _files(name: str) -> tuple[str | None, str]:
    """A component's style, where it has one, and its script, before which stands what scripts share."""
    script, style = FRONT / f"{name}.js", FRONT / f"{name}.css"
    shared = (FRONT / "shared.js").read_text(encoding="utf-8")
    css = style.read_text(encoding="utf-8") if style.exists() else None
    return css, shared + script.read_text(encoding="utf-8")
