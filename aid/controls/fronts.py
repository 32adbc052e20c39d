"""Components whose script and style stand in `front/`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st

from aid import components

# The page fetches script and style once; an answer that carried them would carry them again whenever its data change.
FETCHED = """
const {{ default: draw, style }} = await import(new URL("{address}", document.baseURI))
export default (component) => {{
  const place = component.parentElement
  if (style && !place.querySelector("style.own")) {{
    const look = document.createElement("style")
    look.className = "own"
    look.textContent = style
    place.prepend(look)
  }}
  const end = draw({{ ...component, data: component.data?.[0] }})
  // Told to the browser tests, which wait for what is fetched.
  place.querySelector(".frame")?.setAttribute("data-drawn", "")
  return end
}}
"""


@cache
def front(name: str) -> Callable[..., Any]:
    """A component, mounted where it is called. Its texts arrive as data; nothing of the table is ever markup."""
    script = FETCHED.format(address=components.address(name))
    mount = st.components.v2.component(f"aid_{name}", html='<div class="frame"></div>', js=script)

    def mounted(*, data: Any = None, **how: Any) -> Any:
        # In a list: of a mapping Streamlit asks each value whether it is a data frame, which none of ours is.
        return mount(data=[data], **how)

    return mounted
