"""What a first visit moves and when, in a browser that has seen nothing yet; an upgrade of Streamlit may change it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

import rig
from aid.previews.shell import index_file
from aid.scripts import fonts
from aid.scripts.shipped import shipped
from aid.scripts.twins import CODINGS, keep, places

LIMIT = 2_600_000
PAGES = [
    "/",
    "/story",
    "/exchange",
    "/timeline",
    "/country?country=JPN",
    "/compare?country=JPN&country=KOR",
    "/acts",
    "/sources",
    "/data",
]
LINK = re.compile(r'<link rel="(?:modulepreload|preload)"[^>]*>')
CHART, OUTLINE = "/static/js/PlotlyChart.", "/app/static/geo/"
# Land and marks: what a reader would call the map.
DRAWN = """() => {
    const land = document.querySelector('.js-plotly-plot .geolayer .layer.land path')
    return land && land.getAttribute('d') && document.querySelector('.js-plotly-plot .geolayer path.point')
}"""


@dataclass
class Asked:
    """One request, as the browser's own record of the network has it. Times in seconds, all of one clock."""

    url: str
    begun: float
    by: str
    """What asked: the "parser" of the page, a "script", or "other"."""
    moved: int = 0
    """Bytes on the wire, headers included."""
    coding: str = ""
    kept: bool = False
    """Whether it came from what the browser had kept."""


@dataclass
class Visit:
    """All that one visit asked for, when its socket opened, and what the browser had to say."""

    asked: dict[str, Asked] = field(default_factory=dict)
    sockets: list[float] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def of(self, part: str) -> list[Asked]:
        return [one for one in self.asked.values() if part in one.url]

    @property
    def moved(self) -> int:
        return sum(one.moved for one in self.asked.values())


def record(page: Page) -> Visit:
    """A record of the network that goes on while the page is used."""
    visit, cdp = Visit(), page.context.new_cdp_session(page)

    def began(event: dict[str, Any]) -> None:
        visit.asked.setdefault(
            event["requestId"], Asked(event["request"]["url"], event["timestamp"], event["initiator"]["type"])
        )

    def answered(event: dict[str, Any]) -> None:
        one, answer = visit.asked[event["requestId"]], event["response"]
        headers = {name.lower(): value for name, value in answer["headers"].items()}
        one.coding = headers.get("content-encoding", "")
        one.kept = one.kept or bool(answer.get("fromDiskCache"))

    def ended(event: dict[str, Any]) -> None:
        visit.asked[event["requestId"]].moved = int(event["encodedDataLength"])

    def from_memory(event: dict[str, Any]) -> None:
        visit.asked[event["requestId"]].kept = True

    cdp.on("Network.requestWillBeSent", began)
    cdp.on("Network.responseReceived", answered)
    cdp.on("Network.loadingFinished", ended)
    cdp.on("Network.requestServedFromCache", from_memory)
    cdp.on("Network.webSocketWillSendHandshakeRequest", lambda event: visit.sockets.append(event["timestamp"]))
    page.on("console", lambda said: visit.said.append(said.text))
    cdp.send("Network.enable")
    return visit


@pytest.fixture(scope="module", autouse=True)
def compressed() -> None:
    """As on every machine on which `make run` was called once."""
    for found in shipped().values():
        for coding in CODINGS:
            keep(found.file, coding, places())


@pytest.fixture
def reader(browser: Browser) -> Iterator[Any]:
    """`reader(url, **headers)`: the record of one more visit in a browser that starts with nothing kept."""
    context = browser.new_context(locale="en-GB")

    def go(url: str, *, until: str = "", **headers: str) -> Visit:
        page = context.new_page()
        page.set_viewport_size({"width": 1360, "height": 900})
        if headers:
            page.set_extra_http_headers({name.replace("_", "-"): value for name, value in headers.items()})
        visit = record(page)
        page.goto(url)
        if until:
            page.wait_for_function(until)
        rig.settle(page)
        page.close()
        return visit

    yield go
    context.close()


@pytest.fixture(scope="module")
def trusting(browser: Browser) -> Iterator[Browser]:
    """A browser that lets a page that was changed on its way open a socket to this machine."""
    flags = [*rig.FLAGS, "--disable-features=LocalNetworkAccessChecks"]
    chromium = browser.browser_type.launch(executable_path=rig.find_browser(), args=flags)
    yield chromium
    chromium.close()


def test_the_map_is_drawn_with_no_more_than_the_limit(server, reader):
    visit = reader(server.url + "/", until=DRAWN)
    assert 500_000 < visit.moved <= LIMIT, sorted((one.moved, one.url) for one in visit.asked.values())[-12:]


def test_every_script_and_style_comes_in_brotli(server, reader):
    visit = reader(server.url + "/", until=DRAWN)
    scripts = [one for one in visit.asked.values() if re.search(r"/static/.*\.(js|css|json)$", one.url)]
    assert len(scripts) > 30
    assert [one.url for one in scripts if one.coding != "br"] == []
    (page,) = [one for one in visit.asked.values() if one.url == server.url + "/"]
    assert page.coding == "br"


