"""Play points that are not known beforehand, and keep all that came of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from loyaltysim.experiments.aims import AIMS
from loyaltysim.experiments.plans.points import Point
from loyaltysim.experiments.sweeping import outcomes_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from loyaltysim.comparison.playing.runner import Progress, Runner
    from loyaltysim.experiments.aims import AimName
    from loyaltysim.experiments.plans.load import Experiment
    from loyaltysim.experiments.rows import Row

Effects = dict[str, dict["AimName", float]]
"""What a point says of every scheme, the baseline among them, against the baseline."""


@dataclass
class Player:
    """Plays points of an experiment, whose own points do not matter."""

    experiment: Experiment
    runner: Runner
    progress: Progress
    rows: list[Row] = field(default_factory=list)
    """Of all points that were played, with what they were played for."""

    failed: int = 0

    def play(self, purpose: str, label: str, points: Sequence[Point]) -> list[Effects | None]:
        """Play points and give their effects; None of a point that failed.

        Parameters
        ----------
        purpose
            What the points are for, for the table.
        label
            What is being done, for the progress report.
        """
        before = self.rows[-1]["point"] if self.rows else -1
        first = int(str(before)) + 1
        numbered = tuple(Point(first + number, p.values) for number, p in enumerate(points))
        return list(self._play(purpose, label, replace(self.experiment, points=numbered)))

    def _play(self, purpose: str, label: str, asked: Experiment) -> Iterator[Effects | None]:
        total = len(asked.points)
        self.progress(label, 0, total)
        for done, outcome in enumerate(outcomes_of(asked, self.runner), start=1):
            self.rows += [{"played_for": purpose, **row} for row in outcome.table]
            self.failed += bool(outcome.reason)
            self.progress(label, done, total)
            yield None if outcome.reason else effects_of(outcome.rows, asked)


def effects_of(rows: Sequence[Row], experiment: Experiment) -> Effects:
    """Give every scheme's effects from the rows of a point."""
    by_scheme: Mapping[str, Row] = {str(row["scheme"]): row for row in rows}
    baseline = by_scheme[experiment.scenario.compare.baseline]
    return {
        scheme: {name: aim.effect(row, baseline) for name, aim in AIMS.items()}
        for scheme, row in by_scheme.items()
    }
