"""Play one case in the product and in the reference, and write down the same things of both."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

import joblib
import numpy as np
from tests.reference.model import ReferenceModel
from tests.reference.trace import (
    Day,
    Trace,
    decisions_differ,
    difference_at_end,
    difference_of_days,
)

from loyaltysim.comparison.playing.atomic import write_bytes
from loyaltysim.customers.columns import declared
from loyaltysim.customers.joining import AUTOMATIC
from loyaltysim.customers.table import States
from loyaltysim.randomness import Luck
from loyaltysim.simulation.loyalty_model import LoyaltyModel
from loyaltysim.simulation.play import launch_world
from loyaltysim.simulation.recording.adapted import adapted
from loyaltysim.simulation.recording.measuring import measures_of, support_by_market
from loyaltysim.simulation.recording.why_not import CLASSES
from loyaltysim.simulation.world import draw_world

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from tests.reference.cases import Case

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.joining import Joining
    from loyaltysim.mechanics.adaptation import Adaptation
    from loyaltysim.mechanics.mechanic import Mechanic
    from loyaltysim.simulation.instances import Running
    from loyaltysim.simulation.world import World

STATES = tuple(column.name for column in declared(States))
BONDS = ("attachment", "praise", "sting", "fatigue", "woken", "opted_in", "heard", "heard_on")
FEELINGS = ("exposure", "belief")
"""What customers remember of each instance."""

_kept: dict[str, Path | None] = {"references": None}


def keep_references(folder: Path | None) -> None:
    """Play each reference, and each burn-in, once for all who look at the folder: it takes long."""
    if folder is not None:
        folder.mkdir(exist_ok=True)
    _kept["references"] = folder


def launch(case: Case, constants: Constants, dtype: type = np.float64) -> World:
    """Give the product's world of a case at the launch."""
    world = draw_world(case.setup, case.population, case.markets, constants, case.seed, dtype)
    return launch_world(world)


def play_product(
    world: World,
    scheme: Mapping[str, Mechanic],
    joining: Joining = AUTOMATIC,
    adaptation: Adaptation | None = None,
) -> Trace:
    """Play the product from the launch."""
    model = LoyaltyModel(world, scheme, joining=joining, adaptation=adaptation)
    trace = Trace()
    trace.days = [_step_product(model) for _ in range(world.setup.days)]
    _end_product(model, trace)
    return trace


def product_parts(
    world: World,
    scheme: Mapping[str, Mechanic],
    expected: Trace,
    joining: Joining = AUTOMATIC,
    adaptation: Adaptation | None = None,
) -> str:
    """Say where the product parts from another run, and play it no further; nothing if it never does."""
    model = LoyaltyModel(world, scheme, joining=joining, adaptation=adaptation)
    trace = Trace()
    if world.setup.days != len(expected.days):
        return f"{world.setup.days} days against {len(expected.days)}"
    for number, day in enumerate(expected.days):
        found = difference_of_days(_step_product(model), day)
        if found:
            return f"day {number}, {found}"
    _end_product(model, trace)
    return difference_at_end(trace, expected)


def product_decides_otherwise(
    world: World, scheme: Mapping[str, Mechanic], expected: Trace
) -> bool:
    """Tell whether any customer decides otherwise than in another run on any day."""
    model = LoyaltyModel(world, scheme)
    return any(decisions_differ(_step_product(model), day) for day in expected.days)


def _step_product(model: LoyaltyModel) -> Day:
    before = model.books.why_not.sum(axis=0)
    model.step()
    return _product_day(model, before)


def _end_product(model: LoyaltyModel, trace: Trace) -> None:
    """Put down totals and states at the horizon."""
    trace.totals = {
        name: float(amount.sum())
        for name, amount in model.ledger.totals(model.customers.states.present).items()
    }
    present = model.customers.states.present
    trace.totals["supported"] = float(support_by_market(model).sum())
    for key, (whole, part) in measures_of(model).items():
        measured = {f"{key}: part": float(part.sum()), f"{key}: whole": float(whole.sum())}
        trace.totals |= measured
    told = {name: float(sums.sum()) for name, sums in model.journey.found.items()}
    trace.totals |= {name: sums for name, sums in told.items() if sums}
    trace.states = {
        name: _flat(getattr(model.customers.states, name)[..., present]) for name in STATES
    }
    members = np.ones_like(present) if model.members is None else model.members
    trace.states["member"] = _flat(members[present])
    for running in model.instances:
        for name, column in _feelings(running).items():
            trace.states[f"{running.key}: {name}"] = _flat(column[present])
    trace.states |= _learnt(model, present)
    for firm in model.firms[1:]:
        for name in BONDS:
            trace.states[f"{firm.rival}: {name}"] = _flat(getattr(firm.bond, name)[..., present])


def _feelings(running: Running) -> dict[str, Any]:
    columns = running.familiar.exposure, running.belief
    return dict(zip(FEELINGS, columns, strict=True))


