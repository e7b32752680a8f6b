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

PLAUSIBLE_OF = {"discount": 0.35}
"""The same of kinds of mechanics of which more is listed.

A price a tenth lower went with about a third more sales of a brand (Bijmolt et al. 2005)."""


def acts_gained(acts: Panel, baseline: str) -> Mapping[str, float]:
    """Give the rise of acts over the baseline of every other scheme, as a share of the baseline's."""
    found = {scheme: acts.mean(scheme).estimate for scheme in acts.schemes}
    least = found.pop(baseline)
    return {scheme: count / least - 1 for scheme, count in found.items()} if least else {}


def overstated(scenario: Scenario, acts: Panel) -> Mapping[str, float]:
    """Give the schemes that add nothing but points or stamps, for people who buy, and raise acts by more than these were seen to."""
    if not any(act.ticket for act in scenario.acts.values()):
        return {}
    return {
        scheme: rise
        for scheme, rise in acts_gained(acts, scenario.compare.baseline).items()
        if round(100 * rise) > MOST_SEEN
        and rise <= PLAUSIBLE_ACTS
        and _only_with_range(_added(scenario, scheme))
    }


def _added(scenario: Scenario, scheme: str) -> Sequence[Mechanic]:
    """Give the mechanics of a scheme that the baseline lacks."""
    baseline = scenario.schemes[scenario.compare.baseline]
    before = [one.mechanic for one in baseline.instances]
    ours = [one.mechanic for one in scenario.schemes[scheme].instances]
    return [mechanic for mechanic in ours if mechanic not in before]


def _only_with_range(added: Sequence[Mechanic]) -> bool:
    """Tell whether what raises acts is nothing but what was measured."""
    return bool(added) and all(mechanic.kind in WITH_RANGE for mechanic in added)


def plausible(scenario: Scenario, scheme: str) -> float:
    """Give the largest rise of acts that the evidence supports of what a scheme adds, as a share."""
    kinds = (mechanic.kind for mechanic in _added(scenario, scheme))
    return max((PLAUSIBLE_OF.get(kind, PLAUSIBLE_ACTS) for kind in kinds), default=PLAUSIBLE_ACTS)


def unseen(scenario: Scenario, acts: Panel) -> Mapping[str, float]:
    """Give the schemes that raise acts by more than such schemes were seen to."""
    gained = acts_gained(acts, scenario.compare.baseline)
    return {scheme: rise for scheme, rise in gained.items() if rise > plausible(scenario, scheme)}


def profits_too_high(scenario: Scenario, acts: Panel) -> bool:
    """Tell whether acts rise by more than was measured, so that profits are not to be relied on."""
    found = {*overstated(scenario, acts), *unseen(scenario, acts)}
    return bool(found.intersection(scenario.contenders))
