"""A change of filters: seconds from the click to the new map, bytes that it moves, and the server's work for it."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable

from playwright.sync_api import sync_playwright

from benchmarks import browser, person, stage, views
from benchmarks.line import line
from benchmarks.numbers import measured
from benchmarks.person import Person, Run
from benchmarks.report import Row
from benchmarks.stage import DASH, OURS, PANEL, STREAMLIT, Server
from benchmarks.views import Asked

CLICKS = ("inbound", "outbound", "both") * 2
CHANGES = 30
MOST_OF_ORDINARY, MOST_KILOBYTES, MOST_WORK = 0.5, 60, 15


def measure(rounds: int) -> list[Row]:
    """Rows of a change of filters: in a browser, and in the server for a single reader."""
    return [*_in_the_browser(rounds), *_in_the_server(rounds)]


def _in_the_browser(rounds: int) -> list[Row]:
    """Each round is the median of six clicks on a direction in one visit."""
    seconds: dict[str, list[float]] = defaultdict(list)
    moved: dict[str, list[float]] = defaultdict(list)
    starts = (stage.ours, stage.ordinary, stage.dash, stage.panel)
    with stage.together(*starts) as servers, sync_playwright() as play:
        for number in range(rounds):
            for server in servers:
                with line(server.port) as counted, browser.visitor(play) as page:
                    browser.open_to_map(page, counted.url)
                    page.wait_for_timeout(2000)
                    took, size = [], []
                    for choice in CLICKS:
                        counted.reset()
                        took.append(browser.filter_to_paint(page, server.name, choice))
                        page.wait_for_timeout(300)
                        size.append(counted.down / 1000)
                    seconds[server.name].append(measured(took).middle)
                    moved[server.name].append(measured(size).middle)
            print(f"  filter: round {number + 1} of {rounds}", flush=True)
    rows = []
    for peer, most in {STREAMLIT: MOST_OF_ORDINARY, DASH: None, PANEL: None}.items():
        here, there = measured(seconds[OURS]), measured(seconds[peer])
        rows.append(Row("filter to paint", here, "s", peer, there, most))
    for peer in (STREAMLIT, DASH, PANEL):
        rows.append(Row("bytes for a change of filters", measured(moved[OURS]), "kB", peer, measured(moved[peer])))
    rows.append(Row("bytes for a change of filters", measured(moved[OURS]), "kB", most=MOST_KILOBYTES))
    return rows


def _in_the_server(rounds: int) -> list[Row]:
    """Each round is thirty changes by one reader, ours and the ordinary page in turn."""
    work: dict[tuple[str, str], list[float]] = defaultdict(list)
    with stage.together(stage.ours, stage.ordinary) as (here, there):
        for number in range(rounds + 1):
            for kind in ("few", "different"):
                for server, ask in ((here, person.ask_ours), (there, person.ask_ordinary)):
                    spent = asyncio.run(_work(server, ask, views.first(kind, number, CHANGES)))
                    if number:  # the first round fills what any reader fills
                        work[kind, server.name].append(spent)
            print(f"  filter: the server's work, round {number} of {rounds}", flush=True)
    rows = []
    for kind, said in (("few", "three dozen views"), ("different", "every view new")):
        ours = measured(work[kind, OURS])
        rows.append(Row("processor time of a rerun", ours, "ms", STREAMLIT, measured(work[kind, STREAMLIT]), note=said))
        rows.append(Row("processor time of a rerun", ours, "ms", most=MOST_WORK, note=said))
    return rows


async def _work(server: Server, ask: Callable[[Person, Asked], Awaitable[Run]], asked: list[Asked]) -> float:
    """Milliseconds of processor time that the server spends on one change of filters."""
    async with person.reader(server.url) as who:
        await ask(who, asked[-1])
        before = server.cpu()
        for each in asked:
            run = await ask(who, each)
            if not run.finished or run.exceptions:
                raise RuntimeError(f"{server.name} failed on {each}: {run}")
        return 1000 * (server.cpu() - before) / len(asked)
