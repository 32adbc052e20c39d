"""What every answer tells the browser, and who is let in."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket
from streamlit import file_util
from streamlit.web.server.starlette.starlette_static_routes import create_streamlit_static_assets_routes

from aid import web
from aid.web.headers import page_addresses

ROOT = Path(__file__).resolve().parents[1]
PUBLIC = {"AID_PUBLIC_URL": "https://aid.example.org"}


@dataclass(frozen=True)
class Answer:
    status: int
    raw: list[tuple[str, str]]
    body: bytes

    @property
    def headers(self) -> dict[str, str]:
        assert len({name for name, _ in self.raw}) == len(self.raw), "a header is said twice"
        return dict(self.raw)

    @property
    def policy(self) -> dict[str, list[str]]:
        """The content security policy, source by source."""
        parts = [part.split() for part in self.headers["content-security-policy"].split(";")]
        assert len({name for name, *_ in parts}) == len(parts), "a directive is said twice"
        return {name: sources for name, *sources in parts}


def broken(request: Request) -> Response:
    raise RuntimeError("the handler broke")


async def heard(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text(socket.headers["host"])
    await socket.close()


ROUTES = [
    Route("/print/country/JPN", lambda request: HTMLResponse("<h1>Japan</h1>")),
    Route("/timeline", lambda request: HTMLResponse("<div id=root></div>")),
    Route("/kept", lambda request: Response(status_code=304)),
    Route("/country", lambda request: Response(status_code=304)),
    Route("/picture", lambda request: Response("<svg/>", media_type="image/svg+xml")),
    Route("/api/acts.json", lambda request: JSONResponse([], headers={"Access-Control-Allow-Origin": "*"})),
    Route("/own", lambda request: HTMLResponse("", headers={"Referrer-Policy": "no-referrer"})),
    Route("/there", lambda request: RedirectResponse("/country?country=JPN")),
    Route("/broken", broken),
    Route("/_stcore/health", lambda request: Response("ok")),
    WebSocketRoute("/_stcore/stream", heard),
    Mount("/files", StaticFiles(directory=ROOT / "static")),
    *create_streamlit_static_assets_routes(""),
]


def app(monkeypatch: pytest.MonkeyPatch, **environment: str) -> Starlette:
    for name in ("AID_PUBLIC_URL", "AID_ALLOWED_HOSTS", "AID_FRAME_ANCESTORS"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    site = Starlette(routes=ROUTES, middleware=web.middleware())
    # As a server does before the first request.
    site.middleware_stack = site.build_middleware_stack()
    return site


def ask(site: Starlette, path: str, kind: str = "http", **headers: str) -> Answer:
    """One request, or one handshake, as an ASGI server makes it."""
    given = {"host": "localhost:8501", **{name.replace("_", "-"): value for name, value in headers.items()}}
    scope = {
        "type": kind,
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "subprotocols": [],
        "headers": [(name.encode(), value.encode()) for name, value in given.items()],
        "extensions": {"websocket.http.response": {}},
    }
    sent: list[dict[str, Any]] = []
    coming = [{"type": "websocket.connect"} if kind == "websocket" else {"type": "http.request", "body": b""}]

    async def receive() -> dict[str, Any]:
        return coming.pop(0) if coming else {"type": f"{kind}.disconnect", "code": 1000}

    async def send(message: Any) -> None:
        sent.append(message)

    async def run() -> None:
        try:
            await site(scope, receive, send)
        except RuntimeError as error:
            assert str(error) == "the handler broke"

    with ThreadPoolExecutor(1) as aside:
        aside.submit(asyncio.run, run()).result()
    if sent[0]["type"] == "websocket.accept":
        return Answer(101, [], sent[1]["text"].encode())
    raw = [(name.decode().lower(), value.decode()) for name, value in sent[0]["headers"]]
    return Answer(sent[0]["status"], raw, b"".join(message.get("body", b"") for message in sent[1:]))


def of_app(answer: Answer) -> bool:
    """Whether an answer has the policy of the app's pages, and not that of the others."""
    assert answer.policy["default-src"] == ["'none'"]
    return "script-src" in answer.policy


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/print/country/JPN", 200),
        ("/api/acts.json", 200),
        ("/files/favicon.png", 200),
        ("/files/none.png", 404),
        ("/there", 307),
        ("/country", 304),
        ("/broken", 500),
    ],
)
def test_every_answer_says_how_to_read_it(monkeypatch: pytest.MonkeyPatch, path: str, status: int) -> None:
    answer = ask(app(monkeypatch), path)
    assert answer.status == status
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in answer.headers["permissions-policy"]
    # Copying a link needs the clipboard.
    assert "clipboard" not in answer.headers["permissions-policy"]


def test_what_a_route_has_said_itself_stays_and_is_not_said_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask(app(monkeypatch), "/own").headers["referrer-policy"] == "no-referrer"


