"""Compare schemes: how many markets, what they tell, how sure it is, and what it depends on."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loyaltysim.comparison.assumptions import Assumptions
    from loyaltysim.comparison.comparison import Comparison
    from loyaltysim.comparison.effects import Effect
    from loyaltysim.comparison.verdict import Verdict

__all__ = ["Assumptions", "Comparison", "Effect", "Verdict"]

_HOMES = {
    "Assumptions": "assumptions",
    "Comparison": "comparison",
    "Effect": "effects",
    "Verdict": "verdict",
}
"""Names are loaded when they are first used: who needs one module of this package pays for no other."""


def __getattr__(name: str) -> object:
    """Load a public name from the module where it lives."""
    if name not in _HOMES:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
