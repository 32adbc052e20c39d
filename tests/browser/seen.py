"""What a reader sees on a page, as plain values that two pages can be compared by, and how to work its controls."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, TimeoutError

import rig

MARKS = ".st-key-map .scattergeo path.point"
ACTS = ".st-key-timeline .scatterlayer path.point, .st-key-timeline .barlayer .point"
IN_FORCE = ".st-key-filters p:has(strong)"
COUNT = re.compile(r"([\d,]+) ?(?:acts?\b|条往来)")
# All text of a page, that of components in shadow roots and of the accessible tables behind canvases included.
ALL_TEXT = """() => {
    const texts = []
    const walk = root => {
        texts.push(root.innerText ?? [...root.children].map(child => child.innerText).join('\\n'))
        for (const element of root.querySelectorAll('*')) if (element.shadowRoot) walk(element.shadowRoot)
        for (const canvas of root.querySelectorAll('canvas')) texts.push(canvas.textContent)
    }
    walk(document.body)
    return texts.join('\\n')
}"""


@dataclass(frozen=True)
class Seen:
    """An overview as it is shown: its headline, the sentence of the filters, and all that is counted."""

    headline: str
    in_force: str
    counted: tuple[int | None, ...]
    """The acts in force, the marks on the map, the acts on the timeline, then the figures."""


def seen(page: Page) -> Seen:
    """What a settled overview shows."""
    in_force = page.locator(IN_FORCE).inner_text()
    figures = page.locator(".st-key-figures .value").all_inner_texts()
    return Seen(
        page.get_by_role("heading", level=1).inner_text(),
        in_force,
        (
            acts_in_force(page),
            page.locator(MARKS).count(),
            page.locator(ACTS).count(),
            *(number(text) for text in figures),
        ),
    )


def acts_in_force(page: Page) -> int:
    """The number of acts that the filter bar says the view has."""
    found = COUNT.search(page.locator(IN_FORCE).inner_text())
    assert found, "the filter bar does not say how many acts there are"
    return int(found[1].replace(",", ""))


def number(text: str) -> int | None:
    """A number as either language writes it: 105,000 and 10.5万 are one; None where there is none."""
    found = re.search(r"([\d,.]+)(万?)", text)
    return round(float(found[1].replace(",", "")) * (10_000 if found[2] else 1)) if found else None


def text_of(page: Page) -> str:
    """All text of a page as it reads; the marks of no width that keep text from becoming links are left out."""
    return page.evaluate(ALL_TEXT).replace("\u2060", "")


def address(page: Page) -> str:
    """The path and query of a page."""
    parts = urlsplit(page.url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def asked(page: Page) -> dict[str, list[str]]:
    """The query of a page's address."""
    return parse_qs(urlsplit(page.url).query)


def until_asked(page: Page, **wanted: str | list[str] | None) -> None:
    """Wait until the address says what is wanted of these keys (None: nothing), and the page has followed."""
    expected = {key: [value] if isinstance(value, str) else value for key, value in wanted.items()}
    # `from` is a word of Python's own.
    expected = {key.rstrip("_"): value for key, value in expected.items()}

    def says(url: str) -> bool:
        query = parse_qs(urlsplit(url).query)
        return all(query.get(key) == value for key, value in expected.items())

    page.wait_for_url(says)
    rig.settle(page)


def until_on(page: Page, path: str) -> None:
    """Wait until the address has this path, and the page has followed."""
    page.wait_for_url(lambda url: urlsplit(url).path == path)
    rig.settle(page)


def direction(page: Page, name: str) -> Locator:
    """A button of the filter bar's choice of direction."""
    return page.locator(".st-key-filters").get_by_role("radio", name=name)


def language(page: Page, name: str) -> Locator:
    """A button of the switch of language."""
    return page.locator(".st-key-top").get_by_role("radio", name=name)


def go(page: Page, path: str) -> None:
    """Follow the link of the frame to the page with this path, and wait until it is there."""
    links = page.locator(".st-key-top a")
    (links.first if path == "/" else links.and_(page.locator(f"[href^='{path[1:]}']"))).click()
    until_on(page, path)


def within(page: Page, popover: str, change: Callable[[Locator], None]) -> None:
    """Open a popover of the filter bar, do something in it, and close it."""
    page.locator(".st-key-filters").get_by_role("button", name=popover, exact=True).click()
    body = page.get_by_role("dialog", name=popover)
    body.wait_for()
    change(body)
    for _ in range(3):  # the first may only close a list of options within
        page.keyboard.press("Escape")
        with suppress(TimeoutError):
            return body.wait_for(state="hidden", timeout=2_000)
    raise AssertionError(f"{popover} does not close")


def pick(box: Locator, option: str) -> None:
    """Choose from a list by typing, as a reader with a keyboard would."""
    box.click()
    box.fill(option)
    box.page.get_by_role("option", name=option, exact=True).wait_for()
    box.press("Enter")


def centre(mark: Locator) -> tuple[float, float]:
    """The middle of a mark on the screen."""
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box, "the mark is not drawn"
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def hover(page: Page, chart: str, mark: Locator) -> list[str]:
    """Rest the pointer on a mark; the lines of the label that appears."""
    page.mouse.move(*centre(mark))
    label = page.locator(f".st-key-{chart} .hoverlayer .hovertext")
    label.wait_for(timeout=10_000)
    lines = label.locator("tspan.line").all_text_contents()
    return lines or label.locator("text").all_text_contents()
