"""The scripts of our own components: fetched once and kept, instead of sent along with every answer."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from aid import components


def routes() -> list[BaseRoute]:
    """The address of each component's script."""
    return [Route("/front/{name}-{digest}.js", _script, methods=["GET"])]


def _script(request: Request) -> Response:
    """A component's script; under a digest that is not its own, which only a page of before an update asks for, too."""
    name = request.path_params["name"]
    if name not in components.names():
        return PlainTextResponse("No such script", 404)
    own = request.url.path.endswith(components.address(name))
    kept = "public, max-age=31536000, immutable" if own else "no-store"
    return Response(components.script(name), media_type="text/javascript", headers={"Cache-Control": kept})
