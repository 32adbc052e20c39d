"""Streamlit's scripts and styles, and the land outline, compressed ahead; cuts of its fonts.

Whatever is not there, Streamlit answers itself.
"""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress
from functools import cache

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from aid.scripts import fonts
from aid.scripts.shipped import Shipped, needed, shipped, streamlits
from aid.scripts.twins import CODINGS, Twin, Twins
from aid.web.codings import IDENTITY, chosen
from aid.web.fresh import A_DAY, fresh, has
from aid.web.preload import PARTS

OWN = "/app/static/"
FOR_EVER = "public, max-age=31536000, immutable"


@cache
def twins() -> Twins:
    """The twins that this process serves."""
    return Twins()


class Scripts:
    """Answers for a compressed script before Streamlit does, which would send it bare."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        # A closed list: no address that a visitor makes up is looked for among the files.
        self._shipped = shipped()
        self._fonts = {f"/{address}": name for name, address in fonts.addresses().items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a twin where the browser takes one, and with what Streamlit says where not."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        if scope["path"] in self._fonts:
            cut = None
            with suppress(OSError):
                cut = _cut(Request(scope), self._fonts[scope["path"]])
            await (cut or self.app)(scope, receive, send)
            return
        known = self._shipped.get(scope["path"])
        if known is None:
            await self.app(scope, receive, _kept_a_day(send) if scope["path"].startswith(OWN) else send)
            return
        asked = Headers(scope=scope)
        coding = chosen(asked.get("accept-encoding"), CODINGS)
        # A part of a file is a part of the bare one: it goes on where that was broken off.
        if coding != IDENTITY and "range" not in asked:
            twin = None
            # An upgrade beneath a running server takes files away: Streamlit says what it says then.
            with suppress(OSError):
                twin = twins().ready(known.file, coding)
                if twin is None:
                    twin = await to_thread.run_sync(twins().of, known.file, coding)
            # Beyond the reach of `suppress`: an answer that has begun is not begun again by another.
            if twin is not None:
                await _answer(Request(scope), known, coding, twin)(scope, receive, send)
                return

        async def send_bare(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).add_vary_header("Accept-Encoding")
            await send(message)

        await self.app(scope, receive, _kept_a_day(send_bare) if scope["path"].startswith(OWN) else send_bare)


def _kept_a_day(send: Send) -> Send:
    """Sends what is found with leave to keep it, which Streamlit gives for its own files alone."""

    async def send_kept(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] in (200, 206, 304):
            MutableHeaders(scope=message).setdefault("Cache-Control", A_DAY)
        await send(message)

    return send_kept


def _answer(request: Request, known: Shipped, coding: str, twin: Twin) -> Response:
    """The answer with a file's twin, or a 304 to whoever has it."""
    headers = {
        "Content-Encoding": coding,
        "Vary": "Accept-Encoding",
        "ETag": twin.tag,
        "Cache-Control": FOR_EVER if known.named_by_content else A_DAY,
    }
    if request.url.path.startswith(OWN):
        # As Streamlit has it for these files: the outline may be used by other sites.
        headers["Access-Control-Allow-Origin"] = "*"
    if has(request, twin.tag):
        return Response(status_code=304, headers=headers)
    return Response(twin.body, media_type=known.media_type, headers=headers)


def _cut(request: Request, name: str) -> Response:
    """The answer with the cut of a font. Raises OSError without the file.

    Kept for a day and not for good: the name in the address is that of Streamlit's font.
    """
    return fresh(request, fonts.cut(name).read_bytes(), "font/woff2", keep=A_DAY, by_language=False)


def ready() -> None:
    """Begin to read the twins of what the first pages need, or to make those that are not kept: at leisure, aside.

    `python -m aid.scripts` makes them all, ahead.
    """
    threading.Thread(target=_make, name="scripts", daemon=True).start()


def _make() -> None:
    # The visitors of this moment go first. On Linux alone a thread has a priority of its own.
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 19)
    names = {file.name for part in PARTS for file in map(streamlits().joinpath, needed(part))}
    page = (streamlits() / "index.html").read_text(encoding="utf-8")
    files = [of.file for of in shipped().values() if of.file.name in names or of.file.name in page]
    own = [of.file for of in shipped().values() if not of.named_by_content]
    twins().improve(twins().lacking([*files, *own]))
    # Read and unfolded before the first visitor comes.
    for file in (*files, *own):
        with suppress(OSError):
            twins().of(file, "br")
