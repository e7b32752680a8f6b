"""Play batches on one or several processes. What comes out does not depend on how many."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from loyaltysim.comparison.identity import engine
from loyaltysim.comparison.parallel import spread_out
from loyaltysim.comparison.worker import Work

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from loyaltysim.comparison.store import Store
    from loyaltysim.comparison.work import Batch, PlayBatch
    from loyaltysim.simulation.run import SchemeRecord

Progress = Callable[[str, int, int], None]
"""Called with what is being done, and the customer-days done and to be done in all."""


def silent(_label: str, _done: int, _total: int) -> None:
    """Report nothing."""


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
        work = Work(self.store, self.play_batch, engine())
        play = work.play if min(self.jobs, len(todo)) <= 1 else work.play_in_worker
        return spread_out(play, todo, self.jobs)
