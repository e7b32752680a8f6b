"""A mechanic that answers nonsense is named, with its hook, and stops the run."""

import pickle
from dataclasses import replace

import numpy as np
import pytest
from tests.worlds import VISIT, make, reward
from tests.worlds import world as small_world

from loyaltysim.customers.population import Incidents
from loyaltysim.errors import MechanicError
from loyaltysim.hooks import (
    AccountSpec,
    Answer,
    Demand,
    Flow,
    Help,
    MessageKind,
    Messages,
    Moment,
    MomentKind,
    Offer,
    Post,
    Reference,
    ReferenceKind,
    Stage,
    Symbol,
    Touch,
)
from loyaltysim.mechanics.mechanic import Mechanic
from loyaltysim.simulation.loyalty_model import LoyaltyModel
from loyaltysim.simulation.recording.measuring import measures_of, support_by_market


def posting(**fields):
    return lambda self, view, acts: Answer((Post(Flow.GRANT, acts.rows, **fields),))


def grant_rows(choose):
    return lambda self, view, acts: Answer((Post(Flow.GRANT, choose(acts.rows)),))


def fail(*_arguments):
    msg = "out of order"
    raise RuntimeError(msg)


def write_presence(self, view, acts):
    view.here[:] = True


def carrying(principle):
    rows = np.arange(100)
    return Messages(rows, 0, MessageKind.SIGNAL, 0.0, principle=principle)


def met(rows, **told):
    return Answer(touches=(Touch(Stage.ACT, rows, (0.0,) * 6, **told),))


def far(**way):
    return lambda self, view, act, rows: (Symbol(1.0, **way),)


