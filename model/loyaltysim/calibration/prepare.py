"""From a scenario's population to numbers: described segments as they are, a record read and fitted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np

from loyaltysim.behaviour.constants import Constants
from loyaltysim.calibration.cohort import Cohort
from loyaltysim.calibration.likelihood import fit_pareto_nbd
from loyaltysim.calibration.log import read_log
from loyaltysim.calibration.refit import refit
from loyaltysim.calibration.rfm import read_rfm
from loyaltysim.customers.population import FittedPopulation
from loyaltysim.simulation.run import setup_of

if TYPE_CHECKING:
    from loyaltysim.calibration.likelihood import Fit
    from loyaltysim.calibration.record import Record
    from loyaltysim.customers.population import Population
    from loyaltysim.scenario.fit import Fit as FitSpec
    from loyaltysim.scenario.schema import Scenario

MISS_WORTH_TELLING = 0.02


@dataclass(frozen=True)
class Prepared:
    """A population from a purchase record, with what was read and found on the way."""

    population: FittedPopulation
    record: Record
    fit: Fit
    notes: tuple[str, ...]


def prepare_population(scenario: Scenario, constants: Constants | None = None) -> Population:
    """Give a scenario's population in numbers; the same arguments give the same numbers.

    Parameters
    ----------
    scenario
        What names a record, or describes segments.
    constants
        Of behaviour, on which the refit depends; the default ones if left out.

    Raises
    ------
    InputError
        When a purchase record cannot be used.
    """
    described = scenario.segment_population()
    if described is not None:
        return described
    return prepare_fit(scenario, constants).population


def prepare_fit(scenario: Scenario, constants: Constants | None = None) -> Prepared:
    """Read and fit the record that a scenario names, and refit it where customers learn.

    Raises
    ------
    InputError
        When the purchase record cannot be used.
    """
    record, fit = _fitted(_request(cast("FitSpec", scenario.population)))
    population = FittedPopulation(
        **fit.parameters._asdict(),
        x=record.x,
        t_x=record.t_x,
        T=record.T,
        mean_spend=np.nan_to_num(record.mean_spend),
    )
    notes = [f"the record does not tell {name}" for name in fit.at_limit]
    if scenario.learning:
        found = refit(population, Cohort(setup_of(scenario), constants or Constants.default()))
        population = found.population
        notes += _misses({"launched": found.miss_launched, "new": found.miss_new})
    return Prepared(population, record, fit, tuple(notes))


def _misses(misses: dict[str, float]) -> list[str]:
    return [
        f"{who} customers act {miss:+.0%} as often as the record says: is the act too hard for them?"
        for who, miss in misses.items()
        if abs(miss) > MISS_WORTH_TELLING
    ]


@dataclass(frozen=True)
class _Request:
    """What decides the fit; a changed file has another stamp."""

    spec: FitSpec
    file: Path
    stamp: tuple[int, int]

    def __hash__(self) -> int:
        return hash((self.file, self.stamp))


def _request(spec: FitSpec) -> _Request:
    file = spec.file
    if file.is_relative_to(Path.cwd()):
        file = file.relative_to(Path.cwd())
    state = file.stat() if file.exists() else None
    return _Request(spec, file, (state.st_mtime_ns, state.st_size) if state else (0, 0))


@lru_cache(maxsize=4)
def _fitted(request: _Request) -> tuple[Record, Fit]:
    """Read and fit; kept, since each draw of the behavioural constants asks for it again."""
    spec, file = request.spec, request.file
    if spec.rfm is not None:
        record = read_rfm(file, unit_days=spec.unit_days)
    else:
        record = read_log(file, spec.columns, day_first=spec.day_first)
    record = record.require_enough()
    return record, fit_pareto_nbd(record.x, record.t_x, record.T)
