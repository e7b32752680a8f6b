"""Whatever a scenario may say can be played: its numbers at their bounds, in 32 bits."""

from __future__ import annotations

import json
from typing import Any, Literal, get_args, get_origin

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from loyaltysim.mechanics.registry import BUILT_IN, get_mechanic
from loyaltysim.mechanics.service.touchpoint import Touchpoint
from loyaltysim.scenario import parse_scenario
from loyaltysim.scenario.blocks.acts import ActSpec, Demands
from loyaltysim.scenario.blocks.block import options
from loyaltysim.scenario.blocks.network import Network
from loyaltysim.scenario.blocks.rates import Rate, Ticket
from loyaltysim.scenario.blocks.segments import SegmentSpec
from loyaltysim.scenario.fields import named_fields
from loyaltysim.scenario.schema import Compare, Scenario, Subscription
from loyaltysim.simulation.loyalty_model import LoyaltyModel

MODELS = (
    *map(get_mechanic, BUILT_IN), ActSpec, Compare, Demands, Network, Rate, Scenario,
    SegmentSpec, Subscription, Ticket,
)  # fmt: skip
DAYS = 12
PLAIN = {"share": 1, "need_rate": "5 per week"}
TELL = {"minutes": 5, "need": 0.1}
"""An act beside the main one, for mechanics that are about such."""
WALLET = "wallet"
PURSE = {
    "points": {"name": WALLET, "per_act": 1e-6, "redeem": {"points": 1e6, "value": 1e6, "cost": 1}}
}
"""Where rewards are paid in points."""


def bounds(field: Any) -> tuple[float | None, float | None]:
    """Give the lowest and highest number that a field takes; above 0, a very small one."""
    found = {
        name: getattr(rule, name)
        for rule in field.metadata
        for name in ("ge", "gt", "le")
        if getattr(rule, name, None) is not None
    }
    low = found.get("ge", 1e-300 if found.get("gt") == 0 else None)
    return low, found.get("le")


def groups(model: type[BaseModel]):
    """Give a group and all groups inside it."""
    yield model
    for field in model.model_fields.values():
        kinds = options(field.annotation)
        inside = [item for kind in kinds for arg in get_args(kind) for item in options(arg)]
        for kind in (*kinds, *inside):
            if isinstance(kind, type) and issubclass(kind, BaseModel) and kind is not model:
                yield from groups(kind)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_number_has_a_lowest_and_a_highest(model):
    for group in groups(model):
        for name, field in group.model_fields.items():
            if {int, float} & set(options(field.annotation)):
                assert None not in bounds(field), f"{group.__name__}.{name}"


def edges(field: Any) -> st.SearchStrategy[Any]:
    """Draw a field at one of its bounds, between them, or left out."""
    kind, *others = options(field.annotation)
    low, high = bounds(field)
    if kind in {int, float} and low is not None and high is not None:
        middle = min(max(low, 1), high)
        return st.sampled_from([kind(low), kind(middle), kind(high)])
    if get_origin(kind) is Literal:
        return st.sampled_from(get_args(kind))
    if kind is str and field.is_required():
        return st.just("a name")
    if get_origin(kind) is tuple:
        least = max((getattr(rule, "min_length", 0) for rule in field.metadata), default=0)
        return st.lists(items(get_args(kind)[0]), min_size=least, max_size=max(1, least))
    made: list[st.SearchStrategy[Any]] = [
        edges_of(one) for one in (kind, *others) if one is not type(None) and is_group(one)
    ]
    made += [
        st.lists(items(get_args(one)[0]), min_size=1, max_size=1)
        for one in others
        if get_origin(one) is tuple
    ]
    return st.one_of(made) if made else st.just(field.default)


def items(annotation: Any) -> st.SearchStrategy[Any]:
    """Draw an item of a list: a group, a choice, a number, or the name of an act."""
    (kind,) = options(annotation)
    if is_group(kind):
        return edges_of(kind)
    if get_origin(kind) is Literal:
        return st.sampled_from(get_args(kind))
    if kind is str:
        return st.just("visit")
    return edges(FieldInfo.from_annotation(annotation))


