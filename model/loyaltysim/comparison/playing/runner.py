"""Play batches on one or several processes, or on a cluster. What comes out does not depend on how many."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from loyaltysim.comparison.playing.identity import engine
from loyaltysim.comparison.playing.parallel import spread_out
from loyaltysim.comparison.playing.worker import Work

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from loyaltysim.comparison.playing.cluster import Cluster
    from loyaltysim.comparison.playing.store import Store
    from loyaltysim.comparison.playing.work import Batch, PlayBatch
    from loyaltysim.simulation.run import SchemeRecord

Progress = Callable[[str, int, int], None]
"""Called with what is being done, and the customer-days done and to be done in all."""


def silent(_label: str, _done: int, _total: int) -> None:
    """Report nothing."""


def _ignore(_batch: Batch) -> None:
    """Do nothing with what is played."""


@dataclass(frozen=True)
class Runner:
    """Plays batches into a store, on one or several processes.

    Parameters
    ----------
    jobs
        Processes to use; with 1 everything happens in this one.
    cluster
        Workers elsewhere that play instead.
    """

    store: Store
    play_batch: PlayBatch
    jobs: int = 1
    progress: Progress = silent
    cluster: Cluster | None = None

    def play(
        self, label: str, batches: Sequence[Batch], ready: Callable[[Batch], object] = _ignore
    ) -> None:
        """Bring every batch into the store; finished work is not done again.

        Parameters
        ----------
        label
            What is being done, for the progress report.
        ready
            Called with each batch, in order, as soon as it and those before it are there.

        Raises
        ------
        LoyaltysimError
            When a worker process was ended from outside. What was finished is kept.
        """
        missing = [batch.missing(self.store) for batch in batches]
        total = sum(batch.size for batch in batches)
        done = total - sum(batch.size for batch in missing)
        self.progress(label, done, total)
        todo = [batch for batch in missing if batch.schemes]
        with closing(self.each(todo)) as played:
            for batch, left in zip(batches, missing, strict=True):
                if left.schemes:
                    next(played)
                    done += left.size
                    self.progress(label, done, total)
                ready(batch)
            for _ in played:  # its end: nothing comes any more
                pass

    def read(self, batch: Batch) -> dict[str, SchemeRecord]:
        """Read a batch that was played."""
        return batch.read(self.store, self.play_batch)

    def each(self, batches: Sequence[Batch], *, forgiving: bool = False) -> Generator[str]:
        """Play batches and say of each, in order, why it failed; "" if it did not.

        Parameters
        ----------
        forgiving
            Whether a batch that fails is told of, and does not end the work.
        """
        if self.cluster is not None:
            return self.cluster.play(batches, self.play_batch, self.store, forgiving=forgiving)
        work = Work(self.store, self.play_batch, engine(), forgiving)
        return spread_out(work, batches, self.jobs)
