"""From a sales log to customers, and to how well they foretell what was held out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.calibration.customers import found_customers
from loyaltysim.calibration.fit_notes import Told, notes_of
from loyaltysim.calibration.forecasts.cohorts import cohorts_of
from loyaltysim.calibration.forecasts.history import split
from loyaltysim.calibration.forecasts.levels import fit_levels, fit_renewals
from loyaltysim.calibration.forecasts.likelihood import fit_pareto_nbd
from loyaltysim.calibration.forecasts.models import forecasts, scores
from loyaltysim.calibration.forecasts.pace import WEEKLY
from loyaltysim.calibration.forecasts.tracking import track
from loyaltysim.calibration.lift import lift_of
from loyaltysim.calibration.logs.record import FEWEST_CUSTOMERS, FEWEST_REPEATERS
from loyaltysim.calibration.sales import PLAIN, read_sales
from loyaltysim.calibration.segmenting import fit_segments
from loyaltysim.calibration.tickets import tickets_of
from loyaltysim.calibration.whole_model import whole_forecast
from loyaltysim.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from loyaltysim.calibration.customers import FoundCustomers
    from loyaltysim.calibration.forecasts.cohorts import Cohorts
    from loyaltysim.calibration.forecasts.history import History, Later
    from loyaltysim.calibration.forecasts.levels import Levels
    from loyaltysim.calibration.forecasts.models import Forecasts, Scores
    from loyaltysim.calibration.forecasts.pace import Pace
    from loyaltysim.calibration.forecasts.tracking import Track
    from loyaltysim.calibration.logs.purchases import PurchaseDays
    from loyaltysim.calibration.logs.record import Source
    from loyaltysim.calibration.sales import Asked, Sales
    from loyaltysim.calibration.scheme_effect import SchemeEffects
    from loyaltysim.calibration.segmenting import Segments
    from loyaltysim.calibration.tickets import Tickets
    from loyaltysim.scenario.blocks.fit import LogColumns

SHORTEST = 28
"""Days of a log that are left to be fitted, at least (assumption)."""


@dataclass(frozen=True)
class FittedLog:
    """A fitted sales log."""

    source: Source
    columns: LogColumns
    history: History
    later: Later
    levels: Levels
    forecasts: Forecasts
    customers: FoundCustomers
    scores: tuple[Scores, ...]
    """One for each model; empty without a holdout."""
    track: Track
    notes: tuple[str, ...]
    cohorts: Cohorts
    tickets: Tickets | None
    """What is spent a purchase, where it is known."""
    pace: Pace = WEEKLY
    segments: Segments | None = None
    """Where a column parts customers."""
    scheme: SchemeEffects | None = None
    """Where a column marks a scheme that was running."""
    headers: tuple[tuple[str, str], ...] = ()
    """What else was asked for of the log, and the header of its column."""
    customer: NDArray[np.object_] | None = None
    """The customers' own names, shape (n,), where they were asked for."""


def fit_log(path: Path, given: Mapping[str, str], asked: Asked = PLAIN) -> FittedLog:
    """Read a sales log, fit its customers, and hold the fit against its last days.

    Parameters
    ----------
    path
        CSV (also packed with gzip) or Parquet.
    given
        Headers of columns that are not to be guessed.
    asked
        What is wanted of it.

    Raises
    ------
    InputError
        When the log cannot be read, or is too short or too small.
    """
    sales = read_sales(path, given, asked)
    return _described(sales, _found(sales, str(path)))


@dataclass(frozen=True)
class _Found:
    """Who the customers of a log are."""

    history: History
    later: Later
    effects: SchemeEffects | None
    segments: Segments | None
    levels: Levels
    customers: FoundCustomers


def _found(sales: Sales, file: str) -> _Found:
    """Fit the customers of a log's first days."""
    pace, contract = sales.pace, sales.asked.contract
    ahead = pace.days(sales.asked.holdout)
    _refuse_short(sales.days, ahead, pace, file)
    history, later = split(sales.days, ahead)
    _refuse_few(history, file)
    effects, segments = sales.scheme_effects(history), sales.segments(history)
    levels = _levels(history, pace, contract, effects)
    if segments is not None:
        levels = fit_segments(levels, segments)
    customers = _refuse_gone(found_customers(history, levels, pace, segments, contract), file)
    return _Found(history, later, effects, segments, levels, customers)


def _described(sales: Sales, found: _Found) -> FittedLog:
    """Set forecasts beside what happened, and say what there is to know of the fit."""
    history, later, levels, pace = found.history, found.later, found.levels, sales.pace
    expected, bought = forecasts(history, levels, fit_pareto_nbd(*history.record)), later.purchases
    whole = None
    if bought.any():
        whole = whole_forecast(levels, found.customers, pace, history.n, later.days)
    told = Told(sales.asked.contract, sales.regular, found.segments, whole, found.effects)
    return FittedLog(
        source=sales.source,
        columns=sales.columns,
        history=history,
        later=later,
        levels=levels,
        forecasts=expected,
        customers=found.customers,
        scores=scores(expected, later, whole) if bought.any() else (),
        track=track(history, levels, later),
        notes=tuple(notes_of(history, levels, later, pace, told)),
        cohorts=cohorts_of(history, levels),
        tickets=tickets_of(history, found.customers),
        pace=pace,
        segments=found.segments,
        scheme=found.effects,
        headers=tuple(sales.asked.headers.items()),
        customer=sales.names(history),
    )


def _levels(
    history: History, pace: Pace, contract: int | None, effects: SchemeEffects | None
) -> Levels:
    """Fit who the customers are by themselves: what a scheme in the log did is not theirs."""
    if contract is not None:
        return fit_renewals(history, contract)
    return fit_levels(history, pace, lift_of(history, effects))


def _refuse_short(days: PurchaseDays, holdout: int, pace: Pace, file: str) -> None:
    if not days.day.size:
        raise InputError(Problem("no purchase is left: every day was taken back", file=file))
    left = days.last_day - holdout - int(days.day.min()) + 1
    if left < SHORTEST:
        message = f"{pace.told(max(left, 0))} are left to be fitted"
        hint = f"a fit needs at least {pace.told(SHORTEST)}; hold out less, or give a longer log"
        raise InputError(Problem(message, hint, file=file))


def _refuse_gone(customers: FoundCustomers, file: str) -> FoundCustomers:
    if not customers.segments:
        message = (
            "nobody still is a customer at the end of the fitted days, so nobody can be described"
        )
        hint = "give a log that goes on for longer, or with --contract the interval at which customers pay"
        raise InputError(Problem(message, hint, file=file))
    return customers


def _refuse_few(history: History, file: str) -> None:
    again = int(np.count_nonzero(history.x))
    if history.n < FEWEST_CUSTOMERS or again < FEWEST_REPEATERS:
        message = f"{history.n:,} customers are left to be fitted, of whom {again:,} came back"
        hint = f"a fit needs at least {FEWEST_CUSTOMERS}, of whom {FEWEST_REPEATERS} came back"
        raise InputError(Problem(message, hint, file=file))
