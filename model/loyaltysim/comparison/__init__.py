"""Compare schemes: how many markets, what they tell, how sure it is, and what it depends on."""

from loyaltysim.comparison.assumptions import Assumptions
from loyaltysim.comparison.compare import compare
from loyaltysim.comparison.comparison import Comparison
from loyaltysim.comparison.effects import Effect
from loyaltysim.comparison.verdict import Verdict

__all__ = ["Assumptions", "Comparison", "Effect", "Verdict", "compare"]
