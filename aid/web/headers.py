"""What every answer tells the browser: what its page may load and do, who may frame it, how its type is read.

Two policies. The app's pages get the narrowest one under which Streamlit works; every other page of HTML gets one that
allows no script at all. So a page that nobody thought of here is safe, and a file needs no policy.

`Cross-Origin-Resource-Policy` is left out on purpose: the data, the cards and, where the operator says so, the
dashboard itself are there to be used by other sites.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import file_util

from aid.settings import settings

PAGES = Path(__file__).resolve().parents[2] / "pages"
# What a browser shows as a page, and might run scripts of.
MARKUP = ("text/html", "application/xhtml+xml", "image/svg+xml", "application/xml", "text/xml", "application/atom+xml")

OWN_PAGE = {
    "default-src": "'none'",
    "style-src": "'unsafe-inline'",
    "img-src": "'self' data:",
    "base-uri": "'none'",
    "form-action": "'none'",
}
APP_PAGE = {
    "default-src": "'none'",
    # A component's script reaches the client as text, which imports it as a blob.
    "script-src": "'self' blob:",
    # Streamlit and Plotly write style elements and attributes as they draw.
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
    # One of its fonts stands in its style sheet as data.
    "font-src": "'self' data:",
    # The socket too: a browser takes ws: and wss: of the same host as 'self'.
    "connect-src": "'self'",
    "worker-src": "'none'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
# Of all that a page may ask of a device, the dashboard uses the clipboard alone.
UNUSED = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)


class Headers:
    """Adds the headers to every answer; one that a route or Streamlit has set already stays as it is."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        # Asked for when the server is put together: only then has Streamlit made the environment of its secrets.
        told = settings()
        frames = {"frame-ancestors": " ".join(told.frames)}
        scripts = {"script-src": " ".join([APP_PAGE["script-src"], *_inline_scripts()])}
        self._app_policy = _written({**APP_PAGE, **scripts, **frames})
        self._own_policy = _written({**OWN_PAGE, **frames})
        self._all = {
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "strict-origin-when-cross-origin",
            "Permissions-Policy": ", ".join(f"{name}=()" for name in UNUSED),
        }
        self._markup = {}
        # The older header can say these two alone; a browser that knows `frame-ancestors` does not read it.
        same = {"'self'": "SAMEORIGIN", "'none'": "DENY"}.get(" ".join(told.frames))
        if same:
            self._markup["X-Frame-Options"] = same
        # Browsers complain of it on plain http.
        if told.public_url.startswith("https://"):
            self._markup["Cross-Origin-Opener-Policy"] = "same-origin"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does, with the headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False

        async def send_with_headers(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                self._add(message, scope)
            await send(message)

        try:
            await self.app(scope, receive, send_with_headers)
        except Exception:
            # Said here, not left to the server, so that this answer has the headers too.
            if not begun:
                await PlainTextResponse("Internal Server Error", 500)(scope, receive, send_with_headers)
            raise

    def _add(self, message: Message, scope: Scope) -> None:
        headers = MutableHeaders(scope=message)
        given = dict(self._all)
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        # "Not modified" names no type, but its headers replace those of the page that a browser has kept.
        kept = message["status"] == 304 and "." not in scope["path"].rpartition("/")[2]
        if kind in MARKUP or kept:
            of_app = is_app_page(scope) and kind in ("text/html", "")
            given |= {"Content-Security-Policy": self._app_policy if of_app else self._own_policy, **self._markup}
        for name, value in given.items():
            headers.setdefault(name, value)


def is_app_page(scope: Scope) -> bool:
    """Whether a page of HTML is the app's: it stands at a page's address, or Streamlit itself answered."""
    answered_by = scope.get("endpoint")
    return scope["path"] in page_addresses() or type(answered_by).__module__.startswith("streamlit.")


@cache
def page_addresses() -> frozenset[str]:
    """The addresses of the app's pages, as the scripts in `pages/` are named."""
    return frozenset({"/", *(f"/{page.stem}" for page in PAGES.glob("*.py"))})


@cache
def _inline_scripts() -> tuple[str, ...]:
    """What lets the scripts run that stand in Streamlit's own page, and no other: their digests."""
    page = (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digests = [hashlib.sha256(script.encode()).digest() for script in scripts]
    return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def _written(policy: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in policy.items())
