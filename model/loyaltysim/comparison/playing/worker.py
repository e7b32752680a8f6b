"""What happens in a worker process, and how it is started so that Ctrl-C is the parent's alone."""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from loyaltysim.comparison.playing.identity import engine
from loyaltysim.errors import Problem, StoreError, reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from loyaltysim.comparison.playing.store import Store
    from loyaltysim.comparison.playing.work import Batch, PlayBatch


@dataclass(frozen=True)
class Work:
    """What plays a batch into a store, and what it is told beside the batch."""

    store: Store
    play_batch: PlayBatch
    engine: Mapping[str, str]
    """What computes in the parent, whose keys the worker saves under."""

    forgiving: bool = False
    """Whether a batch that fails is told of, and does not end the work."""

    def __call__(self, batch: Batch) -> str:
        """Play a batch and say why it failed; "" if it did not.

        Raises
        ------
        StoreError
            When this process is another program than the parent, or nothing can be kept, for then no
            other batch can be played either.
        """
        if engine() != self.engine:
            raise StoreError(
                Problem(
                    "the program was changed while it ran, so its workers compute something else",
                    "run the command again; finished work is kept",
                    file=str(self.store.folder),
                )
            )
        try:
            batch.play(self.store, self.play_batch)
        except Exception as error:  # whatever it is concerns this batch alone
            if not self.forgiving or isinstance(error, StoreError):
                raise
            return reason_of(error)
        return ""


@contextmanager
def deaf() -> Iterator[None]:
    """Ignore Ctrl-C while processes are started, which ignore it too from their first moment.

    It reaches every process of a terminal, also one that is still importing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may say what happens at a signal
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before or signal.SIG_DFL)


@cache
def begin_worker(parent: int) -> None:
    """Leave Ctrl-C, and SIGTERM sent to the whole group, to the parent, and end with it."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)  # nobody is left to be told; what was being written is temporary
