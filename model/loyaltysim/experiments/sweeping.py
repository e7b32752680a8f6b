"""Play every point of a plan and compare its schemes with the baseline, on the same luck."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import pandas as pd

from loyaltysim.errors import LoyaltysimError, StoreError, reason_of
from loyaltysim.experiments.folder import TABLE
from loyaltysim.experiments.options import options_of
from loyaltysim.experiments.plans.check import check_values
from loyaltysim.experiments.plans.load import load_experiment
from loyaltysim.experiments.rows import case_of, rows_key, rows_of
from loyaltysim.experiments.stream import play_cases

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from loyaltysim.comparison.playing.case import Case
    from loyaltysim.comparison.playing.runner import Progress, Runner
    from loyaltysim.experiments.folder import Folder
    from loyaltysim.experiments.options import Options
    from loyaltysim.experiments.plans.load import Experiment
    from loyaltysim.experiments.plans.points import Point
    from loyaltysim.experiments.rows import Row
    from loyaltysim.scenario.text.nodes import Scalar

EVERY, SHARE = 5.0, 0.005
"""Seconds after which the table on disk is brought up to date, and the most of the time that this may take."""


@dataclass(frozen=True)
class Outcome:
    """What came of a point."""

    point: Point
    rows: Sequence[Row]
    """A row for each scheme; none if the point failed."""

    reason: str = ""
    """Why it failed; "" if it did not."""

    @property
    def number(self) -> int:
        """The point's number, from 0 in the order of the design."""
        return self.point.number

    @property
    def parameters(self) -> Mapping[str, Scalar]:
        """The point's values by path."""
        return self.point.parameters

    @property
    def table(self) -> list[Row]:
        """The rows with the point's number and parameters; one row that says why if it failed."""
        known: Row = {"point": self.number, **self.parameters}
        if self.reason:
            return [{**known, "failed": self.reason}]
        return [{**known, "failed": None, **row} for row in self.rows]

    @property
    def frame(self) -> pd.DataFrame:
        """The same as a frame."""
        return pd.DataFrame(self.table)


@dataclass(frozen=True)
class Sweep:
    """The points of a plan, played when somebody asks for them.

    Iterating plays point after point and gives each as it is finished; finished work is read.
    """

    experiment: Experiment
    options: Options

    def __len__(self) -> int:
        """Count the points."""
        return len(self.experiment.points)

    def __iter__(self) -> Iterator[Outcome]:
        """Play the points in order, and keep the table up to date."""
        label, total = f"sweeping {len(self)} points", len(self)
        folder = self._files
        rows: list[Row] = []
        due = time.monotonic() + EVERY
        self.options.progress(label, 0, total)
        with self.options.runner() as runner:
            for outcome in outcomes_of(self.experiment, runner):
                rows += outcome.table
                self.options.progress(label, outcome.number + 1, total)
                if folder is not None and time.monotonic() > due:
                    begun = time.monotonic()
                    folder.write_rows(rows)
                    ended = time.monotonic()
                    due = ended + max(EVERY, (ended - begun) / SHARE)
                yield outcome
        if folder is not None:
            frame = pd.DataFrame(rows)
            failed = sum(1 for row in rows if row["failed"])
            tables = {TABLE: frame, "points.parquet": frame}
            folder.finish(tables, {"points": total, "failed": failed})

    def frame(self) -> pd.DataFrame:
        """Play what is not played yet and give all rows, in the order of the points."""
        return pd.DataFrame([row for outcome in self for row in outcome.table])

    @property
    def folder(self) -> Path | None:
        """Where the files are; None if none are written."""
        return None if self._files is None else self._files.path

    @cached_property
    def _files(self) -> Folder | None:
        asked = self.experiment
        said = [point.parameters for point in asked.points]
        return self.options.folder(
            "sweep", asked.name, plan=asked.plan, scenario=asked.scenario, said=said
        )


def sweep(  # noqa: PLR0913 - each is a choice of the user's
    plan: str | Path | Mapping[str, object],
    *,
    jobs: int | None = None,
    out: str | Path | None = "results",
    fresh: bool = False,
    progress: Progress | Literal[False] = False,
    dask: str | None = None,
    any_worker: bool = False,
) -> Sweep:
    """Prepare a sweep; iterate over it, or ask for its frame, to play it.

    Parameters
    ----------
    plan
        The path of a plan, the name of a bundled plan, or what a plan says, as a dict.
    jobs
        Processes to use; all usable cores if left out. Results do not depend on it.
    out
        Folder for the table and for finished work, which the next call uses; None keeps nothing.
    fresh
        Whether to play everything anew, as if nothing were finished.
    progress
        Called with what is being done, and the points done and to be done.
    dask
        Address of a Dask scheduler whose workers play, instead of processes here. Results do not depend on it.
    any_worker
        Whether workers may have other versions or processors than this machine, so that the last digits may differ.

    Raises
    ------
    ScenarioError
        With every problem of the plan, before anything is played.
    """
    options = options_of(
        jobs=jobs, out=out, fresh=fresh, progress=progress, dask=dask, any_worker=any_worker
    )
    experiment = load_experiment(plan)
    check_values(experiment)
    return Sweep(experiment, options)


def outcomes_of(experiment: Experiment, runner: Runner) -> Iterator[Outcome]:
    """Play the points of an experiment and give what came of each, in order."""
    begun: list[tuple[Point, Case | None, str, str, list[Row] | None]] = []

    def cases() -> Iterator[Case | None]:
        for point in experiment.points:
            case, reason = _case(point, experiment)
            key = rows_key(case) if case else ""
            known = runner.store.load_rows(key) if case else None
            begun.append((point, case, key, reason, known))
            yield None if known is not None else case

    for failure in play_cases(cases(), runner):
        point, case, key, reason, known = begun.pop(0)
        if case is None or failure:
            yield Outcome(point, (), reason or failure)
        elif known is not None:
            yield Outcome(point, known)
        else:
            yield _reckon(point, case, key, runner)


def _case(point: Point, experiment: Experiment) -> tuple[Case | None, str]:
    """Say what a point means, or why it means nothing."""
    try:
        return case_of(point.scenario(experiment.base), point.constants()), ""
    except LoyaltysimError as error:
        return None, reason_of(error)


def _reckon(point: Point, case: Case, key: str, runner: Runner) -> Outcome:
    """Make the rows of a point that was played, and keep them."""
    try:
        rows = rows_of(case, runner)
    except StoreError:
        raise
    except Exception as error:  # whatever it is concerns this point alone
        return Outcome(point, (), reason_of(error))
    runner.store.save_rows(key, rows)
    return Outcome(point, rows)
