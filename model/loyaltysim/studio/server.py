"""Serve the studio on this machine, to nobody but those who know its token."""

from __future__ import annotations

import os
import socket
import threading
import time
import webbrowser
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn

from loyaltysim.comparison.playing.atomic import storing
from loyaltysim.errors import InputError, Problem
from loyaltysim.studio.app import make_app
from loyaltysim.studio.impatient import SECONDS, Impatient
from loyaltysim.studio.key import kept_token, write_mine
from loyaltysim.studio.templating import rendered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from starlette.applications import Starlette

HOST = "127.0.0.1"
MOST_AT_ONCE = 200
"""Connections; more are turned away."""


def serve(folder: Path, port: int, *, browser: bool, tell: Callable[[str], object]) -> None:
    """Serve until somebody ends it.

    Parameters
    ----------
    port
        0 for any that is free.
    browser
        Whether to open a browser as soon as pages can be shown.
    tell
        Called with the address, which ends with the token.

    Raises
    ------
    InputError
        When the port is taken.
    """
    listener = listen(port)
    port = listener.getsockname()[1]
    server = server_of(make_app(folder, port))
    address = f"http://{HOST}:{port}/?token={kept_token(folder)}"
    tell(address)
    with leading_to(address, folder) as page:
        if browser:
            threading.Thread(target=_open, args=(server, page), daemon=True).start()
        server.run(sockets=[listener])


def server_of(app: Starlette) -> uvicorn.Server:
    """Make a server that says nothing of itself, trusts no proxy and is not held up by slow visitors."""
    config = uvicorn.Config(
        app,
        http=Impatient,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        lifespan="on",
        timeout_keep_alive=SECONDS,
        timeout_graceful_shutdown=SECONDS,
        limit_concurrency=MOST_AT_ONCE,
    )
    return uvicorn.Server(config)


def listen(port: int) -> socket.socket:
    """Take a port of this machine, which no other machine can reach.

    Raises
    ------
    InputError
        When it is taken.
    """
    found = socket.socket()
    if os.name == "posix":  # elsewhere it would let others take the port, too
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((HOST, port))
    except (OSError, OverflowError) as error:
        found.close()
        hint = "name another with --port, or 0 for any that is free"
        raise InputError(Problem(f"the port {port} cannot be used", hint)) from error
    return found


@contextmanager
def leading_to(address: str, folder: Path) -> Iterator[Path]:
    """Make a page, for a while, that leads to an address: every user of a machine sees what browsers are called with."""
    page = folder / "open.html"
    with storing(page):
        page.unlink(missing_ok=True)
        write_mine(page, rendered("open.html", address=address))
    try:
        yield page
    finally:
        page.unlink(missing_ok=True)


def _open(server: uvicorn.Server, page: Path) -> None:
    while not server.started and not server.should_exit:
        time.sleep(0.05)
    webbrowser.open(page.resolve().as_uri())
