"""A reader without a browser: opens pages of the app in its own process and reads what stands on them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

HOME = Path(__file__).parents[1]
Query = dict[str, Any]


class Reader:
    """One reader's session. An address is read anew when the reader comes from another page, as in a browser."""

    def __init__(self) -> None:
        self.app = AppTest.from_file(str(HOME / "dashboard.py"), default_timeout=120)
        # A country without any act is the cheapest first page.
        self.app.query_params["country"] = "FRA"
        self.app.run()
        assert not self.app.exception
        self.page = "overview"

    def opens(self, page: str, query: Query) -> AppTest:
        """The page at an address, without an exception."""
        if page == self.page:
            self._go("act" if page != "act" else "sources", {"country": "FRA"})
        self._go(page, query)
        assert not self.app.exception, f"{page} {query}: {[error.message for error in self.app.exception]}"
        return self.app

    def _go(self, page: str, query: Query) -> None:
        self.app.switch_page(f"pages/{page}.py")
        self.app.query_params.clear()
        self.app.query_params.update(query)
        self.app.run()
        self.page = page


def title(app: AppTest) -> str:
    """The page's title as a reader sees it."""
    return plain(app.title[0].value)


def plain(markdown: str) -> str:
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown).replace("\u2060", "")


def markdown_of(app: AppTest) -> list[str]:
    """Every text of the page that is read as Markdown."""
    texts = [element.value for kind in ("title", "header", "markdown", "info", "warning") for element in app.get(kind)]
    texts += [element.proto.label for element in app.get("page_link")]
    for table in app.table:
        texts += [str(cell) for cell in table.value.to_numpy().ravel()]
    return texts


@contextmanager
def entrance_first() -> Iterator[None]:
    """Every run begins with the entrance, as `st.App` has it.

    AppTest takes the folder `pages/` for a dashboard without an entrance from the second run of a session on.
    """
    build = PagesManager.__init__

    def made(self: PagesManager, *given: Any, **more: Any) -> None:
        PagesManager.uses_pages_directory = False
        build(self, *given, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PagesManager, "__init__", made)
        yield
