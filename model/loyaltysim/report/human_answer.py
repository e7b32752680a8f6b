"""One short line a touchpoint, in the order of the journey: where a human pays, and where machines may do."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from loyaltysim.hooks import Stage
from loyaltysim.language import say
from loyaltysim.report import numbers
from loyaltysim.report.human_cases import ANSWERS, LIKELY, OPEN, PAYS, PAYS_NOT
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
UNKNOWN = "unknown"
PARTS = {
    PAYS: "a human pays, {gain}",
    LIKELY: "a human likely pays, {gain}",
    OPEN: "cannot be told",
    PAYS_NOT: "machines, or nobody, may do",
    UNKNOWN: "cannot be told, for more differs than that people are added",
}
MISSING = "to tell, add a scheme like {scheme} without its {people}"
_ORDER = (*ANSWERS, UNKNOWN)


def human_lines(comparison: Comparison, cases: Iterable[Case]) -> list[str]:
    """Answer where a human pays, touchpoint by touchpoint; none where there are no cases."""
    ranked = sorted(cases, key=lambda case: (_journey(case), _rank(case)))
    return [
        say("{places}: {parts}.", places=_named(places), parts="; ".join(_parts(comparison, ones)))
        for places, ones in groupby(ranked, key=lambda case: tuple(case.one.meetings))
    ]


def _answer(case: Case) -> str:
    return case.found.answer if case.found else UNKNOWN


def _rank(case: Case) -> tuple[int, float]:
    """Put the best first."""
    return _ORDER.index(_answer(case)), -case.found.gain.estimate if case.found else 0.0


def _journey(case: Case) -> tuple[int, ...]:
    return tuple(STAGES.index(place) for place in case.one.meetings)


def _named(places: Sequence[str]) -> str:
    first, *others = (say(PLACES[place]) for place in places)
    return ", ".join([first, *(other[:1].lower() + other[1:] for other in others)])


def _parts(comparison: Comparison, ones: Iterable[Case]) -> Iterator[str]:
    """Say each answer once, with the schemes that give it; of one scheme the name is told only if it says more."""
    baseline, cases = comparison.scenario.compare.baseline, list(ones)
    for answer, alike in groupby(cases, key=_answer):
        some = list(alike)
        if answer in {PAYS, LIKELY}:
            for case in some:
                told = say(PARTS[answer], gain=_gain(comparison, case))
                yield f"{told} ({_schemes([case.one], baseline)})"
        else:
            alone = len(cases) == 1 and some[0].one.against == baseline
            named = "" if alone else f" ({_schemes([case.one for case in some], baseline)})"
            yield f"{say(PARTS[answer])}{named}"
        if answer == UNKNOWN:
            yield say(MISSING, scheme=f'"{some[0].one.scheme}"', people=_people(some[0].one))


def _gain(comparison: Comparison, case: Case) -> str:
    """Say by how much it pays, with its interval, and in how many models."""
    found = case.found
    assert found is not None  # noqa: S101 -- only what is known pays
    return say(
        "{currency} {gain} a customer ({interval} by luck){models}",
        currency=comparison.scenario.currency,
        gain=numbers.signed_amount(found.gain.estimate),
        interval=numbers.amount_interval(found.gain.low, found.gain.high),
        models=f", {found.in_models()}" if found.draws else "",
    )


def _schemes(ones: Sequence[Staffed], baseline: str) -> str:
    """Name schemes, and what each is compared with if that is not the baseline."""
    return ", ".join(
        f'"{one.scheme}"'
        if one.against == baseline
        else say('"{scheme}" against "{other}"', scheme=one.scheme, other=one.against)
        for one in ones
    )


def _people(one: Staffed) -> str:
    return ", ".join(f"`{name}`" for name in one.people)
