"""What is found once, or for those it concerns alone, is what asking everybody every day would give."""

import numpy as np
import pytest
from tests.worlds import make, reward, world

from loyaltysim.behaviour.service import chance_to_turn, ln_ease
from loyaltysim.hooks import Amount, Answer, Flow, Post
from loyaltysim.ledger import Ledger
from loyaltysim.mechanics.mechanic import Mechanic
from loyaltysim.simulation.eases import MOST_KEPT
from loyaltysim.simulation.loyalty_model import LoyaltyModel
from loyaltysim.simulation.today import union

SMALL_REWARD = 0.2


class Generous(Mechanic):
    """Grant to those who act, and to all others who are here or not."""

    kind = "generous"
    others: bool = False
    in_parts: bool = False

    def on_acts(self, view, acts):
        """Grant each something else, by number."""
        rows = np.flatnonzero(view.here) if self.others else acts.rows
        each = SMALL_REWARD * (1 + rows % 3)
        if not self.in_parts:
            return Answer((Post(Flow.GRANT, rows, value=each),))
        twice = Post(Flow.GRANT, rows, value=each / 2.0)
        return Answer((twice, twice))


def crowding_under(**parameters):
    model = LoyaltyModel(world(days=20), {"generous": Generous(**parameters)})
    for _ in range(20):
        model.step()
    return model.customers.states.crowding[0]


@pytest.mark.parametrize("in_parts", [False, True])
def test_what_others_get_for_an_act_crowds_out_no_interest_of_theirs(in_parts):
    alone = crowding_under(others=False)
    assert alone.any()
    assert not alone.all()
    np.testing.assert_array_equal(crowding_under(others=True, in_parts=in_parts), alone)


def test_schemes_share_what_suits_whom():
    where = world(days=2)
    scheme = {
        "badge": make("badge", at=[5]),
        "card": make("stamp_card", stamps=4, reward=reward(4.2)),
    }
    one, other = (LoyaltyModel(where, scheme).instances for _ in range(2))
    for running, same in zip(one, other, strict=True):
        assert running.suits is same.suits
        expected = running.fit.suits(where.customers.traits.user_type)
        np.testing.assert_array_equal(running.suits, expected)
    assert one[0].suits is not one[1].suits


def test_schemes_share_how_easy_service_is_for_whom():
    where = world(days=2)
    one, other = (LoyaltyModel(where, {}) for _ in range(2))
    assert one.eases is other.eases
    resources, rows = where.customers.traits.ln_resource, np.array([1, 4, 5, 50])
    several: tuple[Amount, ...] = (0.5, np.array([0.0, 0.1, 1.0, 2.0]), 0.0, 0.3, 0.0, 0.0)
    # more services than are kept, and one of them again
    each: list[tuple[Amount, ...]] = [
        (0.01 * number, 0.0, 0.5, 0.0, 0.0, 0.0) for number in range(MOST_KEPT + 2)
    ]
    for demands in (*each, each[0], several):
        expected = ln_ease(resources[:, rows], demands, where.constants)
        np.testing.assert_array_equal(one.eases.ease(rows, demands), np.exp(expected))
        turns = chance_to_turn(expected, where.constants)
        np.testing.assert_array_equal(one.eases.chance_to_turn(rows, demands), turns)


def test_instances_answer_while_they_are_in_force_and_only_what_they_answer():
    scheme = {
        "card": make("stamp_card", stamps=4, reward=reward(4.2), starts=2, stops=4),
        "mail": make("message", every=3, sends="spark"),
    }
    model, asked = LoyaltyModel(world(days=6), scheme), []
    for _ in range(6):
        model.step()
        hooks = (("offers", 0), ("on_acts", 0), ("messages", None))
        asked.append([[one.name for one in model.asked(*hook)] for hook in hooks])
    without, with_card = [[], [], ["mail"]], [["card"], ["card"], ["mail"]]
    assert asked == [without, without, with_card, with_card, without, without]


def test_the_view_counts_by_market():
    model = LoyaltyModel(world(size=50, markets=range(3), days=2), {"badge": make("badge", at=[5])})
    model.step()
    mask = np.arange(150) % 7 == 0
    counts = model.instances[0].view.by_market(mask)
    assert counts.tolist() == [int(mask[50 * one : 50 * one + 50].sum()) for one in range(3)]


def test_money_that_is_the_same_for_all_adds_up_as_if_it_were_told_for_each():
    market, rows = np.repeat(np.arange(4), 5), np.array([0, 3, 5, 6, 7, 19])
    told: tuple[Amount, Amount] = 0.25, np.full(rows.size, 0.25)
    found = []
    for value in told:
        ledger = Ledger({}, market, 4)
        ledger.book("it", Post(Flow.GRANT, rows, value=value, cost=value))
        found.append((ledger.value_today.tolist(), ledger.cost_today.tolist()))
    assert found[0] == found[1] == ([0.5, 0.75, 0.0, 0.25],) * 2


def test_a_union_names_each_row_once():
    parts = np.array([1, 4]), np.array([0, 4, 9])
    assert union(parts).tolist() == [0, 1, 4, 9]
    assert union(parts[:1]) is parts[0]
    assert union([]).tolist() == []
