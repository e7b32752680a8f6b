"""Scenario files: what they may say, how they are read, and how mistakes in them are told."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loyaltysim.scenario.bundled import bundled_names, bundled_path
    from loyaltysim.scenario.dump import dump_scenario
    from loyaltysim.scenario.load import load_scenario, parse_scenario
    from loyaltysim.scenario.schema import Scenario
    from loyaltysim.scenario.scheme import Instance, Scheme

__all__ = [
    "Instance",
    "Scenario",
    "Scheme",
    "bundled_names",
    "bundled_path",
    "dump_scenario",
    "load_scenario",
    "parse_scenario",
]

_HOMES = {
    "Instance": "scheme",
    "Scenario": "schema",
    "Scheme": "scheme",
    "bundled_names": "bundled",
    "bundled_path": "bundled",
    "dump_scenario": "dump",
    "load_scenario": "load",
    "parse_scenario": "load",
}
"""Names are loaded when they are first used: who needs one module of this package pays for no other."""


def __getattr__(name: str) -> object:
    """Load a public name from the module where it lives."""
    if name not in _HOMES:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
