"""In one sentence: where a human pays, where machines may do, and where it cannot be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from loyaltysim.comparison.verdict.reasons import sells
from loyaltysim.language import say
from loyaltysim.report import numbers
from loyaltysim.report.tables.humans import OPEN, PAYS, PAYS_NOT, Found, found_of, staffed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from loyaltysim.comparison import Comparison

MORE = "more"
PARTS = {
    PAYS: "a human pays at {told}",
    PAYS_NOT: "machines, or nobody, may do at {told}",
    OPEN: "it cannot be told at {told}",
    MORE: "it cannot be told at {told}, where more than service differs",
}
LIKELIEST = "it cannot be told at {told}; likeliest a human pays at {likeliest}"


class _Case(NamedTuple):
    """What one scheme says of the places where it has other people."""

    places: str
    scheme: str
    alone: bool
    found: Found | None
    meetings: float
    """How many more there are where more are, per launch customer."""

    @property
    def answer(self) -> str:
        if not self.alone:
            return MORE
        return self.found.answer if self.found else OPEN


def human_sentence(comparison: Comparison) -> str:
    """Answer where a human pays; empty where people are the same, or nothing is sold."""
    cases = _cases(comparison) if sells(comparison.panels) else []
    told = {answer: [one for one in cases if one.answer == answer] for answer in PARTS}
    parts = {answer: _part(comparison, answer, ones) for answer, ones in told.items() if ones}
    if not parts:
        return ""
    if not told[PAYS] and told[OPEN]:
        parts[OPEN] = _likeliest(comparison, told[OPEN])
    return say(
        'Each by itself against "{baseline}": {parts}.',
        baseline=comparison.scenario.compare.baseline,
        parts="; ".join(parts.values()),
    )


def _cases(comparison: Comparison) -> list[_Case]:
    return [
        _Case(
            ", ".join(map(say, one.meetings)),
            one.scheme,
            one.alone,
            found_of(comparison, one),
            abs(sum(one.meetings.values())),
        )
        for one in staffed(comparison)
    ]


def _part(comparison: Comparison, answer: str, ones: Sequence[_Case]) -> str:
    paying = answer == PAYS
    told = "; ".join(_figures(comparison, one) for one in ones) if paying else _names(ones)
    return say(PARTS[answer], told=told)


def _likeliest(comparison: Comparison, ones: Sequence[_Case]) -> str:
    """Name what is open, and where among it a human pays in most models, or by luck alone the most."""
    known = [one for one in ones if one.found and one.found.gain.estimate > 0]
    if not known:
        return say(PARTS[OPEN], told=_names(ones))
    best = max(known, key=_likely)
    return say(LIKELIEST, told=_names(ones), likeliest=_figures(comparison, best))


def _likely(one: _Case) -> tuple[float, float]:
    assert one.found is not None  # noqa: S101 -- chosen among those that are known
    return one.found.hits, one.found.gain.estimate


def _figures(comparison: Comparison, one: _Case) -> str:
    """Say by how much it pays, with its interval, and in how many models."""
    found = one.found
    assert found is not None  # noqa: S101 -- only what is known pays
    models = f", {found.in_models()}" if found.draws else ""
    return say(
        "{places} ({scheme}: {currency} {gain} a customer, 95% interval {interval}, {each} a meeting{models})",
        places=one.places,
        scheme=_with_more(one.scheme, found),
        currency=comparison.scenario.currency,
        gain=numbers.signed_amount(found.gain.estimate),
        interval=numbers.amount_interval(found.gain.low, found.gain.high),
        each=numbers.signed_amount(found.gain.estimate / one.meetings),
        models=models,
    )


def _with_more(scheme: str, found: Found) -> str:
    """Name who has more people: the scheme, or the baseline where the scheme has fewer."""
    if found.more == scheme:
        return f'"{scheme}"'
    return say('"{more}" instead of "{fewer}"', more=found.more, fewer=scheme)


def _names(ones: Iterable[_Case]) -> str:
    """Name the schemes by the places at which they have other people."""
    by_place: dict[str, list[str]] = {}
    for one in ones:
        by_place.setdefault(one.places, []).append(f'"{one.scheme}"')
    return "; ".join(f"{places} ({', '.join(names)})" for places, names in by_place.items())
