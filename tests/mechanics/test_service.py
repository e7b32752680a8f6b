"""What must always hold of service: queues lose nobody, nothing comes of nothing, and it can do harm."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.hidden import swap_hidden
from tests.strategies import helpers
from tests.worlds import EASY_VISIT, GUESTS, make, play, same, world

from loyaltysim.behaviour.constants import Constants
from loyaltysim.behaviour.persuasion import agreeing, kinder
from loyaltysim.behaviour.service import effort_score, ln_ease, repaired, vexed
from loyaltysim.customers.population import Incidents, SegmentPopulation, Spread
from loyaltysim.hooks import Stage
from loyaltysim.mechanics.helper import TALLIES
from loyaltysim.simulation.loyalty_model import LoyaltyModel
from loyaltysim.simulation.setup import Contract

OFTEN = Incidents(0.3, 0.6)
RESTLESS = SegmentPopulation((replace(GUESTS, rate=Spread(0.5, 0.5), hazard=Spread(0.01, 0.5)),))


def troubled(incidents=OFTEN, **changes):
    act = replace(EASY_VISIT, incidents=incidents)
    told = {"size": 400, "days": 60, "population": RESTLESS, "acts": (act,), **changes}
    return world(**told)


def total(played, *fields):
    return [float(played.model.books.daily[name].sum()) for name in fields]


@pytest.mark.slow
@given(
    st.lists(helpers, min_size=1, max_size=4),
    st.integers(0, 1000),
    st.integers(1, 3),
    st.sampled_from([None, 30]),
)
@settings(max_examples=20)
def test_queues_conserve_problems(mechanics, seed, markets, stops):
    scheme = {f"h{i}": one for i, one in enumerate(mechanics)}
    scheme["h0"] = scheme["h0"].model_copy(update={"stops": stops})
    scheme["community"] = make("community", enough=50.0)
    model = LoyaltyModel(troubled(size=100, days=45, seed=seed, markets=range(markets)), {**scheme})
    opened, problems = 0, model.problems
    assert problems is not None
    for _ in range(45):
        before = problems.since.copy()
        present = model.customers.states.present.copy()
        model.step()
        begun = np.isin(np.arange(model.customers.n), model.today.troubled.rows)
        opened += (begun & (before < 0)).sum()
        waits = problems.waits & model.customers.states.present
        for place, (running,) in enumerate(model.desks):
            queued = (running.own["queued"] >= 0) & model.customers.states.present
            here = waits & (problems.place == place)
            # those whose helper has ended have gone on, whatever it remembers of them
            if not running.term.has_ended(model.day):
                assert np.array_equal(queued, here)
            own = {name: running.own[name].sum() for name in TALLIES}
            gone = (running.own["queued"] >= 0).sum() - queued.sum()
            assert own["turned"] == own["served"] + own["lost"] + queued.sum() + gone
            assert own["cured"] <= own["served"]
        assert present[model.today.troubled.rows].all()
    solved, unhelped = (model.books.daily[name].sum() for name in ("solved", "unhelped"))
    assert opened == solved + unhelped + (problems.since >= 0).sum()
    served = sum(one.own["served"].sum() for (one,) in model.desks)
    assert model.books.daily["contacts"].sum() == served
    assert sum(one.own["cured"].sum() for (one,) in model.desks) == solved


@given(helpers, st.integers(0, 1000))
@settings(max_examples=10)
def test_nobody_answers_more_than_there_is_room_for_and_each_answer_is_paid(mechanic, seed):
    scheme = {"it": mechanic, "community": make("community")}
    model = LoyaltyModel(troubled(size=200, days=20, seed=seed), scheme)
    for _ in range(20):
        model.step()
    served = model.instances[1].own["served"].sum()
    assert model.ledger.totals(model.customers.states.present)["earned_value"].sum() == 0
    assert model.books.daily["reward_cost"].sum() == pytest.approx(mechanic.cost * served)
    assert model.books.daily["reward_value"].sum() == 0
    if mechanic.capacity is not None:
        assert served <= mechanic.capacity / 1000 * 200 * 20 + 1


def test_where_nothing_goes_wrong_helpers_change_nothing():
    where = world(days=40)
    assert same(play(where), play(where, {"a": make("adviser", cost=5), "b": make("self_service")}))


@pytest.mark.parametrize("incidents", [Incidents(0.0, 1.0), Incidents(1.0, 0.0)])
def test_incidents_that_never_come_or_are_nothing_change_no_decision(incidents):
    plain, other = play(troubled(None)), play(troubled(incidents))
    assert np.array_equal(plain.acted, other.acted)
    assert np.array_equal(plain.present, other.present)


def test_trouble_drives_customers_away_and_help_keeps_some_of_them():
    plain, left_alone = play(troubled(None, size=3000)), play(troubled(size=3000))
    helped = play(troubled(size=3000), {"it": make("adviser", reach=1, resolves=1, warmth=0)})
    assert left_alone.retained < helped.retained < plain.retained
    assert total(left_alone, "left_service") > total(helped, "left_service")


def test_a_queue_makes_help_worth_less():
    quick, slow = (
        play(troubled(size=3000), {"it": make("adviser", capacity=room)}) for room in (1000.0, 30.0)
    )
    assert total(quick, "solved") > total(slow, "solved")
    score = [one.model.journey.found for one in (quick, slow)]
    each = [sums["problem/human/score"] / sums["problem/human/meetings"] for sums in score]
    assert each[0] > each[1] + 0.5


def test_what_is_told_again_is_harder():
    def found(knows):
        scheme = {
            "pages": make("self_service", resolves=0, reach=1),
            "it": make("adviser", knows=knows),
        }
        sums = play(troubled(), scheme).model.journey.found
        return (sums["problem/human/score"] / sums["problem/human/meetings"]).item()

    assert found(1.0) > found(0.5) > found(0.0)


def test_a_forum_is_worth_what_the_community_is():
    def solved(enough):
        scheme = {
            "community": make("community", enough=enough),
            "it": make("peer_forum", reach=1),
        }
        return total(play(troubled(size=1000), scheme), "solved", "contacts")

    lively, empty = solved(1.0), solved(100_000.0)
    assert lively[0] / lively[1] > 0.5
    assert empty[0] / empty[1] < 0.01


@pytest.mark.parametrize(("outreach", "sign"), [(True, -1), (False, 1)])
def test_a_kind_call_costs_customers_only_where_it_is_about_being_one(outreach, sign):
    """Ascarza, Iyengar & Schleicher (2016): advice on the plan made inert customers leave."""
    inert = SegmentPopulation((replace(GUESTS, rate=Spread(0.8, 0.2), hazard=Spread(0.01, 0.2)),))
    where = world(size=3000, days=90, population=inert, acts=(EASY_VISIT,), burn_in=20)
    call = make("touchpoint", at="contact", by="human", every=30, warmth=0.2, outreach=outreach)
    assert sign * (play(where, {"it": call}).retained - play(where).retained) > 0.002


def test_warmth_at_each_act_becomes_usual():
    """What one meets each time counts no more: attachment is lower after months than after days."""
    where = world(size=500, days=80, population=RESTLESS, acts=(EASY_VISIT,))
    model = LoyaltyModel(where, {"it": make("touchpoint", at="act", by="human", warmth=0.8)})
    seen = []
    for _ in range(80):
        model.step()
        rows = model.today.acts[0].actors
        seen.append(float(model.customers.states.attachment[rows].mean()))
    assert seen[-1] < 0.6 * max(seen)


def test_a_touchpoint_of_nothing_changes_nothing():
    where = world(days=40)
    for told in ({"at": "act"}, {"at": "contact", "every": 1}, {"at": "onboarding"}):
        plain, met = play(where), play(where, {"it": make("touchpoint", **told)})
        assert np.array_equal(plain.acted, met.acted)
        assert np.array_equal(plain.present, met.present)


def test_everybody_with_a_contract_is_met_once_before_it_ends():
    where = world(size=300, days=60, contract=Contract(30, 9.0), population=RESTLESS)
    model = LoyaltyModel(where, {"it": make("touchpoint", at="renewal", days_before=5)})
    for _ in range(60):
        model.step()
        ends = (model.day + 5 + model.contract_phase) % 30 == 0
        met = [one.touch.rows for one in model.today.touched]
        expected = np.flatnonzero(ends & (model.began_with.sum() > 0))
        left = set(model.today.left.tolist())
        present = model.customers.states.present
        still = {int(i) for i in expected if present[i] or int(i) in left}
        assert set(np.concatenate([np.empty(0, int), *met]).tolist()) == still


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 365))
def test_vexation_stays_a_share_and_repair_never_leaves_less_than_none(before, size, late):
    constants = Constants.default()
    after = vexed(np.array([before]), size)
    assert before - 1e-12 <= after[0] <= 1 + 1e-12
    left = repaired(after, late, constants)
    assert 0 <= left[0] <= after[0]


@given(st.lists(st.floats(0, 100), min_size=6, max_size=6), st.integers(0, 5), st.floats(0, 10))
def test_more_demand_is_never_easier_and_scores_go_from_one_to_seven(demands, factor, more):
    resources = np.zeros((6, 1))
    harder = [d + more * (i == factor) for i, d in enumerate(demands)]
    constants = Constants.default()
    ease, worse = (np.exp(ln_ease(resources, asked, constants))[0] for asked in (demands, harder))
    assert worse <= ease + 1e-12
    assert 1 <= effort_score(ease) <= 7


def test_results_do_not_depend_on_how_markets_are_batched():
    scheme = {"a": make("self_service"), "b": make("adviser", capacity=20.0, patience=3)}
    both = play(troubled(markets=range(2), size=150), scheme).model.books.daily
    for market in range(2):
        alone = play(
            troubled(markets=range(market, market + 1), size=150), scheme
        ).model.books.daily
        for name, told in alone.items():
            assert np.array_equal(told[:, 0], both[name][:, market]), name


def advised(population, size=600, **told):
    """Play customers with much trouble whom trained people help."""
    adviser = make("adviser", reach=1, resolves=0.5, trained=1, warmth=0, **told)
    return play(troubled(size=size, population=population), {"it": adviser})


def moved(*means):
    return SegmentPopulation((replace(RESTLESS.segments[0], susceptibility=means),))


def solved_share(played):
    contacts, solved = total(played, "contacts", "solved")
    return solved / contacts


def test_who_is_addressed_in_the_right_way_takes_more_solutions_and_in_the_wrong_way_fewer():
    plain = solved_share(advised(RESTLESS))
    liked = advised(moved(*[1.0] * 6), principle="liking")
    disliked = advised(moved(*[-1.0] * 6), principle="liking")
    assert solved_share(disliked) < plain - 0.1 < plain + 0.1 < solved_share(liked)
    warm = [
        one.model.journey.found["problem/human/feeling"].sum()
        / one.model.journey.found["problem/human/meetings"].sum()
        for one in (disliked, liked)
    ]
    assert warm[0] < warm[1]


def test_a_principle_that_moves_nobody_changes_nothing():
    still = Constants.default().replace(susceptibility_sd=0.0)
    plain, principled = (
        play(
            troubled(population=moved(*[0.0] * 6), constants=still),
            {"it": make("adviser", trained=0.7, **told)},
        )
        for told in ({}, {"principle": "authority"})
    )
    assert np.array_equal(plain.acted, principled.acted)
    assert np.array_equal(plain.present, principled.present)
    assert total(plain, "solved") == total(principled, "solved")


def test_advisers_who_know_persons_do_better_than_those_who_know_the_mean():
    people = moved(0.3, 0.3, 0.5, 0.3, 0.3, 0.3)
    shares = [
        solved_share(advised(people, size=1500, persuasion=policy))
        for policy in ("random", "best_average", "oracle")
    ]
    assert shares == sorted(set(shares))


@pytest.mark.parametrize("policy", ["random", "best_average", "profile"])
def test_no_adviser_sees_who_is_susceptible(policy):
    models = [
        LoyaltyModel(
            troubled(Incidents(0.9, 0.3), size=400, days=40),
            {"it": make("adviser", trained=1, persuasion=policy, reach=1)},
        )
        for _ in range(2)
    ]
    for _ in range(30):
        for model in models:
            model.step()
    assert {"susceptibility", "vexation"} <= swap_hidden(models[1])
    for model in models:
        model.step()
    one, other = (model.today.touched[0] for model in models)
    both, mine, theirs = np.intersect1d(one.touch.rows, other.touch.rows, return_indices=True)
    assert both.size > 20
    carried = [np.asarray(touched.touch.principle) for touched in (one, other)]
    assert np.array_equal(carried[0][mine], carried[1][theirs])
    solved = [np.asarray(touched.touch.solved) for touched in (one, other)]
    assert not np.array_equal(solved[0][mine], solved[1][theirs])


@given(st.floats(0, 1), st.floats(-3, 3))
def test_what_is_sure_stays_sure_however_it_is_put(chance, pull):
    constants = Constants.default()
    found = float(agreeing(chance, np.array(pull), constants))
    assert 0.0 <= found <= 1.0
    assert agreeing(0.0, np.array(pull), constants) == 0.0
    assert agreeing(1.0, np.array(pull), constants) == 1.0
    assert agreeing(chance, np.array(0.0), constants) == pytest.approx(chance)
    assert (found >= chance - 1e-9) if pull > 0 else (found <= chance + 1e-9)
    assert 0.0 <= kinder(chance, np.array(pull)) <= 1.0


@pytest.mark.parametrize(
    ("told", "stages"),
    [
        ({"at": "contact"}, ()),
        ({"at": "contact", "by": "human"}, (Stage.CONTACT,)),
        ({"at": "contact", "changes": [{"day": 30, "to": {"by": "human"}}]}, (Stage.CONTACT,)),
        (
            {"at": "contact", "by": "human", "changes": [{"day": 30, "to": {"by": "machine"}}]},
            (Stage.CONTACT,),
        ),
    ],
)
def test_people_are_named_who_are_there_on_any_day_of_the_term(told, stages):
    assert make("touchpoint", **told).staffs() == stages
