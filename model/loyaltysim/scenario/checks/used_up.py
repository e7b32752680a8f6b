"""Steps of quests that some can never take: the act can be done so many times only, and is also done at other times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.mechanics.goals.quest import Quest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyaltysim.customers.population import ActTraits
    from loyaltysim.scenario.blocks.scheme import Scheme
    from loyaltysim.scenario.schema import Scenario

USED_UP = (
    '"{scheme}": whoever has done "{act}" as often as can be (limit: {limit}) before its turn in "{name}" can never finish '
    "that, and customers do it by themselves, too; leave out its limit, or give it need: 0"
)


def used_up_notes(scenario: Scenario) -> list[str]:
    """Tell of needed steps whose act has a limit, and is done outside the quest as well."""
    notes = [told for scheme in scenario.schemes.values() for told in _used_up(scenario, scheme)]
    return list(dict.fromkeys(notes))


def _used_up(scenario: Scenario, scheme: Scheme) -> Iterator[str]:
    acts = scenario.act_traits()
    by_name: dict[str | None, ActTraits] = {act.name: act for act in acts}
    by_name[None] = acts[0]
    for one in scheme.all_instances():
        for name in _needed(one.mechanic) if isinstance(one.mechanic, Quest) else ():
            act = by_name.get(name)
            if act is not None and act.limit is not None and (act is acts[0] or act.need > 0):
                told = {"act": act.name, "limit": act.limit, "name": one.name}
                yield USED_UP.format(scheme=scheme.name, **told)


def _needed(quest: Quest) -> Iterator[str | None]:
    for step in quest.steps:
        if not step.optional:
            yield step.act or quest.act
