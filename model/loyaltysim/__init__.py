"""Simulate how customers respond to reward schemes, and compare schemes fairly.

The same customers, with the same luck, go through every scheme of a scenario::

    from loyaltysim import compare

    comparison = compare("coffee_bar")
    print(comparison.verdict.sentence)

The names below are loaded when they are first used, so that importing the package costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loyaltysim.comparison.comparison import Comparison
    from loyaltysim.experiments import sweep
    from loyaltysim.experiments.saved import list_results, load_results
    from loyaltysim.report.drawn import compare
    from loyaltysim.report.experiments.drawn import optimise, sensitivity
    from loyaltysim.scenario import Scenario, load_scenario
    from loyaltysim.simulation import LoyaltyModel

__version__ = "0.1.0"

__all__ = [
    "Comparison",
    "LoyaltyModel",
    "Scenario",
    "__version__",
    "compare",
    "list_results",
    "load_results",
    "load_scenario",
    "optimise",
    "sensitivity",
    "sweep",
]

_HOMES = {
    "Comparison": "loyaltysim.comparison",
    "LoyaltyModel": "loyaltysim.simulation",
    "Scenario": "loyaltysim.scenario",
    "compare": "loyaltysim.report.drawn",
    "list_results": "loyaltysim.experiments.saved",
    "load_results": "loyaltysim.experiments.saved",
    "load_scenario": "loyaltysim.scenario",
    "optimise": "loyaltysim.report.experiments.drawn",
    "sensitivity": "loyaltysim.report.experiments.drawn",
    "sweep": "loyaltysim.experiments",
}


def __getattr__(name: str) -> object:
    """Load a public name from the package where it lives."""
    if name not in _HOMES:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted(set(globals()) | set(__all__))
