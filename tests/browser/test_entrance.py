"""What holds on every page, as a person with a browser would notice it."""

from __future__ import annotations

from importlib import resources

import pytest
from playwright.sync_api import Page

from rig import opened, with_lang

PATHS = [
    "/",
    "/story",
    "/exchange",
    "/timeline",
    "/country",
    "/country?country=JPN",
    "/compare?country=JPN&country=KOR",
    "/acts",
    "/act?id=2020-01-28-in-mito-masks",
    "/sources",
    "/data?country=JPN",
]
VIEWS = [
    pytest.param((path, lang, size, theme), id=f"{path}-{lang}-{size}-{theme}")
    for path in PATHS
    for lang in ("en", "zh")
    for size, theme in (("desktop", "light"), ("desktop", "dark"), ("phone", "light"))
]
AXE = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDER = """() => [document.documentElement, document.querySelector('[data-testid=stMain]')]
    .filter(box => box && box.scrollWidth > box.clientWidth + 1)
    .map(box => `${box.tagName}: ${box.scrollWidth} in ${box.clientWidth}`)"""


@pytest.fixture(scope="module", params=VIEWS)
def shown(request, context, server):
    """Each page as one reader sees it, opened once for all the tests below."""
    path, lang, size, theme = request.param
    with opened(context, server.url + with_lang(path, lang), size=size, theme=theme) as page_and_notes:
        yield page_and_notes


@pytest.mark.parametrize(
    ("path", "title", "navigation"),
    [
        ("/country?country=JPN&lang=en", "Japan · Peach & Jade", "Timeline"),
        ("/act?id=2020-01-28-in-mito-masks&lang=zh", "水户", "时间线"),
        ("/acts?kind=letter&lang=en", "Acts · Peach & Jade", "Timeline"),
        ("/sources?lang=zh", "来源与方法 · 木桃琼瑶", "时间线"),
    ],
)
def test_a_deep_link_may_be_the_first_request_after_a_start(fresh_server, open_page, path, title, navigation):
    page, notes = open_page(path, home=fresh_server().url)

    assert page.get_by_test_id("stException").count() == 0, "the page ran without its entrance"
    assert title in page.title()
    assert page.get_by_role("heading").count() >= 1, "nothing is shown"
    links = page.get_by_test_id("stPageLink").get_by_role("link")
    assert links.filter(has_text=navigation).count() >= 1, "the entrance's navigation is missing"
    assert notes.errors == []


def test_a_page_asks_no_other_host(shown):
    _, notes = shown
    assert notes.asked == []


def test_a_page_reports_no_error(shown):
    page, notes = shown
    assert notes.errors == []
    assert page.get_by_test_id("stException").count() == 0
    assert page.get_by_role("heading").count() >= 1, "nothing is shown"


def test_a_page_needs_no_sideways_scrolling(shown):
    page, _ = shown
    assert page.evaluate(WIDER) == []


def test_accessibility_has_no_serious_fault(shown):
    page, _ = shown
    assert _axe(page) == []


def _axe(page: Page) -> list[str]:
    """Serious and critical violations of WCAG 2.2 A and AA, each with where it is."""
    page.evaluate(AXE)
    found = page.evaluate("tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", WCAG)
    return [
        f"{fault['id']}: {node['target']} {node['html'][:160]}"
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]
