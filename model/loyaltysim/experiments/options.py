"""How a plan is carried out, whatever it asks."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from loyaltysim.comparison.playing.cluster import opened_cluster
from loyaltysim.comparison.playing.parallel import usable_cores
from loyaltysim.comparison.playing.runner import Progress, Runner, silent
from loyaltysim.comparison.playing.store import opened_store
from loyaltysim.errors import InputError, Problem
from loyaltysim.experiments.folder import Folder
from loyaltysim.simulation.run import run_batch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from loyaltysim.comparison.playing.work import PlayBatch
    from loyaltysim.experiments.plans.plan import Question
    from loyaltysim.experiments.plans.source import Command
    from loyaltysim.scenario.schema import Scenario


@dataclass(frozen=True)
class Options:
    """How a plan is carried out."""

    jobs: int = 1
    out: Path | None = None
    fresh: bool = False
    progress: Progress = silent
    play_batch: PlayBatch = run_batch
    draw: Callable[[Any, Path], Iterable[Path]] | None = None
    """Writes pictures of what was found into a folder, and names the files."""

    dask: str | None = None
    any_worker: bool = False

    @contextmanager
    def runner(self) -> Iterator[Runner]:
        """Open the store and, if one is named, the cluster, and play with them."""
        with (
            opened_store(None if self.fresh else self.out, any_worker=self.any_worker) as store,
            opened_cluster(self.dask, any_worker=self.any_worker) as cluster,
        ):
            yield Runner(store, self.play_batch, self.jobs, cluster=cluster)

    def folder(
        self, command: Command, name: str, *, plan: Question, scenario: Scenario, said: object
    ) -> Folder | None:
        """Say where the files of a plan are (see `Folder`); None if none are written."""
        if self.out is None:
            return None
        return Folder(self.out, command, name, plan, scenario, said, self.any_worker)


def options_of(  # noqa: PLR0913 - each is a choice of the user's
    *,
    jobs: int | None,
    out: str | Path | None,
    fresh: bool,
    progress: Progress | Literal[False],
    dask: str | None,
    draw: Callable[[Any, Path], Iterable[Path]] | None = None,
    any_worker: bool = False,
) -> Options:
    """Take the options as a user gives them.

    Raises
    ------
    InputError
        When the number of processes is none.
    """
    if jobs is not None and jobs < 1:
        raise InputError(Problem(f"must be at least 1, but is {jobs}", where="jobs"))
    return Options(
        jobs or usable_cores(),
        None if out is None else Path(out),
        fresh,
        progress or silent,
        draw=draw,
        dask=dask,
        any_worker=any_worker,
    )
