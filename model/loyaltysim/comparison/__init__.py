"""Compare schemes: how many markets, what they tell, how sure it is, and what it depends on."""

from typing import TYPE_CHECKING

from loyaltysim.lazy import loading

if TYPE_CHECKING:
    from loyaltysim.comparison.comparison import Comparison
    from loyaltysim.comparison.measures.effects import Effect
    from loyaltysim.comparison.verdict.assumptions import Assumptions
    from loyaltysim.comparison.verdict.verdict import Verdict

__all__ = ["Assumptions", "Comparison", "Effect", "Verdict"]

_HOMES = {
    "Assumptions": "loyaltysim.comparison.verdict.assumptions",
    "Comparison": "loyaltysim.comparison.comparison",
    "Effect": "loyaltysim.comparison.measures.effects",
    "Verdict": "loyaltysim.comparison.verdict.verdict",
}

__getattr__ = loading(__name__, _HOMES)
