"""How the server answers: pages, JSON for the script of the pages, and what is said where something is wrong."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from starlette.responses import HTMLResponse, JSONResponse, Response

from loyaltysim.errors import InputError, Problem
from loyaltysim.language import say
from loyaltysim.studio.desk import DeskError
from loyaltysim.studio.folders import FullError, OpenError, StaleError, UnknownError
from loyaltysim.studio.templating import rendered

if TYPE_CHECKING:
    from starlette.requests import Request

    from loyaltysim.errors import LoyaltysimError

_STATUS = {UnknownError: 404, StaleError: 409, OpenError: 409, FullError: 429, DeskError: 422}


def page(name: str, /, status: int = 200, **values: Any) -> Response:  # noqa: ANN401 - what the template asks for
    """Answer with a page."""
    return HTMLResponse(rendered(name, **values), status)


def problem_page(status: int, message: str = "") -> Response:
    """Say what is wrong on a page."""
    return page(
        "problem.html", status, message=message or say("There is nothing under this address.")
    )


def refused(error: LoyaltysimError, *, for_script: bool) -> Response:
    """Say what is wrong in the way that was asked for."""
    status = _STATUS.get(type(error), 422)
    told = " ".join(_sentence(problem) for problem in error.problems)
    return JSONResponse({"problem": told}, status) if for_script else problem_page(status, told)


def _sentence(problem: Problem) -> str:
    told = f"{problem.message}; {problem.hint}" if problem.hint else problem.message
    told = f"{problem.where}: {told}" if problem.where else told[:1].upper() + told[1:]
    return told if told.endswith((".", "?")) else f"{told}."


async def body(request: Request) -> dict[str, Any]:
    """Read what a script sent.

    Raises
    ------
    InputError
        When it is no JSON object.
    """
    is_json = request.headers.get("content-type", "").lower().startswith("application/json")
    try:
        read = json.loads(await request.body()) if is_json else None
    except (ValueError, RecursionError):
        read = None
    if not isinstance(read, dict):
        raise InputError(Problem(say("This is no JSON object.")))
    return read


def text_in(given: dict[str, Any], key: str, most: int) -> str:
    """Take a text out of what was sent.

    Raises
    ------
    InputError
        When there is none, or it is too large.
    """
    text = given.get(key)
    if not isinstance(text, str):
        raise InputError(Problem(say("This lacks {key}.", key=key)))
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        raise InputError(Problem(say("This is no UTF-8 text."))) from error
    if size > most:
        told = say(
            "The scenario has {size} kB; the studio takes {most} kB at most.",
            size=size // 1000,
            most=most // 1000,
        )
        raise InputError(Problem(told))
    return text