def test_the_open_data_stays_open_and_files_have_no_policy(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = ask(app(monkeypatch), "/api/acts.json")
    assert answer.headers["access-control-allow-origin"] == "*"
    for header in ("content-security-policy", "cross-origin-resource-policy", "x-frame-options"):
        assert header not in answer.headers
        assert header not in ask(app(monkeypatch), "/files/favicon.png").headers


def test_the_app_has_its_policy_wherever_streamlit_shows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    site = app(monkeypatch)
    # Streamlit's own page at its own address, at one that does not exist, and ours in its place.
    for path in ("/", "/sources", "/nonsense", "/timeline"):
        assert of_app(ask(site, path)), path
    # What a browser has kept gets the policy in force with "not modified".
    assert of_app(ask(site, "/country"))


def test_the_apps_policy_names_no_other_host_and_evaluates_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    policy = ask(app(monkeypatch), "/").policy
    sources = {source for name, sources in policy.items() for source in sources}
    assert not {source for source in sources if "*" in source or "//" in source or "unsafe-eval" in source}
    assert "'unsafe-inline'" not in policy["script-src"]
    for name in ("object-src", "base-uri", "form-action", "worker-src"):
        assert policy[name] == ["'none'"], name
    assert policy["connect-src"] == ["'self'"]


def test_the_script_in_streamlits_page_is_let_run_by_its_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    page = (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")
    digests = [source for source in ask(app(monkeypatch), "/").policy["script-src"] if source.startswith("'sha256-")]
    assert len(digests) == page.count("<script>")


def test_any_other_page_may_run_no_script(monkeypatch: pytest.MonkeyPatch) -> None:
    site = app(monkeypatch)
    for path in ("/print/country/JPN", "/picture", "/kept"):
        answer = ask(site, path)
        assert not of_app(answer), path
        assert answer.policy["style-src"] == ["'unsafe-inline'"]
        assert answer.policy["form-action"] == answer.policy["base-uri"] == ["'none'"]


@pytest.mark.parametrize(
    ("told", "ancestors", "older"),
    [
        ("self", ["'self'"], "SAMEORIGIN"),
        ("none", ["'none'"], "DENY"),
        ("*", ["*"], None),
        ("https://news.example", ["'self'", "https://news.example"], None),
    ],
)
def test_who_may_frame_is_what_the_operator_says(
    monkeypatch: pytest.MonkeyPatch, told: str, ancestors: list[str], older: str | None
) -> None:
    site = app(monkeypatch, AID_FRAME_ANCESTORS=told)
    for path in ("/", "/print/country/JPN", "/country"):
        answer = ask(site, path)
        assert answer.policy["frame-ancestors"] == ancestors
        assert answer.headers.get("x-frame-options") == older


def test_every_script_in_pages_is_an_address_of_the_app() -> None:
    named = {f"/{path.stem}" for path in (ROOT / "pages").glob("*.py")}
    assert named and named | {"/"} == page_addresses()


def test_a_page_on_https_is_kept_apart_from_those_that_open_it(monkeypatch: pytest.MonkeyPatch) -> None:
    header = "cross-origin-opener-policy"
    assert ask(app(monkeypatch, **PUBLIC), "/").headers[header] == "same-origin"
    # On plain http browsers only complain of it.
    assert header not in ask(app(monkeypatch), "/").headers


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("aid.example.org", 200),
        ("AID.example.org", 200),
        ("aid.example.org:443", 200),
        ("www.example.net", 200),
        ("example.net", 400),
        ("aid.example.org.evil.example", 400),
        ("evil.example", 400),
        ("localhost", 400),
        ("", 400),
    ],
)
def test_only_named_hosts_are_answered(monkeypatch: pytest.MonkeyPatch, host: str, status: int) -> None:
    site = app(monkeypatch, **PUBLIC, AID_ALLOWED_HOSTS="*.example.net")
    answer = ask(site, "/files/favicon.png", host=host)
    assert answer.status == status
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert ask(site, "/_stcore/stream", "websocket", host=host).status == (101 if status == 200 else 400)


def test_any_host_is_answered_unless_the_operator_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask(app(monkeypatch), "/files/favicon.png", host="whatever.example").status == 200


@pytest.mark.parametrize("host", ["localhost:8501", "127.0.0.1:8501", "[::1]:8501", "localhost"])
def test_a_watchman_on_the_machine_may_always_ask_for_its_health(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    site = app(monkeypatch, AID_ALLOWED_HOSTS="aid.example.org")
    assert ask(site, "/_stcore/health", host=host).status == 200
    assert ask(site, "/files/favicon.png", host=host).status == 400
    assert ask(site, "/_stcore/health", host="evil.example").status == 400


@pytest.fixture
def no_address_service(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(*given: object) -> None:
        raise AssertionError("an address service was asked")

    monkeypatch.setattr("streamlit.net_util.get_external_ip", asked)


@pytest.mark.parametrize(
    ("origin", "host", "status"),
    [
        ("http://localhost:8501", "localhost:8501", 101),
        ("https://aid.example.org", "aid.example.org", 101),
        # A proxy that puts a host of its own in the request.
        ("https://aid.example.org", "dashboard:8501", 101),
        ("https://evil.example", "aid.example.org", 403),
        ("https://evil.example", "localhost:8501", 403),
        ("https://aid.example.org.evil.example", "aid.example.org", 403),
        ("null", "aid.example.org", 403),
        ("https://[", "aid.example.org", 403),
        ("", "aid.example.org", 403),
    ],
)
@pytest.mark.usefixtures("no_address_service")
def test_a_socket_is_for_pages_of_the_site(
    monkeypatch: pytest.MonkeyPatch, origin: str, host: str, status: int
) -> None:
    assert ask(app(monkeypatch, **PUBLIC), "/_stcore/stream", "websocket", origin=origin, host=host).status == status


def test_a_socket_behind_a_proxy_is_handed_on_under_the_readers_host(monkeypatch: pytest.MonkeyPatch) -> None:
    # Streamlit holds the two against each other.
    origin = "https://aid.example.org"
    answer = ask(app(monkeypatch, **PUBLIC), "/_stcore/stream", "websocket", origin=origin, host="dashboard:8501")
    assert answer.body == b"aid.example.org"


def test_a_program_without_an_origin_may_open_a_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask(app(monkeypatch, **PUBLIC), "/_stcore/stream", "websocket").status == 101
