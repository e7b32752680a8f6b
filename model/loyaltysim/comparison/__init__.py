"""Compare schemes: how many markets, what they tell, how sure it is, and what it depends on."""

from typing import TYPE_CHECKING

from loyaltysim.lazy import loading

if TYPE_CHECKING:
    from loyaltysim.comparison.assumptions import Assumptions
    from loyaltysim.comparison.comparison import Comparison
    from loyaltysim.comparison.effects import Effect
    from loyaltysim.comparison.verdict import Verdict

__all__ = ["Assumptions", "Comparison", "Effect", "Verdict"]

_HOMES = {
    "Assumptions": "loyaltysim.comparison.assumptions",
    "Comparison": "loyaltysim.comparison.comparison",
    "Effect": "loyaltysim.comparison.effects",
    "Verdict": "loyaltysim.comparison.verdict",
}

__getattr__ = loading(__name__, _HOMES)
