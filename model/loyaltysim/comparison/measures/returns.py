"""What a scheme brings for what it costs more than the baseline: its return, and the price of whom it keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.comparison.measures.effects import Effect, ratio_effect, unknown
from loyaltysim.comparison.measures.metrics import extra

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from loyaltysim.comparison.measures.effects import FloatArray
    from loyaltysim.comparison.measures.gathered import Gathered
    from loyaltysim.comparison.measures.panel import Panel

AS_DEAR = 0.05
"""Share of what a scheme costs by which its cost has to differ from the baseline's for a return on the difference (assumption)."""


def roi(panels: Mapping[str, Panel], scheme: str, baseline: str) -> Effect:
    """Divide what a scheme earns more than the baseline by what it costs more."""
    profit = extra(panels, "profit", scheme, baseline)
    return _of_cost(panels, scheme, baseline, lambda cost: ratio_effect(profit, cost))


def cost_per_retained(gathered: Gathered, panels: Mapping[str, Panel], scheme: str) -> Effect:
    """Divide what a scheme costs more than the baseline by the customers it keeps more."""
    return price(gathered, panels, scheme, extra(panels, "retention", scheme, gathered.baseline))


def price(gathered: Gathered, panels: Mapping[str, Panel], scheme: str, won: FloatArray) -> Effect:
    """Divide what a scheme costs more by customers of the launch who are won, where no others cost anything."""
    if gathered.newcomers(scheme):
        return unknown(len(won))
    return _of_cost(panels, scheme, gathered.baseline, lambda cost: ratio_effect(cost, won))


def _of_cost(
    panels: Mapping[str, Panel],
    scheme: str,
    baseline: str,
    ratio: Callable[[FloatArray], Effect],
) -> Effect:
    """Give a ratio of what a scheme costs more; unknown where it costs so nearly what the baseline does that it would mislead."""
    dearer = _extra_cost(panels, scheme, baseline)
    cost = (
        panels["programme_cost"].mean(scheme).estimate + panels["liability"].mean(scheme).estimate
    )
    as_dear = abs(float(dearer.mean())) < AS_DEAR * cost
    return unknown(len(dearer)) if as_dear else ratio(dearer)


def _extra_cost(panels: Mapping[str, Panel], scheme: str, baseline: str) -> FloatArray:
    """Give what a scheme has cost more and will cost more, shape (markets,)."""
    return extra(panels, "programme_cost", scheme, baseline) + extra(
        panels, "liability", scheme, baseline
    )
