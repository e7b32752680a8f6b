"""One short line a touchpoint, in the order of the journey: where a human pays, and where machines may do; then the rules."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from loyaltysim.hooks import Stage
from loyaltysim.language import say
from loyaltysim.report.paying import LIKELY, OPEN, PAYS, PAYS_NOT, rules_sentence
from loyaltysim.report.tables.journey import HELP, STAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from loyaltysim.comparison import Comparison
    from loyaltysim.report.human_cases import Case
    from loyaltysim.report.staffing import Staffed

PLACES = {
    Stage.ONBOARDING.value: "Welcome",
    Stage.ACT.value: "At the act",
    HELP: "Help with problems",
    Stage.CONTACT.value: "Calls",
    Stage.RENEWAL.value: "Renewal",
}
PARTS = {
    PAYS: "a human pays, {gain} ({schemes})",
    LIKELY: "a human likely pays, {gain} ({schemes})",
    OPEN: "cannot be told, {gain} ({schemes})",
    PAYS_NOT: "a human does not pay, {gain}, so that machines, or nobody, may do ({schemes})",
}
UNTOLD = "cannot be told, for more differs than that people are added{beside} ({schemes}); to tell, add a scheme like {scheme} without its {people}"


def human_lines(comparison: Comparison, cases: Iterable[Case]) -> list[str]:
    """Answer where a human pays, touchpoint by touchpoint; none where there are no cases."""
    cases = sorted(cases, key=_journey)
    lines = [
        say("{places}: {parts}.", places=_named(places), parts="; ".join(_parts(comparison, ones)))
        for places, ones in (
            (places, sorted(ones, key=lambda case: case.rank))
            for places, ones in groupby(cases, key=lambda case: tuple(case.one.meetings))
        )
    ]
    return [*lines, *[rules_sentence(comparison)] * any(case.found for case in cases)]


def _journey(case: Case) -> tuple[int, ...]:
    return tuple(STAGES.index(place) for place in case.one.meetings)


def _named(places: Sequence[str]) -> str:
    first, *others = (say(PLACES[place]) for place in places)
    return ", ".join([first, *(other[:1].lower() + other[1:] for other in others)])


def _parts(comparison: Comparison, cases: Sequence[Case]) -> Iterator[str]:
    """Say the answer of each scheme, with what it rests on."""
    scenario = comparison.scenario
    for one, found in cases:
        schemes = _schemes(one, scenario.compare.baseline)
        if found is None:
            yield _untold(one, schemes)
        else:
            yield say(PARTS[found.answer], gain=found.told(scenario.currency), schemes=schemes)


def _untold(one: Staffed, schemes: str) -> str:
    """Say what hinders, and what would tell."""
    return say(
        UNTOLD,
        beside=f": {_marked(one.beside)}" if one.beside else "",
        schemes=schemes,
        scheme=f'"{one.scheme}"',
        people=_marked(one.people),
    )


def _schemes(one: Staffed, baseline: str) -> str:
    """Name a scheme, and what it is compared with if that is not the baseline."""
    if one.against == baseline:
        return f'"{one.scheme}"'
    return say('"{scheme}" against "{other}"', scheme=one.scheme, other=one.against)


def _marked(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
