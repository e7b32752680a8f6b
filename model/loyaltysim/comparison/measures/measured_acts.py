"""By how much schemes raise acts, beside what was measured: beyond it their profits cannot be relied on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from loyaltysim.comparison.measures.panel import Panel
    from loyaltysim.mechanics.mechanic import Mechanic
    from loyaltysim.scenario.schema import Scenario

MOST_SEEN = 5
"""Percent more acts that points and stamp schemes were seen to bring at most: Zhang & Breugelmans (2012), Nastasoiu et al. (2021)."""

WITH_RANGE = frozenset({"points", "stamp_card"})
"""Mechanics of which field studies measured how much they raise acts."""

PLAUSIBLE_ACTS = 0.30
"""Largest rise of acts under a scheme that the evidence supports, as a share.

The best of 53 programmes for gym members raised visits by 27% (Milkman et al. 2021)."""


def acts_gained(acts: Panel, baseline: str) -> Mapping[str, float]:
    """Give the rise of acts over the baseline of every other scheme, as a share of the baseline's."""
    found = {scheme: acts.mean(scheme).estimate for scheme in acts.schemes}
    least = found.pop(baseline)
    return {scheme: count / least - 1 for scheme, count in found.items()} if least else {}


def overstated(scenario: Scenario, acts: Panel) -> Mapping[str, float]:
    """Give the schemes that add nothing but points or stamps, for people who buy, and raise acts by more than these were seen to."""
    if not any(act.ticket for act in scenario.acts.values()):
        return {}
    baseline = scenario.schemes[scenario.compare.baseline]
    before = [one.mechanic for one in baseline.instances]
    return {
        scheme: rise
        for scheme, rise in acts_gained(acts, scenario.compare.baseline).items()
        if round(100 * rise) > MOST_SEEN
        and rise <= PLAUSIBLE_ACTS
        and _only_with_range(
            [
                one.mechanic
                for one in scenario.schemes[scheme].instances
                if one.mechanic not in before
            ]
        )
    }


def _only_with_range(added: Sequence[Mechanic]) -> bool:
    """Tell whether what raises acts is nothing but what was measured."""
    return bool(added) and all(mechanic.kind in WITH_RANGE for mechanic in added)


def unseen(scenario: Scenario, acts: Panel) -> Mapping[str, float]:
    """Give the schemes that raise acts by more than any scheme was seen to."""
    gained = acts_gained(acts, scenario.compare.baseline)
    return {scheme: rise for scheme, rise in gained.items() if rise > PLAUSIBLE_ACTS}


def profits_too_high(scenario: Scenario, acts: Panel) -> bool:
    """Tell whether acts rise by more than was measured, so that profits are not to be relied on."""
    found = {*overstated(scenario, acts), *unseen(scenario, acts)}
    return bool(found.intersection(scenario.contenders))
