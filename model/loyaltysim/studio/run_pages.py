"""Pages of runs: how far one is, what came of it, and all there were."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response

from loyaltysim.errors import Problem
from loyaltysim.language import say, spoken
from loyaltysim.studio.answers import page
from loyaltysim.studio.folders import DONE, OPEN, OUTCOME, UnknownError

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request

    from loyaltysim.studio.folders import Run
    from loyaltysim.studio.state import Studio

OF_REPORT = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""The policy of the report as a file, which brings its own style."""


async def history(studio: Studio, _request: Request) -> Response:
    """List all runs."""
    runs = await run_in_threadpool(studio.runs.all)
    return page("runs.html", kept=[run.kept for run in runs])


async def run_page(studio: Studio, request: Request) -> Response:
    """Show a run: how far it is, or its result."""
    run = await run_in_threadpool(studio.runs.read, request.path_params["id"])
    shared: dict[str, Any] = {
        "run": run,
        "has_draft": await run_in_threadpool(_has_draft, studio, run),
    }
    if run.state != DONE:
        told = await run_in_threadpool(_state, studio, run)
        return page("run.html", told=told, early=told["early"], **shared)
    report = await run_in_threadpool(_report, studio, run)
    begin, end = report.index("<header>"), report.rindex("</body>")
    return page("result.html", report=report[begin:end], **shared)


def _has_draft(studio: Studio, run: Run) -> bool:
    """Tell whether the draft that was played is there, unchanged."""
    played = studio.runs.path(run.id) / "files" / "scenario.yaml"
    draft = studio.drafts.path(run.draft) / "scenario.yaml"
    return draft.is_file() and draft.read_bytes() == played.read_bytes()


def _results(studio: Studio, run: Run) -> Path:
    named = studio.runs.told(run.id, OUTCOME).get("results", "")
    return studio.out / str(named)


def _report(studio: Studio, run: Run) -> str:
    made: str = studio.desk.ask("result", _results(studio, run), spoken())
    return made


def _state(studio: Studio, run: Run) -> dict[str, Any]:
    told = studio.runs.told(run.id, "progress.json")
    return {
        "state": run.state,
        "open": run.state in OPEN,
        "message": run.message,
        "before": studio.keeper.before(run.id),
        "label": str(told.get("label", "")),
        "done": int(told.get("done", 0)),
        "total": int(told.get("total", 0)),
        "early": studio.runs.early(run.id),
    }


async def state(studio: Studio, request: Request) -> Response:
    """Tell the script of a page how far a run is."""
    run = await run_in_threadpool(studio.runs.read, request.path_params["id"])
    return JSONResponse(await run_in_threadpool(_state, studio, run))


async def cancel(studio: Studio, request: Request) -> Response:
    """End a run."""
    run = await run_in_threadpool(studio.keeper.cancel, request.path_params["id"])
    return JSONResponse({"state": run.state})


async def remove(studio: Studio, request: Request) -> Response:
    """Take a run out of the history."""
    await run_in_threadpool(studio.keeper.remove, request.path_params["id"])
    return JSONResponse({"url": "/runs"})


async def report(studio: Studio, request: Request) -> Response:
    """Give the report as a file."""
    run = await _finished(studio, request)
    text = await run_in_threadpool(_report, studio, run)
    named = {"content-disposition": 'attachment; filename="report.html"'}
    return HTMLResponse(text, headers={"content-security-policy": OF_REPORT, **named})


async def data(studio: Studio, request: Request) -> Response:
    """Give all files of the results as one."""
    run = await _finished(studio, request)
    path = studio.runs.path(run.id) / "data.zip"
    return FileResponse(path, media_type="application/zip", filename="data.zip")


async def scenario(studio: Studio, request: Request) -> Response:
    """Give the scenario as it was played, with its comments."""
    run = await run_in_threadpool(studio.runs.read, request.path_params["id"])
    path = studio.runs.path(run.id) / "files" / "scenario.yaml"
    return FileResponse(path, media_type="application/yaml", filename="scenario.yaml")


async def _finished(studio: Studio, request: Request) -> Run:
    run = await run_in_threadpool(studio.runs.read, request.path_params["id"])
    if run.state != DONE:
        raise UnknownError(Problem(say("this run has no results")))
    return run


PAGES: dict[str, Any] = {
    "/runs": (history, "GET"),
    "/runs/{id}": (run_page, "GET"),
    "/runs/{id}/state": (state, "GET"),
    "/runs/{id}/cancel": (cancel, "POST"),
    "/runs/{id}/remove": (remove, "POST"),
    "/runs/{id}/report.html": (report, "GET"),
    "/runs/{id}/data.zip": (data, "GET"),
    "/runs/{id}/scenario.yaml": (scenario, "GET"),
}
