"""The scripts of our own components, as a browser asks for them: each one file, whose name changes with its content."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

FRONT = Path(__file__).parent / "controls" / "front"
SHARED = "shared"


def names() -> tuple[str, ...]:
    """The components that have a script."""
    return tuple(sorted(file.stem for file in FRONT.glob("*.js") if file.stem != SHARED))


@cache
def script(name: str) -> str:
    """A component's script, before which stands what scripts share. Raises FileNotFoundError where there is none."""
    return "".join((FRONT / f"{part}.js").read_text(encoding="utf-8") for part in (SHARED, name))


@cache
def style(name: str) -> str | None:
    """A component's style, where it has one."""
    file = FRONT / f"{name}.css"
    return file.read_text(encoding="utf-8") if file.exists() else None


def address(name: str) -> str:
    """Where a component's script is served, from the app's root: the digest lets a browser keep it for good."""
    return f"front/{name}-{_digest(name)}.js"


@cache
def _digest(name: str) -> str:
    return hashlib.sha256(script(name).encode()).hexdigest()[:12]
