"""Processes beside the server: they begin quickly, know nothing of its connections, and end with it."""

from __future__ import annotations

import multiprocessing
import os
from functools import cache
from typing import TYPE_CHECKING, Any

from loyaltysim.language import say

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

PRELOADED = ["loyaltysim.studio.preload"]


@cache
def context() -> BaseContext:
    """Give what starts processes: where there is one, a server that has loaded everything and forks."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload(PRELOADED)
    return found


def get_ready() -> None:
    """Let what is needed be loaded before anybody asks."""
    if context().get_start_method() == "forkserver":
        from multiprocessing import forkserver  # noqa: PLC0415 - not everywhere

        forkserver.ensure_running()


def begin() -> None:
    """Leave Ctrl-C to the server, and end with whatever started this process."""
    from loyaltysim.comparison.playing.worker import begin_worker  # noqa: PLC0415 - the server does not need it

    begin_worker(os.getppid())


def went_wrong() -> str:
    """Say that something failed by no fault of the user's."""
    return say("Something went wrong in the studio; its terminal tells what.")


def end(process: Any) -> None:  # noqa: ANN401 - the classes of the start methods share no public type
    """End a process at once; everything it keeps is written as a whole or not at all."""
    if process.is_alive():
        process.kill()
    process.join()
    process.close()
