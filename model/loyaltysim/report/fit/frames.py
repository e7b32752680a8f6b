"""The tables of a fitted sales log; none of them holds a customer, but the one of customers where it was asked for."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from loyaltysim.calibration.forecasts.histogram import MOST, expected_histogram, histogram
from loyaltysim.calibration.forecasts.history import WEEK
from loyaltysim.calibration.forecasts.models import BG, PARETO
from loyaltysim.calibration.tickets import PARTS
from loyaltysim.customers.calendar import MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from loyaltysim.calibration.fit_log import FittedLog
    from loyaltysim.calibration.forecasts.likelihood import LawFit


def fit_tables(fit: FittedLog) -> dict[str, pd.DataFrame]:
    """Give every table by the name of its file; those without rows are left out."""
    tables = {
        "read.csv": _read(fit),
        "parameters.csv": _parameters(fit),
        "segments.csv": _segments(fit),
        "weekly.csv": _weekly(fit),
        "histogram.csv": _histogram(fit),
        "cohorts.csv": _cohorts(fit),
        "tickets.csv": _tickets(fit),
        "weekdays.csv": pd.DataFrame(
            {"weekday": WEEKDAYS, "times": fit.customers.weekdays} if fit.customers.weekdays else {}
        ),
        "months.csv": pd.DataFrame(
            {"month": MONTHS, "times": fit.customers.months} if fit.customers.months else {}
        ),
        "customers.csv": _customers(fit),
        "holdout.csv": pd.DataFrame([asdict(one) for one in fit.scores]),
    }
    return {name: table for name, table in tables.items() if not table.empty}


def _read(fit: FittedLog) -> pd.DataFrame:
    counted = {"rows": fit.source.rows, **fit.source.counts}
    return pd.DataFrame({"what": list(counted), "count": list(counted.values())})


def _parameters(fit: FittedLog) -> pd.DataFrame:
    """List what was fitted in real days, with standard errors where they are known."""
    speed, plain, levels = fit.pace.speed, fit.forecasts.pareto, fit.levels
    ours = fit.forecasts.ours
    rows = _law(ours, levels.fit, speed)
    rows.append((ours, "steadiness", levels.steadiness, np.nan))
    if levels.stock is not None:
        age, odds = levels.stock.beyond
        rows.append((ours, "age of the stock", age / speed, np.nan))
        rows.append((ours, "stock per new customer a day", odds / speed, np.nan))
    rows += _law(PARETO, plain, speed)
    rows += [
        (BG, name, value / (speed if name == "alpha" else 1.0), np.nan)
        for name, value in fit.forecasts.bg_nbd._asdict().items()
    ]
    return pd.DataFrame(rows, columns=["model", "parameter", "value", "standard_error"])


def _law(model: str, fit: LawFit[Any], speed: float) -> list[tuple[str, str, float, float]]:
    columns = fit.parameters.names, fit.parameters.real(speed), fit.standard_errors.real(speed)
    return [(model, name, value, error) for name, value, error in zip(*columns, strict=True)]


def _segments(fit: FittedLog) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "segment": one.name,
                "share": one.share,
                "purchases_per_day": one.rate[0],
                "purchases_cv": one.rate[1],
                "attrition_per_year": one.attrition[0],
                "attrition_cv": one.attrition[1],
                "ticket_factor": one.ticket_factor,
            }
            for one in fit.customers.segments
        ]
    )


def _weekly(fit: FittedLog) -> pd.DataFrame:
    track = fit.track
    return pd.DataFrame(
        {
            "last_day": fit.pace.dates(track.last_day).astype(str),
            "actual": track.actual,
            "expected": track.expected,
            "low": track.low,
            "high": track.high,
            "holdout": track.holdout,
        }
    )


def _histogram(fit: FittedLog) -> pd.DataFrame:
    names = [str(count) for count in range(MOST)] + [f"{MOST} or more"]
    return pd.DataFrame(
        {
            "repeat_purchases": names,
            "customers": histogram(fit.history.x),
            "expected": expected_histogram(fit.levels),
        }
    )


def _tickets(fit: FittedLog) -> pd.DataFrame:
    if fit.tickets is None:
        return pd.DataFrame()
    return pd.DataFrame(
        {"share_below": PARTS, "spend": fit.tickets.spent, "expected": fit.tickets.simulated}
    )


def _cohorts(fit: FittedLog) -> pd.DataFrame:
    found, pace = fit.cohorts, fit.pace
    begins = found.start if pace.daily else found.start - WEEK
    days = pace.dates(begins).astype("datetime64[D]") + (0 if pace.daily else 1)
    return pd.DataFrame(
        {
            "first_seen_from": days.astype(str),
            f"{pace.period}s_since": 4 * found.period,
            "customers": found.customers,
            "active": found.active,
            "expected": found.expected,
        }
    )


def _customers(fit: FittedLog) -> pd.DataFrame:
    """List each customer with what is expected of him or her, where the names were asked for."""
    if fit.customer is None:
        return pd.DataFrame()
    history, pace, n = fit.history, fit.pace, fit.history.n
    alive = np.zeros(n)
    for part in fit.levels.parts:
        alive[part.rows] += part.alive
    year = float(pace.days(365))
    frame = pd.DataFrame(
        {
            "customer": fit.customer,
            "purchases": history.x + 1.0,
            "last_purchase": pace.dates(history.last).astype(str),
            "mean_spend": history.mean_spend,
            "still_there": alive,
            "expected_next_year": fit.forecasts.expected[fit.forecasts.ours](year),
        }
    )
    if fit.segments is not None:
        frame["segment"] = np.array(fit.segments.names, dtype=object)[fit.segments.of]
    return frame
