"""Whether profiles of who is moved by what pay, in so many words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from loyaltysim.comparison.verdict.earning import sells
from loyaltysim.language import say
from loyaltysim.mechanics.persuading import Persuading
from loyaltysim.mechanics.principles import Persuasion
from loyaltysim.report import numbers
from loyaltysim.report.paying import (
    LIKELY,
    OPEN,
    PAYS,
    PAYS_NOT,
    found_between,
    rules_sentence,
)

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from loyaltysim.comparison import Comparison
    from loyaltysim.scenario.blocks.scheme import Scheme

HIT = "right_principle"
PERSUADING = {"persuasion", "principle", "profile", "cost"}
PAID = {
    PAYS: 'Profiles pay: "{scheme}" brings {gain}, against "{other}".',
    LIKELY: 'Profiles likely pay: "{scheme}" brings {gain}, against "{other}".',
    OPEN: 'Whether profiles pay cannot be told: "{scheme}" brings {gain}, against "{other}".',
    PAYS_NOT: 'Profiles do not pay: "{scheme}" brings {gain}, against "{other}".',
}
UNTOLD = (
    'Whether the profiles of "{scheme}" pay cannot be told, for "{other}" differs from it in more than persuasion and its cost; to tell, add '
    'a scheme like "{scheme}" with `persuasion: best_average`.'
)


def profiles_told(comparison: Comparison) -> Iterator[str]:
    """Say of each scheme with profiles whether they pay against one principle for all, and where they hit less often.

    Nothing of a scheme beside which none with the same mechanics carries the principle that is best on average. Where
    the other differs in more than persuasion and its cost, what would tell.
    """
    judged = False
    for scheme in map(str, comparison.schemes.index):
        others = _with_the_best(comparison, scheme)
        other = next((one for one in others if _alike(comparison, scheme, one)), None)
        if other is not None:
            judged |= sells(comparison.panels)
            yield from _told(comparison, scheme, other)
        elif others:
            yield say(UNTOLD, scheme=scheme, other=others[0])
    if judged:
        yield rules_sentence(comparison)


def _policies(comparison: Comparison, scheme: str) -> dict[str, Persuasion | None]:
    """Give how each mechanic of a scheme chooses principles; None of those that carry none."""
    return {
        one.name: one.mechanic.policy if isinstance(one.mechanic, Persuading) else None
        for one in comparison.scenario.schemes[scheme].instances
    }


def _with_the_best(comparison: Comparison, scheme: str) -> list[str]:
    """Name the schemes in which profiles give way to the principle that is best on average, and all else has the same names."""
    own = _policies(comparison, scheme)
    if Persuasion.PROFILE not in own.values():
        return []
    wanted = {
        name: Persuasion.BEST_AVERAGE if policy is Persuasion.PROFILE else policy
        for name, policy in own.items()
    }
    names = map(str, comparison.schemes.index)
    return [name for name in names if _policies(comparison, name) == wanted]


def _alike(comparison: Comparison, scheme: str, other: str) -> bool:
    """Tell whether two schemes differ in nothing but how those with profiles persuade, and what that costs."""
    policies = _policies(comparison, scheme)
    learning = {name for name, policy in policies.items() if policy is Persuasion.PROFILE}
    one, two = (_all_else(comparison.scenario.schemes[name], learning) for name in (scheme, other))
    return one == two


def _all_else(scheme: Scheme, learning: Container[str]) -> tuple[object, ...]:
    """Give what a scheme is but for how some of its mechanics persuade, and what that costs."""
    return (
        *(scheme.joining, scheme.adapt, list(scheme.variants)),
        *(
            (one.name, type(one.mechanic), one.mechanic.model_dump(exclude=PERSUADING))
            if one.name in learning
            else one
            for one in scheme.all_instances()
        ),
    )


def _told(comparison: Comparison, scheme: str, other: str) -> Iterator[str]:
    if sells(comparison.panels):
        found = found_between(comparison, scheme, other)
        gain = found.told(comparison.scenario.currency)
        yield say(PAID[found.answer], scheme=scheme, other=other, gain=gain)
    yield from _hits(comparison, scheme, other)


def _hits(comparison: Comparison, scheme: str, other: str) -> Iterator[str]:
    """Say so where messages carry the right principle less often than with one principle for all."""
    hits = _right(comparison)
    for name, policy in _policies(comparison, scheme).items():
        own, theirs = hits.get((scheme, name)), hits.get((other, name))
        if policy is Persuasion.PROFILE and own and theirs and own.high < theirs.low:
            yield say(
                "Profiles hit the right principle less often: in the end {own} of customers had the one that moves them most by nature in their "
                'last message or meeting, under "{other}" {theirs}.',
                own=numbers.percent(own.share),
                other=other,
                theirs=numbers.percent(theirs.share),
            )


class _Hits(NamedTuple):
    """Share of customers whose last message carried the right principle, with its interval."""

    share: float
    low: float
    high: float


def _right(comparison: Comparison) -> dict[tuple[str, str], _Hits]:
    """Give who had the right principle, by scheme and mechanic."""
    found = comparison.measures[comparison.measures["measure"] == HIT]
    columns = (found[name] for name in ("scheme", "mechanic", "value", "low", "high"))
    return {
        (str(scheme), str(mechanic)): _Hits(*map(float, told))
        for scheme, mechanic, *told in zip(*columns, strict=True)
    }
