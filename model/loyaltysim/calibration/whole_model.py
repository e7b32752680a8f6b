"""The forecast of the whole model: customers with habits, launched from what their records say of them.

The parameters of highest likelihood are the start. Rates are then scaled by simulation, with learning on, until the customers act
as often as their record says (`refit.py`). The forecast plays them, and the Pareto/NBD on the same luck: what the simulation adds
to the closed form is their ratio, taken in classes of customers by how often they are expected to buy, which leaves out nearly all
noise of the simulation. Nothing after the record's end is looked at.
"""

# ruff: noqa: N806 -- x, t_x and T are what the literature calls them

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.behaviour.constants import Constants
from loyaltysim.calibration.cohort import Cohort, unhindered
from loyaltysim.calibration.forecasts.day_grid import expected_next
from loyaltysim.calibration.forecasts.history import WEEK
from loyaltysim.calibration.forecasts.parts import Ahead
from loyaltysim.calibration.refit import SIMULATED, parameters_of, refit, refit_launched
from loyaltysim.customers.population import FittedPopulation
from loyaltysim.scenario.load import parse_scenario
from loyaltysim.simulation.loyalty_model import LoyaltyModel
from loyaltysim.simulation.run import setup_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.calibration.customers import FoundCustomers
    from loyaltysim.calibration.forecasts.known import Record
    from loyaltysim.calibration.forecasts.levels import Levels
    from loyaltysim.calibration.forecasts.pace import Pace
    from loyaltysim.calibration.forecasts.pareto_nbd import ParetoNBD
    from loyaltysim.calibration.forecasts.parts import Part
    from loyaltysim.calibration.forecasts.season import Season
    from loyaltysim.scenario.schema import Scenario

    Float64 = NDArray[np.float64]
    Played = tuple[ParetoNBD, Record]

PLAYED, FEWEST_PLAYED = 20_000, 4_000
"""Customers who are played, shared by the segments, and those of each part at least."""
MOST_CV = 5.0
_CLASSES = 12
_SCENARIO = """\
title: Fitted customers
days: 1
acts: {{purchase: {{{act}}}}}
population: {{customers: {{share: 1, act_rate: {{per: day, mean: 0.1, cv: 1}}}}}}
schemes: {{nothing: []}}
"""


@dataclass(frozen=True)
class WholeForecast:
    """What the whole model expects."""

    each: Float64
    """Purchases of each customer in the time ahead, shape (n,)."""
    active: float
    """Customers who buy at all."""
    weekly: Float64
    """Purchases of all of them in each whole week, shape (weeks,)."""
    missed: float
    """How far customers with habits still miss their record after the refit, as a share of the acts."""


def whole_forecast(
    levels: Levels, customers: FoundCustomers, pace: Pace, n: int, ahead: int
) -> WholeForecast | None:
    """Forecast what customers buy by playing them; None where nothing is known of acts.

    Parameters
    ----------
    levels
        What was fitted, in the log's calendar; segments that are fitted apart are played apart.
    customers
        What else is known of them.
    n
        Customers.
    ahead
        Days of the log's calendar to forecast.
    """
    cohort = Cohort(setup_of(_scenario(customers)), Constants.default())
    scale, found = (refit if levels.stock is None else refit_launched), []
    size = _each(levels)
    for part in levels.parts:
        played = part.law.to_play(part.record)
        if played is None:
            return None
        if part.weight.sum() > 0.0:
            population = _population(part, played, pace.speed, size)
            scaled = scale(population, cohort, min(size, SIMULATED))
            edges = [pace.real_days(day) for day in (*range(WEEK, ahead + 1, WEEK), ahead)]
            added = _added(cohort, population, scaled.population, part, edges)
            found.append((_forecast(part, played, added, n, (ahead, levels.season)), scaled))
    return WholeForecast(
        np.sum([one.each for one, _ in found], axis=0),
        sum(one.active for one, _ in found),
        np.sum([one.weekly for one, _ in found], axis=0),
        max(max(abs(one.miss_launched), abs(one.miss_new)) for _, one in found),
    )


