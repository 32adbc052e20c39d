"""What the server says beside the app: data, files, previews, feeds, short addresses, headers."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import cache
from typing import Any

from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from aid.find import index
from aid.keeper import kept
from aid.settings import settings
from aid.table import TableError
from aid.web import cards, data, described, feeds, find, fronts, missing, previews, printed, scripts, short
from aid.web.doors import Hosts, Sockets
from aid.web.headers import Headers
from aid.web.scripts import Scripts

__all__ = ["lifespan", "middleware", "routes"]


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[None]:
    """Read the table and its names before the first visitor, then set what is loaded aside from garbage collection.

    Streamlit collects fully after every rerun; without the freeze it walks the whole library each time.
    """
    for problem in settings().problems:
        print(f"A setting is not understood: {problem}", flush=True)
    # What is wrong with it, the keeper writes to the log.
    with suppress(TableError):
        ledger = kept().ledger()
        index(ledger)
        previews.ready(ledger)
    scripts.ready()
    gc.collect()
    gc.freeze()
    yield


@cache
def routes() -> tuple[BaseRoute, ...]:
    """The addresses that are answered beside the app's own pages, in the order in which they are tried.

    Made once: the entrance names them, and it is run for every change of filters.
    """
    return (
        *described.routes(),
        *find.routes(),
        *fronts.routes(),
        *data.routes(),
        *printed.routes(),
        *previews.routes(),
        *short.routes(),
        *cards.routes(),
        *feeds.routes(),
        *missing.routes(),
    )


def middleware() -> list[Middleware]:
    """What every request passes on its way in and every answer on its way out, the outermost first."""
    return [Middleware(kind) for kind in (Headers, Hosts, Sockets, Scripts)]
