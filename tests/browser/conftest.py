"""One browser and one dashboard for all browser tests; a page of its own for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

import rig

HERE = Path(__file__).parent
OpenPage = Callable[..., tuple[Page, rig.Watch]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever lies in this folder is a browser test."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium that reaches no host but this one."""
    with sync_playwright() as play:
        chromium = rig.launch(play)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def context(browser: Browser) -> BrowserContext:
    """One reader's browser, English, kept for all tests so that the scripts are fetched once."""
    return browser.new_context(locale="en-GB")


@pytest.fixture(scope="session")
def server() -> Iterator[rig.Server]:
    """The dashboard, started once for all tests that only read."""
    with rig.serving() as running:
        yield running


@pytest.fixture
def fresh_server() -> Iterator[Callable[[], rig.Server]]:
    """Starts a dashboard that nobody has visited yet, as often as it is called."""
    with ExitStack() as started:
        yield lambda: started.enter_context(rig.serving())


@pytest.fixture
def open_page(browser: Browser, context: BrowserContext, server: rig.Server) -> Iterator[OpenPage]:
    """`open_page(path, home=, size=, theme=, locale=)`: a settled page and what was noted about it.

    `home` is another dashboard than the shared one; a `locale` opens another reader's browser, clean.
    """
    with ExitStack() as kept:

        def opener(
            path: str,
            *,
            home: str = server.url,
            size: str = "desktop",
            theme: str = "light",
            locale: str = "",
        ) -> tuple[Page, rig.Watch]:
            where = kept.enter_context(browser.new_context(locale=locale)) if locale else context
            return kept.enter_context(rig.opened(where, home + path, size=size, theme=theme))

        yield opener
