"""Scenario files: what they may say, how they are read, and how mistakes in them are told."""

from typing import TYPE_CHECKING

from loyaltysim.lazy import loading

if TYPE_CHECKING:
    from loyaltysim.scenario.blocks.scheme import Instance, Scheme
    from loyaltysim.scenario.bundled import bundled_names, bundled_path
    from loyaltysim.scenario.dump import dump_scenario
    from loyaltysim.scenario.load import load_scenario, parse_scenario
    from loyaltysim.scenario.schema import Scenario

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
    "Instance": "loyaltysim.scenario.blocks.scheme",
    "Scenario": "loyaltysim.scenario.schema",
    "Scheme": "loyaltysim.scenario.blocks.scheme",
    "bundled_names": "loyaltysim.scenario.bundled",
    "bundled_path": "loyaltysim.scenario.bundled",
    "dump_scenario": "loyaltysim.scenario.dump",
    "load_scenario": "loyaltysim.scenario.load",
    "parse_scenario": "loyaltysim.scenario.load",
}

__getattr__ = loading(__name__, _HOMES)
