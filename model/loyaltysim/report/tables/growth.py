"""Who is active and comes back, how deep they take part, and what became of those who came later."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from loyaltysim.comparison.measures.cohorts import LAUNCH
from loyaltysim.comparison.measures.growth import WINDOW
from loyaltysim.language import say
from loyaltysim.report import numbers
from loyaltysim.report.tables.main import NAMES
from loyaltysim.report.tables.shapes import plain_table
from loyaltysim.simulation.recording.activity import WEEK, period_days

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from rich.table import Table

    from loyaltysim.comparison import Comparison

BROUGHT = " (brought: whom customers brought, the viral coefficient K)"
NEW = "; NURR: the same of newcomers on their first active day"
MINUTES = "; minutes: the time that they take"
_PERIODS = (1, 4)
"""Periods since arrival that are shown, 0 being the first."""


def growth_table(comparison: Comparison) -> Table | None:
    """Tabulate the active; None where nobody counted them."""
    rows, days = comparison.schemes, comparison.scenario.days
    if rows["dau"].isna().all():
        return None
    timed = not rows["minutes_per_active_day"].isna().all()
    new = comparison.scenario.newcomers() is not None
    table = plain_table(
        *(say("scheme"), say("a day"), say("a month"), say("stickiness"), say("CURR")),
        *(*[say("NURR")] * new, say("acts a day"), *[say("minutes")] * timed),
        title=say("Who is active"),
        caption=say(
            "customers with an act on a day (DAU), and within 30 days (MAU), newcomers among them, per customer at the "
            "launch: mean of the last {window} days; stickiness: a day by a month; CURR: of those active on a day and in the "
            "6 days before, who are again on the next{new}; acts a day: per active customer{minutes}",
            window=min(WINDOW, days),
            new=say(NEW) * new,
            minutes=say(MINUTES) * timed,
        ),
        names=NAMES,
    )
    for scheme, row in rows.iterrows():
        shares = (row[name] for name in ("dau", "mau", "stickiness", "curr", *["nurr"] * new))
        depth = [row["acts_per_active_day"], *[row["minutes_per_active_day"]] * timed]
        table.add_row(
            str(scheme), *map(numbers.percent, shares), *(numbers.count(one) for one in depth)
        )
    return table


def newcomers_table(comparison: Comparison) -> Table | None:
    """Tabulate what newcomers make of the number of customers; None where nobody comes."""
    newcomers = comparison.scenario.newcomers()
    if newcomers is None:
        return None
    brings = newcomers.each > 0
    unit = say("week") if period_days(comparison.scenario.days) == WEEK else say("month")
    table = plain_table(
        *(say("scheme"), say("came"), *[say("brought")] * brings, say("customers")),
        *(say("difference"), say("95% interval")),
        *(f"{unit} {period + 1}" for period in _PERIODS),
        title=say("Newcomers"),
        caption=say(
            "per customer at the launch: who came{brought}, and who are customers after {days} days, difference from "
            '"{baseline}" in percentage points (pp), luck alone; share of the newcomers who act in their second and fifth '
            "{unit}, of those who were there so long",
            brought=say(BROUGHT) * brings,
            days=comparison.scenario.days,
            baseline=comparison.scenario.compare.baseline,
            unit=unit,
        ),
        names=NAMES,
    )
    for scheme, row in comparison.schemes.iterrows():
        table.add_row(str(scheme), *_cells(comparison, str(scheme), row, brings=brings))
    return table


def _cells(
    comparison: Comparison, scheme: str, row: pd.Series[float], *, brings: bool
) -> Iterator[str]:
    markets = comparison.markets[comparison.markets["scheme"] == scheme]
    yield numbers.percent(float(markets["arrived"].sum() / markets["launched"].sum()))
    if brings:
        yield numbers.percent(row["viral_coefficient"])
    yield numbers.percent(row["customers"])
    yield from _difference(comparison, scheme)
    yield from (numbers.percent(_active(comparison, scheme, period)) for period in _PERIODS)


def _difference(comparison: Comparison, scheme: str) -> tuple[str, str]:
    if scheme == comparison.scenario.compare.baseline:
        return say("baseline"), ""
    effect = comparison.panels["customers"].difference(scheme, comparison.scenario.compare.baseline)
    return numbers.points(effect.estimate), numbers.points_interval(effect.low, effect.high)


def _active(comparison: Comparison, scheme: str, period: int) -> float:
    """Give the share of all newcomers who were active in a period since arrival."""
    found = comparison.cohorts
    mine = found[(found["scheme"] == scheme) & (found["cohort"] != LAUNCH)]
    mine = mine[mine["period"] == period]
    size = mine["customers"].sum()
    return float((mine["active"] * mine["customers"]).sum() / size) if size else math.nan
