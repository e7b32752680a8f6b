"""Choose the studies of a quick replay: the cheapest of every family, as many as a minute has room for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from loyaltysim.studies.study import Study

MINUTE = 60.0
"""Seconds of one core that all studies of a quick replay may take together, by estimate."""
SPEED = 8_000_000.0
"""Customer-days that one core plays in a second, those that stand for the overhead counted in."""
OVERHEAD_OF_DAY = 7_000
"""Customers who take as long as what a day costs however few there are."""
OVERHEAD_OF_RUN = 40
"""Days that take as long as what a run costs before its first day."""
SETTLING = 7
"""Runs of the control arm that it usually takes to find a number of the baseline."""


@dataclass(frozen=True)
class Selection:
    """The studies of a quick replay.

    Parameters
    ----------
    chosen
        They, in the order in which they were given.
    of
        How many there were.
    left_out
        Families of which none is among them.
    """

    chosen: tuple[Study, ...]
    of: int
    left_out: tuple[str, ...]


def seconds(study: Study) -> float:
    """Estimate how long one core takes to replay a study on one seed, in seconds.

    Notes
    -----
    runs * (days + burn-in + 40) * (people + 7,000) / 8,000,000, where the runs are the arms and seven
    for each number of the baseline. The numbers were fitted to the times of 64 studies: half of these
    took 0.6 to 1.2 times as long as that, all together 0.9 times. What a scheme costs and who arrives
    is not in it: an estimate for choosing, no promise.
    """
    runs = len(study.scenario.schemes) + SETTLING * len(study.design.baseline)
    days = study.scenario.days + study.scenario.burn_in + OVERHEAD_OF_RUN
    return runs * days * (study.design.people + OVERHEAD_OF_DAY) / SPEED


def quick(studies: Sequence[Study]) -> Selection:
    """Choose the cheapest study of every family, then the cheapest of all others, while a minute has room."""
    chosen: set[str] = set()
    spent = 0.0
    for study in _in_turn(studies):
        if spent + seconds(study) <= MINUTE:
            spent += seconds(study)
            chosen.add(study.name)
    kept = tuple(study for study in studies if study.name in chosen)
    left_out = {one.design.family for one in studies} - {one.design.family for one in kept}
    return Selection(kept, len(studies), tuple(sorted(left_out)))


def _in_turn(studies: Sequence[Study]) -> list[Study]:
    """Put the cheapest study of each family first, and the cheaper before the dearer."""
    by_cost = sorted(studies, key=seconds)
    first: dict[str, Study] = {}
    for study in by_cost:
        first.setdefault(study.design.family, study)
    return sorted(by_cost, key=lambda study: first[study.design.family] is not study)
