"""The answer of a search in words: which candidate is best, and whether it really is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from loyaltysim.comparison.verdict import wording
from loyaltysim.experiments.aims import AIMS
from loyaltysim.experiments.search.limits import violations
from loyaltysim.experiments.search.models_words import doubt_of, model_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from loyaltysim.comparison.measures.effects import Effect
    from loyaltysim.experiments.aims import Aim, AimName
    from loyaltysim.experiments.search.candidates import Candidate
    from loyaltysim.experiments.search.confirm import Confirmation
    from loyaltysim.experiments.search.load import Hunt
    from loyaltysim.experiments.search.models import Models
    from loyaltysim.experiments.search.search import Tried

Kind = Literal["best", "same", "open", "baseline", "none"]
_DOES: Mapping[str, str] = {
    "retention": "raises retention by {} against",
    "active_retention": "raises active retention by {} against",
    "profit": "earns {} more per customer at launch than",
    "cost": "costs {} less per customer at launch than",
    "liability": "owes {} less per customer at launch than",
}
_LIMITS: Mapping[str, tuple[AimName, str]] = {
    "budget": ("cost", "costs"),
    "liability": ("liability", "owes"),
    "profit": ("profit", "earns"),
}
_BEYOND = {
    "budget": "over the budget",
    "liability": "over the liability",
    "profit": "below the profit",
    "no_segment_worse": "with a segment that is worse off",
}


@dataclass(frozen=True)
class SearchVerdict:
    """What a search says."""

    kind: Kind
    """`best`: one candidate is better than all other finalists and the baseline; `same`: one is better than the baseline, and
    as good as another finalist; `open`: something cannot be told, or too few plausible models agree; `baseline`: none is better than the baseline;
    `none`: no candidate keeps to the constraints."""

    sentence: str
    reasons: tuple[str, ...]


def judge(
    found: Confirmation | None, tried: Sequence[Tried], hunt: Hunt, models: Models | None = None
) -> SearchVerdict:
    """Pass the verdict on a search.

    Parameters
    ----------
    models
        What plausible models say of the finalists; None if they were not asked.
    """
    about = (_search(tried),)
    if found is None:
        return SearchVerdict("none", _none(tried), about)
    aim, best = AIMS[hunt.plan.objectives[0]], found.finalists[found.best].candidate
    effect = found.against_baseline
    reasons = (
        *_against(found, hunt, aim),
        *_limits(found, hunt),
        *model_lines(found, hunt, models),
        *_edges(best),
        *about,
    )
    if found.place(effect) != "better":
        return SearchVerdict(*_no_better(found, hunt, aim), reasons)
    does = _DOES[aim.name].format(_size(effect.estimate, aim, hunt))
    sentence = (
        f'The best that was found is {best.words}: it {does} "{hunt.baseline}" '
        f"({wording.interval(effect, aim.unit)} on {found.markets:,} markets that the search never used)."
    )
    if _open(found):
        return SearchVerdict("open", sentence, reasons)
    doubt = doubt_of(models)
    if doubt:
        return SearchVerdict("open", f"{sentence} {doubt}", reasons)
    return SearchVerdict(_kind(found), sentence, reasons)


def _open(found: Confirmation) -> bool:
    return any(found.place(lead) == "open" for lead in found.leads.values())


def _kind(found: Confirmation) -> Kind:
    places = [found.place(lead) for lead in found.leads.values()]
    return "same" if "same" in places else "best"


def _no_better(found: Confirmation, hunt: Hunt, aim: Aim) -> tuple[Kind, str]:
    """Say that nothing is surely better than the baseline, and what is known."""
    best, effect = found.finalists[found.best].candidate, found.against_baseline
    place, bounds = found.place(effect), wording.interval(effect, aim.unit)
    told = f"{bounds} on {found.markets:,} markets that the search never used"
    if place == "worse":
        return (
            "baseline",
            f'Stay with "{hunt.baseline}": {best.words}, the best that was found, is worse ({told}).',
        )
    if place == "same":
        return (
            "baseline",
            f'{best.words}, the best that was found, is as good as "{hunt.baseline}" ({told}).',
        )
    return (
        "open",
        f'It cannot be told whether {best.words}, the best that was found, is better than "{hunt.baseline}" ({told}).',
    )


def _against(found: Confirmation, hunt: Hunt, aim: Aim) -> Iterator[str]:
    """Say how the best stands to every other finalist."""
    if found.best != 0:
        first = found.finalists[0].candidate.words
        yield f"In the search {first} was ahead of it; on new markets it is not."
    names = {number: one.candidate.words for number, one in enumerate(found.finalists)}
    for number, name in names.items():
        if number != found.best and number not in found.leads:
            yield f"{name} does not keep to the constraints on new markets."
    for number, lead in sorted(found.leads.items(), key=lambda item: item[1].estimate):
        yield f"{_standing(found, lead, hunt, aim)} {names[number]} ({wording.interval(lead, aim.unit)})."


def _standing(found: Confirmation, lead: Effect, hunt: Hunt, aim: Aim) -> str:
    place = found.place(lead)
    if lead.same:
        return "The same in every market as"
    if place == "same":
        stated = wording.exactly(found.matters, aim.unit, hunt.scenario.currency)
        return f"As good, within the {stated} that matter, as"
    if place == "better":
        return f"Really better, by {_size(lead.estimate, aim, hunt)}, than"
    return f"After {found.markets:,} markets it cannot be told whether it is better than"


def _limits(found: Confirmation, hunt: Hunt) -> Iterator[str]:
    """Say what the constraints leave, and whether luck could take it."""
    measured, limits = found.finalists[found.best].measured, hunt.plan.constraints
    if measured is None:
        return
    for name in violations(measured, limits):
        if name == "no_segment_worse":
            yield "No segment is surely worse off."
            continue
        (aim_name, verb) = _LIMITS[name]
        aim = AIMS[aim_name]
        effect, limit = measured.effect(aim.name), float(getattr(limits, name))
        end = effect.high if aim.better < 0 else effect.low
        safe = aim.better * (end - limit) >= 0
        most = "at most" if aim.better < 0 else "at least"
        currency = hunt.scenario.currency
        yield (
            f'It {verb} {wording.level(effect.estimate, "money", currency)} more than "{hunt.baseline}" per customer at launch '
            f"({wording.interval(effect, 'money')}); the plan asks for {most} {wording.exactly(limit, 'money', currency)}"
            f"{'' if safe else ', which luck could miss'}."
        )


def _edges(best: Candidate) -> Iterator[str]:
    """Say where the best lies at an end of what was tried, beyond which there may be a better one."""
    ends = []
    for path, node in best.values.items():
        axis = best.kind.axes[path]
        if axis.span is not None and node.content in {axis.at(0.0).content, axis.at(1.0).content}:
            ends.append(f"{path} {node.text}")
    if ends:
        yield f"At an end of what was tried, so that a better one may lie beyond: {', '.join(ends)}."


def _search(tried: Sequence[Tried]) -> str:
    """Say how the search went."""
    given_up = sum(1 for one in tried if one.given_up)
    failed = sum(1 for one in tried if one.failed)
    beyond = sum(1 for one in tried if one.measured and not one.given_up and not one.keeps)
    parts = [f"{len(tried)} candidates were tried"]
    parts += [f"{given_up} given up after a first look"] if given_up else []
    parts += [f"{beyond} beyond a constraint"] if beyond else []
    parts += [f"{failed} could not be played"] if failed else []
    return f"{', '.join(parts)}."


def _none(tried: Sequence[Tried]) -> str:
    """Say that nothing keeps to the constraints, and what comes nearest."""
    measured = [one for one in tried if one.measured is not None]
    if not measured:
        return "No candidate could be played; candidates.csv says why."
    if any(one.keeps for one in measured):
        return "Candidates that kept to the constraints in the search do not on new markets."
    nearest = min(measured, key=lambda one: max(one.beyond.values(), default=0.0))
    missed = [name for name, beyond in nearest.beyond.items() if beyond > 0]
    told = " and ".join(_BEYOND[name] for name in missed)
    return (
        f"No candidate keeps to the constraints; {nearest.candidate.words} comes nearest, {told}."
    )


def _size(value: float, aim: Aim, hunt: Hunt) -> str:
    return wording.gap(value, aim.unit, hunt.scenario.currency)
