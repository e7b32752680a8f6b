"""Who comes back: by what they did before, and of those who came later by how long ago that was."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from loyaltysim.comparison.measures.cohorts import LAUNCH
from loyaltysim.comparison.measures.growth import RATES, WINDOW
from loyaltysim.language import say
from loyaltysim.report import numbers
from loyaltysim.report.tables.shapes import plain_table
from loyaltysim.simulation.recording.activity import WEEK, period_days

if TYPE_CHECKING:
    from rich.table import Table

    from loyaltysim.comparison import Comparison

PERIODS = 8
"""Periods since arrival that are shown, at most."""


def states_table(comparison: Comparison) -> Table | None:
    """Tabulate who is active again the next day, by growth state; None where nobody counted them."""
    rows = comparison.schemes
    if rows["dau"].isna().all():
        return None
    table = plain_table(
        *(say("scheme"), *(rate.upper() for rate in RATES.values())),
        title=say("Who is active again the next day"),
        caption=say(
            "of customers who are active on a day, the share active on the next, in the last {window} days: current (CURR: "
            "active in the 6 days before, too), new (NURR: for the first time), reactivated (RURR: after 7 to 29 days), "
            "resurrected (SURR: after 30 days or more); -: there were none",
            window=min(WINDOW, comparison.scenario.days),
        ),
    )
    for scheme, row in rows.iterrows():
        table.add_row(str(scheme), *(numbers.percent(row[rate]) for rate in RATES.values()))
    return table


def cohorts_table(comparison: Comparison) -> Table | None:
    """Tabulate the share of newcomers who act in the periods since they came; None where nobody comes."""
    found = comparison.cohorts
    came = found[(found["cohort"] != LAUNCH) & (found["period"] > 0)]
    if came.empty or comparison.scenario.newcomers() is None:
        return None
    unit = say("week") if period_days(comparison.scenario.days) == WEEK else say("month")
    last = int(came["period"].max())
    shown = range(1, last + 1, -(-last // PERIODS))
    active = (came["active"] * came["customers"]).groupby([came["scheme"], came["period"]]).sum()
    there = came.groupby(["scheme", "period"])["customers"].sum()
    shares = active / there
    table = plain_table(
        *(say("scheme"), *(f"{unit} {period + 1}" for period in shown)),
        title=say("Newcomers who go on"),
        caption=say(
            "cohort retention: share of the newcomers who act in each {unit} since they came, of those who were there so "
            "long, the {unit} of their arrival being the first; every cohort by itself: cohorts.csv",
            unit=unit,
        ),
    )
    for scheme in map(str, comparison.schemes.index):
        cells = (shares.get((scheme, period), math.nan) for period in shown)
        table.add_row(scheme, *map(numbers.percent, cells))
    return table
