"""Schemes that learn: pairing, whom a variant reaches, and that nothing hidden is seen."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cache

import numpy as np
import pytest
from tests.hidden import hidden_columns, swap_hidden
from tests.worlds import EASY_VISIT, GUESTS, VISIT, make, reward, world

from loyaltysim.customers.joining import AUTOMATIC, Joining
from loyaltysim.customers.newcomers import Newcomers
from loyaltysim.customers.population import Incidents, SegmentPopulation, Spread
from loyaltysim.mechanics.adaptation import Adaptation, Goal, Policy, Whom
from loyaltysim.simulation.loyalty_model import LoyaltyModel
from loyaltysim.simulation.play import play as play_schemes
from loyaltysim.simulation.recording.growth import STATES
from loyaltysim.simulation.steps.day import DAY

CARD = make("stamp_card", stamps=6, head_start=1, reward=reward(8.0, 3.0))
SHORT = make("stamp_card", stamps=3, reward=reward(3.0, 1.0))
NEWS = make("message", every=5, cost=0.02)
SPARKS = make("message", every=2, sends="spark", cost=0.02)
GIFT = make("surprise", chance=0.2, gift=reward(4.0, 1.5))
SCHEME = {"card": CARD, "gift": GIFT, "mail": NEWS}
VARIANTS = {
    "as it is": SCHEME,
    "short card": {**SCHEME, "card": SHORT},
    "no card": {"gift": GIFT, "mail": SPARKS},
}
KINDS = [
    (Policy.SPLIT, Whom.SEGMENT),
    (Policy.EPSILON_GREEDY, Whom.EVERYONE),
    (Policy.EPSILON_GREEDY, Whom.PERSON),
    (Policy.THOMPSON, Whom.BEHAVIOUR),
    (Policy.THOMPSON, Whom.PERSON),
    (Policy.LINEAR_THOMPSON, Whom.EVERYONE),
]
OFTEN = SegmentPopulation(
    (
        replace(GUESTS, name="often", share=0.5, rate=Spread(0.6, 0.5)),
        replace(GUESTS, name="rare", share=0.5, rate=Spread(0.2, 0.5), hazard=Spread(0.004, 1.0)),
    )
)


def plan(policy=Policy.THOMPSON, whom=Whom.EVERYONE, variants=VARIANTS, **changes):
    told = {"every": 10, "test_days": 20, "epsilon": 0.2, **changes}
    return Adaptation(variants, policy=policy, whom=whom, **told)


def place(**changes):
    told = {"size": 120, "days": 60, "population": OFTEN, **changes}
    return world(**told)


def run(where, adaptation=None, scheme=SCHEME, days=None, **joining):
    model = LoyaltyModel(where, scheme, adaptation=adaptation, **joining)
    for _ in range(days or where.setup.days):
        model.step()
    return model


@cache
def fixed_among_newcomers():
    return print_of(run(place(newcomers=Newcomers(0.02))))


def print_of(model):
    states, books = model.customers.states, model.books
    found = {name: getattr(states, name).tobytes() for name in states.__dataclass_fields__}
    found |= {f"daily {name}": field.tobytes() for name, field in books.daily.items()}
    for name, account in model.ledger.accounts.items():
        found[f"account {name}"] = account.balance.tobytes()
    return found


@pytest.mark.parametrize(("policy", "whom"), KINDS)
@pytest.mark.parametrize("names", [["only"], ["one", "the same"]])
def test_a_policy_that_may_vary_nothing_is_the_fixed_scheme(policy, whom, names):
    where = place(newcomers=Newcomers(0.02))
    alike = dict.fromkeys(names, SCHEME)
    adaptive = run(where, plan(policy, whom, alike))
    assert print_of(adaptive) == fixed_among_newcomers()


@pytest.mark.parametrize("opt_in", [False, True])
def test_who_keeps_a_variant_does_what_he_or_she_does_in_the_fixed_scheme(opt_in):
    joining = {"joining": Joining("opt_in")} if opt_in else {}
    where = place(days=40)
    model = run(where, plan(Policy.SPLIT, test_days=60), **joining)
    kept = model.adapting.variant
    assert set(kept) == {0, 1, 2}
    for number, scheme in enumerate(VARIANTS.values()):
        mine = kept == number
        fixed = run(where, scheme=scheme, **joining)
        if opt_in:  # who joins is asked about the variant that he or she would have
            assert np.array_equal(model.members[mine], fixed.members[mine])
        for name in ("acts", "last_act", "present", "fatigue", "crowding"):
            one, other = (getattr(m.customers.states, name) for m in (model, fixed))
            assert np.array_equal(one[..., mine], other[..., mine]), name


@pytest.mark.parametrize("opt_in", [False, True])
def test_a_system_costs_by_member_and_day_and_changes_nothing_else(opt_in):
    joining = Joining("opt_in") if opt_in else AUTOMATIC
    where, each = place(), 0.25
    free = LoyaltyModel(where, SCHEME, joining=joining, adaptation=plan())
    costly = LoyaltyModel(where, SCHEME, joining=joining, adaptation=plan(cost=each))
    more = []
    for _ in range(where.setup.days):
        here = costly.customers.states.present.copy()
        for model in (free, costly):
            model.step()
        members = here if costly.members is None else here & costly.members
        more.append(each * np.count_nonzero(members))
    booked = [model.books.daily["reward_cost"][:, 0] for model in (costly, free)]
    assert booked[0] - booked[1] == pytest.approx(more)
    assert sum(more) > 0
    spent = [model.watched.cost for model in (costly, free) if model.watched is not None]
    assert spent[0] - spent[1] == pytest.approx(sum(more))
    prints = [print_of(model) for model in (free, costly)]
    for found in prints:
        del found["daily reward_cost"]
    assert prints[0] == prints[1]


TROUBLED = {
    "acts": (replace(VISIT, incidents=Incidents(0.5, 0.6)),),
    "population": SegmentPopulation(
        tuple(replace(one, incident_factor=1 + one.rate.mean) for one in OFTEN.segments)
    ),
}
LETTERS = make("message", every=2, starts=1, principle="liking", persuasion="fixed")
PAGES = make("self_service", resolves=0.4)
HELPED = {name: {**scheme, "letters": LETTERS, "pages": PAGES} for name, scheme in VARIANTS.items()}
ALIKE = {"taste", "praise", "friends_lost", "woken"}
"""What is the same of all where there are neither rivals nor friends, and nothing that praises or wakes."""


@pytest.mark.parametrize(("policy", "whom"), KINDS)
def test_no_policy_sees_what_is_hidden(policy, whom):
    """All that is hidden is swapped among customers who have done the same, before a firm looks at them and decides."""
    where, told = place(**TROUBLED), plan(policy, whom, HELPED, test_days=30)
    models = [run(where, told, days=29) for _ in range(2)]
    for model in models:
        play_day(model)
    assert hidden_columns() - swap_hidden(models[1]) == ALIKE
    for model in models:
        model.watched.note()
        play_day(model)
    assert models[0].watched.last.helped.any()
    one, other = (known_to(model) for model in models)
    assert one == other
    assert set(models[0].adapting.variant) == {0, 1, 2} or policy is Policy.SPLIT
    assert not np.array_equal(*(model.today.acts[0].rows for model in models))


def play_day(model):
    """Play a day, but do not let the firm look back at it yet."""
    model.begin_day()
    for step in DAY:
        step.play(model)


def known_to(model):
    """Give the bytes of what a firm has seen and believes, and of what it has decided."""
    firm, seen = model.adapting._firm, model.watched.last
    told = {"variant": model.adapting.variant, "seen": model.adapting.seen, **vars(firm)}
    for whole in (seen, firm.tally, firm._linear):
        names = [item.name for item in fields(whole)]
        told |= {f"{type(whole).__name__} {name}": getattr(whole, name) for name in names}
    return {name: one.tobytes() for name, one in told.items() if isinstance(one, np.ndarray)}


@pytest.mark.parametrize(("policy", "whom"), KINDS)
def test_markets_do_not_know_of_each_other(policy, whom):
    together = run(place(markets=range(3)), plan(policy, whom))
    for market in (0, 2):
        alone = run(place(markets=range(market, market + 1)), plan(policy, whom))
        rows = slice(market * 120, (market + 1) * 120)
        assert np.array_equal(together.adapting.variant[rows], alone.adapting.variant)
        acts = [m.customers.states.acts for m in (together, alone)]
        assert np.array_equal(acts[0][:, rows], acts[1])


@pytest.mark.parametrize(("policy", "whom"), KINDS)
def test_a_market_of_which_nothing_is_known_does_not_know_of_others(policy, whom):
    """Of the two members of a market nothing settles for long, or tests end between decisions: others do not help."""
    changes = {"washout": 20, "test_days": 25}
    few = {"size": 20, "newcomers": Newcomers(0.004)}
    joining = {"joining": Joining("invited", share=0.1)}
    together = run(place(markets=range(6), **few), plan(policy, whom, **changes), **joining)
    size = together.customers.n // 6
    for market in range(0, 6, 2):
        alone = place(markets=range(market, market + 1), **few)
        alone = run(alone, plan(policy, whom, **changes), **joining)
        rows = slice(market * size, (market + 1) * size)
        assert np.array_equal(together.adapting.variant[rows], alone.adapting.variant)


def test_who_comes_to_a_variant_begins_there_and_keeps_what_was_earned():
    where = place(days=30)
    model = LoyaltyModel(where, SCHEME, adaptation=plan(Policy.THOMPSON))
    for _ in range(10):
        model.step()
    assert model.adapting is not None
    before = model.adapting.variant.copy()
    held = {name: one.balance.copy() for name, one in model.ledger.accounts.items()}
    model.begin_day()
    model.begin_instances()
    card, short = (next(r for r in model.instances if r.name == name) for name in held)
    moved = np.flatnonzero((before != 0) & (model.adapting.variant == 0))
    assert moved.size
    assert np.isin(moved, card.joined).all()
    assert not np.isin(card.joined, np.flatnonzero(before == 0)).any()
    for name, balance in held.items():
        assert np.array_equal(model.ledger.accounts[name].balance, balance)
    assert held[short.name][before == 1].any()


def test_who_keeps_those_who_help_is_helped_as_in_the_fixed_scheme():
    """Helpers vary, too, at other places in the path and with other answers; queues are of those who have the variant."""
    pages, news = make("self_service", resolves=0.2), {"mail": NEWS}
    served = {
        "pages": {"pages": pages, **news},
        "people": {"pages": pages, "people": make("adviser", step=5, answers=3), **news},
        "people later": {"pages": pages, "people": make("adviser", step=70, patience=2), **news},
    }
    act = replace(EASY_VISIT, incidents=Incidents(0.5, 0.6))
    where = place(days=40, acts=(act,))
    model = run(where, plan(Policy.SPLIT, variants=served, test_days=60))
    kept = model.adapting.variant
    for number, scheme in enumerate(served.values()):
        mine, fixed = kept == number, run(where, scheme=scheme)
        assert mine.any()
        for name in ("acts", "present", "vexation", "attachment"):
            one, other = (getattr(m.customers.states, name) for m in (model, fixed))
            assert np.array_equal(one[..., mine], other[..., mine]), name


def test_a_firm_learns_of_members_alone():
    model = run(place(), plan(), joining=Joining("invited", share=0.3))
    assert model.members is not None
    counted = model.adapting.assigned[0].sum()
    assert counted == (model.members & model.launched).sum()
    assert model.adapting.seen[0].sum() < 0.4 * model.launched.sum() * 5


def test_newcomers_are_given_a_variant_on_their_day():
    model = run(place(newcomers=Newcomers(0.05)), plan(Policy.THOMPSON, every=50))
    came = model.cohort > 0
    came &= model.cohort < 50
    assert came.any()
    assert set(model.adapting.variant[came]) == {0, 1, 2}


def test_a_budget_that_is_spent_leaves_the_first_variant():
    model = run(place(markets=range(2)), plan(budget=0.5))
    assert (model.adapting.watched.cost > 0.5 * 120).all()
    assert (model.adapting.variant[model.customers.states.present] == 0).all()
    rich = run(place(markets=range(2)), plan(budget=1e6))
    assert set(rich.adapting.variant) == {0, 1, 2}


def test_what_follows_a_change_of_variant_is_washed_out():
    """With a washout of a period the first outcomes that count are those of the second one, of who kept the variant."""
    model = LoyaltyModel(
        place(days=40), SCHEME, adaptation=plan(Policy.THOMPSON, Whom.SEGMENT, washout=10)
    )
    adapting = model.adapting
    assert adapting is not None
    counted, kept, before = [], [], adapting.variant.copy()
    for day in range(41):
        model.step()
        if day % 10 == 0:
            counted.append(int(adapting.seen[0].sum()))
            here = model.customers.states.present
            kept.append(int((adapting.variant == before)[here].sum()))
            before = adapting.variant.copy()
    assert counted[:2] == [0, 0]
    # who was there at the second decision, and had the variant since the first
    assert kept[1] <= counted[2] <= model.launched.sum()
    # later fewer, since many changed
    assert 0 < counted[3] - counted[2] < counted[2]


def test_what_follows_joining_is_washed_out():
    """Who had a variant for long, but no part in the scheme, comes to it on the day of becoming a member."""
    where, way = place(days=80), Joining("opt_in")
    model = LoyaltyModel(
        where, SCHEME, adaptation=plan(Policy.SPLIT, test_days=80, washout=20), joining=way
    )
    adapting, since = model.adapting, np.full(where.customers.n, 999)
    assert adapting is not None
    expected, before = 0, adapting._deciding
    for day in range(80):
        before, counted = adapting._deciding, adapting.seen[0].sum()
        model.step()
        assert model.members is not None
        since[model.members & (since > day)] = day
        if day and day % 10 == 0:
            expected = (day - 10 - since[before] >= 20).sum()
            assert adapting.seen[0].sum() - counted == expected
    assert 0 < expected < before.size


def active_days(record):
    """Count customer-days with an act, by market."""
    return sum(record.activity[name].sum(axis=0) for name in STATES)


@pytest.mark.parametrize("goal", Goal)
def test_the_goal_is_what_the_books_say(goal):
    every = 1 if goal == "active" else 25
    record = play_schemes(
        place(markets=range(2), newcomers=Newcomers(0.02)),
        {"learns": SCHEME, **VARIANTS},
        adaptations={"learns": plan(goal=goal, every=every)},
    )
    learns = record["learns"].adapted
    played = [record["learns"], *(record[name] for name in VARIANTS)]
    goals = [learns["goal"], *learns["fixed_goal"]]
    for one, found in zip(played, goals, strict=True):
        m = one.markets
        costs = m["reward_cost"] + m["message_cost"] + m["liability"]
        active = active_days(one)
        expected = {"acts": m["acts"], "active": active, "spend": m["revenue"]}
        expected |= {"profit": m["margin"] - costs}
        assert found.sum(axis=(0, 1)) == pytest.approx(expected[goal])
    assert (played[0].markets["liability"] > 0).all()
    assert learns["value"].sum(axis=0) == pytest.approx(played[0].markets["reward_value"])
    assert learns["assigned"].shape == (60 // every + (60 % every > 0), 3, 2, 2)
    assert learns["seen"][0].sum() == learns["assigned"][:-1].sum()


def beside_lot(adaptation):
    where = place(markets=range(2), newcomers=Newcomers(0.02))
    played = play_schemes(where, {"learns": SCHEME}, adaptations={"learns": adaptation})
    found = played["learns"].adapted
    return found["goal"], found["lot_goal"], found["fixed_goal"]


def test_by_lot_where_nothing_varies_is_the_fixed_scheme():
    own, by_lot, (fixed,) = beside_lot(plan(goal=Goal.PROFIT, variants={"only": SCHEME}))
    assert by_lot.tobytes() == fixed.tobytes() == own.tobytes()


@pytest.mark.parametrize(
    "changes", [{"whom": Whom.PERSON}, {"washout": 10, "memory": 20}, {"budget": 1.0}]
)
def test_who_decides_by_lot_has_learnt_nothing(changes):
    own, by_lot, _ = beside_lot(plan(Policy.EPSILON_GREEDY, epsilon=1.0, **changes))
    assert by_lot.tobytes() == own.tobytes()


def test_a_test_has_a_lot_in_the_place_of_its_winner():
    own, by_lot, _ = beside_lot(plan(Policy.SPLIT))
    assert (own[:2] == by_lot[:2]).all()
    assert (own[2:] != by_lot[2:]).any()
    model = run(place(days=20), plan(Policy.SPLIT).unlearnt())
    given = [model.adapting.variant.copy()]
    for _ in range(20):
        model.step()
        given.append(model.adapting.variant.copy())
    tested, after, kept = given[0], given[1], given[-1]
    assert 0.5 < (tested != after).mean() < 0.8  # two of three, by lot
    assert np.array_equal(kept, after)
    assert set(kept) == {0, 1, 2}


def test_hindsight_can_be_spared():
    record = play_schemes(
        place(days=20), {"learns": SCHEME}, adaptations={"learns": plan(hindsight=False)}
    )
    assert "goal" in record["learns"].adapted
    assert not {"fixed_goal", "lot_goal"} & set(record["learns"].adapted)


def test_each_scheme_has_its_variants_in_its_own_order_in_hindsight():
    turned = dict(reversed(VARIANTS.items()))
    record = play_schemes(
        place(days=20),
        {"learns": SCHEME, "turned": SCHEME},
        adaptations={"learns": plan(), "turned": plan(variants=turned)},
    )
    known = record["learns"].adapted["fixed_goal"]
    assert (known != known[::-1]).any()
    assert (record["turned"].adapted["fixed_goal"] == known[::-1]).all()


def test_a_scheme_that_learns_leaves_the_others_as_they_are():
    where = place(days=30)
    alone = play_schemes(where, {"fixed": SCHEME})["fixed"]
    beside = play_schemes(
        where, {"fixed": SCHEME, "learns": SCHEME}, adaptations={"learns": plan()}
    )["fixed"]
    assert {k: v.tobytes() for k, v in alone.markets.items()} == {
        k: v.tobytes() for k, v in beside.markets.items()
    }
