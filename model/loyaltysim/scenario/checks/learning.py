"""What a scheme that learns is easily misread to do: what it wants, and what its budget bounds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from loyaltysim.mechanics.adaptation import Goal
from loyaltysim.scenario.checks.written import numeric

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from loyaltysim.scenario.blocks.scheme import Instance, Scheme
    from loyaltysim.scenario.schema import Scenario

PROFIT = "profit"


def learning_notes(scenario: Scenario) -> list[str]:
    """Tell of schemes that want another thing than is compared, and of budgets that end in a variant which costs."""
    return [
        f'"{name}": {told}'
        for name, scheme in scenario.schemes.items()
        for told in (*_goal(scheme, scenario.compare.metric), *_budget(scheme))
    ]


def _goal(scheme: Scheme, metric: str) -> Iterator[str]:
    spec = scheme.adapt
    if spec and metric == PROFIT and spec.goal is Goal.ACTS and "goal" not in spec.model_fields_set:
        yield "it learns what brings acts, which is the goal where none is said, but profit is compared; say goal: profit, or goal: acts"


def _budget(scheme: Scheme) -> Iterator[str]:
    adapt = scheme.adapt
    if adapt is None or adapt.budget is None or not scheme.variants:
        return
    first, *others = scheme.variants
    free = [name for name in others if not _costs(scheme.variants[name])]
    if _costs(scheme.variants[first]) and free:
        yield (
            f'its budget bounds no cost: once it is spent, all have the first variant, "{first}", which goes on to cost; '
            f'write "{free[0]}" first'
        )
    if adapt.budget == 0.0:
        yield "a budget of 0 is spent by the first thing that costs, and nothing is learnt from then on"


def _costs(instances: Iterable[Instance]) -> bool:
    """Tell whether mechanics say a cost, or give away a share of the price."""
    return any(
        one.mechanic.share_of_list_price() > 0.0 or _has_cost(one.mechanic.model_dump())
        for one in instances
    )


def _has_cost(told: object) -> bool:
    if isinstance(told, Mapping):
        return (numeric(told.get("cost")) or 0.0) > 0.0 or any(map(_has_cost, told.values()))
    return isinstance(told, list | tuple) and any(map(_has_cost, told))
