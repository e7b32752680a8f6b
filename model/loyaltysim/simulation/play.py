"""Play consecutive markets under several schemes in lockstep, and give back what happened."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltysim.customers.columns import USER_TYPES
from loyaltysim.customers.joining import AUTOMATIC, Joining
from loyaltysim.simulation.loyalty_model import LoyaltyModel
from loyaltysim.simulation.recording.adapted import Hindsight, adapted
from loyaltysim.simulation.recording.books import STANDING
from loyaltysim.simulation.recording.coalition import coalition_sales
from loyaltysim.simulation.recording.measuring import (
    attachment_by_market,
    measures_of,
    support_by_market,
)
from loyaltysim.simulation.recording.members import members_and_others
from loyaltysim.simulation.recording.roster import STILL_HERE, customer_ids, customers_table
from loyaltysim.simulation.recording.why_not import CLASSES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from loyaltysim.mechanics.adaptation import Adaptation
    from loyaltysim.mechanics.mechanic import Mechanic
    from loyaltysim.simulation.world import World

    Float64 = NDArray[np.float64]

FIXED: Mapping[str, Adaptation] = MappingProxyType({})
EVERYBODY: Mapping[str, Joining] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class SchemeRecord:
    """What happened to some markets under one scheme."""

    daily: dict[str, Float64]
    """Field (see `books.DAILY`) -> (days, markets)."""
    markets: dict[str, Float64]
    """Field at the horizon -> (markets,); those of `members.py` where customers join the scheme."""
    why_not: dict[str, Float64]
    """Class -> customer-days, (markets,)."""
    segments: dict[str, tuple[Float64, Float64]]
    """Segment -> launched and retained, each (markets,)."""
    user_types: dict[str, tuple[Float64, Float64]] = field(default_factory=dict)
    """Hexad type that weighs most with a customer -> launched and retained, each (markets,)."""
    by_act: dict[str, tuple[Float64, Float64]] = field(default_factory=dict)
    """Act -> launched and acts of this kind, each (markets,)."""
    measures: dict[str, tuple[Float64, Float64]] = field(default_factory=dict)
    """`INSTANCE/MEASURE` -> the whole and the part of it, each (markets,); see `Mechanic.measures`."""
    activity: dict[str, Float64] = field(default_factory=dict)
    """Field (see `activity.FIELDS`) -> (days, markets)."""
    cohorts: dict[str, Float64] = field(default_factory=dict)
    """`size`, and `active` in or `after` each period since arrival (see `activity.Activity.cohorts`)."""
    brands: dict[str, Float64] = field(default_factory=dict)
    """Purchases of the firm and its rivals (see `brands.Brands.found`); nothing without rivals."""
    journey: dict[str, Float64] = field(default_factory=dict)
    """`PLACE/FIELD` of the journey (see `journey.Journey.found`) -> (markets,); nothing where nobody is served."""
    adapted: dict[str, Float64] = field(default_factory=dict)
    """What an adaptive scheme did and learnt, and what was true (see `adapted.adapted`), markets along the last axis."""
    customers: dict[str, NDArray[Any]] | None = None
    """One row per customer, where asked for."""
    transactions: dict[str, NDArray[Any]] | None = None
    """One row per act with a spend, where asked for."""


def launch_world(world: World) -> World:
    """Play the burn-in without a scheme, and give the world as it is at the launch."""
    model = LoyaltyModel(world, first_day=-world.setup.burn_in)
    for _ in range(world.setup.burn_in):
        model.step()
    model.customers.states.acts[:] = 0
    return replace(world, customers=model.customers)


def play(
    world: World,
    schemes: Mapping[str, Mapping[str, Mechanic]],
    *,
    joining: Mapping[str, Joining] = EVERYBODY,
    adaptations: Mapping[str, Adaptation] = FIXED,
    keep_customers: bool = False,
    keep_transactions: bool = False,
) -> dict[str, SchemeRecord]:
    """Play schemes side by side on the same luck, from the launch to the horizon.

    Parameters
    ----------
    world
        As it is at the launch.
    schemes
        Instances by name, by the scheme's name.
    joining
        How customers become members, by the scheme's name; at once where a name is missing.
    adaptations
        Which of the schemes adapt, by their names.

    Notes
    -----
    Where customers join a scheme, they are played without any scheme, too: what membership does to
    members is their difference from themselves (`members.py`). Of a scheme that adapts, each variant is played for everybody,
    too, and all of them by lot, unless it says otherwise: what would have been best, and what learning adds to switching, is known exactly (`adapted.py`).
    """
    ways = {name: joining.get(name, AUTOMATIC) for name in schemes}
    models = {
        name: LoyaltyModel(world, scheme, joining=ways[name], adaptation=adaptations.get(name))
        for name, scheme in schemes.items()
    }
    hindsight = Hindsight(world, schemes, adaptations, ways)
    selective = any(way.way != "automatic" for way in ways.values())
    without = LoyaltyModel(world) if selective else None
    sales: dict[str, list[dict[str, NDArray[Any]]]] = {name: [] for name in models}
    ids = customer_ids(world.setup.rooms, world.luck.markets)
    left = {name: np.full(world.customers.n, STILL_HERE, np.int32) for name in models}
    for _ in range(world.setup.days):
        for name, model in models.items():
            model.step()
            left[name][model.today.left] = model.day
            if keep_transactions:
                sales[name].extend(_sales(model, ids))
        if without is not None:
            without.step()
        hindsight.step()
    return {
        name: _record(
            model,
            sales[name] if keep_transactions else None,
            without,
            adapted(model, hindsight.of(name)),
            customers_table(model, world, left[name]) if keep_customers else None,
        )
        for name, model in models.items()
    }


def _sales(model: LoyaltyModel, ids: NDArray[np.int64]) -> list[dict[str, NDArray[Any]]]:
    return [
        {
            "customer_id": ids[one.actors],
            "day": np.full(one.actors.size, model.day, np.int32),
            "amount": one.spend,
            "act": np.full(one.actors.size, number, np.int8),
        }
        for number, act in enumerate(model.today.acts[: model.setup.own])
        for one in act.rounds
        if one.actors.size
    ]


def _joined(parts: list[dict[str, NDArray[Any]]]) -> dict[str, NDArray[Any]]:
    names = ("customer_id", "day", "amount", "act")
    return {
        name: np.concatenate([part[name] for part in parts]) if parts else np.empty(0)
        for name in names
    }


def _record(
    model: LoyaltyModel,
    sales: list[dict[str, NDArray[Any]]] | None,
    without: LoyaltyModel | None,
    learnt: dict[str, Float64],
    customers: dict[str, NDArray[Any]] | None,
) -> SchemeRecord:
    daily = model.books.daily
    return SchemeRecord(
        daily=daily,
        markets=_at_horizon(model, daily) | members_and_others(model, without),
        why_not={
            name: model.books.why_not[:, number].astype(np.float64)
            for number, name in enumerate(CLASSES)
            if name != "elsewhere" or model.brands is not None
        },
        segments=_by_group(model, model.customers.traits.segment, model.customers.segments),
        user_types=_by_group(model, model.customers.traits.user_type.argmax(axis=0), USER_TYPES),
        by_act=_by_act(model),
        measures=measures_of(model),
        activity=model.activity.days,
        cohorts=model.activity.cohorts,
        brands=model.brands.found(model) if model.brands is not None else {},
        journey=model.journey.found,
        adapted=learnt,
        customers=customers,
        transactions=None if sales is None else _joined(sales),
    )


def _at_horizon(model: LoyaltyModel, daily: dict[str, Float64]) -> dict[str, Float64]:
    states = model.customers.states
    own = model.setup.own
    recent = states.last_act[:own] > model.day - model.setup.active_days
    recent &= states.acts[:own] > 0
    counts = {
        "launched": model.launched,
        "retained": model.retained,
        "active": model.retained & recent.any(axis=0),
    }
    summed = {name: _over_days(daily[name]) for name in daily if name not in STANDING}
    return {
        **{name: _count(model, mask) for name, mask in counts.items()},
        "customers": daily["customers"][-1],
        "supported": support_by_market(model),
        "attached": attachment_by_market(model),
        "main_acts": _count_acts(model, 0),
        **summed,
        **model.ledger.totals(states.present),
        **model.ledger.run_off(states.present),
        **coalition_sales(model),
        **(model.brands.by_market if model.brands is not None else {}),
    }


def _over_days(daily: Float64) -> Float64:
    """Sum the days in their order; NumPy's sum takes another order for a single market."""
    total: Float64 = np.cumsum(daily, axis=0)[-1]
    return total


def _count(model: LoyaltyModel, mask: NDArray[np.bool_]) -> Float64:
    return model.customers.by_market(mask).astype(np.float64)


def _by_act(model: LoyaltyModel) -> dict[str, tuple[Float64, Float64]]:
    launched = _count(model, model.launched)
    names = model.setup.act_names[: model.setup.own]
    return {name: (launched, _count_acts(model, number)) for number, name in enumerate(names)}


def _count_acts(model: LoyaltyModel, number: int) -> Float64:
    acts = model.customers.states.acts[number].reshape(len(model.luck.markets), -1)
    counts: Float64 = acts.sum(axis=1).astype(np.float64)
    return counts


def _by_group(
    model: LoyaltyModel, group: NDArray[Any], names: Sequence[str]
) -> dict[str, tuple[Float64, Float64]]:
    found = {}
    for number, name in enumerate(names):
        member = group == number
        launched = _count(model, model.launched & member)
        found[name] = (launched, _count(model, model.retained & member))
    return found
