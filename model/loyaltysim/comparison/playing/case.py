"""What batches share: a scenario, who its customers are, and how they behave."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from loyaltysim.comparison.playing.identity import content_key, engine
from loyaltysim.comparison.playing.people import People, find_people
from loyaltysim.simulation.run import setup_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.comparison.playing.store import Store
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
    other_luck: bool = False
    """Whether the same customers are played with the luck of each market (see `reliving.py`)."""

    @cached_property
    def keys(self) -> Mapping[str, str]:
        """Name the runs of every scheme by all that they depend on, except the markets.

        Titles and the names of schemes are not among it; the names of instances are, for they key luck.
        """
        kept = [self.keep_customers, self.keep_transactions, *[True] * self.other_luck]
        shared = content_key([self.people_key, self.scenario.seed, kept])
        return {
            name: content_key([shared, scheme.instances, scheme.joining, scheme.adaptation()])
            for name, scheme in self.scenario.schemes.items()
        }

    @cached_property
    def people_key(self) -> str:
        """Name the customers by all that their fit depends on."""
        return content_key(
            {
                "engine": engine(),
                "setup": setup_of(self.scenario),
                "population": self.population_key,
                "constants": self.constants,
            }
        )

    def people(self, store: Store) -> People:
        """Give the customers in numbers; what has to be fitted is fitted once and kept.

        Raises
        ------
        InputError
            When a purchase record cannot be used, or was changed since the work began.
        """
        if self.population is not None:
            return People(self.population)
        found = store.load_people(self.people_key)
        if found is None:
            found = find_people(self.scenario, self.constants, self.population_key)
            store.save_people(self.people_key, found)
        return found
