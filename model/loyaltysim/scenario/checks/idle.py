"""What a scenario says to no effect: allowed, but most likely a slip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.mechanics.adaptation.informed import first_informed
from loyaltysim.mechanics.service.touchpoint import Touchpoint
from loyaltysim.scenario.blocks.joining import OptIn

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    """Tell of welcomes without newcomers, parameters of another place, and learning that can choose nothing."""
    notes = [
        f'"{name}": {told}'
        for name, scheme in scenario.schemes.items()
        for told in (*_touchpoints(scheme, scenario), *_learning(scheme, scenario.days))
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
