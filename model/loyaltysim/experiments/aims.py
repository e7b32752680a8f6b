"""What a scheme is asked to do: effects on retention, cost and profit, against the baseline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from loyaltysim.comparison.measures.effects import FloatArray
    from loyaltysim.comparison.measures.panel import Panel
    from loyaltysim.comparison.verdict.wording import Unit
    from loyaltysim.experiments.rows import Row

AimName = Literal["retention", "active_retention", "cost", "liability", "profit"]


@dataclass(frozen=True)
class Aim:
    """A figure of a scheme minus that of the baseline, per customer at launch."""

    name: AimName
    metrics: tuple[str, ...]
    """Metrics of a comparison whose sum it is."""

    columns: tuple[str, ...]
    """Columns of a row of a sweep whose sum is the figure, or the difference itself."""

    unit: Unit
    better: Literal[1, -1] = 1
    """1 if more is better, -1 if less is."""

    @property
    def label(self) -> str:
        """Name it in a sentence."""
        return self.name.replace("_", " ")

    def effect(self, row: Row, baseline: Row) -> float:
        """Give the effect that a row of a sweep says, beside the row of the baseline."""
        return sum(_number(row[name]) - _number(baseline[name]) for name in self.columns)

    def by_market(self, panels: Mapping[str, Panel], scheme: str, other: str) -> FloatArray:
        """Give how far a scheme is above another in each market, shape (markets,)."""
        first, *rest = (panels[name].of(scheme) - panels[name].of(other) for name in self.metrics)
        return sum(rest, start=first)


AIMS: Mapping[AimName, Aim] = {
    aim.name: aim
    for aim in (
        Aim("retention", ("retention",), ("retention",), "share"),
        Aim("active_retention", ("active_retention",), ("active_retention",), "share"),
        Aim(
            "cost",
            ("programme_cost", "liability"),
            ("programme_cost", "liability"),
            "money",
            better=-1,
        ),
        Aim("liability", ("liability",), ("liability",), "money", better=-1),
        Aim("profit", ("profit",), ("incremental_profit",), "money"),
    )
}
"""Cost is what rewards and messages have cost and what is still owed, as in the picture of costs."""


def named(names: Sequence[AimName]) -> tuple[Aim, ...]:
    """Find aims by their names."""
    return tuple(AIMS[name] for name in names)


def _number(value: object) -> float:
    return float(str(value)) if value is not None else 0.0
