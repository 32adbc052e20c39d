"""Our own components as a browser asks for them: script and style in one file, whose name changes with its content."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

FRONT = Path(__file__).parent / "controls" / "front"
SHARED = "shared"


def names() -> tuple[str, ...]:
    """The components that have a script."""
    return tuple(sorted(file.stem for file in FRONT.glob("*.js") if file.stem != SHARED))


@cache
def script(name: str) -> str:
    """A component's script and its style: before it stands what scripts share, after it the style as `style`.

    Raises FileNotFoundError where there is no such component.
    """
    shared, own = ((FRONT / f"{part}.js").read_text(encoding="utf-8") for part in (SHARED, name))
    look = FRONT / f"{name}.css"
    style = look.read_text(encoding="utf-8") if look.exists() else ""
    return f"{shared}{own}\nexport const style = {json.dumps(style)}\n"


def address(name: str) -> str:
    """Where a component's script is served, from the app's root: the digest lets a browser keep it for good."""
    return f"front/{name}-{_digest(name)}.js"


@cache
def _digest(name: str) -> str:
    return hashlib.sha256(script(name).encode()).hexdigest()[:12]