def test_the_chart_and_the_land_are_on_their_way_before_the_socket_opens(server, reader):
    visit = reader(server.url + "/", until=DRAWN)
    socket = min(visit.sockets)
    for what in (
        CHART,
        OUTLINE,
        "/static/js/BidiComponent.",
        "/app/static/fonts/headings.",
        "/front/find-",
        "/MaterialSymbols-",
    ):
        (one,) = visit.of(what)
        assert one.by == "parser", f"{what} is asked for by the page itself, not by a script"
        assert one.begun < socket, what
    late = [one.url for one in visit.asked.values() if one.begun > socket and re.search("/static/js/|/front/", one.url)]
    late = [url for url in late if "/front/tongue-" not in url]  # draws nothing
    assert late == [], "the first screen needs scripts that aid/web/preload.py does not name"


def test_every_icon_that_streamlits_client_names_is_drawn_as_one(server, browser):
    page = browser.new_page()
    page.goto(server.url + "/data")
    rig.settle(page)
    # An icon is as wide as it is high; a name that is no icon is as wide as its letters.
    widths = page.evaluate(
        """async (names) => {
            await document.fonts.load('20px "Material Symbols Rounded"')
            const brush = document.createElement("canvas").getContext("2d")
            brush.font = '20px "Material Symbols Rounded"'
            return names.map((name) => brush.measureText(name).width)
        }""",
        names := [*sorted(fonts.icons()), "no_such_icon"],
    )
    page.close()
    drawn = {name for name, width in zip(names, widths, strict=True) if round(width) == 20}
    # Streamlit draws this one as `star`, filled.
    assert set(names) - drawn == {"star_filled", "no_such_icon"}


FIRST_CHART = """new MutationObserver(() => {
    if (!window.__drawn && document.querySelector('.js-plotly-plot')) window.__drawn = performance.now()
}).observe(document, { childList: true, subtree: true })"""


def test_the_charts_script_is_read_before_the_first_chart_arrives(server, browser):
    page = browser.new_context(locale="en-GB").new_page()
    page.add_init_script(FIRST_CHART)
    page.goto(server.url + "/")
    page.wait_for_function(DRAWN, timeout=60_000)
    (read,) = page.evaluate("performance.getEntriesByName('chart read early').map((mark) => mark.startTime)")
    assert read < page.evaluate("window.__drawn")
    # Plotly finds the land where it looks first, and asks for nothing.
    assert page.evaluate("Object.keys(window.PlotlyGeoAssets.topojson)") == ["world_110m"]
    assert (
        page.evaluate("performance.getEntriesByType('resource').filter((one) => /world_110m/.test(one.name)).length")
        == 1
    )
    page.context.close()


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_fetched_twice_or_from_elsewhere(server, reader, path):
    visit = reader(server.url + path)
    urls = [one.url for one in visit.asked.values() if one.moved and not one.kept]
    assert sorted(url for url in set(urls) if urls.count(url) > 1) == []
    assert [said for said in visit.said if "preload" in said.lower()] == []
    assert [url for url in urls if not url.startswith((server.url, "blob:", "data:"))] == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_names_ahead_only_what_it_would_fetch_later(server, trusting, path):
    """The page is served here without what it names ahead, and fetches all of it by itself."""
    context = trusting.new_context(locale="en-GB")
    page, named, fetched = context.new_page(), [], []

    def without(route: Route) -> None:
        answer = route.fetch()
        own, body = set(LINK.findall(index_file().read_text("utf-8"))), answer.text()
        links = [link for link in LINK.findall(body) if link not in own]
        named.extend(re.findall(r'href="\.(/[^"]+)"', " ".join(links)))
        for link in links:
            body = body.replace(link, "")
        headers = {
            name: value for name, value in answer.headers.items() if name not in ("content-encoding", "content-length")
        }
        route.fulfill(status=200, headers=headers, body=body)

    page.route(server.url + path, without)
    page.on("request", lambda request: fetched.append(request.url.removeprefix(server.url)))
    rig.visit(page, server.url + path)
    assert len(named) > 5
    assert sorted(set(named) - set(fetched)) == []
    context.close()


def test_a_second_visit_moves_next_to_nothing(server, reader):
    first = reader(server.url + "/", until=DRAWN)
    second = reader(server.url + "/", until=DRAWN)
    assert second.moved < 30_000 < first.moved
    fetched = [one.url for one in second.asked.values() if one.moved and not one.kept]
    assert [url for url in fetched if "/static/" in url and "favicon" not in url] == []


def test_a_browser_that_takes_no_coding_sees_the_same_map(server, reader):
    visit = reader(server.url + "/", until=DRAWN, Accept_Encoding="identity")
    assert {one.coding for one in visit.asked.values() if "/_stcore/" not in one.url} == {""}
    assert visit.moved > 2 * LIMIT
