"""Scenario files: what they may say, how they are read, and how mistakes in them are told."""

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
