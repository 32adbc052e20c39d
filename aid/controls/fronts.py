"""Components whose script and style stand in `front/`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

FRONT = Path(__file__).parent / "front"


def front(name: str) -> Any:
    """A component, mounted where it is called. Its texts arrive as data; nothing of the table is ever markup."""
    script, style = FRONT / f"{name}.js", FRONT / f"{name}.css"
    return st.components.v2.component(
        f"aid_{name}",
        html='<div class="frame"></div>',
        css=style.read_text(encoding="utf-8") if style.exists() else None,
        js=script.read_text(encoding="utf-8"),
    )
