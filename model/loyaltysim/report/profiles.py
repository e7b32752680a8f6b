"""Whether profiles of who is moved by what pay, in so many words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from loyaltysim.comparison.verdict.reasons import sells
from loyaltysim.language import say
from loyaltysim.mechanics.persuading import Persuading
from loyaltysim.mechanics.principles import Persuasion
from loyaltysim.report import numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyaltysim.comparison import Comparison

HIT = "right_principle"


def profiles_told(comparison: Comparison) -> Iterator[str]:
    """Say of each scheme with profiles whether they pay against one principle for all, and where they hit less often.

    Nothing of a scheme beside which none with the same mechanics carries the principle that is best on average.
    """
    for scheme in map(str, comparison.schemes.index):
        if Persuasion.PROFILE in _policies(comparison, scheme).values():
            other = _with_the_best(comparison, scheme)
            if other is not None:
                yield from _told(comparison, scheme, other)


def _policies(comparison: Comparison, scheme: str) -> dict[str, Persuasion | None]:
    """Give how each mechanic of a scheme chooses principles; None of those that carry none."""
    return {
        one.name: one.mechanic.policy if isinstance(one.mechanic, Persuading) else None
        for one in comparison.scenario.schemes[scheme].instances
    }


def _with_the_best(comparison: Comparison, scheme: str) -> str | None:
    """Name the scheme in which profiles give way to the principle that is best on average, and all else has the same names."""
    own = _policies(comparison, scheme)
    wanted = {
        name: Persuasion.BEST_AVERAGE if policy is Persuasion.PROFILE else policy
        for name, policy in own.items()
    }
    names = map(str, comparison.schemes.index)
    return next((name for name in names if _policies(comparison, name) == wanted), None)


def _told(comparison: Comparison, scheme: str, other: str) -> Iterator[str]:
    if sells(comparison.panels):
        yield _profit(comparison, scheme, other)
    yield from _hits(comparison, scheme, other)


def _profit(comparison: Comparison, scheme: str, other: str) -> str:
    gain = comparison.panels["profit"].difference(scheme, other)
    figures = {
        "scheme": scheme,
        "other": other,
        "currency": comparison.scenario.currency,
        "gain": numbers.signed_amount(gain.estimate),
        "interval": numbers.amount_interval(gain.low, gain.high),
    }
    if gain.low > 0:
        return say(
            'Profiles pay: "{scheme}" brings {currency} {gain} a customer ({interval} by luck) against "{other}".',
            **figures,
        )
    if gain.high < 0:
        return say(
            'Profiles do not pay: "{scheme}" brings {currency} {gain} a customer ({interval} by luck) against "{other}".',
            **figures,
        )
    return say(
        'Whether profiles pay cannot be told from luck: "{scheme}" brings {currency} {gain} a customer ({interval}) against "{other}".',
        **figures,
    )


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
