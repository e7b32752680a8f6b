"""What is known from the field about rises of acts, beside those that the model finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.comparison.measures.measured_acts import (
    MOST_SEEN,
    overstated,
    plausible,
    unseen,
)
from loyaltysim.comparison.verdict.wording import gap
from loyaltysim.language import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from loyaltysim.comparison import Comparison

LEAST_SEEN = 1
"""Percent more acts that points and stamp schemes were seen to bring at least."""

MOST_KEPT = 5
"""Percentage points more customers after a year than without a programme: small effects in panels.

Verhoef (2003), Meyer-Waarden & Benavent (2009); that no more than 5 points are small is an assumption."""

LEAST_KEPT = 0.0005
"""Rise of retention, as a share, below which there is none to speak of."""
NOT_AT_ALL = "Retention does not rise."
WITHIN = (
    "Retention rises by {gap} at most: a small effect (up to {most} points), as studies that follow customers for years find "
    "of such programmes."
)
BEYOND = (
    "Retention rises by {gap} at most: more than a small effect (up to {most} points), while studies that follow customers "
    "for years find only small ones."
)


def acts_warnings(comparison: Comparison) -> list[str]:
    """Warn of rises of acts that are larger than those that were measured."""
    return [*_overstated(comparison), *_unseen(comparison)]


def _overstated(comparison: Comparison) -> list[str]:
    """Name every scheme with points or stamps that raises acts by more than these were seen to."""
    rises = overstated(comparison.scenario, comparison.panels["acts"])
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
    if most <= LEAST_KEPT:
        return say(NOT_AT_ALL)
    return say(
        WITHIN if 100 * most <= MOST_KEPT else BEYOND,
        gap=gap(most, "share", ""),
        most=MOST_KEPT,
    )


def _unseen(comparison: Comparison) -> list[str]:
    return [
        say(
            '"{scheme}": {rise}% acts over "{baseline}". No study listed here of what it gives found more than {most}% more '
            "visits or purchases: this result is outside the evidence.",
            scheme=scheme,
            rise=f"{100 * rise:+.0f}",
            baseline=comparison.scenario.compare.baseline,
            most=f"{100 * plausible(comparison.scenario, scheme):.0f}",
        )
        for scheme, rise in unseen(comparison.scenario, comparison.panels["acts"]).items()
    ]