def _learnt(model: LoyaltyModel, present: Any) -> dict[str, list[float]]:
    """Write down what a firm learnt, and who has which variant."""
    if model.adapting is None:
        return {}
    learnt = adapted(model)
    found = {name: _flat(learnt[name]) for name in ("assigned", "seen", "goal")}
    return {**found, "variant": _flat(model.adapting.variant[present])}


def _flat(column: Any) -> list[float]:
    flat: list[float] = np.asarray(column, float).reshape(-1).tolist()
    return flat


def _product_day(model: LoyaltyModel, why_not_before: Any) -> Day:
    today = model.today
    counts = model.books.why_not.sum(axis=0) - why_not_before
    return Day(
        acts={
            (int(i), j, one.repetition): float(spend)
            for j, act in enumerate(today.acts)
            for one in act.rounds
            for i, spend in zip(one.actors, one.spend, strict=True)
        },
        left={int(i) for i in today.left},
        opted_out={int(i) for i in today.opted_out},
        noticed=sorted(
            (int(i), one.message.act, one.instance.key)
            for one in today.received
            for i in one.noticed
        ),
        why_not={name: int(n) for name, n in zip(CLASSES, counts, strict=True) if n},
        balances={
            firm.of(name): _flat(account.outstanding())
            for firm in model.firms
            for name, account in firm.ledger.accounts.items()
        },
        totals={name: float(field[-1].sum()) for name, field in model.books.daily.items()},
    )


def play_reference(
    case: Case,
    scheme: Mapping[str, Mechanic],
    constants: Constants,
    joining: Joining = AUTOMATIC,
    adaptation: Adaptation | None = None,
) -> Trace:
    """Give what the reference does, burn-in included: as it was kept, or played now."""
    trace: Trace = _keep(_play_reference, case, dict(scheme), constants, joining, adaptation)
    return trace


def _keep(play: Callable[..., Any], *asked: Any) -> Any:
    """Give what was kept of a play, each time anew, or play now."""
    folder = _kept["references"]
    if folder is None:
        return play(*asked)
    file = folder / f"{joblib.hash((play.__name__, *asked))}.pickle"
    # plainly pickled: joblib's own store is written in Python, and takes ten times as long to write and to read
    if not file.exists():
        write_bytes(file, pickle.dumps(play(*asked), pickle.HIGHEST_PROTOCOL))
    return pickle.loads(file.read_bytes())  # noqa: S301 - written by this session


def _burnt_in(case: Case, constants: Constants) -> ReferenceModel:
    """Play the burn-in, which is the same under all schemes."""
    blocks = case.setup.rooms.blocks
    luck = Luck(case.seed, case.markets, case.setup.market_size, blocks)
    model = ReferenceModel(case.setup, case.population, {}, constants, luck)
    while model.day < 0:
        model.step()
    return model


def _play_reference(
    case: Case,
    scheme: Mapping[str, Mechanic],
    constants: Constants,
    joining: Joining,
    adaptation: Adaptation | None,
) -> Trace:
    model, trace = _keep(_burnt_in, case, constants), Trace()
    model.offer(scheme, joining, adaptation)
    while model.day < case.setup.days:
        model.step()
        trace.days.append(_reference_day(model))
    trace.totals = {**model.totals(), "supported": model.supported(), **model.measured()}
    trace.totals |= {name: float(told) for name, told in model.journey.items() if told}
    here = [customer for customer in model.customers if customer.present]
    for name in STATES:
        column = np.array([getattr(customer, name) for customer in here], float)
        trace.states[name] = _flat(column.T)
    trace.states["member"] = [float(customer.member) for customer in here]
    trace.states |= model.firm.recorded() if model.firm else {}
    for rival in list(here[0].bonds)[1:]:
        for name in BONDS:
            column = np.array([getattr(customer.bonds[rival], name) for customer in here], float)
            trace.states[f"{rival}: {name}"] = _flat(column.T)
    for instance in [*model.instances, *model.rivals_instances]:
        for name in FEELINGS:
            trace.states[f"{instance.name}: {name}"] = [
                float(getattr(customer.membership(instance.name), name)) for customer in here
            ]
    return trace


def _reference_day(model: ReferenceModel) -> Day:
    here = [(customer.number, customer.today) for customer in model.here]
    kept = [(p, m) for p, m in enumerate(model.customers[0].memberships) if m.keeps_account]
    return Day(
        acts={
            (i, j, r): one.spend[j]
            for i, t in here
            for r, one in enumerate(t.rounds, start=1)
            for j, acted in enumerate(one.acted)
            if acted
        },
        left={customer.number for customer in model.here if not customer.present},
        opted_out={i for i, t in here if t.opted_out},
        noticed=sorted((i, m.act, m.sender.name) for i, t in here for m in t.noticed),
        why_not=dict(model.why_not[-1]),
        balances={
            one.instance.title: [float(c.memberships[p].account.balance) for c in model.customers]
            for p, one in kept
        },
        totals={name: float(amount) for name, amount in model.daily[-1].items()},
    )
