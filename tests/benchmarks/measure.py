"""What things cost, in nanoseconds of processor time per customer-day and scheme."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests import worlds
from tests.benchmarks.c_loop import CLoop
from tests.benchmarks.workload import CUSTOMERS, DAYS, launch
from tests.reference.model import ReferenceModel

from loyaltysim.behaviour.constants import Constants
from loyaltysim.customers.population import SegmentPopulation
from loyaltysim.randomness import Luck
from loyaltysim.simulation.loyalty_model import LoyaltyModel
from loyaltysim.simulation.setup import Setup

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.benchmarks.workload import Scheme

clock = time.process_time
REPEATS = 5
FEW_CUSTOMERS = 200
FEW_DAYS = 21


def least(*pieces: Callable[[], float], repeats: int = REPEATS) -> list[float]:
    """Give the least that each of several pieces of work cost, over repeats in turns.

    The least, because other work on the machine can only add; in turns, so that it adds to all.
    """
    rounds = [[piece() for piece in pieces] for _ in range(repeats)]
    return [min(costs) for costs in zip(*rounds, strict=True)]


def model_cost(schemes: Sequence[Scheme], customers: int = CUSTOMERS, days: int = DAYS) -> float:
    """Play schemes in lockstep on shared luck, which is part of the cost."""
    world = launch(customers)
    return lockstep([LoyaltyModel(world, scheme) for scheme in schemes], days)


def lockstep(models: Sequence[LoyaltyModel], days: int) -> float:
    """Play models of one world day by day in turns."""
    start = clock()
    for _ in range(days):
        for model in models:
            model.step()
    launched = sum(int(model.launched.sum()) for model in models)
    return _nanoseconds(clock() - start, launched * days)


def against_c(schemes: Sequence[Scheme], days: int = DAYS) -> tuple[float, float]:
    """Play schemes in the model and in the C loop, day by day in turns, on luck drawn before.

    Returns
    -------
    The cost of the model and of the C loop.
    """
    world = launch()
    models = [LoyaltyModel(world, scheme) for scheme in schemes]
    loops = [CLoop(LoyaltyModel(world, scheme)) for scheme in schemes]
    model_seconds = c_seconds = 0.0
    for _ in range(days):
        luck = [loop.draw() for loop in loops]
        start = clock()
        for loop, drawn in zip(loops, luck, strict=True):
            loop.step(drawn)
        between = clock()
        for model in models:
            model.step()
        c_seconds += between - start
        model_seconds += clock() - between
    work = CUSTOMERS * days * len(schemes)
    return _nanoseconds(model_seconds, work), _nanoseconds(c_seconds, work)


def reference_cost(scheme: Scheme) -> float:
    """Play a scheme in the reference, one object a customer; a few are enough to know the cost."""
    setup = Setup(acts=(worlds.VISIT,), days=FEW_DAYS, burn_in=0, market_size=FEW_CUSTOMERS)
    luck = Luck(1, range(1), FEW_CUSTOMERS)
    population = SegmentPopulation(worlds.TWO_SEGMENTS)
    model = ReferenceModel(setup, population, scheme, Constants.default(), luck)
    start = clock()
    model.run()
    return _nanoseconds(clock() - start, FEW_CUSTOMERS * FEW_DAYS)


def _nanoseconds(seconds: float, customer_days: int) -> float:
    return seconds * 1e9 / customer_days
