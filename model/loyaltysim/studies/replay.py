"""Replay a study: settle its baseline, play its arms, and estimate what it found."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.randomness import uniform_draws
from loyaltysim.studies.baseline import settle
from loyaltysim.studies.measure import Seen
from loyaltysim.studies.measures import Constant
from loyaltysim.studies.play import play_arms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.studies.measure import Measure
    from loyaltysim.studies.study import Design, Study
    from loyaltysim.studies.trace import Trace

    Traces = Mapping[str, Trace]

PIECES = 20
"""Groups of neighbours that are left out in turns to learn how well a number is known."""
REPLICATIONS = 200
"""Samples of the study's own size."""


@dataclass(frozen=True)
class Estimate:
    """What the model says of one finding.

    Parameters
    ----------
    value
        The number over all simulated people.
    error
        Its standard error by the luck of the simulation (grouped jackknife, Tukey 1958); NaN where the
        number cannot be estimated without some of the people.
    sampled
        Lowest and highest number that 95% of studies of the published size would have found; NaN
        where the study is no sample of persons.
    """

    value: float
    error: float
    sampled: tuple[float, float]


@dataclass(frozen=True)
class Replay:
    """A study as the model has it."""

    study: str
    found: Mapping[str, float]
    """What was fitted to the control arm, by path."""
    missed: Mapping[str, float]
    """What the control arm came to, where the published number is out of reach."""
    estimates: Mapping[str, Estimate]
    """By finding."""


def replay(
    study: Study,
    constants: Constants,
    seed: int,
    findings: Sequence[str] | None = None,
    replications: int = REPLICATIONS,
) -> Replay:
    """Replay a study.

    Parameters
    ----------
    study
        The study.
    constants
        How people behave, in all studies alike.
    seed
        Any whole number.
    findings
        Names of those that are estimated; all if left out.
    replications
        Samples of the study's own size; none where only the numbers are wanted.
    """
    chosen = study.measures(findings)
    if all(isinstance(measure, Constant) for measure in chosen.values()):
        values = {name: one.value(Seen({}, constants)) for name, one in chosen.items()}
        exact = {name: Estimate(value, 0.0, _UNKNOWN) for name, value in values.items()}
        return Replay(study.name, {}, {}, exact)
    settled = settle(study, constants, seed)
    arms = [arm for arm in study.scenario.schemes if any(arm in m.arms() for m in chosen.values())]
    traces = play_arms(settled.study, arms, (constants, seed), study.followed(findings))
    measures = tuple(chosen.values())
    samples = [
        [measure.value(seen) for measure in measures]
        for seen in _samples(study, (traces, constants), seed, replications)
    ]
    found = [
        _estimate(measure, Seen(traces, constants), exact=not replications) for measure in measures
    ]
    estimates = {
        name: Estimate(*one, _spread(one[0], [values[at] for values in samples], study.design))
        for at, (name, one) in enumerate(zip(chosen, found, strict=True))
    }
    return Replay(study.name, settled.found, settled.missed, estimates)


_UNKNOWN = (math.nan, math.nan)


def _estimate(measure: Measure, seen: Seen, *, exact: bool) -> tuple[float, float]:
    """Give the number and, unless it alone is wanted, its standard error."""
    value = measure.value(seen)
    if exact:
        return value, math.nan
    rest = (Seen(_without(seen.arms, piece), seen.constants) for piece in range(PIECES))
    left_out = np.array([measure.value(one) for one in rest])
    if not np.isfinite(left_out).all():
        return value, math.nan
    spread = np.square(left_out - left_out.mean()).sum() * (PIECES - 1) / PIECES
    return value, float(np.sqrt(spread))


def _spread(value: float, samples: Sequence[float], design: Design) -> tuple[float, float]:
    """Give the middle 95% of samples, drawn in where the study's own were larger than these."""
    known = np.array(samples)[np.isfinite(samples)]
    if not known.size or design.sample is None or not math.isfinite(value):
        return _UNKNOWN
    narrower = math.sqrt(min(1.0, design.people / design.sample))
    low, high = value + (np.quantile(known, [0.025, 0.975]) - value) * narrower
    return float(low), float(high)


def _without(traces: Traces, piece: int) -> Traces:
    """Leave out one of the groups of neighbours, in every arm."""
    people = next(iter(traces.values())).people
    first, last = people * piece // PIECES, people * (piece + 1) // PIECES
    rows = np.concatenate([np.arange(first), np.arange(last, people)])
    return {arm: trace.take(rows) for arm, trace in traces.items()}


def _samples(
    study: Study, played: tuple[Traces, Constants], seed: int, replications: int
) -> Iterator[Seen]:
    """Draw people for every arm as the study did: others in each."""
    traces, constants = played
    if study.design.sample is None:
        return
    size = min(study.design.sample, study.design.people)
    people = next(iter(traces.values())).people
    for number in range(replications):
        rows = {
            arm: _some(people, size, seed, f"sample:{study.name}:{number}:{arm}") for arm in traces
        }
        drawn = {arm: trace.take(rows[arm]) for arm, trace in traces.items()}
        yield Seen(drawn, constants, traces, rows)


def _some(people: int, size: int, seed: int, name: str) -> np.ndarray:
    drawn = uniform_draws(seed, name, size) * people
    return np.sort(drawn.astype(np.intp))
