"""What a scenario says of days that are never played: allowed, but most likely a slip."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyaltysim.scenario.blocks.scheme import Instance
    from loyaltysim.scenario.schema import Scenario

PARTLY = (
    '"{scheme}": {name} stops on day {day} and the rest goes on; the table of what is left after the end tells only of schemes '
    "that end as a whole"
)


def horizon_notes(scenario: Scenario) -> list[str]:
    """Tell of starts, ends, pauses, changes and first rewards of mechanics beyond the horizon."""
    told = [
        f'"{name}": {one.name} {what}'
        for name, scheme in scenario.schemes.items()
        for one in scheme.instances
        for what in (*_beyond(one, scenario.days), *_waits(one, scenario.days))
    ]
    return [*told, *_partly_ended(scenario)]


def _partly_ended(scenario: Scenario) -> Iterator[str]:
    """Find schemes of which a part ends in time, so that nothing tells what is left after it."""
    for name, scheme in scenario.schemes.items():
        ended = {
            one.name: one.mechanic
            for one in scheme.instances
            if one.mechanic.has_ended(scenario.days - 1)
        }
        if len(ended) < len(scheme.instances):
            for which, mechanic in ended.items():
                yield PARTLY.format(scheme=name, name=which, day=mechanic.stops)


def _beyond(instance: Instance, days: int) -> Iterator[str]:
    term = instance.mechanic
    if term.starts >= days:
        yield f"starts on day {term.starts}, but only days 0 to {days - 1} are played: it is never in force"
    elif term.stops is not None and term.stops >= days:
        yield f"stops on day {term.stops}, but only days 0 to {days - 1} are played: its end is never seen"
    for what, first in (
        *(("a pause", pause.first) for pause in term.pauses),
        *(("a change", change.day) for change in term.changes),
    ):
        if first >= days:
            yield f"has {what} on day {first}, but only days 0 to {days - 1} are played"


def _waits(instance: Instance, days: int) -> Iterator[str]:
    """Find rewards that nobody can have before the mechanic, or the run, ends."""
    term = instance.mechanic
    first = term.starts + min(rules.earliest() for rules in term.rules_throughout())
    if term.stops is not None and term.starts < term.stops <= min(first, days - 1):
        yield f"gives nobody a reward before day {first}, but stops on day {term.stops}"
    elif term.starts < days <= first:
        yield f"gives nobody a reward before day {first}, but only days 0 to {days - 1} are played"
