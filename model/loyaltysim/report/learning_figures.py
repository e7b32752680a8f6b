"""Whether the own figures of a firm that learns tell what is true of its variants, in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.language import say
from loyaltysim.report import numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyaltysim.comparison.measures.adaptation import Learnt
    from loyaltysim.comparison.measures.effects import Effect

    _Case = tuple[int, int, Effect, Effect]
    """Number of a segment, of a variant, what is seen of it there, and what is true."""


def figures_told(one: Learnt) -> str:
    """Say of the segment and variant where they mislead most what is seen, and what is true."""
    cases = [case for case in _cases(one) if _apart(*case[2:])]
    if not cases:
        return say(
            "The firm's own figures say what is true of its variants, as far as can be told."
        )
    against = [case for case in cases if _against(*case[2:])]
    segment, variant, seen, true = max(against or cases, key=_by_how_much)
    tell = _mislead if against else _exaggerate
    return tell(
        segment=one.segments[segment],
        variant=one.variants[variant],
        first=one.variants[0],
        seen=_told(seen),
        true=_told(true),
    )


def _mislead(**figures: str) -> str:
    return say(
        'The firm\'s own figures mislead: by these customers of "{segment}" bring {seen} with "{variant}" than with "{first}"; in truth {true}.',
        **figures,
    )


def _exaggerate(**figures: str) -> str:
    return say(
        'The firm\'s own figures say whether a variant is better, but not by how much: by these customers of "{segment}" bring {seen} with '
        '"{variant}" than with "{first}"; in truth {true}.',
        **figures,
    )


def _told(uplift: Effect) -> str:
    share = numbers.percent(abs(uplift.estimate))
    return (
        say("{share} more", share=share)
        if uplift.estimate > 0
        else say("{share} less", share=share)
    )


def _cases(one: Learnt) -> Iterator[_Case]:
    for segment in range(len(one.segments)):
        for variant in range(1, len(one.variants)):
            yield (
                segment,
                variant,
                one.seen_uplift(variant, segment),
                one.true_uplift(variant, segment),
            )


def _apart(seen: Effect, true: Effect) -> bool:
    """Tell whether they differ by more than luck."""
    return seen.low > true.high or seen.high < true.low


def _against(seen: Effect, true: Effect) -> bool:
    """Tell whether they surely point to opposite sides."""
    return (seen.low > 0.0 > true.high) or (seen.high < 0.0 < true.low)


def _by_how_much(case: _Case) -> float:
    _, _, seen, true = case
    return abs(seen.estimate - true.estimate)
