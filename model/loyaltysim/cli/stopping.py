"""SIGTERM, as `timeout` and schedulers send it, handled as Ctrl-C is: everything is put in order, then it ends."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator


class StoppedError(KeyboardInterrupt):
    """The process was told to end."""


@contextmanager
def stoppable() -> Iterator[None]:
    """Raise `StoppedError` at the first SIGTERM; further ones do not disturb the end."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may say what happens at a signal
        return
    before = signal.getsignal(signal.SIGTERM)
    if before is signal.SIG_IGN:
        yield  # whoever started this wants it to go on
        return
    signal.signal(signal.SIGTERM, _stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before or signal.SIG_DFL)


def _stop(_number: int, _frame: object) -> NoReturn:
    # `timeout` sends it to the process and once more to its whole group
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise StoppedError
