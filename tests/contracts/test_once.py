"""What is found once for the questions of a day is forgotten as soon as columns may have changed."""

import numpy as np
from tests import worlds

from loyaltysim.hooks import Acts
from loyaltysim.simulation.asking import ask_for_acts, ask_for_offers
from loyaltysim.simulation.loyalty_model import LoyaltyModel


def started():
    model = LoyaltyModel(worlds.world(), {"board": worlds.make("leaderboard")})
    model.step()
    return model, model.instances[0]


def test_questions_of_a_day_share_what_was_found():
    model, board = started()
    found = []
    for _ in range(2):
        board.view.once("count", lambda: found.append(1))
        ask_for_offers(board, 0, model.today.acts[0].rows)
    assert found == [1]


def test_it_is_forgotten_after_acts_and_on_the_next_day():
    model, board = started()
    numbers = iter(range(10))
    assert board.view.once("number", lambda: next(numbers)) == 0
    ask_for_acts(model, board, Acts(0, np.array([3]), np.array([4.0])))
    assert board.view.once("number", lambda: next(numbers)) == 1
    model.step()
    assert board.view.once("number", lambda: next(numbers)) == 2


def test_a_mechanic_is_asked_only_for_hooks_of_its_own():
    _, board = started()
    assert board.answers == {"open", "offers", "references", "on_acts", "close"}
