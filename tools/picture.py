"""Takes the README's pictures: the overview in both languages, as a browser shows it.

    make picture

Needs what the tests need: a Chromium and a Chinese font (`make browser`).
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from rig import launch, serving, settle  # noqa: E402 - the rig lies beside the browser tests

PICTURES = {"overview-en.png": ("en", "light"), "overview-zh.png": ("zh", "dark")}


def main() -> None:
    """Write each picture to `docs/`."""
    folder = ROOT / "docs"
    folder.mkdir(exist_ok=True)
    with serving() as server, sync_playwright() as play:
        browser = launch(play)
        for name, (lang, theme) in PICTURES.items():
            page = browser.new_page(viewport={"width": 1360, "height": 950}, color_scheme=theme)
            page.goto(f"{server.url}/?lang={lang}")
            settle(page)
            page.screenshot(path=str(folder / name))
            print(folder / name)
        browser.close()


if __name__ == "__main__":
    main()
