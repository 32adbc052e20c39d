"""What is looked at: one function a check, each a few findings, the first things first."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

from aid.smoke.asking import NoAnswer, Site
from aid.smoke.findings import Finding, found, head, noted
from aid.smoke.guards import doors, headers

PAGES = Path(__file__).resolve().parents[2] / "pages"
LOG = "Look at what the dashboard has written since its start (journalctl or docker logs)"
SET_ADDRESS = "Set AID_PUBLIC_URL to the address readers use and start the dashboard again"
BEHIND = "Something before the dashboard answers in its place: compare with deploy/nginx/peach-and-jade/site.conf"
UPGRADE = "The proxy must pass on Upgrade, Connection and Host: see deploy/nginx/peach-and-jade/site.conf"
BROKEN_TABLE = "The table may be broken: run python -m aid.table FOLDER where it lies"
COUNTRY = "JPN"

Check = Callable[[Site], Iterator[Finding]]


def health(site: Site) -> Iterator[Finding]:
    """Whether the dashboard is up."""
    answer = site.get("/_stcore/health")
    good = answer.status == 200 and answer.text.strip() == "ok"
    yield found("health", "" if good else f"/_stcore/health answers {answer.brief}", LOG)


def pages(site: Site) -> Iterator[Finding]:
    """Whether every page stands there in both languages, with its own address."""
    for path in ("/", *sorted(f"/{page.stem}" for page in PAGES.glob("*.py") if page.stem != "overview")):
        faults = (_fault(site, path, lang) for lang in ("en", "zh"))
        yield found(f"page {path}", *next((fault for fault in faults if fault[0]), ("", "")))


def _fault(site: Site, path: str, lang: str) -> tuple[str, str]:
    """What is wrong with a page, and what to do; two empty strings where nothing is."""
    answer = site.get(f"{path}?lang={lang}")
    told = head(answer.text)
    if answer.status != 200 or answer.kind != "text/html":
        return f"answers {answer.brief}", BEHIND
    if told.title.strip() in ("", "Streamlit"):
        return f"has the title {told.title!r} in {lang}", BEHIND
    if told.lang.split("-")[0] != lang:
        return f"says its language is {told.lang!r} where {lang} was asked for", BEHIND
    if not told.canonical:
        return f"names no canonical address in {lang}", BEHIND
    if _origin(told.canonical) != _origin(site.url):
        return f"says its address is {told.canonical}", SET_ADDRESS
    return "", ""


def socket(site: Site) -> Iterator[Finding]:
    """Whether a page can open its socket, and another site's page cannot."""
    path = "/_stcore/stream"
    status = site.open_socket(path, site.url)
    yield found("socket", "" if status == 101 else f"{path} answers {status}, so that pages stay empty", UPGRADE)
    status = site.open_socket(path, "https://another-site.invalid")
    wrong = f"a page of another site may open it ({status})" if status == 101 else ""
    yield found("socket of another site", wrong, "Leave server.enableCORS on")


def outline(site: Site) -> Iterator[Finding]:
    """Whether the maps get their land."""
    path = "/app/static/geo/world_110m.json"
    answer = site.get(path)
    good = answer.status == 200 and answer.json.get("type") == "Topology"
    yield found(
        "map outline",
        "" if good else f"{path} answers {answer.brief}, so that maps stay blank",
        "Leave server.enableStaticServing on, and static/ where it is",
    )


def scripts(site: Site) -> Iterator[Finding]:
    """Whether the app's script is there, and how it is sent."""
    names = head(site.get("/").text).scripts
    if not names:
        yield found("scripts", "the first page names none", BEHIND)
        return
    answer = site.get(urlsplit(urljoin(f"{site.url}/", names[0])).path)
    good = answer.status == 200 and answer.kind.endswith("javascript")
    yield found("scripts", "" if good else f"{names[0]} answers {answer.brief}", BEHIND)
    slow = "" if answer.compressed else "they come uncompressed, 10 MB at a first visit"
    yield noted("scripts compressed", slow, "Let nginx send what deploy/assets.py lays out")


def preview(site: Site) -> Iterator[Finding]:
    """Whether a link that is pasted elsewhere shows what it is."""
    path = f"/country?country={COUNTRY}&lang=en"
    said = head(site.get(path).text).said
    lacking = [tag for tag in ("og:title", "og:description", "og:image", "twitter:card") if not said.get(tag)]
    yield found("preview", f"{path} lacks {', '.join(lacking)}" if lacking else "", BEHIND)
    picture = said.get("og:image", "")
    if not picture:
        return
    if _origin(picture) != _origin(site.url):
        yield found("card picture", f"it is said to be at {picture}", SET_ADDRESS)
        return
    answer = site.get(urlsplit(picture)._replace(scheme="", netloc="").geturl())
    drawn = answer.body[:8] == b"\x89PNG\r\n\x1a\n" and struct.unpack(">II", answer.body[16:24]) == (1200, 630)
    yield found("card picture", "" if drawn else f"{picture} answers {answer.brief}, no PNG of 1200 x 630", LOG)


