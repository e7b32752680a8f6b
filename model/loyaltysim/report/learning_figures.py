"""Whether the own figures of a firm that learns tell what is true of its variants, in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.language import say
from loyaltysim.report import numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from loyaltysim.comparison.measures.adaptation import Learnt
    from loyaltysim.comparison.measures.effects import Effect

    _Case = tuple[int, int, Effect, Effect]
    """Number of a segment, of a variant, what is seen of it there, and what is true."""

MISLEAD = (
    'The firm\'s own figures mislead: by these customers of "{segment}" bring {seen} with "{variant}" than with "{first}"; '
    "in truth {true}."
)
PROMISE = (
    "The firm's own figures promise a difference that is not there, as far as can be told: by these customers of "
    '"{segment}" bring {seen} with "{variant}" than with "{first}"; in truth {true}.'
)
MISS = (
    "The firm's own figures do not show a difference that there is: by these it cannot be told from luck whether customers of "
    '"{segment}" bring more with "{variant}" than with "{first}"; in truth they bring {true}.'
)
EXAGGERATE = (
    "The firm's own figures say whether a variant is better, but not by how much: by these customers of "
    '"{segment}" bring {seen} with "{variant}" than with "{first}"; in truth {true}.'
)


def figures_told(one: Learnt) -> str:
    """Say of the segment and variant where they mislead most what is seen, and what is true."""
    apart = [case for case in _cases(one) if _apart(*case[2:])]
    if not apart:
        return say(
            "The firm's own figures say what is true of its variants, as far as can be told."
        )
    worst, cases = next(_kinds(apart))
    segment, variant, seen, true = max(cases, key=_by_how_much)
    return say(
        worst,
        segment=one.segments[segment],
        variant=one.variants[variant],
        first=one.variants[0],
        seen=_told(seen),
        true=_true(true),
    )


def _kinds(apart: list[_Case]) -> Iterator[tuple[str, list[_Case]]]:
    """Give what is said of the cases of each kind that there are, the gravest kind first."""
    for text, of_kind in TEXTS.items():
        cases = [case for case in apart if of_kind(*case[2:])]
        if cases:
            yield text, cases


def _told(uplift: Effect) -> str:
    share = numbers.percent(abs(uplift.estimate))
    return (
        say("{share} more", share=share)
        if uplift.estimate > 0
        else say("{share} less", share=share)
    )


def _true(uplift: Effect) -> str:
    """Say what is true, and where it may be nothing but luck, that it may."""
    if uplift.same:
        return say("as much")
    told = _told(uplift)
    return told if _side(uplift) else say("{more}, which may be luck", more=told)


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
    return _side(seen) * _side(true) < 0


def _promised(seen: Effect, true: Effect) -> bool:
    """Tell whether a difference is seen that cannot be told from none in truth."""
    return _side(seen) != 0 and _side(true) == 0


def _missed(seen: Effect, true: Effect) -> bool:
    """Tell whether a difference is true of which nothing can be seen."""
    return _side(seen) == 0 and _side(true) != 0


def _side(uplift: Effect) -> int:
    """Give the side of 0 on which it surely is; 0 where its interval holds 0."""
    return int(uplift.low > 0.0) - int(uplift.high < 0.0)


def _by_how_much(case: _Case) -> float:
    _, _, seen, true = case
    return abs(seen.estimate - true.estimate)


def _exaggerated(seen: Effect, true: Effect) -> bool:
    """Tell whether both surely are on the same side."""
    return _side(seen) * _side(true) > 0


TEXTS: dict[str, Callable[[Effect, Effect], bool]] = {
    MISLEAD: _against,
    PROMISE: _promised,
    MISS: _missed,
    EXAGGERATE: _exaggerated,
}
"""What is said where seen and true are apart by more than luck, with when it is true; the gravest first."""
