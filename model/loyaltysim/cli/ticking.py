"""What is written again and again while a piece of work lasts."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Ticking:
    """A thread that does something now and then until it is stopped."""

    def __init__(self) -> None:
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def running(self) -> bool:
        """Whether it was started and not stopped since."""
        return self._thread is not None

    def start(self, tick: Callable[[], None], waits: Iterable[float]) -> None:
        """Begin.

        Parameters
        ----------
        waits
            Seconds before each time.
        """
        self._ended.clear()
        self._thread = threading.Thread(target=self._run, args=(tick, waits), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End, and wait until it is over, or it might do it once more."""
        if self._thread is not None:
            self._ended.set()
            self._thread.join()
            self._thread = None

    def _run(self, tick: Callable[[], None], waits: Iterable[float]) -> None:
        for wait in waits:
            if self._ended.wait(wait):
                return
            tick()
