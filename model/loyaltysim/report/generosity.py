"""Schemes that nobody would run as they are written: they give back more than they could mean to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from loyaltysim.language import say
from loyaltysim.report.numbers import amount, whole
from loyaltysim.units import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from loyaltysim.scenario import Scenario

    Totals = Mapping[str, NDArray[Any]]

MOST_BACK = 0.4
"""Share of what customers pay that a scheme may give back without a warning (assumption: programmes
return a few percent, and what returns almost half was most likely a slip)."""


def generosity_warnings(scenario: Scenario, played: Mapping[str, Totals]) -> list[str]:
    """Warn of rewards that cost more than they are worth, and of schemes that give too much away.

    Nothing here knows any mechanic: what a scheme gives is what it gave when it was played.

    Parameters
    ----------
    played
        For every scheme its totals by market at the horizon, each shape (markets,).
    """
    return [
        *(warning for scheme in played for warning in _dear_rewards(scenario, scheme)),
        *(warning for scheme in played for warning in _gifts(scenario, scheme, played[scheme])),
    ]


def _gifts(scenario: Scenario, scheme: str, totals: Totals) -> Iterator[str]:
    """Compare what a scheme gave, and still owes, with what was bought, at list prices."""
    sums = {name: float(values.sum()) for name, values in totals.items()}
    paid, launched = sums["revenue"], sums["launched"]
    if not paid > 0:
        return
    back = sums["reward_value"] + _outstanding(sums)
    if back > MOST_BACK * paid:
        yield (
            say(
                '"{scheme}" gives customers back {share}% of what they buy at list prices, in rewards. More than {most}% is '
                "most likely a slip: check what a reward is worth, and how soon it is earned.",
                scheme=scheme,
                share=whole(100 * back / paid),
                most=f"{100 * MOST_BACK:.0f}",
            )
        )
    cost = sums["reward_cost"] + sums["message_cost"] + sums["liability"]
    if cost > sums["margin"]:
        each, brought = amount(cost / launched), amount(sums["margin"] / launched)
        yield (
            say(
                '"{scheme}" costs {currency} {each} per customer, more than the whole margin of {currency} {brought} that a '
                "customer brings.",
                scheme=scheme,
                currency=scenario.currency,
                each=each,
                brought=brought,
            )
        )


def _outstanding(sums: Mapping[str, float]) -> float:
    """Give the worth to customers of what they earned and may still redeem."""
    gone = sum(sums[f"{way}_value"] for way in ("redeemed", "expired", "forfeited"))
    return max(0.0, sums["earned_value"] - gone)


def _dear_rewards(scenario: Scenario, scheme: str) -> Iterator[str]:
    for instance in scenario.schemes[scheme].instances:
        for way, value, cost in _rewards(instance.mechanic, instance.name):
            if cost > value:
                yield (
                    say(
                        '"{scheme}": {way} costs {currency} {cost}, more than the {currency} {value} that it is worth to '
                        "customers. Are value and cost the wrong way round?",
                        scheme=scheme,
                        way=way,
                        currency=scenario.currency,
                        cost=_price(cost),
                        value=_price(value),
                    )
                )


def _price(price: float) -> str:
    return amount(price) if price >= 0.01 else plain(price)


def _rewards(group: BaseModel, way: str) -> Iterator[tuple[str, float, float]]:
    """Find every group of parameters with a value and a cost, with the way to it."""
    value, cost = getattr(group, "value", None), getattr(group, "cost", None)
    if isinstance(value, int | float) and isinstance(cost, int | float):
        yield way, value, cost
    for name, below in group:
        for part in below if isinstance(below, tuple | list) else (below,):
            if isinstance(part, BaseModel):
                yield from _rewards(part, f"{way}.{name}")
