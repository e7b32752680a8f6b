"""Pages of scenarios: choose one, change it in forms or as YAML, and run it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, RedirectResponse, Response

from loyaltysim.errors import InputError, Problem
from loyaltysim.language import LANGUAGES, say
from loyaltysim.scenario.bundled import bundled_folder, bundled_names
from loyaltysim.studio.answers import body, page, text_in
from loyaltysim.studio.folders import stale, title_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from loyaltysim.studio.state import Studio

RECENT = 8
DEEPEST = 12


async def start(studio: Studio, request: Request) -> Response:
    """Show what there is to begin with."""
    language = request.query_params.get("language")
    if language in LANGUAGES:
        response = RedirectResponse("/", 303)
        response.set_cookie("language", language, httponly=True, samesite="strict")
        return response
    runs = await run_in_threadpool(studio.runs.all)
    drafts = await run_in_threadpool(studio.drafts.all)
    return page(
        "start.html",
        bundled=_bundled(),
        drafts=drafts[:RECENT],
        more_drafts=len(drafts) > RECENT,
        runs=[run.kept for run in runs[:RECENT]],
        more_runs=len(runs) > RECENT,
    )


def _bundled() -> list[tuple[str, str]]:
    """Name the bundled scenarios with their questions, without reading them as a whole."""
    texts = {
        name: (bundled_folder() / f"{name}.yaml").read_text("utf-8") for name in bundled_names()
    }
    return [(name, title_of(text) or name) for name, text in texts.items()]


async def kept(studio: Studio, _request: Request) -> Response:
    """List all drafts."""
    return page("drafts.html", kept=await run_in_threadpool(studio.drafts.all))


async def remove(studio: Studio, request: Request) -> Response:
    """Take a draft away."""
    await run_in_threadpool(studio.drafts.remove, request.path_params["id"])
    return JSONResponse({"url": "/scenarios"})


async def make(studio: Studio, request: Request) -> Response:
    """Begin a draft: a bundled scenario, a file, or what was played in a run."""
    given = await body(request)
    files: Mapping[str, bytes] = {}
    if "bundled" in given:
        text, files = await run_in_threadpool(studio.desk.ask, "bundled", str(given["bundled"]))
    elif "run" in given:
        draft = await run_in_threadpool(_from_run, studio, str(given["run"]))
        return JSONResponse({"url": f"/drafts/{draft}"}, 201)
    else:
        text = text_in(given, "text", studio.limits.text)
    draft_made = await run_in_threadpool(studio.drafts.make, text, files)
    return JSONResponse({"url": f"/drafts/{draft_made.id}"}, 201)


def _from_run(studio: Studio, name: str) -> str:
    run = studio.runs.read(name)
    folder = studio.runs.path(run.id) / "files"
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    return studio.drafts.make(files.pop("scenario.yaml").decode(), files).id


async def edit_page(studio: Studio, request: Request) -> Response:
    """Show the forms of a draft."""
    draft = await run_in_threadpool(studio.drafts.read, request.path_params["id"])
    made = await run_in_threadpool(
        studio.desk.ask, "editor", draft.text, studio.drafts.path(draft.id)
    )
    if not made["readable"]:
        return RedirectResponse(f"/drafts/{draft.id}/yaml", 303)
    return page("editor.html", draft=draft, view="forms", **made)


async def yaml_page(studio: Studio, request: Request) -> Response:
    """Show the YAML of a draft."""
    draft = await run_in_threadpool(studio.drafts.read, request.path_params["id"])
    made = await run_in_threadpool(
        studio.desk.ask, "checked", draft.text, studio.drafts.path(draft.id)
    )
    return page("yaml.html", draft=draft, view="yaml", **made)


async def edit(studio: Studio, request: Request) -> Response:
    """Change a draft as a form asks for."""
    given = await body(request)
    draft = await run_in_threadpool(studio.drafts.read, request.path_params["id"])
    if draft.revision != given.get("revision"):
        raise stale()
    folder = studio.drafts.path(draft.id)
    made = await run_in_threadpool(studio.desk.ask, "edited", draft.text, folder, _edit(given))
    text = text_in(made, "text", studio.limits.text)
    await run_in_threadpool(studio.drafts.save, draft.id, draft.revision, text)
    return JSONResponse({key: value for key, value in made.items() if key != "text"})


def _edit(given: Mapping[str, Any]) -> Mapping[str, Any]:
    """Take an edit out of what was sent: nothing but short texts and whole numbers."""
    asked = given.get("edit")
    way = asked.get("path") if isinstance(asked, dict) else None
    if not isinstance(asked, dict) or not isinstance(way, list) or len(way) > DEEPEST:
        raise InputError(Problem(say("This is no change of a scenario.")))
    if not all(isinstance(part, str | int) and not isinstance(part, bool) for part in way):
        raise InputError(Problem(say("This is no change of a scenario.")))
    rest = [value for key, value in asked.items() if key != "path"]
    if "do" not in asked or not all(
        value is None or isinstance(value, str | int) for value in rest
    ):
        raise InputError(Problem(say("This is no change of a scenario.")))
    return asked


async def write(studio: Studio, request: Request) -> Response:
    """Put a text in the place of a draft's."""
    given = await body(request)
    text = text_in(given, "text", studio.limits.text)
    name = request.path_params["id"]
    await run_in_threadpool(studio.drafts.save, name, str(given.get("revision")), text)
    made = await run_in_threadpool(studio.desk.ask, "checked", text, studio.drafts.path(name))
    return JSONResponse(made)


async def run(studio: Studio, request: Request) -> Response:
    """Play a draft as it is now."""
    draft = await run_in_threadpool(studio.drafts.read, request.path_params["id"])
    folder = studio.drafts.path(draft.id)
    title = await run_in_threadpool(studio.desk.ask, "runnable", draft.text, folder, studio.limits)
    started = await run_in_threadpool(studio.keeper.add, folder, title)
    return JSONResponse({"url": f"/runs/{started.id}"}, 201)


async def download(studio: Studio, request: Request) -> Response:
    """Give the YAML of a draft as a file."""
    draft = await run_in_threadpool(studio.drafts.read, request.path_params["id"])
    return Response(
        draft.text.encode(),
        media_type="application/yaml",
        headers={"content-disposition": 'attachment; filename="scenario.yaml"'},
    )


async def mechanics(studio: Studio, request: Request) -> Response:
    """Show what schemes can be made of."""
    kind = request.path_params.get("kind", "")
    made = await run_in_threadpool(studio.desk.ask, "mechanics", kind)
    return page("mechanic.html" if kind else "mechanics.html", **made)


PAGES: dict[str, Any] = {
    "/": (start, "GET"),
    "/scenarios": (kept, "GET"),
    "/drafts": (make, "POST"),
    "/drafts/{id}": (edit_page, "GET"),
    "/drafts/{id}/yaml": (yaml_page, "GET"),
    "/drafts/{id}/edit": (edit, "POST"),
    "/drafts/{id}/text": (write, "POST"),
    "/drafts/{id}/run": (run, "POST"),
    "/drafts/{id}/remove": (remove, "POST"),
    "/drafts/{id}/scenario.yaml": (download, "GET"),
    "/mechanics": (mechanics, "GET"),
    "/mechanics/{kind}": (mechanics, "GET"),
}