NONSENSE = [
    ("spares", lambda self, view: np.array([3, 2]), "rows that are not in order"),
    ("spares", lambda self, view: np.arange(view.here.size), "customers who have left"),
    ("spares", lambda self, view: view.here, "answers array"),
    ("spares", lambda self, view: None, "answers array"),
    ("offers", lambda self, view, act, rows: (Offer(float("nan")),), "not a finite number"),
    ("offers", lambda self, view, act, rows: (Offer(-1.0),), "not a finite number"),
    ("offers", lambda self, view, act, rows: (Symbol(float("inf")),), "not a finite number"),
    ("offers", far(acts_left=float("nan")), "acts_left is not a finite number"),
    ("offers", far(acts_left=np.full(1, np.inf)), "acts_left is not a finite number"),
    ("offers", far(acts_left=-1.0), "acts_left is below 0"),
    ("offers", far(left_share=float("inf")), "left_share is not a finite number"),
    ("offers", far(left_share=np.full(1, -0.1)), "left_share is below 0 or above 1"),
    ("offers", far(left_share=np.full(1, 1.1)), "left_share is below 0 or above 1"),
    ("offers", lambda self, view, act, rows: (Offer(1.0, chance=1.5),), "chances that are none"),
    ("offers", lambda self, view, act, rows: (Offer(1.0, cycle=0.5),), "cycle is below 1"),
    (
        "offers",
        lambda self, view, act, rows: (Offer(1.0, cycle=np.where(rows > 5, 2.0, np.nan)),),
        "cycle is below 1",
    ),
    ("offers", fail, "failed with RuntimeError: out of order"),
    ("demands", lambda self, view, act, rows: (Demand(9, 0.5),), "there is no factor 9"),
    ("demands", lambda self, view, act, rows: (Demand(0, float("nan")),), "ln_change"),
    ("helps", lambda self, view, cases: Help(-0.5, (0.0,) * 6), "reach is below 0"),
    ("helps", lambda self, view, cases: Help(0.5, (0.0,) * 5), "asks for 5 demands"),
    ("helps", lambda self, view, cases: Help(0.5, (-1.0,) * 6), "demand is below 0"),
    ("on_acts", lambda self, view, acts: met(acts.rows, solved=acts.rows > 0), "solves problems"),
    ("on_acts", lambda self, view, acts: met(acts.rows, warmth=float("nan")), "warmth is not a"),
    ("on_acts", lambda self, view, acts: met(acts.rows, human=True), "at act without saying that"),
    ("on_acts", lambda self, view, acts: met(acts.rows[::-1]), "rows that are not in order"),
    ("admits", lambda self, view, act, rows: rows[:1] > 0, "does not say yes or no of each row"),
    ("admits", lambda self, view, act, rows: rows, "does not say yes or no of each row"),
    ("on_acts", posting(cost=float("nan")), "cost is not a finite number"),
    ("on_acts", posting(value=float("inf")), "value is not a finite number"),
    ("on_acts", posting(value=-1.0), "value is below 0"),
    ("on_acts", posting(cost=-0.5), "cost is below 0"),
    ("on_acts", posting(value=np.ones(3)), "value has 3 numbers for"),
    ("on_acts", grant_rows(lambda rows: rows[::-1]), "rows that are not in order"),
    ("on_acts", grant_rows(lambda rows: np.repeat(rows, 2)), "rows that are not in order"),
    ("on_acts", grant_rows(lambda rows: rows + 10**6), "rows that are not in order"),
    ("on_acts", lambda self, view, acts: Answer((Post(Flow.EARN, acts.rows, 1.0),)), "account"),
    ("on_acts", write_presence, "read-only"),
    ("on_acts", lambda self, view, acts: view.balance and None, "declares no account"),
    ("on_acts", lambda self, view, acts: None, "answers None"),
    (
        "close",
        lambda self, view: Answer((), (Moment(MomentKind.SETBACK, np.array([5, 3])),)),
        "rows that are not in order",
    ),
    (
        "messages",
        lambda self, view: (Messages(np.array([3, 2]), 0, MessageKind.SIGNAL, 0.0),),
        "rows that are not in order",
    ),
    (
        "messages",
        lambda self, view: (Messages(np.arange(view.here.size), 0, MessageKind.SIGNAL, 0.0),),
        "customers who have left",
    ),
    (
        "messages",
        lambda self, view: (Messages(np.array([2]), 7, MessageKind.SIGNAL, 0.0),),
        "there is no act 7",
    ),
    (
        "messages",
        lambda self, view: (Messages(np.array([2]), 0, MessageKind.SIGNAL, 0.0),) * 2,
        "two messages for one act",
    ),
    (
        "messages",
        lambda self, view: (carrying(lambda rows: np.zeros(1, np.int8)),),
        "does not give a principle for each row",
    ),
    ("messages", lambda self, view: (carrying(lambda rows: np.zeros(rows.size)),), "for each row"),
    (
        "messages",
        lambda self, view: (carrying(lambda rows: np.full(rows.size, 6, np.int8)),),
        "names a principle that there is not",
    ),
    ("messages", lambda self, view: (carrying(lambda rows: 1 // 0),), "ZeroDivisionError"),
    (
        "on_acts",
        lambda self, view, acts: met(acts.rows, principle=np.zeros(acts.rows.size, np.int8)),
        "carries principles without saying that it may",
    ),
    (
        "messages",
        lambda self, view: (carrying(lambda rows: np.zeros(rows.size, np.int8)),),
        "carries principles without saying that it may",
    ),
    (
        "references",
        lambda self, view, act, rows: (Reference(ReferenceKind.NORM, -0.1),),
        "level is below 0",
    ),
    (
        "on_acts",
        lambda self, view, acts: Answer((Post(Flow.EARN, acts.rows, 1.0, account="no such"),)),
        "the scheme has no account no such",
    ),
]


def troubled(*, persuades=False):
    """Give a world in which acts go wrong."""
    acts = (replace(VISIT, incidents=Incidents(0.3, 0.5)),)
    return small_world(acts=acts, persuades=persuades)


def play(model, days):
    for _ in range(days):
        model.step()


@pytest.mark.parametrize(("hook", "answer", "words"), NONSENSE, ids=range(len(NONSENSE)))
def test_nonsense_is_named(hook, answer, words):
    rule = type("Rule", (Mechanic,), {"__module__": "their.package", hook: answer})
    model = LoyaltyModel(troubled(persuades="saying" not in words), {"theirs": rule()})
    with pytest.raises(MechanicError, match=words) as caught:
        play(model, 60)
    assert f"theirs (their.package.Rule), {hook}: " in str(caught.value)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301


@pytest.mark.parametrize(
    ("hook", "answer", "words"),
    [
        ("support", lambda self, view: 1.5, "support is below 0 or above 1"),
        ("support", lambda self, view: float("nan"), "support is not a finite number"),
        ("measured", lambda self, view: {"luck": (np.ones(1), np.ones(1))}, "measures luck"),
        ("measured", lambda self, view: {}, "measures nothing"),
        (
            "measured",
            lambda self, view: {"filled": (np.array([np.inf]), np.ones(1))},
            "filled is not a finite number",
        ),
    ],
    ids=range(5),
)
def test_nonsense_at_the_horizon_is_named(hook, answer, words):
    told = {"measures": {"filled": "this / that"}} if words != "measures luck" else {}
    right = {"measured": lambda self, view: {"filled": (np.ones(1), np.ones(1))}} if told else {}
    parts = {"__module__": "their.package", **told, **right, hook: answer}
    model = LoyaltyModel(small_world(), {"theirs": type("Rule", (Mechanic,), parts)()})
    model.step()
    with pytest.raises(MechanicError, match=words) as caught:
        support_by_market(model) if hook == "support" else measures_of(model)
    assert f"theirs (their.package.Rule), {hook}: " in str(caught.value)


@pytest.mark.parametrize("gives_up", [True, False])
def test_nobody_is_helped_who_does_not_wait(gives_up):
    def answer(self, view, cases):
        rows = np.flatnonzero(view.here)[:5]
        if gives_up:
            return Answer(gave_up=rows)
        return met(rows, solved=rows >= 0)

    told = {"helps": lambda self, view, cases: Help(0.0, (0.0,) * 6), "on_cases": answer}
    rule = type("Rule", (Mechanic,), {"__module__": "their.package", **told})
    with pytest.raises(MechanicError, match="customers who do not wait there with a problem"):
        play(LoyaltyModel(troubled(), {"theirs": rule()}), 5)


def test_who_helps_nobody_is_passed_over():
    told = {"helps": lambda self, view, cases: None}
    rule = type("Rule", (Mechanic,), {"__module__": "their.package", **told})
    model = LoyaltyModel(troubled(), {"a": rule(), "b": make("self_service", reach=1)})
    play(model, 30)
    assert model.books.daily["contacts"].sum() > 0


def test_a_demand_can_be_added_where_the_act_asked_for_nothing():
    def effort(self, view, act, rows):
        return (Demand(2, added=3.0),)

    friction = type("Friction", (Mechanic,), {"demands": effort})()
    plain, hard = LoyaltyModel(small_world()), LoyaltyModel(small_world(), {"friction": friction})
    for _ in range(30):
        plain.step()
        hard.step()
    assert hard.customers.states.acts.sum() < 0.8 * plain.customers.states.acts.sum()
    assert hard.books.why_not[:, 6].sum() > 0


def test_an_account_is_only_for_those_who_declare_it():
    assert Mechanic().account() is None
    assert AccountSpec("points", 1.0, 1.0).unit == "points"


def test_a_model_can_be_pickled():
    model = LoyaltyModel(small_world())
    model.step()
    again = pickle.loads(pickle.dumps(model))  # noqa: S301
    again.step()
    model.step()
    assert again.books.today("acts") == model.books.today("acts")


def test_nobody_can_redeem_or_lose_what_he_or_she_does_not_hold():
    for flow in (Flow.REDEEM, Flow.EXPIRE):
        fields = {
            "account": lambda self: AccountSpec("coins", 1.0, 1.0),
            "on_acts": lambda self, view, acts, flow=flow: Answer((Post(flow, acts.rows, 1.0),)),
        }
        rule = type("Rule", (Mechanic,), {"__module__": "their.package", **fields})
        model = LoyaltyModel(small_world(), {"theirs": rule()})
        with pytest.raises(MechanicError, match="of more than is held"):
            play(model, 60)


def test_an_account_that_takes_nothing_from_others_is_told():
    fields = {"on_acts": lambda self, view, acts: Answer((_into_card(acts.rows),))}
    rule = type("Rule", (Mechanic,), {"__module__": "their.package", **fields})
    scheme = {"card": make("stamp_card", stamps=5, reward=reward(4.0)), "theirs": rule()}
    with pytest.raises(MechanicError, match="posts to card, which takes nothing from others"):
        play(LoyaltyModel(small_world(), scheme), 60)


def _into_card(rows):
    return Post(Flow.EARN, rows, 1.0, account="card")
