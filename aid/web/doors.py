"""Who is let in: requests under a host name that is ours, and sockets opened by our own pages."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config

from aid.settings import settings

HEALTH = "/_stcore/health"
THIS_MACHINE = ("localhost", "127.0.0.1", "[::1]")


class Hosts:
    """Answers 400 to any other host name than those of the settings.

    The host of the public address is always among them. A watchman on this machine may ask for its health under
    whatever name the machine has for itself.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        told = settings()
        own = [urlsplit(told.public_url).hostname or ""] if told.named else []
        self._checked = TrustedHostMiddleware(app, allowed_hosts=[*told.hosts, *own], www_redirect=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let in, or refuse."""
        at_home = scope["type"] == "http" and scope["path"] == HEALTH and _name(_host(scope)) in THIS_MACHINE
        await (self.app if at_home else self._checked)(scope, receive, send)


class Sockets:
    """Refuses a socket that a page of another site opens.

    Streamlit would refuse it too, but only after it has asked an address service on the net for this machine's
    address, while every reader waits. So what it would have to ask for never reaches it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        told = settings()
        self._public = [told.public_url] if told.named else []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let in, or refuse."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        origin = Headers(scope=scope).get("origin")
        if origin is None or _accepted_at_once(origin, scope):
            await self.app(scope, receive, send)
        elif _site(origin) in self._named():
            # The operator has named this site; a proxy on the way has put another host in the request.
            others = [header for header in scope["headers"] if header[0] != b"host"]
            host = (b"host", urlsplit(origin).netloc.encode())
            await self.app({**scope, "headers": [host, *others]}, receive, send)
        elif "websocket.http.response" in scope.get("extensions", {}):
            await PlainTextResponse("The socket is for pages of this site", 403)(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008, "reason": ""})

    def _named(self) -> set[str | None]:
        return {_site(origin) for origin in (*self._public, *config.get_option("server.corsAllowedOrigins"))} - {None}


def _accepted_at_once(origin: str, scope: Scope) -> bool:
    """Whether Streamlit lets a page of this origin in without asking anybody."""
    if not config.get_option("server.enableCORS"):
        return True
    site = _site(origin)
    own = (*THIS_MACHINE, "0.0.0.0", config.get_option("browser.serverAddress"))
    return site is not None and (site in own or urlsplit(origin).netloc == _host(scope))


def _site(origin: str) -> str | None:
    """The host name of an origin; None for what is no origin."""
    try:
        return urlsplit(origin).hostname or None
    except ValueError:
        return None


def _host(scope: Scope) -> str:
    return Headers(scope=scope).get("host", "")


def _name(host: str) -> str:
    """A Host header without its port."""
    return host if host.endswith("]") else host.rpartition(":")[0] or host
