"""The numbers a verdict is made from, and how they are put in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from loyaltysim.comparison.verdict import wording
from loyaltysim.language import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from loyaltysim.comparison.measures.effects import Effect
    from loyaltysim.comparison.measures.metrics import Metric
    from loyaltysim.comparison.measures.panel import Panel
    from loyaltysim.comparison.verdict.assumptions import Assumptions

ALL_PAIRS = "95% interval for all pairs of schemes at once"


@dataclass(frozen=True)
class Evidence:
    """All that is known about the schemes when judgement is passed."""

    metric: Metric
    panels: Mapping[str, Panel]
    """Every metric by its name, of the schemes that a firm could run."""

    matters: float
    """Smallest difference of the metric that matters, in its own unit."""

    days: int
    currency: str
    market_size: int
    firm_customers: int
    """Customers of the firm that asks."""

    assumptions: Assumptions | None

    baseline: str
    """The scheme that the others are held against."""

    guessed: bool = False
    """Whether a purchase record leaves open what the metric needs."""

    beside: Panel | None = None
    """The metric that decides, of all schemes, where some are shown for reference."""

    profits_too_high: bool = False
    """Whether acts rise by more than was measured, so that profits cannot be relied on."""

    replaced: bool = False
    """Whether profit bears what replacing those who leave costs."""

    @property
    def stated(self) -> str:
        """Write the smallest difference that matters."""
        return wording.exactly(self.matters, self.unit, self.currency)

    @property
    def unit(self) -> wording.Unit:
        """Tell what the metric is measured in."""
        return "money" if self.metric.name == "profit" else "share"

    @property
    def panel(self) -> Panel:
        """Give the metric that decides."""
        return self.panels[self.metric.name]

    @property
    def reference(self) -> tuple[str, ...]:
        """Name the schemes that are shown for reference."""
        every = self.beside.schemes if self.beside else ()
        return tuple(name for name in every if name not in self.panel.schemes)

    def level(self, scheme: str) -> str:
        """Write a scheme's value of the metric."""
        return wording.level(self.panel.mean(scheme).estimate, self.unit, self.currency)

    def gap(self, value: float) -> str:
        """Write the size of a difference in the metric."""
        return wording.gap(value, self.unit, self.currency)

    def above(self, lead: Effect, other: str) -> str:
        """Say how far a scheme's value is above another's, which it may only equal."""
        if not lead.estimate:
            return say("as high as that of {other}", other=wording.quoted([other]))
        return say(
            "{gap} above {other}", gap=self.gap(lead.estimate), other=wording.quoted([other])
        )

    def span(self, effect: Effect) -> str:
        """Write the bounds of a difference in the metric with its unit, told from what matters."""
        return wording.span(effect, self.unit, self.currency, self.matters)

    def earned(self, richer: str, other: str) -> str:
        """Write how much more a scheme earns than another: as luck leaves it, and over the models."""
        lead = self.panels["profit"].lead(richer, other)
        return say(
            "{size} more per customer than {other} ({known})",
            size=wording.gap(lead.estimate, "money", self.currency),
            other=wording.quoted([other]),
            known=self.known(richer, other),
        )

    def known(self, richer: str, other: str) -> str:
        """Write between which bounds a scheme earns more than another: by luck alone, and over the models."""
        lead = self.panels["profit"].lead(richer, other)
        known = say("luck alone: {span}", span=wording.interval(lead, "money"))
        if self.assumptions is not None:
            models = self.assumptions.spread("profit", richer, other)
            span = wording.bounds(models.low, models.high, "money")
            known += say("; plausible models: {span}", span=span)
        return known

    def interval_name(self) -> str:
        """Name the intervals of a `Panel.lead`; two schemes are only one pair."""
        several = len(self.panel.schemes) > 2
        return say(ALL_PAIRS) if several else say("95% interval")
