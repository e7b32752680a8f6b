"""The pages of the studio and what they ask for, by address."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Route

from loyaltysim.errors import LoyaltysimError
from loyaltysim.studio import draft_pages, run_pages, upload_pages
from loyaltysim.studio.answers import problem_page, refused
from loyaltysim.studio.guard import Guard
from loyaltysim.studio.limits import Limits
from loyaltysim.studio.processes import get_ready
from loyaltysim.studio.state import Studio

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from starlette.requests import Request

    Page = Callable[[Studio, Request], Awaitable[Response]]

STATIC = {
    "studio.js": ("loyaltysim.studio", "static/studio.js", "text/javascript"),
    "studio.css": ("loyaltysim.studio", "static/studio.css", "text/css"),
    "report.css": ("loyaltysim.report", "page/page.css", "text/css"),
}
PAGES: dict[str, tuple[Page, str]] = {
    **draft_pages.PAGES,
    **upload_pages.PAGES,
    **run_pages.PAGES,
}


def make_app(folder: Path, port: int, limits: Limits | None = None) -> Starlette:
    """Make the application.

    Parameters
    ----------
    folder
        Where drafts, runs and results are kept.
    port
        Port under which it is asked.
    """
    limits = limits or Limits()
    studio = Studio.opened(folder, limits)

    @asynccontextmanager
    async def life(_app: Starlette) -> AsyncIterator[None]:
        get_ready()
        studio.keeper.start()
        yield
        await run_in_threadpool(studio.keeper.stop)

    routes = [
        Route(path, _Answering(studio, page, method), methods=[method])
        for path, (page, method) in PAGES.items()
    ]
    most = {"application/json": limits.body, upload_pages.BYTES: limits.data}
    return Starlette(
        routes=[*routes, Route("/static/{name}", _static)],
        middleware=[Middleware(Guard, port=port, most=most, token=studio.token)],
        exception_handlers={404: _not_found},
        lifespan=life,
    )


@dataclass(frozen=True)
class _Answering:
    """Answers one address; what users can put right becomes a page or, for scripts, JSON."""

    studio: Studio
    page: Page
    method: str

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI's
        from starlette.requests import Request  # noqa: PLC0415 - its name is for types above

        request = Request(scope, receive)
        try:
            response = await self.page(self.studio, request)
        except LoyaltysimError as error:
            response = refused(
                error, for_script=self.method == "POST" or request.url.path.endswith("/state")
            )
        await response(scope, receive, send)


@cache
def _read(package: str, name: str) -> bytes:
    return (files(package) / name).read_bytes()


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in STATIC:
        return problem_page(404)
    package, file, kind = STATIC[name]
    return Response(_read(package, file), media_type=kind)


async def _not_found(_request: Request, _error: Exception) -> Response:
    return problem_page(404)
