"""When there are enough markets for the precision asked for.

`precision:` starts with the markets of the scenario (at least 30) and doubles them until every scheme's
difference from the baseline is known to that half-width. Markets are numbered, and the first ones stay
what they were, so nothing is played twice. Looking more than once costs little coverage: the estimate
is independent of the spread that decides about stopping, so only the interval's length is biased.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.comparison.wording import exactly, gap

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from loyaltysim.comparison.effects import Effect
    from loyaltysim.comparison.wording import Unit
    from loyaltysim.scenario.schema import Scenario

MOST = 960
"""Markets at which doubling stops: five doublings of 30."""


def precise(differences: Iterable[Effect], half_width: float) -> bool:
    """Tell whether every difference is known to the half-width; ties always are."""
    return all(difference.half_width <= half_width for difference in differences)


def more_markets(markets: int) -> int:
    """Give the next number of markets; the same number means that it is enough."""
    return max(markets, min(2 * markets, MOST))


def precision_note(markets: int, differences: Sequence[Effect], scenario: Scenario) -> str:
    """Say what the precision asked for took, or that it was not reached."""
    wanted = scenario.precision or 0.0
    unit: Unit = "money" if scenario.compare.metric == "profit" else "share"
    widest = max(difference.half_width for difference in differences)
    asked = exactly(wanted, unit, scenario.currency)
    played = f"{markets:,} markets ({markets * scenario.market_size:,} customers)"
    if precise(differences, wanted):
        return f"Every difference is known to plus or minus {asked}: {played} were played."
    return (
        f"The precision of plus or minus {asked} was not reached: {played} were played, the most "
        f"that are, and the widest interval is plus or minus {gap(widest, unit, scenario.currency)}."
    )
