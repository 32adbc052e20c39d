"""Pages that say, in the reader's language, that an address leads nowhere, or that there is no table to show."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from starlette.datastructures import URLPath
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Match, Mount, NoMatchFound
from starlette.types import Receive, Scope, Send
from streamlit import file_util

from aid.catalogue import TAGS, translations
from aid.markup import page
from aid.previews.plain import plain
from aid.web.asked import language
from aid.words import mark

# What was asked for, by the word that a caller gives.
ASKED_FOR = {
    "page": mark("There is no page at this address."),
    "country": mark("There is no country or region with this code. Codes are those of ISO 3166-1, such as JPN."),
    "act": mark("The table holds no act of this name. It may have been renamed or withdrawn."),
    "no acts": mark("The table holds no act with this country or region."),
}
LONGEST = 120
# What hosts ask whether the server is up, though Streamlit has no such address and shows its page: Streamlit's own
# cloud asks for /healthz. A 404 would take the dashboard down there.
HOSTS_OWN = re.compile(r"/(?:health|healthz|live|livez|ready|readyz|ping|status|up)/?$|/~")


def page_not_found(request: Request, what: str = "page") -> Response:
    """A 404 in the reader's language; `what` was asked for: a key of `ASKED_FOR`.

    It needs no table, so it answers even where there is none.
    """
    lang = language(request)
    say = translations(lang).gettext
    links = [
        (f"/?lang={lang}", say(mark("Back to the overview"))),
        (f"/country?lang={lang}", say(mark("All countries and regions"))),
        (f"/acts?lang={lang}", say(mark("Every act on record"))),
    ]
    body = _page(request, mark("Not found"), ASKED_FOR[what], links)
    return HTMLResponse(body, status_code=404, headers={"Cache-Control": "no-cache", "Vary": "Accept-Language"})


def no_table(request: Request) -> Response:
    """A 503 in the reader's language, for pages beside the app while there is no good table."""
    told = mark("Nothing is shown until the error in it is mended. Please come back later.")
    body = _page(request, mark("The table cannot be read"), told, [])
    return HTMLResponse(body, status_code=503, headers={"Cache-Control": "no-store", "Vary": "Accept-Language"})


def _page(request: Request, title: str, told: str, links: list[tuple[str, str]]) -> str:
    """A page with a title and a sentence, both messages of the catalogue, the address asked for, and ways on."""
    lang = language(request)
    say = translations(lang).gettext
    return page(
        "missing.html",
        tag=TAGS[lang],
        lang=lang,
        site=say(mark("Peach & Jade")),
        title=say(title),
        told=say(told),
        asked=plain(request.url.path, LONGEST),
        links=links,
    )


def routes() -> list[BaseRoute]:
    """The answer to every address that nobody else answers."""
    return [Nobody()]


class Nobody(BaseRoute):
    """Answers 404 where Streamlit would show its app for want of a file, and nowhere else.

    A route for any path would hide Streamlit's own addresses, today's or those of its next version. This one asks
    the running server: it steps back wherever another route or a file of Streamlit's answers, so only those requests
    reach it that the last mount, Streamlit's files, would answer with the app's page.
    """

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Full where nobody else answers; none otherwise."""
        nobody = scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and not self._is_answered(scope)
        return (Match.FULL, {"endpoint": page_not_found}) if nobody else (Match.NONE, {})

    def _is_answered(self, scope: Scope) -> bool:
        root = scope.get("root_path", "")
        path = scope["path"].removeprefix(root)
        # Streamlit refuses the one and answers for the other in ways of its own.
        if path.startswith(("//", "/_stcore/")) or HOSTS_OWN.match(path):
            return True
        # It sends a page's address with a slash behind on to the one without.
        forms = {path, path.rstrip("/") or "/"}
        others = [route for route in scope["app"].routes if route is not self and not _is_files(route)]
        asked = [{**scope, "path": root + form} for form in forms]
        return _is_file(path) or any(route.matches(one)[0] is not Match.NONE for route in others for one in asked)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the page."""
        await page_not_found(Request(scope, receive))(scope, receive, send)

    def url_path_for(self, name: str, /, **path_params: Any) -> URLPath:
        """No name leads here."""
        raise NoMatchFound(name, path_params)


def _is_files(route: BaseRoute) -> bool:
    """Whether a route is the mount of Streamlit's files, which takes every path."""
    return isinstance(route, Mount) and route.path == ""


def _is_file(path: str) -> bool:
    """Whether Streamlit has a file at a path."""
    home = Path(file_util.get_static_dir()).resolve()
    try:
        return (home / path.lstrip("/")).resolve().is_relative_to(home) and (home / path.lstrip("/")).is_file()
    except (OSError, ValueError):
        return False
