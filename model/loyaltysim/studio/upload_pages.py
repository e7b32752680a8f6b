"""Where purchase records come in: read to disk as they come, bounded, and looked at by another process."""

from __future__ import annotations

import re
import secrets
import shutil
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from loyaltysim.comparison.playing.atomic import make_folder, storing
from loyaltysim.errors import InputError, Problem
from loyaltysim.language import say
from loyaltysim.studio.answers import text_in
from loyaltysim.studio.folders import stale

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request

    from loyaltysim.studio.state import Studio

BYTES = "application/octet-stream"
_ODD = re.compile(r"[^A-Za-z0-9._-]+")
LONGEST = 60


async def upload(studio: Studio, request: Request) -> Response:
    """Take a purchase record into a draft, and make its customers of it."""
    if request.headers.get("content-type", "") != BYTES:
        raise InputError(Problem(say("This is no file.")))
    draft = await run_in_threadpool(studio.drafts.read, request.path_params["id"])
    if draft.revision != request.query_params.get("revision"):
        raise stale()
    await run_in_threadpool(studio.room.reserve)
    corner = studio.incoming / secrets.token_hex(8)
    file = corner / "brought" / file_name(request.query_params.get("name", ""))
    whole = corner / "whole"
    try:
        await _receive(request, file)
        made: dict[str, Any] = await run_in_threadpool(
            studio.desk.ask, "brought", draft.text, studio.drafts.path(draft.id), file, whole
        )
        text, place = text_in(made, "text", studio.limits.text), made["place"]
        files = {place: whole / place}
        await run_in_threadpool(studio.drafts.save, draft.id, draft.revision, text, files)
    finally:
        studio.room.release()
        await run_in_threadpool(shutil.rmtree, corner, ignore_errors=True)
    return JSONResponse({key: made[key] for key in made.keys() - {"text", "place"}})


def file_name(given: str) -> str:
    """Make a name that is safe on every system of one that somebody gave.

    Examples
    --------
    >>> file_name("../Our sales (2024).csv")
    'Our_sales_2024.csv'
    """
    path = PurePath(given.replace("\\", "/"))
    ending = _ODD.sub("", "".join(path.suffixes[-2:]))[-12:]
    stem = _ODD.sub("_", path.name.removesuffix("".join(path.suffixes[-2:]))).strip("._-")
    return (stem[:LONGEST] or "data") + ending


async def _receive(request: Request, file: Path) -> None:
    with storing(file):
        make_folder(file.parent)
        with file.open("wb") as kept:
            async for part in request.stream():
                await run_in_threadpool(kept.write, part)


PAGES: dict[str, Any] = {"/drafts/{id}/data": (upload, "POST")}
