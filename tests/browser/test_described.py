"""The page that describes the files by address, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext

import rig


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_path_is_broken_in_two_and_nothing_scrolls_sideways(
    context: BrowserContext, server: rig.Server, lang: str
) -> None:
    page = context.new_page()
    for width, height in rig.SIZES.values():
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{server.url}/api?lang={lang}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        paths = page.locator("td:nth-child(2) > code", has_text="/api/").all()
        assert len(paths) >= 5
        if width > 640:
            for path in paths:
                assert path.evaluate("it => it.getClientRects().length") == 1, path.inner_text()
    page.close()
