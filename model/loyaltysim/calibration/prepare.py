"""From a scenario's population to numbers: described segments as they are, a record read and fitted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np

from loyaltysim.behaviour.constants import Constants
from loyaltysim.calibration.cohort import Cohort
from loyaltysim.calibration.forecasts.likelihood import fit_pareto_nbd
from loyaltysim.calibration.logs.log import read_log
from loyaltysim.calibration.logs.rfm import read_rfm
from loyaltysim.calibration.logs.textfile import content_of
from loyaltysim.calibration.refit import refit
from loyaltysim.customers.population import FittedPopulation
from loyaltysim.errors import InputError, Problem
from loyaltysim.simulation.run import setup_of

if TYPE_CHECKING:
    from loyaltysim.calibration.forecasts.likelihood import ParetoFit
    from loyaltysim.calibration.logs.record import Record
    from loyaltysim.customers.population import Population
    from loyaltysim.scenario.blocks.fit import FitSpec
    from loyaltysim.scenario.schema import Scenario

MISS_WORTH_TELLING = 0.02
NOBODY_LEAVES = (
    "the record does not tell how customers leave (it shows nobody leaving, or nearly all at once), so nothing can be "
    "told of retention: compare profit or active_retention, or give a longer record"
)
LEAVING = frozenset({"retention"})
"""Metrics of which nothing can be told when a record does not tell how customers leave."""


@dataclass(frozen=True)
class Prepared:
    """A population from a purchase record, with what was read and found on the way."""

    population: FittedPopulation
    record: Record
    fit: ParetoFit
    notes: tuple[str, ...]
    content: str
    """Hash of the file that was read."""

    guessed: frozenset[str]
    """Metrics of which the record tells nothing."""

    @property
    def told(self) -> tuple[str, ...]:
        """What was read, and what the user should know of it."""
        return str(self.record.source), *self.notes


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
    spec = cast("FitSpec", scenario.population)
    file = _near(spec.file)
    content = content_of(file)
    record, fit = _fitted(_Request(spec, file, content))
    population = FittedPopulation(
        **fit.parameters._asdict(),
        x=record.x,
        t_x=record.t_x,
        T=record.T,
        mean_spend=np.nan_to_num(record.mean_spend),
    )
    notes = [*_spend(scenario, population), *_untold(fit)]
    if scenario.learning:
        found = refit(population, Cohort(setup_of(scenario), constants or Constants.default()))
        population = found.population
        notes += _misses({"launched": found.miss_launched, "new": found.miss_new})
    guessed = frozenset() if fit.tells_leaving else LEAVING
    return Prepared(population, record, fit, tuple(notes), content, guessed)


def _untold(fit: ParetoFit) -> list[str]:
    """Say in words what a record leaves open."""
    notes = [] if fit.tells_leaving else [NOBODY_LEAVES]
    often = [name for name in ("r", "alpha") if name in fit.at_limit]
    if often:
        limit = f"(Pareto/NBD {' and '.join(often)} at the limit)"
        notes.append(f"the record does not tell how customers differ in how often they buy {limit}")
    return notes


def _spend(scenario: Scenario, population: FittedPopulation) -> list[str]:
    """Say that what customers spent in the record counts, and not the ticket that the scenario states."""
    known, act = population.mean_spend[population.mean_spend > 0], scenario.main_act
    if not known.size or scenario.acts[act].ticket is None:
        return []
    told = (
        f'what customers spend on "{act}" is taken from the record ({scenario.currency} {known.mean():,.2f} a '
        f"purchase on average, of {known.size:,} customers); `ticket` counts only for those without an amount"
    )
    return [told]


def changed(spec: FitSpec) -> InputError:
    """Say that a purchase record is no longer what the work began with."""
    hint = "leave the file alone until the command has ended, then run it again"
    return InputError(Problem("changed while it was read", hint, file=str(_near(spec.file))))


def _misses(misses: dict[str, float]) -> list[str]:
    return [
        f"{who} customers act {miss:+.0%} as often as the record says: is the act too hard for them?"
        for who, miss in misses.items()
        if abs(miss) > MISS_WORTH_TELLING
    ]


@dataclass(frozen=True)
class _Request:
    """What decides the fit; a changed file has other content."""

    spec: FitSpec
    file: Path
    content: str

    def __hash__(self) -> int:
        return hash((self.file, self.content))


def _near(file: Path) -> Path:
    """Write a path as short as it can be from here."""
    return file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file


@lru_cache(maxsize=4)
def _fitted(request: _Request) -> tuple[Record, ParetoFit]:
    """Read and fit; kept, since each draw of the behavioural constants asks for it again."""
    spec, file = request.spec, request.file
    if spec.rfm is not None:
        record = read_rfm(file, unit_days=spec.unit_days)
    else:
        record = read_log(file, spec.columns, day_first=spec.day_first)
    if record.source.content != request.content:
        raise changed(spec)
    record = record.require_enough()
    record = replace(record, source=replace(record.source, file=spec.named))
    return record, fit_pareto_nbd(record.x, record.t_x, record.T)
