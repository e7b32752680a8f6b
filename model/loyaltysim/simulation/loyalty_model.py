"""One run: a Mesa model whose agents are rows of a table, played a day at a time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import mesa
import numpy as np

from loyaltysim.customers.joining import AUTOMATIC
from loyaltysim.run_off import quarter_ends
from loyaltysim.simulation.customer import Customer
from loyaltysim.simulation.recording.activity import Activity
from loyaltysim.simulation.recording.books import DAILY, Books
from loyaltysim.simulation.recording.brands import Brands
from loyaltysim.simulation.recording.journey import Journey
from loyaltysim.simulation.state import Run
from loyaltysim.simulation.steps.day import DAY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from loyaltysim.customers.joining import Joining
    from loyaltysim.customers.population import Population
    from loyaltysim.mechanics.adaptation import Adaptation
    from loyaltysim.mechanics.mechanic import Mechanic
    from loyaltysim.scenario.schema import Scenario
    from loyaltysim.simulation.world import World


class DayCollector(mesa.DataCollector):
    """Mesa's collector for the fields of a day: plain numbers, which need no copies."""

    def collect(self, model: LoyaltyModel) -> None:
        """Collect the fields of the last day played."""
        for name, told in self.model_vars.items():
            told.append(model.books.today(name))


class LoyaltyModel(Run, mesa.Model):
    """The customers of some markets under one scheme.

    Parameters
    ----------
    world
        Customers, luck and constants; several models of one world are played side by side on the
        same luck. The model takes a copy of the customers' states.
    scheme
        The scheme's instances by name; none for the empty scheme.
    first_day
        Day of the first step; 0 is the launch. Days before the launch are not recorded, and
        nobody leaves on them.
    joining
        How customers become members of the scheme; all are from the first day if left out.
    adaptation
        What may vary among customers; its variants then stand in the place of `scheme`.

    Notes
    -----
    The model draws nothing from Mesa's generators: luck comes from the world.
    """

    def __init__(
        self,
        world: World,
        scheme: Mapping[str, Mechanic] | None = None,
        first_day: int = 0,
        joining: Joining = AUTOMATIC,
        adaptation: Adaptation | None = None,
    ) -> None:
        mesa.Model.__init__(self, rng=world.luck.seed)
        Run.__init__(self, world, scheme or {}, first_day, joining, adaptation)
        self.books = Books(len(self.luck.markets), self.setup.days, self.setup.own)
        self.activity = Activity(self)
        self._quarter_ends = quarter_ends(self.setup.days)
        self.journey = Journey(len(self.luck.markets))
        self.brands = Brands(self) if len(self.alternatives) > 1 else None
        self.datacollector = DayCollector(
            model_reporters={name: partial(_today, name=name) for name in DAILY}
        )
        self._views: dict[int, Customer] = {}
        self._ready = True

    @classmethod
    def of(
        cls,
        scenario: Scenario | str | Path,
        scheme: str | None = None,
        *,
        markets: int = 1,
        seed: int | None = None,
        population: Population | None = None,
    ) -> LoyaltyModel:
        """Make the run of a scenario's scheme, ready for the first day after the launch.

        Parameters
        ----------
        scenario
            A scenario, its file, or the name of a bundled one.
        scheme
            Name of one of its schemes; the empty scheme if left out.
        markets
            How many markets of the scenario's size.
        seed
            Another seed than the scenario's.
        population
            The fitted customers, where the scenario fits them
            (`loyaltysim.calibration.prepare_population`).

        Raises
        ------
        ScenarioError
            When the scenario cannot be read, or has no such scheme.
        """
        # The reader of scenarios is loaded only when it is needed.
        from loyaltysim.simulation.run import launch_of  # noqa: PLC0415

        world, instances, joining, adaptation = launch_of(
            scenario, scheme, range(markets), seed, population
        )
        return cls(world, instances, joining=joining, adaptation=adaptation)

    def step(self) -> None:
        """Play one day, in the order of the table `DAY`; after the last, `running` is false."""
        self.begin_day()
        for step in DAY:
            step.play(self)
        if self.day >= 0:
            if self.watched is not None:
                self.watched.note()
            self.books.write(self)
            self.activity.note(self)
            self.journey.note(self)
            if self.brands is not None:
                self.brands.note(self)
            for _ in range(self._quarter_ends.count(self.day)):
                self.ledger.close_quarter(self.customers.states.present)
            self.datacollector.collect(self)
        self.running = self.day < self.setup.days - 1

    @property
    def agents(self) -> Any:  # noqa: ANN401 -- Mesa's AgentSet, whose type differs by version
        """The customers as Mesa agents: those who are present now, made when somebody looks."""
        if getattr(self, "_ready", False):
            self._ready = False  # making an agent looks here, too
            self._show_the_present()
            self._ready = True
        return mesa.Model.agents.fget(self)

    def _show_the_present(self) -> None:
        here = np.flatnonzero(self.customers.states.present).tolist()
        for row in self._views.keys() - set(here):
            self._views.pop(row).remove()
        for row in here:
            if row not in self._views:
                self._views[row] = Customer(self, row)


def _today(model: LoyaltyModel, name: str) -> float:
    return model.books.today(name)
