"""What schemes cause beyond the metric that is compared: sales, buyers and their price, and whether it lasts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.comparison.measures.effects import Effect, per_launch, ratio_effect
from loyaltysim.comparison.measures.lasting import lasting
from loyaltysim.comparison.measures.metrics import extra
from loyaltysim.comparison.measures.returns import price

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from loyaltysim.comparison.measures.gathered import Gathered
    from loyaltysim.comparison.measures.panel import Panel


def caused(
    gathered: Gathered, panels: Mapping[str, Panel], days: int
) -> dict[str, dict[str, Effect]]:
    """Give the figures of every scheme but the baseline, over the markets that both have played.

    `sales_caused` is (revenue - revenue of the baseline) / revenue, as coalitions count what their points cause
    (Nastasoiu et al. 2021). `cost_per_active` and, where there are rivals, `cost_per_buyer` are what a scheme costs more
    over the customers more who are active at the end, or bought of the firm at all. These are customers of the launch,
    and costs are those of all, so that both are unknown where newcomers come. `taken_from_rivals` is what
    rivals sell less over what the firm sells more, in purchases: the rest is growth of the category (van Heerde,
    Gupta & Wittink 2003). Then `lasting`.
    """
    return {name: dict(_figures(gathered, panels, name, days)) for name in gathered.others}


def _figures(
    gathered: Gathered, panels: Mapping[str, Panel], name: str, days: int
) -> Iterator[tuple[str, Effect]]:
    baseline = gathered.baseline
    sales = extra(panels, "revenue", name, baseline)
    yield "sales_caused", ratio_effect(sales, panels["revenue"].of(name))
    active = extra(panels, "active_retention", name, baseline)
    yield "cost_per_active", price(gathered, panels, name, active)
    yield from _won(gathered, panels, name)
    yield from lasting(gathered.sums[baseline], gathered.sums[name], days)


def _won(
    gathered: Gathered, panels: Mapping[str, Panel], name: str
) -> Iterator[tuple[str, Effect]]:
    """Give what buyers cost who are won, and what part of the purchases that are added rivals lose."""
    base, sums = gathered.sums[gathered.baseline], gathered.sums[name]
    if not sums.brands:
        return
    launched = base.markets["launched"]
    more = {what: sums.brands[what] - base.brands[what] for what in ("buyers", "acts")}
    buyers = per_launch(more["buyers"][0], launched)
    yield "cost_per_buyer", price(gathered, panels, name, buyers)
    own, rivals = (
        per_launch(acts, launched) for acts in (more["acts"][0], more["acts"][1:].sum(axis=0))
    )
    yield "taken_from_rivals", ratio_effect(-rivals, own)
