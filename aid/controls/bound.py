"""Widgets bound to the address: set from the view before they are drawn, written back as codes when they change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from aid.controls.arrive import Here, go_to

# What the control of direction holds where the view asks for both: a control shows no choice for None.
EITHER = "either"


def this_page() -> Any:
    """The page being shown, for links back to it."""
    return st.session_state["_page"]


def bound(at: Here, name: str, value: Any, place: str = "") -> dict[str, Any]:
    """The key of a widget set to the view's value, and the callback that writes a change to the address."""
    key = f"{name}:{at.words.lang}{place}"
    st.session_state[key] = EITHER if name == "direction" and value is None else value
    return {"key": key, "on_change": _write, "args": (at, name, key)}


def _write(at: Here, name: str, key: str) -> None:
    value = None if st.session_state[key] == EITHER else st.session_state[key]
    changed = at.view.but(**{name: tuple(value) if isinstance(value, list | tuple) else value})
    if changed.since and changed.until and changed.since > changed.until:
        other = "until" if name == "since" else "since"
        changed = changed.but(**{other: None})
    go_to(at, changed)


def one(at: Here, name: str, label: str, options: list[Any], named: Callable[[Any], str]) -> None:
    """A choice of one value of the view, all options in sight."""
    st.segmented_control(
        label,
        options,
        format_func=named,
        required=True,
        label_visibility="collapsed",
        **bound(at, name, getattr(at.view, name)),
    )


def several(at: Here, name: str, label: str, options: tuple[str, ...], named: Callable[[str], str]) -> None:
    """A choice of several values of the view, all options in sight."""
    st.pills(
        label,
        options,
        selection_mode="multi",
        format_func=named,
        **bound(at, name, list(getattr(at.view, name))),
    )
