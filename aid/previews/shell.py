"""Streamlit's own page with what is told of a page written into it, for readers who run no script.

Streamlit answers every address with one file. Its parts that are replaced are listed in `MARKERS`; where one is
missing, as it may be after an upgrade, the file is left as it is: the app matters more than its preview.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from streamlit import file_util

LANGUAGE = re.compile(r'<html lang="en">')
ICON = re.compile(r'<link rel="shortcut icon" href="\./favicon\.png" />')
TITLE = re.compile(r"<title>Streamlit</title>")
NO_SCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
END = re.compile(r" *</head>")
MARKERS = (LANGUAGE, ICON, TITLE, NO_SCRIPT, END)
# Relative, as the addresses of Streamlit's own files are.
OWN_ICON = '<link rel="shortcut icon" href="./app/static/favicon.png" />'


def index_file() -> Path:
    """The file that Streamlit answers with."""
    return Path(file_util.get_static_dir()) / "index.html"


@lru_cache(maxsize=2)
def _read(file: Path, stamp: int) -> str:
    return file.read_text(encoding="utf-8")


def shell() -> str:
    """Streamlit's page as it stands in its file now."""
    file = index_file()
    return _read(file, file.stat().st_mtime_ns)


def lacking(page: str) -> list[str]:
    """The markers that do not stand once, and only once, in Streamlit's page."""
    return [marker.pattern for marker in MARKERS if len(marker.findall(page)) != 1]


def filled(page: str, tag: str, head: str, without_script: str, ahead: str = "") -> str:
    """The page with its language, the markup for its head, and what stands in it where no script runs.

    `ahead` ends the head, after Streamlit's own scripts: what the page will need next. The page itself where a marker
    is missing.
    """
    if lacking(page):
        return page
    for marker, written in (
        (LANGUAGE, f'<html lang="{tag}">'),
        (ICON, OWN_ICON),
        (TITLE, head),
        (NO_SCRIPT, f"<noscript>\n{without_script}\n    </noscript>"),
        (END, f"    {ahead}\n  </head>" if ahead else "  </head>"),
    ):
        # By position: a backslash in a text is no reference to a group, and no text is searched for the next marker.
        found = marker.search(page)
        assert found is not None
        page = page[: found.start()] + written + page[found.end() :]
    return page
