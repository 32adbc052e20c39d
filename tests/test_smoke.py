"""The check from outside: each fault of a broken site is named, with what to do; a whole one has none.

That a real dashboard has none is held in tests/browser/test_deployed.py.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from aid import titles
from aid.smoke.asking import Site
from aid.smoke.checks import examine
from aid.smoke.findings import Finding

ROOT = Path(__file__).resolve().parents[1]
PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 1200, 630)
GUARDS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=()",
}
POLICY = {"Content-Security-Policy": "default-src 'none'; script-src 'self'; frame-ancestors 'self'"}
ENGLISH = '<html lang="en"><title>A</title><link rel="canonical" href="{}">'
Reply = tuple[int, dict[str, str], bytes]


class Pretended:
    """A site that answers as a good dashboard does, but where a test has said otherwise."""

    def __init__(self) -> None:
        self.url = ""
        self.instead: dict[str, Reply] = {}
        self.changed: Callable[[str, dict[str, str]], dict[str, str]] = lambda path, headers: headers
        self.socket: Callable[[str], int] = lambda origin: 101 if origin == self.url else 403
        self.hosts_checked = True
        self.address = ""

    def answer(self, path: str, headers: Any) -> Reply:
        """What is answered, as if by the dashboard."""
        page, _, query = path.partition("?")
        if page in self.instead:
            return self.instead[page]
        home = self.address or self.url
        if self.hosts_checked and headers["Host"] != self.url.partition("//")[2]:
            return 400, {"Content-Type": "text/plain"}, b"Invalid host header"
        if page == "/api/acts.json":
            if headers.get("If-None-Match") == 'W/"1"':
                return 304, {"ETag": 'W/"1"'}, b""
            told = {"Content-Type": "application/json", "Access-Control-Allow-Origin": "*", "ETag": 'W/"1"'}
            body = gzip.compress(json.dumps({"version": "0.1.0", "count": 2, "acts": [{}, {}]}).encode())
            return 200, {**told, "Content-Encoding": "gzip"}, body
        plain = {
            "/_stcore/health": ("text/plain", b"ok"),
            "/app/static/geo/world_110m.json": ("application/json", b'{"type": "Topology"}'),
            "/static/js/index.js": ("text/javascript", b"export {}"),
            "/cards/en/country/JPN.png": ("image/png", PNG),
            "/api": ("application/json", b'{"openapi": "3.1.0"}'),
            "/sitemap.xml": ("application/xml", f"<urlset><url><loc>{home}/</loc></url></urlset>".encode()),
            "/robots.txt": ("text/plain", f"User-agent: *\nSitemap: {home}/sitemap.xml".encode()),
            "/feed.atom": (
                "application/atom+xml",
                f'<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="{home}/feed.atom"/>'
                '<entry><link rel="via" href="https://source.example/"/></entry></feed>'.encode(),
            ),
        }
        if page in plain:
            return 200, {"Content-Type": plain[page][0]}, plain[page][1]
        if page == "/country/jpn":
            return 302, {"Location": f"/country?country=JPN&{query}"}, b""
        if page.removeprefix("/") in titles.NAMES:
            lang = "zh" if "lang=zh" in query else "en"
            html = (
                f'<html lang="{lang}"><title>Japan</title><link rel="canonical" href="{home}{page}">'
                '<script type="module" src="./static/js/index.js"></script>'
                '<meta property="og:title" content="J"><meta property="og:description" content="J">'
                f'<meta property="og:image" content="{home}/cards/en/country/JPN.png?v=1">'
                '<meta name="twitter:card" content="summary_large_image">'
            )
            return 200, {"Content-Type": "text/html; charset=utf-8", **POLICY}, html.encode()
        return 404, {"Content-Type": "text/html", **POLICY}, b"<h1>Nothing here</h1>"


@pytest.fixture
def site() -> Iterator[Pretended]:
    with pretending() as pretended:
        yield pretended


@contextmanager
def pretending() -> Iterator[Pretended]:
    pretended = Pretended()

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.headers.get("Upgrade") == "websocket":
                self._shake(pretended.socket(self.headers["Origin"]))
                return
            status, headers, body = pretended.answer(self.path, self.headers)
            self.send_response(status)
            for name, value in pretended.changed(self.path, {**GUARDS, **headers}).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _shake(self, status: int) -> None:
            key = self.headers["Sec-WebSocket-Key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
            self.send_response(status)
            self.send_header("Sec-WebSocket-Accept", base64.b64encode(hashlib.sha1(key.encode()).digest()).decode())
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        pretended.url = f"http://127.0.0.1:{server.server_port}"
        try:
            yield pretended
        finally:
            server.shutdown()


def findings(site: Pretended, level: str = "wrong") -> list[Finding]:
    return [finding for finding in examine(Site(site.url)) if finding.level == level]


def named(site: Pretended, level: str = "wrong") -> list[str]:
    return [finding.what for finding in findings(site, level)]


def html(text: str, **headers: str) -> Reply:
    return 200, {"Content-Type": "text/html", **POLICY, **headers}, text.encode()


def test_a_whole_site_has_nothing_wrong(site: Pretended) -> None:
    assert findings(site) == []
    assert named(site, "note") == ["scripts compressed"]


def test_every_check_looks_at_something_and_is_one_line(site: Pretended) -> None:
    told = list(examine(Site(site.url)))
    assert len(told) > 25
    assert all(str(finding).count("\n") == 0 for finding in told)
    assert {"page /", "page /timeline", "page /country", "page /acts", "page /sources"} <= {f.what for f in told}


BREAKAGES = {
    "the dashboard is ill": (lambda s: s.instead.update({"/_stcore/health": (503, {}, b"no")}), "health", "503"),
    "a page is lost": (lambda s: s.instead.update({"/timeline": (502, {}, b"")}), "page /timeline", "502"),
    "a page is Streamlit's own": (
        lambda s: s.instead.update({"/acts": html('<html lang="en"><title>Streamlit</title>')}),
        "page /acts",
        "'Streamlit'",
    ),
    "a page is in one language": (
        lambda s: s.instead.update({"/acts": html(ENGLISH.format(s.url))}),
        "page /acts",
        "'en' where zh",
    ),
    "a page has no address": (
        lambda s: s.instead.update({"/act": html('<html lang="en"><title>A</title>')}),
        "page /act",
        "no canonical address",
    ),
    "the proxy does not upgrade": (lambda s: setattr(s, "socket", lambda origin: 400), "socket", "stay empty"),
    "anybody may open a socket": (
        lambda s: setattr(s, "socket", lambda origin: 101),
        "socket of another site",
        "may open it",
    ),
    "the outline is lost": (
        lambda s: s.instead.update({"/app/static/geo/world_110m.json": (404, {}, b"{}")}),
        "map outline",
        "maps stay blank",
    ),
    "a script is a page": (lambda s: s.instead.update({"/static/js/index.js": html("")}), "scripts", "text/html"),
    "previews are not made": (
        lambda s: s.instead.update({"/country": html(ENGLISH.format(s.url))}),
        "preview",
        "og:image",
    ),
    "a card is no picture": (
        lambda s: s.instead.update({"/cards/en/country/JPN.png": html("oops")}),
        "card picture",
        "no PNG",
    ),
    "a card is of another size": (
        lambda s: s.instead.update({"/cards/en/country/JPN.png": (200, {}, PNG[:16] + struct.pack(">II", 10, 10))}),
        "card picture",
        "1200 x 630",
    ),
    "the table is broken": (lambda s: s.instead.update({"/api/acts.json": (503, {}, b"{}")}), "/api/acts.json", "503"),
    "the data are cut short": (
        lambda s: s.instead.update(
            {"/api/acts.json": (200, {"ETag": "1"}, b'{"version": "1", "count": 9, "acts": [{}]}')}
        ),
        "/api/acts.json: 1 acts, version 1",
        "says 9 acts and has 1",
    ),
    "the data are no JSON": (lambda s: s.instead.update({"/api/acts.json": html("<p>")}), "data", "not JSON"),
    "the data are closed": (
        lambda s: setattr(s, "changed", lambda p, h: without(h, "Access-Control-Allow-Origin")),
        "data open",
        "other sites",
    ),
    "the proxy drops the ETag": (
        lambda s: setattr(s, "changed", lambda p, h: without(h, "ETag")),
        "data asked for again",
        "no ETag",
    ),
    "the API is not described": (lambda s: s.instead.update({"/api": (404, {}, b"{}")}), "/api", "OpenAPI"),
    "the sitemap is a page": (lambda s: s.instead.update({"/sitemap.xml": html("<p>")}), "/sitemap.xml", "no XML"),
    "the feed is lost": (lambda s: s.instead.update({"/feed.atom": (404, {}, b"")}), "/feed.atom", "404"),
    "robots are told nothing": (
        lambda s: s.instead.update({"/robots.txt": (200, {}, b"User-agent: *")}),
        "/robots.txt",
        "names no sitemap",
    ),
    "short addresses lead nowhere": (
        lambda s: s.instead.update({"/country/jpn": html("")}),
        "short address",
        "200 text/html",
    ),
    "what is not there is there": (
        lambda s: s.instead.update({"/country/XXX": html("app")}),
        "nothing at /country/XXX",
        "not 404",
    ),
    "the API answers everything": (
        lambda s: s.instead.update({"/api/nothing": html("app")}),
        "nothing at /api/nothing",
        "not 404",
    ),
    "the proxy drops nosniff": (
        lambda s: setattr(s, "changed", lambda p, h: without(h, "X-Content-Type-Options")),
        "X-Content-Type-Options",
        "says nothing",
    ),
    "the referrer is told": (
        lambda s: setattr(s, "changed", lambda p, h: without(h, "Referrer-Policy")),
        "Referrer-Policy",
        "says nothing",
    ),
    "there is no policy": (
        lambda s: setattr(s, "changed", lambda p, h: without(h, "Content-Security-Policy")),
        "Content-Security-Policy",
        "has 0",
    ),
    "a policy is wide": (
        lambda s: setattr(
            s, "changed", lambda p, h: {**h, "Content-Security-Policy": "script-src *; frame-ancestors 'self'"}
        ),
        "Content-Security-Policy",
        "from *",
    ),
    "anybody may frame": (
        lambda s: setattr(s, "changed", lambda p, h: {**h, "Content-Security-Policy": "script-src 'self'"}),
        "frames",
        "any site",
    ),
    "two headers contradict": (
        lambda s: setattr(s, "changed", lambda p, h: {**h, "X-Frame-Options": "DENY"}),
        "frames",
        "contradicts",
    ),
}


def without(headers: dict[str, str], name: str) -> dict[str, str]:
    return {key: value for key, value in headers.items() if key != name}


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_a_fault_is_named_with_what_to_do(site: Pretended, breakage: str) -> None:
    spoil, what, said = BREAKAGES[breakage]
    spoil(site)
    told = {finding.what: finding for finding in findings(site)}
    assert what in told, list(told)
    assert said in told[what].wrong
    assert len(told[what].todo) > 20


def test_an_address_that_is_not_configured_is_named_wherever_it_shows(site: Pretended) -> None:
    site.address = "http://localhost:8501"
    told = {finding.what: finding for finding in findings(site)}
    assert {"page /", "card picture", "/sitemap.xml", "/feed.atom", "/robots.txt"} <= told.keys()
    for finding in told.values():
        assert "http://localhost:8501" in finding.wrong
        assert "AID_PUBLIC_URL" in finding.todo


def test_what_is_no_fault_but_worth_a_word_is_a_note(site: Pretended) -> None:
    site.hosts_checked = False
    site.instead["/_stcore/metrics"] = (200, {}, b"# EOF")
    assert findings(site) == []
    assert named(site, "note") == ["scripts compressed", "host name", "own figures"]


def run(*asked: str) -> subprocess.CompletedProcess[str]:
    # -S: no installed package is in reach.
    return subprocess.run(
        [sys.executable, "-S", "-m", "aid.smoke", *asked], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_the_command_prints_a_line_a_check_and_ends_as_it_found(site: Pretended) -> None:
    good = run(site.url)
    assert (good.returncode, good.stderr) == (0, "")
    assert good.stdout.splitlines()[-1].endswith(" 0 wrong")
    site.instead["/timeline"] = (502, {}, b"")
    bad = run(site.url + "/")
    assert (bad.returncode, bad.stderr) == (1, "")
    assert [line for line in bad.stdout.splitlines() if line.startswith("wrong ")] == [
        "wrong page /timeline: answers 502 of no type. Something before the dashboard answers in its place: "
        "compare with deploy/nginx/peach-and-jade/site.conf."
    ]


def test_where_nobody_answers_that_is_said_once() -> None:
    with pretending() as gone:
        url = gone.url
    told = run(url)
    assert told.returncode == 1
    (line,) = [line for line in told.stdout.splitlines() if line.startswith("wrong ")]
    assert line.startswith("wrong health: no answer (ConnectionRefusedError")
    assert told.stderr == ""


@pytest.mark.parametrize("asked", [(), ("aid.example.org",), ("https://aid.example.org/path",), ("a", "b")])
def test_what_is_no_address_is_told_how_to_say_it(asked: tuple[str, ...]) -> None:
    told = run(*asked)
    assert told.returncode == 2
    assert "https://aid.example.org" in told.stdout
