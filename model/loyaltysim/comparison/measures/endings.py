"""When schemes end before the horizon, and which weeks are looked at then."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loyaltysim.scenario.schema import Scenario

WEEK = 7
MOMENTS = {"last week": 0, "30 days after": 30, "90 days after": 90}
"""Days from the end to the end of the week that is looked at."""


def ends_of(scenario: Scenario) -> dict[str, int]:
    """Give the day on which the last mechanic of a scheme stops, for schemes that end in time."""
    ends = {}
    for name, scheme in scenario.schemes.items():
        stops = [one.mechanic.stops for one in scheme.instances]
        days = [stop for stop in stops if stop is not None]
        if stops and len(days) == len(stops) and max(days) < scenario.days:
            ends[name] = max(days)
    return ends


def weeks_of(scenario: Scenario) -> tuple[range, ...]:
    """Give the weeks that are looked at: the same for all schemes, so that they can be paired."""
    found = {
        week
        for end in ends_of(scenario).values()
        for week in weeks_after(end, scenario.days).values()
    }
    return tuple(sorted(found, key=lambda week: week.start))


def weeks_after(end: int, days: int) -> dict[str, range]:
    """Give the week of every moment that lies between the launch and the horizon as a whole."""
    return {
        moment: range(end + later - WEEK, end + later)
        for moment, later in MOMENTS.items()
        if WEEK <= end + later <= days
    }
