"""From a sales log to customers, and to how well they foretell what was held out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.calibration.cohorts import cohorts_of
from loyaltysim.calibration.customers import found_customers
from loyaltysim.calibration.detect import detect_columns
from loyaltysim.calibration.due_dates import interval_of, payments
from loyaltysim.calibration.fit_notes import Told, notes_of
from loyaltysim.calibration.history import split
from loyaltysim.calibration.levels import fit_levels, fit_renewals
from loyaltysim.calibration.lift import lift_of
from loyaltysim.calibration.likelihood import fit_pareto_nbd
from loyaltysim.calibration.log import read_rows
from loyaltysim.calibration.models import forecasts, scores
from loyaltysim.calibration.pace import WEEKLY, paced
from loyaltysim.calibration.purchases import purchase_days
from loyaltysim.calibration.record import FEWEST_CUSTOMERS, FEWEST_REPEATERS, Source
from loyaltysim.calibration.scheme_effect import scheme_effects
from loyaltysim.calibration.segmenting import fit_segments, segments_of
from loyaltysim.calibration.tickets import tickets_of
from loyaltysim.calibration.tracking import track
from loyaltysim.calibration.whole_model import whole_forecast
from loyaltysim.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from loyaltysim.calibration.cohorts import Cohorts
    from loyaltysim.calibration.customers import FoundCustomers
    from loyaltysim.calibration.history import History, Later
    from loyaltysim.calibration.levels import Levels
    from loyaltysim.calibration.models import Forecasts, Scores
    from loyaltysim.calibration.pace import Pace
    from loyaltysim.calibration.purchases import PurchaseDays
    from loyaltysim.calibration.scheme_effect import SchemeEffects
    from loyaltysim.calibration.segmenting import Segments
    from loyaltysim.calibration.tickets import Tickets
    from loyaltysim.calibration.tracking import Track
    from loyaltysim.scenario.fit import LogColumns

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


def fit_log(  # noqa: PLR0913 - each is a choice of the user's
    path: Path,
    given: Mapping[str, str],
    *,
    holdout: int = 0,
    day_first: bool | None = None,
    segment: str | None = None,
    scheme: str | None = None,
    contract: int | None = None,
    named: bool = False,
) -> FittedLog:
    """Read a sales log, fit its customers, and hold the fit against its last days.

    Parameters
    ----------
    path
        CSV (also packed with gzip) or Parquet.
    given
        Headers of columns that are not to be guessed.
    holdout
        Days at the log's end that are not fitted but foretold.
    day_first
        Whether 01/02/2024 is the first of February; None to tell from the dates.
    segment
        Header of the column that parts customers, each segment fitted apart.
    scheme
        Header of the column that marks purchases under a scheme that was running.
    contract
        Days between renewals, where purchases are renewals of a contract.
    named
        Whether customers are to keep their names.

    Raises
    ------
    InputError
        When the log cannot be read, or is too short or too small.
    """
    asked = {"segment": segment, "scheme": scheme}
    also = {name: header for name, header in asked.items() if header is not None}
    columns = detect_columns(path, given, also.values())
    cells, rows, dropped, told = read_rows(path, columns, day_first=day_first, also=also)
    days, pace = paced(purchase_days(rows))
    regular = interval_of(days) if pace.daily else None
    if contract is not None:
        _refuse_coarse(pace, str(path))
        days = payments(days, contract)
    ahead = pace.days(holdout)
    _refuse_short(days, ahead, pace, str(path))
    history, later = split(days, ahead)
    _refuse_few(history, str(path))
    counts = {"customers": int(np.unique(days.customer).size), "purchase days": days.day.size}
    counts |= dropped | days.counts
    source = Source(str(path), cells.rows, counts, told, cells.content)
    whole, effects, segments = None, None, None
    if scheme is not None:
        texts = cells.columns["scheme"].texts.tolist()
        effects = scheme_effects(scheme, rows, texts, history, pace)
    levels = _levels(history, pace, contract, effects)
    if segment is not None:
        texts = cells.columns["segment"].texts.tolist()
        segments = segments_of(rows, rows.labels["segment"], texts, history, pace)
        levels = fit_segments(levels, segments)
    found = forecasts(history, levels, fit_pareto_nbd(*history.record))
    customers = _refuse_gone(found_customers(history, levels, pace, segments, contract), str(path))
    if later.purchases.any():
        whole = whole_forecast(levels, customers, pace, history.n, later.days)
    return FittedLog(
        source,
        columns,
        history,
        later,
        levels,
        found,
        customers,
        scores(found, later, whole) if later.purchases.any() else (),
        track(history, levels, later),
        tuple(
            notes_of(
                history, levels, later, pace, Told(contract, regular, segments, whole, effects)
            )
        ),
        cohorts_of(history, levels),
        tickets_of(history, customers),
        pace,
        segments,
        effects,
        tuple(also.items()),
        cells.columns["customer"].texts[history.known] if named else None,
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


def _refuse_coarse(pace: Pace, file: str) -> None:
    if not pace.daily:
        message = f"the log knows {pace.period}s only, so that --contract finds no due dates in it"
        hint = "leave --contract out: each customer is then followed from period to period"
        raise InputError(Problem(message, hint, file=file))
