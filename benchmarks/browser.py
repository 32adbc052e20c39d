"""A reader with a browser: how long until the map is drawn, and how long from a click to the new map.

Both are taken inside the page, frame by frame: a map counts as drawn in the frame after its marks stand in the
document, so that neither the driver's own delays nor its polling are in the figure. A map that is drawn in several
steps after a click counts with the last of them, after which it must have kept still for 0.6 s.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, Playwright

from benchmarks.stage import DASH, OURS, PANEL, STREAMLIT

FLAGS = [
    "--no-sandbox",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--no-proxy-server",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PATIENCE = 90_000

# What each contestant's reader clicks to see one direction only; all three stand in sight.
DIRECTION = {
    OURS: ".st-key-filters [data-testid=stButtonGroup] button >> nth={place}",
    STREAMLIT: "[data-testid=stRadio] label:has-text('{name}')",
    DASH: "#direction label:has-text('{name}')",
    PANEL: ".bk-btn:has-text('{name}')",
}
CHOICES = ("both", "inbound", "outbound")

# `marks` is what the map shows, as text: null while it shows nothing. Panel keeps its maps in shadow trees.
WATCH = """
(() => {
    const roots = root => [root, ...[...root.querySelectorAll('*')]
        .filter(element => element.shadowRoot).flatMap(element => roots(element.shadowRoot))]
    let home = null
    const map = () => {
        if (home && home.isConnected) return home
        home = document.querySelector('.geo')
        for (const root of home ? [] : roots(document)) home = home || root.querySelector('.geo')
        return home
    }
    const marks = () => {
        const geo = map()
        if (!geo) return null
        const land = geo.querySelector('.land path, .coastlines path')
        const drawn = [...geo.querySelectorAll('.choroplethlayer path, .scatterlayer .point')]
            .filter(mark => mark.getAttribute('d'))
            .map(mark => [mark.getAttribute('d').length, mark.getAttribute('transform'), mark.style.fill].join())
        return land && land.getAttribute('d') && drawn.length ? drawn.join(';') : null
    }
    const when = (ready, done) => {
        const look = () => ready() ? requestAnimationFrame(() => done(performance.now())) : requestAnimationFrame(look)
        requestAnimationFrame(look)
    }
    window.bench = {
        drawn: null,
        painted: null,
        click() {
            let shown = marks(), changed = null, began = null
            this.painted = null
            addEventListener('click', event => { began = event.timeStamp }, {capture: true, once: true})
            const look = frame => {
                const now = marks()
                if (began !== null && now !== null && now !== shown) {
                    shown = now
                    requestAnimationFrame(() => { changed = performance.now() })
                }
                if (changed !== null && frame - changed > 600) this.painted = changed - began
                else requestAnimationFrame(look)
            }
            requestAnimationFrame(look)
        },
    }
    when(() => marks() !== null, at => { window.bench.drawn = at })
})()
"""


def find() -> str | None:
    """The path of a Chromium: the one named in CHROMIUM or one on the path; None for Playwright's own."""
    found = (shutil.which(name) for name in NAMES)
    return os.environ.get("CHROMIUM") or next((path for path in found if path), None)


@contextmanager
def visitor(play: Playwright) -> Iterator[Page]:
    """A page of a browser that has never been anywhere: a fresh process with a fresh profile."""
    browser = play.chromium.launch(executable_path=find(), args=FLAGS)
    try:
        page = browser.new_page(viewport={"width": 1360, "height": 900})
        page.add_init_script(WATCH)
        yield page
    finally:
        browser.close()


def open_to_map(page: Page, url: str) -> float:
    """Seconds from the start of the navigation to the drawn map."""
    page.goto(url, wait_until="commit", timeout=PATIENCE)
    page.wait_for_function("() => window.bench && window.bench.drawn !== null", polling=50, timeout=PATIENCE)
    return float(page.evaluate("window.bench.drawn")) / 1000


def filter_to_paint(page: Page, name: str, choice: str) -> float:
    """Seconds from a click on a direction to the map that shows it."""
    target = DIRECTION[name].format(name=choice, place=CHOICES.index(choice))
    page.evaluate("window.bench.click()")
    page.click(target, timeout=PATIENCE)
    page.wait_for_function("() => window.bench.painted !== null", polling=20, timeout=PATIENCE)
    return float(page.evaluate("window.bench.painted")) / 1000
