"""Play batches on one or several processes. What comes out does not depend on how many."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import joblib

from loyaltysim.comparison.identity import engine
from loyaltysim.comparison.worker import Work, deaf, play_in_worker
from loyaltysim.errors import LoyaltysimError, Problem

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from loyaltysim.comparison.store import Store
    from loyaltysim.comparison.work import Batch, PlayBatch
    from loyaltysim.simulation.run import SchemeRecord

Progress = Callable[[str, int, int], None]
"""Called with what is being done, and the customer-days done and to be done in all."""


def silent(_label: str, _done: int, _total: int) -> None:
    """Report nothing."""


def usable_cores() -> int:
    """Count the cores that this process may use."""
    return int(joblib.cpu_count())


@dataclass(frozen=True)
class Runner:
    """Plays batches into a store, on one or several processes.

    Parameters
    ----------
    jobs
        Processes to use; with 1 everything happens in this one.
    """

    store: Store
    play_batch: PlayBatch
    jobs: int = 1
    progress: Progress = silent

    def play(self, label: str, batches: Sequence[Batch]) -> None:
        """Bring every batch into the store; finished work is not done again.

        Parameters
        ----------
        label
            What is being done, for the progress report.

        Raises
        ------
        LoyaltysimError
            When a worker process was ended from outside. What was finished is kept.
        """
        missing = [batch.missing(self.store) for batch in batches]
        total = sum(batch.size for batch in batches)
        done = total - sum(batch.size for batch in missing)
        self.progress(label, done, total)
        for size in self._sizes([batch for batch in missing if batch.schemes]):
            done += size
            self.progress(label, done, total)

    def read(self, batch: Batch) -> dict[str, SchemeRecord]:
        """Read a batch that was played."""
        return batch.read(self.store, self.play_batch)

    def _sizes(self, todo: Sequence[Batch]) -> Iterator[int]:
        """Play batch after batch and give the size of each when it is finished."""
        jobs = min(self.jobs, len(todo))
        if jobs > 1:
            yield from self._in_workers(todo, jobs)
            return
        for batch in todo:
            batch.play(self.store, self.play_batch)
            yield batch.size

    def _in_workers(self, todo: Sequence[Batch], jobs: int) -> Iterator[int]:
        try:
            with closing(self._started(todo, jobs)) as finished:
                yield from finished
        except BrokenProcessPool as error:
            raise LoyaltysimError(
                Problem(
                    "a worker process was ended from outside, perhaps for want of memory",
                    "try again with --jobs 1; finished work is kept",
                )
            ) from error

    def _started(self, todo: Sequence[Batch], jobs: int) -> Generator[int]:
        # ordered: joblib's unordered generator may stop with "Set changed size during iteration"
        parallel = joblib.Parallel(
            n_jobs=jobs, backend="loky", return_as="generator", batch_size=1, max_nbytes=None
        )
        work = Work(self.store, self.play_batch, engine(), os.getpid())
        with deaf():
            finished = parallel(joblib.delayed(play_in_worker)(batch, work) for batch in todo)
        # as `return_as` says, though its annotation does not
        return cast("Generator[int]", finished)
