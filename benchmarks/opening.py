"""The first visit: seconds from opening to a drawn map, and the bytes that it takes."""

from __future__ import annotations

from collections import defaultdict

from playwright.sync_api import sync_playwright

from benchmarks import browser, stage
from benchmarks.line import line
from benchmarks.numbers import measured
from benchmarks.report import Row
from benchmarks.stage import DASH, OURS, PANEL, STREAMLIT

MEGABITS, MILLISECONDS = 9, 60
TARGETS = {
    "loopback": {STREAMLIT: 0.80, DASH: 1.0, PANEL: None},
    f"{MEGABITS} Mbit/s, {MILLISECONDS} ms": {STREAMLIT: 0.40, DASH: 0.55, PANEL: None},
}
MOST_MEGABYTES = 2.6


def measure(rounds: int) -> list[Row]:
    """Rows of the first visit, every visitor with a fresh browser."""
    seconds: dict[tuple[str, str], list[float]] = defaultdict(list)
    moved: dict[str, list[float]] = defaultdict(list)
    near, far = TARGETS
    starts = (stage.ours, stage.ordinary, stage.dash, stage.panel)
    with stage.together(*starts) as servers, sync_playwright() as play:
        for server in servers:  # nobody counts the very first visit after a start
            with browser.visitor(play) as page:
                browser.open_to_map(page, server.url)
        for number in range(rounds):
            for server in servers:
                with browser.visitor(play) as page:
                    seconds[near, server.name].append(browser.open_to_map(page, server.url))
                with line(server.port, MEGABITS, MILLISECONDS) as slow, browser.visitor(play) as page:
                    seconds[far, server.name].append(browser.open_to_map(page, slow.url))
                    moved[server.name].append(slow.down / 1e6)
            print(f"  open: round {number + 1} of {rounds}", flush=True)
    rows = []
    for place, targets in TARGETS.items():
        for peer, most in targets.items():
            here, there = measured(seconds[place, OURS]), measured(seconds[place, peer])
            rows.append(Row(f"open to map, {place}", here, "s", peer, there, most))
    for peer in (STREAMLIT, DASH, PANEL):
        rows.append(Row("bytes until the map", measured(moved[OURS]), "MB", peer, measured(moved[peer])))
    rows.append(Row("bytes until the map", measured(moved[OURS]), "MB", most=MOST_MEGABYTES))
    return rows
