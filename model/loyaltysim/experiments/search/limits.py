"""Which candidates keep to the constraints, which are beaten, and which are so surely that they need no more markets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.comparison.measures.effects import mean_effect
from loyaltysim.experiments.aims import AIMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from loyaltysim.comparison.measures.effects import FloatArray
    from loyaltysim.experiments.aims import AimName
    from loyaltysim.experiments.search.measured import Measured
    from loyaltysim.experiments.search.plan import Limits

SURE = 0.99
"""Level of the intervals by which a candidate is given up: one that is as good is lost once in 200 times."""


def violations(measured: Measured, limits: Limits) -> dict[str, float]:
    """Give by constraint how far a candidate is beyond it; 0 or less keeps to it.

    A segment is worse only if it is so beyond luck: how far its 95% interval lies below 0.
    """
    found = {name: _beyond(measured, aim, limit) for name, aim, limit in _stated(limits)}
    if limits.no_segment_worse:
        found["no_segment_worse"] = max(map(_worse, measured.segments.values()), default=0.0)
    return found


def _stated(limits: Limits) -> Iterator[tuple[str, AimName, float]]:
    told: tuple[tuple[str, AimName, float | None], ...] = (
        ("budget", "cost", limits.budget),
        ("liability", "liability", limits.liability),
        ("profit", "profit", limits.profit),
    )
    for name, aim, limit in told:
        if limit is not None:
            yield name, aim, limit


def _beyond(measured: Measured, aim: AimName, limit: float) -> float:
    return AIMS[aim].better * (limit - measured.effect(aim).estimate)


def keeps(measured: Measured, limits: Limits) -> bool:
    """Tell whether a candidate keeps to all constraints."""
    return all(beyond <= 0 for beyond in violations(measured, limits).values())


def hopeless(
    measured: Measured, limits: Limits, best: Iterable[Measured], aims: Sequence[AimName]
) -> str:
    """Say why a candidate needs no more markets: surely beyond a constraint, or surely beaten; "" if neither."""
    for name, aim, limit in _stated(limits):
        nearest = measured.effect(aim, SURE)
        end = nearest.low if AIMS[aim].better < 0 else nearest.high
        if AIMS[aim].better * (limit - end) > 0:
            return f"surely beyond {name}"
    for other in best:
        if all(measured.lead(other, aim, SURE).high < 0 for aim in aims):
            return "surely beaten"
    return ""


def front(measured: Mapping[int, Measured], aims: Sequence[AimName]) -> list[int]:
    """Give the numbers of the candidates that no other beats, the best at the first aim first.

    One candidate beats another that is nowhere better and somewhere worse.
    """
    worth = {
        number: tuple(AIMS[aim].better * one.effect(aim).estimate for aim in aims)
        for number, one in measured.items()
    }
    left = [n for n, own in worth.items() if not any(_beats(w, own) for w in worth.values())]
    return sorted(left, key=lambda number: tuple(-value for value in worth[number]))


def _beats(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one != other and all(a >= b for a, b in zip(one, other, strict=True))


def _worse(differences: FloatArray) -> float:
    """Tell how far a segment is surely below nothing; less than 0 if it is not."""
    return -mean_effect(differences).high
