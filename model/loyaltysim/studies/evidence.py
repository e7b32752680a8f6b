"""The evidence as a whole: every finding of some studies, as published and as the model has it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.comparison.playing.parallel import spread_out
from loyaltysim.normal import interval
from loyaltysim.studies.store import Piece, ReplayStore

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.comparison.playing.runner import Progress
    from loyaltysim.studies.replay import Estimate, Replay
    from loyaltysim.studies.study import Finding, Study

WORKING = "replaying studies"
WEAK = 0.15
"""Part of a band that counts as its end."""


@dataclass(frozen=True)
class Row:
    """One finding with what the model says of it, once for each seed."""

    study: Study
    name: str
    finding: Finding
    estimates: tuple[Estimate, ...]

    @property
    def seen(self) -> str:
        """What was changed of the study, or of this finding, after a first replay; nothing where it is blind."""
        told = (self.study.design.seen, self.finding.seen)
        return ". ".join(" ".join(text.split()) for text in told if text)

    @property
    def value(self) -> float:
        """What the model says: the mean over seeds."""
        return float(np.mean([one.value for one in self.estimates]))

    @property
    def interval(self) -> tuple[float, float]:
        """The 95% interval of that mean by the luck of the simulation."""
        error = np.sqrt(np.sum([one.error**2 for one in self.estimates])) / len(self.estimates)
        return interval(self.value, float(error))

    @property
    def sampled(self) -> tuple[float, float]:
        """What 95% of studies of the published size would have found, by the first seed."""
        return self.estimates[0].sampled

    @property
    def agrees(self) -> bool:
        """Whether the model's number lies in the band."""
        return self.finding.agrees(self.value)

    @property
    def is_at_edge(self) -> bool:
        """Whether the interval of the number reaches over an edge of the band."""
        low, high = self.interval
        return any(low < edge < high for edge in self.finding.band)

    @property
    def none(self) -> float | None:
        """What the number would be if nothing had an effect; none where it is no effect, or none was found."""
        return None if self.finding.use == "no effect" else self.finding.measure.of_no_effect()

    @property
    def size(self) -> float | None:
        """How large the effect is, as a part of the published one; none where a ratio would say nothing."""
        published, none = self.finding.published, self.none
        if none is None or published is None or published == none:
            return None
        return (self.value - none) / (published - none)

    @property
    def is_weak(self) -> bool:
        """Whether an effect is in its band, but at the end towards no effect."""
        low, high = self.finding.band
        if self.none is None or not self.agrees:
            return False
        weak = self.value - low if self.none < (low + high) / 2.0 else high - self.value
        return weak <= WEAK * (high - low)

    @property
    def seeds_agree(self) -> int:
        """Count the seeds whose number lies in the band."""
        return sum(self.finding.agrees(one.value) for one in self.estimates)


@dataclass(frozen=True)
class Evidence:
    """What came of replaying studies."""

    rows: tuple[Row, ...]
    replays: tuple[Replay, ...]
    """Of the first seed, one for each study."""
    constants: Constants
    seeds: tuple[int, ...]

    @property
    def informed(self) -> frozenset[str]:
        """Name the constants that findings inform."""
        return frozenset(name for row in self.rows for name in row.finding.informed)

    def used(self, use: str) -> tuple[Row, ...]:
        """Give the rows of one use."""
        return tuple(row for row in self.rows if row.finding.use == use)


def gather(
    studies: Sequence[Study],
    constants: Constants,
    seeds: Sequence[int],
    store: ReplayStore,
    *,
    jobs: int,
    progress: Progress,
) -> Evidence:
    """Replay studies.

    Parameters
    ----------
    studies
        The studies.
    constants
        How people behave, in all of them alike.
    seeds
        Each study is replayed on each.
    store
        Where finished replays are looked up and kept.
    """
    pieces = [Piece(study, constants, seed) for seed in seeds for study in studies]
    found = list(replays(pieces, store, jobs=jobs, progress=progress))
    by_study = [found[number :: len(studies)] for number in range(len(studies))]
    rows = (
        Row(study, name, finding, tuple(one.estimates[name] for one in ours))
        for study, ours in zip(studies, by_study, strict=True)
        for name, finding in study.design.findings.items()
    )
    return Evidence(tuple(rows), tuple(found[: len(studies)]), constants, tuple(seeds))


def replays(
    pieces: Sequence[Piece],
    store: ReplayStore,
    *,
    jobs: int,
    progress: Progress,
    label: str = WORKING,
) -> Iterator[Replay]:
    """Give the replays that are wanted, in order; finished ones are not made again."""
    progress(label, 0, len(pieces))
    for number, found in enumerate(spread_out(partial(_get, store), pieces, jobs), 1):
        progress(label, number, len(pieces))
        yield found


def _get(store: ReplayStore, piece: Piece) -> Replay:
    return store.get(piece)
