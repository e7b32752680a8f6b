"""Simulate how customers respond to reward schemes, and compare schemes fairly.

The same customers, with the same luck, go through every scheme of a scenario::

    from loyaltysim import compare

    comparison = compare("coffee_bar")
    print(comparison.verdict.sentence)

The names below are loaded when they are first used, so that importing the package costs nothing.
"""

from typing import TYPE_CHECKING

from loyaltysim.lazy import loading

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


__getattr__ = loading(__name__, _HOMES)


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted(set(globals()) | set(__all__))
