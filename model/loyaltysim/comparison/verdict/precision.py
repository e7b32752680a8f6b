"""When there are enough markets for the precision asked for.

`precision:` starts with the markets of the scenario (at least 30) and doubles them until every difference
that is judged is known to that half-width: the leader's leads, whose intervals hold together as the
verdict takes them, and every scheme's difference from the baseline, as the tables show it. Markets are numbered, and the first ones stay
what they were, so nothing is played twice. Looking more than once costs little coverage: the estimate
is independent of the spread that decides about stopping, so only the interval's length is biased.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from loyaltysim.comparison.verdict.standing import standing
from loyaltysim.comparison.verdict.wording import exactly, gap

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from loyaltysim.comparison.measures.effects import Effect
    from loyaltysim.comparison.measures.panel import Panel
    from loyaltysim.comparison.verdict.wording import Unit
    from loyaltysim.scenario.schema import Scenario

MOST = 960
"""Markets at which doubling stops: five doublings of 30."""


def judged(
    panel: Panel, baseline: str, matters: float, contenders: Sequence[str] | None = None
) -> tuple[Effect, ...]:
    """Give the differences that the verdict looks at, and those that the tables show.

    Parameters
    ----------
    contenders
        The schemes that the verdict looks at; all if left out.
    """
    shown = (panel.difference(name, baseline) for name in panel.schemes if name != baseline)
    asked = panel if contenders is None else panel.among(contenders)
    leads = standing(asked, matters).leads if len(asked.schemes) > 1 else {}
    return (*leads.values(), *shown)


def precise(differences: Iterable[Effect], half_width: float) -> bool:
    """Tell whether every difference is known to the half-width; ties always are."""
    return all(difference.half_width <= half_width for difference in differences)


def untold(differences: Iterable[Effect]) -> bool:
    """Tell whether some difference is unknown in all of these markets, as it would be in more."""
    return any(math.isnan(difference.half_width) for difference in differences)


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
    missed = f"The precision of plus or minus {asked} was not reached: {played} were played"
    if untold(differences):
        return f"{missed}, which leave a difference unknown, as more would."
    reached = gap(widest, unit, scenario.currency)
    return f"{missed}, the most that are, and the widest interval is plus or minus {reached}."