def data(site: Site) -> Iterator[Finding]:
    """Whether the data can be had, by any program anywhere, and is the whole table."""
    answer = site.get("/api/acts.json")
    if answer.status != 200:
        yield found(
            "/api/acts.json",
            f"answers {answer.brief}",
            BROKEN_TABLE,
        )
        return
    told = answer.json
    rows, version = told.get("acts", []), told.get("version")
    wrong = "" if rows and told.get("count") == len(rows) else f"says {told.get('count')} acts and has {len(rows)}"
    yield found(
        f"/api/acts.json: {len(rows)} acts, version {version}", wrong or ("" if version else "names no version"), LOG
    )
    closed = "" if answer.says("Access-Control-Allow-Origin") == "*" else "other sites may not read it"
    yield found("data open", closed, "The proxy must leave Access-Control-Allow-Origin as it is")
    yield found(
        "data compressed",
        "" if answer.compressed else "it comes uncompressed",
        BEHIND,
    )
    tag = answer.says("ETag")
    again = site.get("/api/acts.json", {"If-None-Match": tag}).status if tag else 0
    yield found(
        "data asked for again",
        "" if again == 304 else ("no ETag" if not tag else f"sent again ({again}) though unchanged"),
        "The proxy must leave ETag and If-None-Match as they are",
    )
    described = site.get("/api", {"Accept": "application/json"})
    good = described.status == 200 and str(described.json.get("openapi", "")).startswith("3.1")
    yield found("/api", "" if good else f"answers {described.brief}, no OpenAPI 3.1 description", BEHIND)


def found_by_others(site: Site) -> Iterator[Finding]:
    """Whether search engines and feed readers find their way, and to this address."""
    for path, kind in (("/sitemap.xml", "loc"), ("/feed.atom", "entry")):
        answer = site.get(path)
        try:
            tree = ElementTree.fromstring(answer.body) if answer.status == 200 else None
        except ElementTree.ParseError:
            tree = None
        if tree is None:
            yield found(path, f"answers {answer.brief}, no XML", BEHIND)
            continue
        named = [element for element in tree.iter() if element.tag.rpartition("}")[2] == kind]
        places = [element.text or "" for element in named] if kind == "loc" else _links(tree)
        foreign = next((place for place in places if _origin(place) != _origin(site.url)), "")
        if foreign:
            yield found(path, f"leads to {foreign}", SET_ADDRESS)
        else:
            yield found(f"{path}: {len(named)} entries", "" if named else "has no entry", LOG)
    answer = site.get("/robots.txt")
    sitemap = next(iter(re.findall(r"(?im)^sitemap:\s*(\S+)", answer.text)), "")
    if answer.status != 200 or not sitemap:
        yield found("/robots.txt", f"answers {answer.brief} and names no sitemap", BEHIND)
    else:
        foreign = "" if _origin(sitemap) == _origin(site.url) else f"leads to {sitemap}"
        yield found("/robots.txt", foreign, SET_ADDRESS)


def short(site: Site) -> Iterator[Finding]:
    """Whether short addresses lead to their pages, and what does not exist is not there."""
    path = f"/country/{COUNTRY.lower()}?lang=zh"
    answer = site.get(path)
    goal = urlsplit(urljoin(site.url + path, answer.says("Location")))
    right = 300 <= answer.status < 400 and goal.path == "/country" and f"country={COUNTRY}" in goal.query
    wrong = "" if right else f"{path} answers {answer.brief} {answer.says('Location')}".rstrip()
    if right and goal.netloc != site.host:
        yield found("short address", f"{path} leads to {goal.geturl()}", SET_ADDRESS)
    else:
        yield found("short address", wrong, BEHIND)
    for path in ("/country/XXX", "/act/there-is-no-such-act", "/api/nothing"):
        answer = site.get(path)
        wrong = "" if answer.status == 404 else f"answers {answer.brief}, not 404"
        yield found(f"nothing at {path}", wrong, BEHIND)


CHECKS: tuple[Check, ...] = (
    health,
    pages,
    socket,
    outline,
    scripts,
    preview,
    data,
    found_by_others,
    short,
    headers,
    doors,
)


def examine(site: Site) -> Iterator[Finding]:
    """Every finding of every check; where nobody answers at all, only that."""
    for check in CHECKS:
        try:
            yield from check(site)
        except NoAnswer as nothing:
            yield found(check.__name__.replace("_", " "), f"no answer ({nothing})", LOG)
            if check is health:
                return


def _origin(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    return parts.scheme, parts.netloc.lower()


def _links(tree: ElementTree.Element) -> list[str]:
    """Where the links of a feed lead that are its own; those to the sources lie elsewhere on purpose."""
    return [
        element.get("href", "")
        for element in tree.iter()
        if element.tag.endswith("}link") and element.get("rel", "alternate") in ("alternate", "self")
    ]
