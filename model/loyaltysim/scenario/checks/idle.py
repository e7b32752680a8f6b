"""What a scenario says to no effect: allowed, but most likely a slip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.customers.columns import FACTORS
from loyaltysim.mechanics.adaptation.informed import first_informed
from loyaltysim.mechanics.goals.achievements import Achievements
from loyaltysim.mechanics.goals.quest import Quest
from loyaltysim.mechanics.mechanic import Mechanic
from loyaltysim.mechanics.money.sample import Sample
from loyaltysim.mechanics.points.points import Points
from loyaltysim.mechanics.romance.mystery import Mystery
from loyaltysim.mechanics.romance.restraint import Restraint
from loyaltysim.mechanics.service.touchpoint import Touchpoint
from loyaltysim.scenario.blocks.joining import OptIn
from loyaltysim.scenario.checks.links import paid_into
from loyaltysim.units import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from loyaltysim.scenario.blocks.acts import ActSpec
    from loyaltysim.scenario.blocks.scheme import Instance, Scheme
    from loyaltysim.scenario.schema import Scenario

ONLY_AT = {
    "every": "contact",
    "days_before": "renewal",
    "lasts": "onboarding",
    "factor": "onboarding",
}
"""Parameters of a touchpoint that one place alone has."""


def idle_notes(scenario: Scenario) -> list[str]:
    """Tell of welcomes without newcomers, of what does nothing or earns twice, and of learning that can choose nothing."""
    notes = [
        f'"{name}": {told}'
        for name, scheme in scenario.schemes.items()
        for told in (
            *_touchpoints(scheme, scenario),
            *_learning(scheme, scenario.days),
            *_void(scheme, scenario.acts),
        )
    ]
    return list(dict.fromkeys(notes))


def _touchpoints(scheme: Scheme, scenario: Scenario) -> Iterator[str]:
    come = scenario.arrivals is not None or scenario.word_of_mouth is not None
    come |= any(one.mechanic.brings() for one in scheme.all_instances())
    come |= isinstance(scheme.joining, OptIn)
    for one in scheme.all_instances():
        point = one.mechanic
        if not isinstance(point, Touchpoint):
            continue
        if point.at == "onboarding" and not come and not _varies(one, scheme):
            yield f"{one.name} welcomes nobody, for nobody joins after the first day; add arrivals"
        for parameter, place in ONLY_AT.items():
            default = Touchpoint.model_fields[parameter].default
            if point.at != place and getattr(point, parameter) != default:
                yield f"{one.name} is at {point.at}, where {parameter} does nothing: it is about {place}"


def _varies(one: Instance, scheme: Scheme) -> bool:
    """Tell whether customers may come to an instance by a change of variant."""
    return any(one not in variant for variant in scheme.variants.values())


def _learning(scheme: Scheme, days: int) -> Iterator[str]:
    adapt = scheme.adaptation()
    if adapt is None:
        return
    first = adapt.every * first_informed(adapt)
    if first >= days:
        yield f"it first decides on day {first}, but only days 0 to {days - 1} are played: nothing is ever chosen"
    variants = list(adapt.variants.items())
    if len(variants) == 1:
        yield "it has a single variant, so that there is nothing to choose"
    for number, (name, rules) in enumerate(variants):
        for other, others in variants[:number]:
            if dict(rules) == dict(others):
                yield f'its variants "{other}" and "{name}" are the same'


def _void(scheme: Scheme, acts: Mapping[str, ActSpec]) -> Iterator[str]:
    """Find secrets that nobody finds, silence without messages, help with what is not hard, and points that are never earned, earned twice or never enough."""
    every = {one.name: one.mechanic for one in scheme.all_instances()}
    sends = any(type(one).messages is not Mechanic.messages for one in every.values())
    for name, one in every.items():
        if isinstance(one, Mystery) and not any(rule.chance for rule in one.rules_throughout()):
            yield f"{name} is never found, for its chance is 0"
        elif isinstance(one, Restraint) and not sends:
            yield f"{name} holds nothing back, for the scheme sends no messages"
        elif isinstance(one, Points):
            yield from _partners(name, one, acts)
            yield from _capped(name, one, paid=name in paid_into(scheme))
        elif isinstance(one, (Achievements, Quest)):
            yield from _limited(name, one, acts)
        elif isinstance(one, (Sample, Touchpoint)) and one.eases:
            yield from _easing(name, one, acts)


def _easing(name: str, one: Sample | Touchpoint, acts: Mapping[str, ActSpec]) -> Iterator[str]:
    """Find what makes an act easier in a way in which it is not hard."""
    act = one.act or next(iter(acts))
    factor = "non_routine" if isinstance(one, Sample) else one.factor
    if not acts[act].traits(act).demands[FACTORS.index(factor)]:
        yield f"{name} eases nothing, for {act} demands no {factor}; add demands: {{{factor}: 0.8}} to it"


def _limited(name: str, one: Achievements | Quest, acts: Mapping[str, ActSpec]) -> Iterator[str]:
    """Find tasks and steps that take more of an act than anybody can do in all."""
    what, tasks = ("step", one.steps) if isinstance(one, Quest) else ("task", one.tasks)
    for number, task in enumerate(tasks, 1):
        act = task.act or one.act or next(iter(acts))
        limit = acts[act].limit
        if limit is not None and task.times > limit:
            yield (
                f"{what} {number} of {name} takes {task.times} times {act}, of which each "
                f"customer can do {limit} in all"
            )


def _partners(name: str, points: Points, acts: Mapping[str, ActSpec]) -> Iterator[str]:
    own = points.act or next(iter(acts))
    for partner in points.partners:
        if partner.act == own:
            yield f"{own} earns twice on {name}: by its own rate, and as a partner"
        elif partner.per_spend and not partner.per_act and acts[partner.act].ticket is None:
            yield f"{partner.act} earns nothing on {name}, for it has no ticket to earn per_spend of"


def _capped(name: str, points: Points, *, paid: bool) -> Iterator[str]:
    cap, needed = points.cap, points.catalogue.cheapest.points
    if cap and cap.every is None and cap.points < needed and not (paid or points.changes):
        yield f"{name} earns at most {plain(cap.points)} points, and the cheapest reward takes {plain(needed)}"
