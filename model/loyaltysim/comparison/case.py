"""What batches share: a scenario, who its customers are, and how they behave."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from loyaltysim.calibration.prepare import prepare_population
from loyaltysim.comparison.identity import content_key, digest, engine
from loyaltysim.scenario.fit import Fit
from loyaltysim.simulation.run import setup_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.population import Population
    from loyaltysim.scenario.schema import Scenario


@dataclass(frozen=True)
class Case:
    """One set of constants, under which all schemes of a scenario can be played."""

    scenario: Scenario
    constants: Constants
    population_key: str
    """What the population is made from (see `population_key`)."""

    population: Population | None = None
    """The customers in numbers; None if they are to be fitted by whoever plays first."""

    keep_customers: bool = False
    keep_transactions: bool = False

    @cached_property
    def keys(self) -> Mapping[str, str]:
        """Name the runs of every scheme by all that they depend on, except the markets.

        Titles and the names of schemes are not among it; the names of instances are, for they key luck.
        """
        shared = content_key(
            {
                "engine": engine(),
                "setup": setup_of(self.scenario),
                "population": self.population_key,
                "constants": self.constants,
                "seed": self.scenario.seed,
                "keep": [self.keep_customers, self.keep_transactions],
            }
        )
        return {
            name: content_key([shared, scheme.instances])
            for name, scheme in self.scenario.schemes.items()
        }

    def people(self) -> Population:
        """Give the customers in numbers, fitted to these constants if that is still to be done."""
        if self.population is not None:
            return self.population
        return prepare_population(self.scenario, self.constants)


def population_key(scenario: Scenario) -> str:
    """Name what a population is made from: its segments, or the purchase record's content."""
    spec = scenario.population
    if isinstance(spec, Fit):
        return content_key([spec, digest(spec.file.read_bytes())])
    return content_key(scenario.segment_population())
