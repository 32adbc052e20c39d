"""The files that a browser is given as they are: Streamlit's own scripts and styles, and those in `static/`.

Streamlit's build leaves a list beside them that says which script loads which. All here is read from it, so that an
upgrade that renames the scripts changes nothing; where the list is missing or of another make, nothing is needed.
"""

from __future__ import annotations

import json
import logging
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from streamlit import file_util

OWN = Path(__file__).resolve().parents[2] / "static"
# What has a text inside: pictures and fonts are compressed by their formats.
TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
}
# A name that changes with the content, such as index.DormvYxC.js.
HASHED = re.compile(r"\.[\w-]{8}\.\w+$")
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Shipped:
    """A file that gains by compression, and how it is served."""

    file: Path
    media_type: str
    named_by_content: bool


def streamlits() -> Path:
    """The folder whose content Streamlit serves at `/`."""
    return Path(file_util.get_static_dir())


def shipped() -> dict[str, Shipped]:
    """The files by the address at which they are served."""
    found: dict[str, Shipped] = {}
    for folder, below in ((streamlits() / "static", "/static"), (OWN, "/app/static")):
        for file in sorted(folder.rglob("*")):
            if file.suffix in TYPES and file.is_file():
                address = f"{below}/{file.relative_to(folder).as_posix()}"
                found[address] = Shipped(file, TYPES[file.suffix], bool(HASHED.search(file.name)))
    return found


@dataclass(frozen=True)
class Part:
    """A script of Streamlit's client: what the build calls it, and what it loads with itself."""

    file: str
    name: str
    first: bool
    imports: tuple[str, ...]
    styles: tuple[str, ...]


def needed(*names: str) -> list[str]:
    """The files that the named parts of Streamlit's client load after the first script, as the build names them.

    Relative to the folder of `streamlits`, each once, what others wait for first. What the first script brings itself
    is left out. A name that the build does not know is left out too, and said in the log.
    """
    parts = _parts(streamlits())
    brought = _with_imports(parts, [key for key, part in parts.items() if part.first])
    wanted = []
    for name in names:
        keys = [key for key, part in parts.items() if part.name == name and part.file.endswith(".js")]
        if len(keys) != 1:
            log.warning("Streamlit's client has no one part %s: it is not loaded ahead", name)
        else:
            wanted += keys
    files: dict[str, None] = {}
    for key in _with_imports(parts, wanted):
        if key not in brought:
            files |= dict.fromkeys([*parts[key].styles, parts[key].file])
    return list(files)


def _with_imports(parts: dict[str, Part], keys: list[str]) -> dict[str, None]:
    """The parts and all that they import, imports first; what a part fetches later by itself does not count."""
    seen: dict[str, None] = {}

    def visit(key: str, above: frozenset[str]) -> None:
        if key in seen or key in above or key not in parts:
            return
        for imported in parts[key].imports:
            visit(imported, above | {key})
        seen[key] = None

    for key in keys:
        visit(key, frozenset())
    return seen


@cache
def _parts(folder: Path) -> dict[str, Part]:
    """What the build's list says, by its keys; nothing where it cannot be read."""
    try:
        told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        return {key: _part(said) for key, said in told.items()}
    except (OSError, ValueError, TypeError, AttributeError, KeyError):
        log.warning("Streamlit's list of scripts cannot be read: nothing is loaded ahead")
        return {}


def _part(told: dict[str, Any]) -> Part:
    return Part(
        str(told["file"]),
        str(told.get("name", "")),
        bool(told.get("isEntry")),
        tuple(told.get("imports", ())),
        tuple(told.get("css", ())),
    )
