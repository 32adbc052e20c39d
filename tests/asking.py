"""One request to the server's own routes, as any ASGI server makes it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.types import ASGIApp
from streamlit.web.server.starlette.starlette_static_routes import create_streamlit_static_assets_routes

from aid import web

APP = Starlette(routes=web.routes())


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def ask(
    path: str, query: Any = "", method: str = "GET", headers: Mapping[str, str] | None = None, app: ASGIApp = APP
) -> Answer:
    """The answer to one request; `query` is text, or a mapping of keys to a value or values."""
    asked = query if isinstance(query, str) else urlencode(query, doseq=True)
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": asked.encode(),
        "headers": [(name.lower().encode(), value.encode()) for name, value in (headers or {}).items()],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    sent: list[dict[str, Any]] = []

    heard = asyncio.Event()

    async def receive() -> dict[str, Any]:
        if heard.is_set():  # the asker stays on the line: nothing more comes
            await asyncio.Event().wait()
        heard.set()
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    # In a thread of its own: the browser tests keep a loop running in the main one.
    with ThreadPoolExecutor(1) as aside:
        aside.submit(asyncio.run, app(scope, receive, send)).result()
    said = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], said, b"".join(message.get("body", b"") for message in sent[1:]))


def ask_whole(address: str, accept: str | None = None, method: str = "GET", **headers: str) -> Answer:
    """The answer of a whole server: its middleware, and Streamlit's own files behind it."""
    app = Starlette(routes=create_streamlit_static_assets_routes(None), middleware=web.middleware())
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    if accept is not None:
        told["accept-encoding"] = accept
    return ask(address, method=method, headers={"host": "localhost", **told}, app=app)
