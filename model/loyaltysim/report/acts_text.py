"""What is known from the field about rises of acts, beside those that the model finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.comparison.wording import gap
from loyaltysim.language import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from loyaltysim.comparison import Comparison

LEAST_SEEN, MOST_SEEN = 1, 5
"""Percent that points and stamp schemes were seen to add: Zhang & Breugelmans (2012), Nastasoiu et al. (2021)."""

MOST_KEPT = 5
"""Percentage points more customers after a year than without a programme: small effects in panels.

Verhoef (2003), Meyer-Waarden & Benavent (2009); that no more than 5 points are small is an assumption."""

WITHIN = (
    "Retention rises by {gap} at most: a small effect (up to {most} points), as studies that follow customers for years find "
    "of such programmes."
)
BEYOND = (
    "Retention rises by {gap} at most: more than a small effect (up to {most} points), while studies that follow customers "
    "for years find only small ones."
)
WITH_RANGE = frozenset({"points", "stamp_card"})

PLAUSIBLE_ACTS = 0.30
"""Largest rise of acts under a scheme that the evidence supports, as a share.

The best of 53 programmes for gym members raised visits by 27% (Milkman et al. 2021)."""


def acts_gained(comparison: Comparison) -> Mapping[str, float]:
    """Give the rise of acts over the baseline of every other scheme, as a share of the baseline's."""
    baseline = comparison.scenario.compare.baseline
    acts = {str(scheme): float(count) for scheme, count in comparison.schemes["acts"].items()}
    least = acts.pop(baseline)
    return {scheme: count / least - 1 for scheme, count in acts.items()} if least else {}


def acts_warnings(comparison: Comparison) -> list[str]:
    """Warn of rises of acts that are larger than those that were measured."""
    baseline = comparison.scenario.compare.baseline
    return [*_overstated(comparison), *_unseen(comparison, baseline)]


def profits_too_high(comparison: Comparison) -> bool:
    """Tell whether acts rise by more than was measured, so that profits are not to be relied on."""
    return bool(acts_warnings(comparison))


def _overstated(comparison: Comparison) -> list[str]:
    """Name every scheme with points or stamps that raises acts by more than these were seen to."""
    rises = {
        scheme: rise
        for scheme, rise in acts_gained(comparison).items()
        if round(100 * rise) > MOST_SEEN
        and rise <= PLAUSIBLE_ACTS
        and WITH_RANGE & _kinds(comparison, scheme)
    }
    if not rises:
        return []
    high = [
        say('"{scheme}" by {rise}%', scheme=scheme, rise=f"{100 * rise:.0f}")
        for scheme, rise in rises.items()
    ]
    told = say(
        "acts rise under {high}, but in field studies of points and stamp schemes by {least} to {most}%: a known fault of "
        "the model. Profits here are too high, so do not rely on them. {kept}",
        high=", ".join(high),
        least=LEAST_SEEN,
        most=MOST_SEEN,
        kept=_kept(comparison, tuple(rises)),
    )
    return [told]


def _kept(comparison: Comparison, schemes: Sequence[str]) -> str:
    """Say whether what such schemes do for retention is within what programmes were seen to do."""
    baseline = comparison.scenario.compare.baseline
    most = max(comparison.difference(one, baseline).estimate for one in schemes)
    return say(
        WITHIN if 100 * most <= MOST_KEPT else BEYOND,
        gap=gap(max(0.0, most), "share", ""),
        most=MOST_KEPT,
    )


def _unseen(comparison: Comparison, baseline: str) -> list[str]:
    return [
        say(
            '"{scheme}": {rise}% acts over "{baseline}". No field study of visits or purchases that is listed here found more '
            "than {most}%: this result is outside the evidence.",
            scheme=scheme,
            rise=f"{100 * rise:+.0f}",
            baseline=baseline,
            most=f"{100 * PLAUSIBLE_ACTS:.0f}",
        )
        for scheme, rise in acts_gained(comparison).items()
        if rise > PLAUSIBLE_ACTS
    ]


def _kinds(comparison: Comparison, scheme: str) -> set[str]:
    return {one.mechanic.kind for one in comparison.scenario.schemes[scheme].instances}