def is_group(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def edges_of(model: type[BaseModel]) -> st.SearchStrategy[dict[str, Any]]:
    needed: dict[str, st.SearchStrategy[Any]] = {}
    free: dict[str, st.SearchStrategy[Any]] = {}
    for name, field in named_fields(model).items():
        if name == "act" and field.is_required():
            needed[name] = st.just("tell")
            continue
        if name in {"act", "when", "sends", "repeat"}:
            continue
        if name == "into":
            needed[name] = st.just(WALLET)
            continue
        (needed if field.is_required() else free)[name] = edges(field)
    return st.fixed_dictionaries(needed, optional=free)


def fits(kind: str, parameters: dict[str, Any]) -> bool:
    try:
        made = get_mechanic(kind).model_validate(parameters)
    except ValidationError:
        return False
    # there is no contract that could be renewed
    if isinstance(made, Touchpoint) and made.at == "renewal":
        return False
    return all(quota.acts <= quota.days for quota in made.quotas())


TRIES = 20


@st.composite
def instances(draw: st.DrawFn, kind: str) -> dict[str, Any]:
    """Draw parameters until some go together: among all mechanics few draws would."""
    made = edges_of(get_mechanic(kind))
    tried = (draw(made) for _ in range(TRIES))
    found = next((told for told in tried if fits(kind, told)), None)
    assume(found is not None)
    return {kind: found}


EXTREME_OF_SEGMENTS = {"ticket_factor", "reward_sensitivity", "attrition"}

acts = edges_of(ActSpec).map(
    # a limit may be below what one occasion takes
    lambda act: {k: v for k, v in act.items() if k != "limit" or "per_occasion" not in act}
)
priced = acts.map(lambda act: {"ticket": 1, "margin": 0.5, **act, "need": 1})
unpriced = acts.map(
    lambda act: {"minutes": 1} | {k: v for k, v in act.items() if k not in {"ticket", "need"}}
)
segments = edges_of(SegmentSpec).map(
    lambda told: {**PLAIN, **{k: v for k, v in told.items() if k in EXTREME_OF_SEGMENTS}}
)


def play(act: dict[str, Any], people: dict[str, Any], items: list[dict[str, Any]]) -> LoyaltyModel:
    scenario = parse_scenario(
        json.dumps(
            {
                "title": "extremes",
                "days": DAYS,
                "burn_in": 3,
                "market_size": 100,
                "acts": {"visit": {"incidents": {"per_1000": 200}, **act}, "tell": TELL},
                "population": {"all": people},
                "schemes": {"none": [], "it": [*items, PURSE, *company(items)]},
                "network": {"degree": 4},
            }
        )
    )
    model = LoyaltyModel.of(scenario, "it")
    for _ in range(DAYS):
        model.step()
    return model


def company(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give what pays into the points of a scheme, which need not earn any themselves, and who answers in its forum."""
    reward = {"points": 1e-6, "into": "points"}
    payer = {"streak": {"name": "payer", "milestones": [{"at": 1, "reward": reward}]}}
    kinds = {kind for item in items for kind in item}
    forum: list[dict[str, Any]] = (
        [{"community": {}}] if "peer_forum" in kinds and "community" not in kinds else []
    )
    return [*([payer] if "points" in kinds else []), *forum]


def check(model: LoyaltyModel) -> None:
    states = model.customers.states
    for name in states.__dataclass_fields__:
        assert np.isfinite(getattr(states, name)).all(), name
    for name, amount in model.books.daily.items():
        assert np.isfinite(amount).all(), name
    for name, amount in model.ledger.totals(states.present).items():
        assert np.isfinite(amount).all(), name


def check_edges(kind: str, data: st.DataObject) -> None:
    act = data.draw(st.one_of(priced, unpriced))
    check(play(act, data.draw(segments), [data.draw(instances(kind))]))


@pytest.mark.parametrize("kind", BUILT_IN)
@given(data=st.data())
@settings(max_examples=2)
def test_no_bound_of_a_mechanic_overflows(kind, data):
    check_edges(kind, data)


@pytest.mark.slow
@pytest.mark.parametrize("kind", BUILT_IN)
@given(data=st.data())
@settings(max_examples=8)
def test_nor_do_several_bounds_of_a_mechanic(kind, data):
    check_edges(kind, data)


@pytest.mark.slow
@given(st.one_of(priced, unpriced), segments, st.tuples(*map(instances, BUILT_IN)))
@settings(max_examples=25)
def test_nor_do_all_mechanics_together(act, people, items):
    check(play(act, people, list(items)))


FORTUNE = {"value": 1e12, "cost": 1e12}
GENEROUS: list[dict[str, Any]] = [
    {"stamp_card": {"stamps": 1, "reward": FORTUNE}},
    {"points": {"per_act": 1e-6, "per_spend": 1e9, "redeem": {"points": 1e-6, **FORTUNE}}},
    {"lottery": {"chance": 1, "prize": FORTUNE}},
    {"streak": {"milestones": [{"at": 1, "reward": FORTUNE}]}},
    {"surprise": {"chance": 1, "gift": FORTUNE}},
]


@pytest.mark.parametrize("ticket", [1e-6, 1e12])
def test_fortunes_beside_the_smallest_and_the_largest_ticket(ticket):
    act = {"ticket": {"mean": ticket, "cv": 10}, "margin": 0.5}
    for factor in (0.001, 1000):
        people = {**PLAIN, "ticket_factor": factor, "reward_sensitivity": 100}
        model = play(act, people, GENEROUS)
        check(model)
        assert model.customers.states.acts.sum() > 0
