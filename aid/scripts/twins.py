"""Each file's compressed twins, made once for all visitors: the best that Brotli and gzip can do.

That takes a minute for all of Streamlit's scripts, so twins are kept beside the environment, or else in the user's
cache, under the digest of what they stand for: an upgrade finds none of its new files there and makes them anew. What
is kept is unfolded before it is served: whatever happened to it, only the file it stands for reaches a browser.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import sys
import tempfile
import threading
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import brotli

CODINGS = ("br", "gzip")
BELOW = Path("peach-and-jade") / "scripts"


@dataclass(frozen=True)
class Twin:
    """A file's bytes in one coding, and a tag for these very bytes."""

    body: bytes
    tag: str


def places() -> list[Path]:
    """The folders in which twins are kept, the better first: the environment's, and the user's cache."""
    cache = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    found = [Path(sys.prefix) / "share" / BELOW]
    # A process may have no home.
    with suppress(RuntimeError):
        found.append(Path(cache).expanduser() / BELOW)
    return found


def best(raw: bytes, coding: str) -> bytes:
    """The smallest twin; 12 seconds for the largest script in `br`. The same file gives the same twin."""
    if coding == "br":
        return bytes(brotli.compress(raw, mode=brotli.MODE_TEXT, quality=11, lgwin=24))
    return gzip.compress(raw, compresslevel=9, mtime=0)


def quick(raw: bytes, coding: str) -> bytes:
    """A twin for visitors who come before the best one is made: a sixth larger, a fifth of a second at most."""
    if coding == "br":
        return bytes(brotli.compress(raw, mode=brotli.MODE_TEXT, quality=5, lgwin=22))
    return gzip.compress(raw, compresslevel=6, mtime=0)


def unfolded(body: bytes, coding: str) -> bytes:
    """What a twin stands for. Raises ValueError for anything that is no twin."""
    try:
        return bytes(brotli.decompress(body)) if coding == "br" else gzip.decompress(body)
    except (brotli.error, OSError, EOFError) as wrong:
        raise ValueError(f"not {coding}") from wrong


def keep(file: Path, coding: str, where: Iterable[Path]) -> bytes:
    """The best twin, found in one of the folders or made and kept in the first that can be written to."""
    raw, folders = file.read_bytes(), list(where)
    name = _name(raw, coding)
    found = _found(raw, coding, name, folders)
    if found is not None:
        return found
    body = best(raw, coding)
    for folder in folders:
        with suppress(OSError):
            _write(folder / name, body)
            break
    return body


class Twins:
    """The twins that this process has served, in memory; some ten megabytes if a visitor asks for every script."""

    def __init__(self, where: Iterable[Path] | None = None) -> None:
        self._where = list(places() if where is None else where)
        self._best: dict[tuple[Path, int, str], Twin] = {}
        self._quick: dict[tuple[Path, int, str], Twin] = {}
        self._making = threading.Lock()

    def ready(self, file: Path, coding: str) -> Twin | None:
        """The best twin of a file as it is now, where it is in memory. Raises OSError without the file."""
        return self._best.get((file, file.stat().st_mtime_ns, coding))

    def of(self, file: Path, coding: str) -> Twin:
        """The twin of a file as it is now, the best that there is without a wait. Raises OSError without the file."""
        known = self.ready(file, coding)
        if known is not None:
            return known
        key = (file, file.stat().st_mtime_ns, coding)
        raw = file.read_bytes()
        found = _found(raw, coding, _name(raw, coding), self._where)
        if found is not None:
            return self._best.setdefault(key, _twin(found))
        # One at a time: a crowd at the first moment is to have one twin made, not one for each.
        with self._making:
            if key not in self._quick:
                self._quick[key] = _twin(quick(raw, coding))
            return self._quick[key]

    def improve(self, files: Iterable[Path]) -> None:
        """Make the best twins of files; whoever comes meanwhile gets quick ones."""
        for file in files:
            for coding in CODINGS:
                # An upgrade beneath a running server takes files away.
                with suppress(OSError):
                    key = (file, file.stat().st_mtime_ns, coding)
                    self._best[key] = _twin(keep(file, coding, self._where))
                    self._quick.pop(key, None)

    def lacking(self, files: Iterable[Path]) -> list[Path]:
        """The files whose best twins are not all kept yet."""
        return [file for file in files if not all(self._kept(file, coding) for coding in CODINGS)]

    def _kept(self, file: Path, coding: str) -> bool:
        name = _name(file.read_bytes(), coding)
        return any((folder / name).exists() for folder in self._where)


def _twin(body: bytes) -> Twin:
    return Twin(body, f'"{hashlib.sha256(body).hexdigest()[:32]}"')


def _name(raw: bytes, coding: str) -> str:
    return f"{hashlib.sha256(raw).hexdigest()[:40]}.{coding}"


def _found(raw: bytes, coding: str, name: str, folders: list[Path]) -> bytes | None:
    for folder in folders:
        with suppress(OSError, ValueError):
            body = (folder / name).read_bytes()
            if unfolded(body, coding) == raw:
                return body
    return None


def _write(file: Path, body: bytes) -> None:
    """Write a file whole or not at all, however many processes do."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as new:
            new.write(body)
        # Made for its owner alone; those who serve may be others.
        os.chmod(name, 0o644)
        os.replace(name, file)
    except OSError:
        with suppress(OSError):
            os.unlink(name)
        raise
