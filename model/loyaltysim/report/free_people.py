"""People who serve for nothing: most likely their cost was forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.language import say
from loyaltysim.mechanics.helper import Helper
from loyaltysim.mechanics.meeting import Meeting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyaltysim.mechanics.mechanic import Mechanic
    from loyaltysim.scenario import Scenario


def free_people_warnings(scenario: Scenario) -> list[str]:
    """Warn of people who help or meet customers at a cost of 0."""
    named = list(dict.fromkeys(_free(scenario)))
    if not named:
        return []
    return [
        say(
            "people work for nothing here: {named}. Unless they are volunteers, say what each answer or meeting costs (`cost`); "
            "at 0 they pay too easily.",
            named=", ".join(named),
        )
    ]


def _free(scenario: Scenario) -> Iterator[str]:
    for name, scheme in scenario.schemes.items():
        for one in scheme.all_instances():
            if any(_for_nothing(rules) for rules in one.mechanic.rules_throughout()):
                yield say('{instance} of "{scheme}"', instance=one.name, scheme=name)


def _for_nothing(rules: Mechanic) -> bool:
    """Tell whether a person is there at no cost; who reaches nobody does no work."""
    if isinstance(rules, Helper):
        return rules.human and rules.reach > 0 and rules.cost == 0
    if isinstance(rules, Meeting):
        return rules.by == "human" and rules.reach > 0 and rules.cost == 0
    return False
