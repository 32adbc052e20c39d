"""Components whose script and style stand in `front/`."""

from __future__ import annotations

from functools import cache
from typing import Any

import streamlit as st

from aid import components

# The page fetches the script once; an answer that carried it would carry it again whenever its data change.
FETCHED = """
const {{ default: draw }} = await import(new URL("{address}", document.baseURI))
export default draw
"""


@cache
def front(name: str) -> Any:
    """A component, mounted where it is called. Its texts arrive as data; nothing of the table is ever markup."""
    script = FETCHED.format(address=components.address(name))
    return st.components.v2.component(
        f"aid_{name}", html='<div class="frame"></div>', css=components.style(name), js=script
    )
