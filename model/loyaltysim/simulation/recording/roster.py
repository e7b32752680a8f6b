"""The rows of a table of customers: numbers that last, and how each one stands at the horizon."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltysim.behaviour.rest import acts_for_need

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.customers.newcomers import Rooms
    from loyaltysim.simulation.loyalty_model import LoyaltyModel
    from loyaltysim.simulation.world import World

STILL_HERE = -1
_FREE, _OF_MARKET, _BROUGHT = 10**13, 10**7, 10**15


def customer_ids(rooms: Rooms, markets: range) -> NDArray[np.int64]:
    """Give every row a number that lasts, shape (n,).

    Notes
    -----
    Customers at the launch are numbered market by market from 0; newcomers are from 10^13 on, with
    10^7 numbers for each market; the k-th whom a customer brings has his or her number + k 10^15.
    So a number depends neither on the scheme nor on the batch or the places that are reserved.
    """
    market = np.array(markets, np.int64)[:, None]
    launch = market * rooms.launch + np.arange(rooms.launch)
    free = _FREE + _OF_MARKET * market + np.arange(rooms.free)
    hosts = np.concatenate([launch, free], axis=1)
    brought = [hosts + _BROUGHT * number for number in range(rooms.each + 1)]
    return np.concatenate(brought, axis=1).reshape(-1)


def customers_table(
    model: LoyaltyModel, world: World, left: NDArray[np.int32]
) -> dict[str, NDArray[Any]]:
    """Give a row for everyone who was a customer until the horizon.

    Parameters
    ----------
    world
        As it was at the launch.
    left
        Day on which each row left, `STILL_HERE` for those who did not, shape (n,).
    """
    states, traits = model.customers.states, model.customers.traits
    columns = {
        "customer_id": customer_ids(model.setup.rooms, model.luck.markets),
        "segment": traits.segment,
        "cohort": model.cohort,
        "launched": model.launched,
        "retained": model.retained,
        "acts": states.acts[0],
        "last_act": states.last_act[0],
        "habit": np.where(states.present, states.habit[0], np.nan),
        "satisfaction": np.where(states.present, states.satisfaction, np.nan),
        "opted_in": states.opted_in,
        "left": np.where(left == STILL_HERE, np.nan, left),
        "need": traits.need,
        "act_rate": _act_rate(world),
        "hazard": traits.hazard,
        "ticket": traits.ticket[0],
    }
    if model.arriving is None:
        return columns
    came = model.cohort <= model.day
    return {name: column[came] for name, column in columns.items()}


def _act_rate(world: World) -> NDArray[Any]:
    """Give how often each one acts a day without any scheme, with the habit of the launch."""
    traits, habit = world.customers.traits, world.customers.states.habit[0]
    return acts_for_need(traits.need, habit, traits.intrinsic, traits.gap[0], world.constants)