def _each(levels: Levels) -> int:
    """Give how many customers of a part are played: all together as many as of one segment with its stock."""
    segments = len(levels.parts) // (1 if levels.stock is None else 2)
    return max(PLAYED // segments, FEWEST_PLAYED)


def _forecast(
    part: Part, played: Played, added: _Added, n: int, time: tuple[int, Season]
) -> WholeForecast:
    """Correct the closed form of a part."""
    closed, (ahead, season) = Ahead([part], n), time
    whole = season.stretch(float(ahead))
    own = closed.purchases(whole)
    law, record = played
    alone = law.alive(record) * law.rate(record) * law.stay(record, whole)
    each = np.zeros(n)
    each[part.rows] = own[part.rows] * added.by_class[np.digitize(alone, added.bounds)]
    up_to = [
        closed.purchases(season.stretch(float(day))).sum() for day in range(WEEK, ahead + 1, WEEK)
    ]
    cumulative = np.array([0.0, *up_to]) * np.append(1.0, added.by_day[: len(up_to)])
    level = each.sum() / max(own.sum() * added.by_day[-1], 1e-12)
    active = float(closed.active(whole).sum()) * added.active
    return WholeForecast(each, active, np.diff(cumulative) * level, 0.0)


def _scenario(customers: FoundCustomers) -> Scenario:
    """Say what is played: one act."""
    act = "minutes: 10"
    if customers.ticket is not None:
        mean, cv = customers.ticket
        act = f"ticket: {{mean: {mean:.6g}, cv: {min(cv, MOST_CV):.4f}}}, margin: 50%"
    return parse_scenario(_SCENARIO.format(act=act))


def _population(part: Part, played: Played, speed: float, size: int = PLAYED) -> FittedPopulation:
    """Give a part as a population that can be played, in real days; customers as often as their weights say."""
    law, (x, t_x, T) = played
    after = np.cumsum(part.weight) / part.weight.sum()
    rows = np.searchsorted(after, (np.arange(size) + 0.5) / size)
    rows = np.minimum(rows, x.size - 1)
    r, alpha, s, beta = law.real(speed)
    times = t_x[rows] / speed, T[rows] / speed
    return FittedPopulation(r, alpha, s, beta, x[rows], *times, mean_spend=np.zeros(size))


def _added(
    cohort: Cohort, plain: FittedPopulation, whole: FittedPopulation, part: Part, edges: list[int]
) -> _Added:
    """Find what habits, days and hindrances add to the closed form by some days ahead."""
    habits, who = _played(cohort, whole, edges, plain=False)
    without, _ = _played(cohort, plain, edges, plain=True)
    record, size = (plain.x, plain.t_x, plain.T), plain.x.size
    same = replace(
        part,
        rows=np.arange(size),
        law=parameters_of(plain),
        record=record,
        weight=np.ones(size),
        seen=np.zeros(size),
        speed=None,
    )
    expected = Ahead([same], size).purchases(float(edges[-1]))
    grid = expected_next(parameters_of(plain), record, edges[-1]) / max(expected.sum(), 1e-12)
    bounds = np.unique(np.quantile(expected, np.arange(1, _CLASSES) / _CLASSES))
    number = np.digitize(expected[who], bounds)
    sums = [np.bincount(number, acts[-1], bounds.size + 1) for acts in (habits, without)]
    overall = habits.sum(axis=1) / np.maximum(without.sum(axis=1), 1e-12)
    classes = np.where(sums[1] > 0, sums[0] / np.maximum(sums[1], 1e-12), overall[-1])
    some = np.sum(habits[-1] > 0) / max(np.sum(without[-1] > 0), 1)
    return _Added(bounds, classes * grid, overall * grid, float(some))


@dataclass(frozen=True)
class _Added:
    """Ratios to the closed form."""

    bounds: Float64
    """Expected purchases that part the classes."""
    by_class: Float64
    by_day: Float64
    """Of all purchases up to each of some days."""
    active: float


def _played(
    cohort: Cohort, population: FittedPopulation, edges: list[int], *, plain: bool
) -> tuple[Float64, NDArray[np.intp]]:
    """Count everybody's acts by the end of some days, and tell whose record each one has."""
    world = cohort.world(population, population.x.size, edges[-1], plain=plain)
    model, counts = LoyaltyModel(world), []
    for day in range(1, edges[-1] + 1):
        model.step()
        counts += [model.customers.states.acts[0].astype(np.float64)] * edges.count(day)
    acts = np.array(counts)
    who = (world.luck.traits("history") * population.x.size).astype(np.intp)
    return (acts * unhindered(world, population) if plain else acts), who
