"""Winners and losers by hand: what the same customers do over many lucks."""

import numpy as np
import pytest

from loyaltysim.comparison import winners
from loyaltysim.comparison.stories import choose, windows_of
from loyaltysim.comparison.winners import Outcomes, winners_table
from loyaltysim.scenario import parse_scenario

SCENARIO = """
title: Which?
days: 60
acts: {visit: {ticket: 4, margin: 0.5}}
population:
  few: {share: 50%, need_rate: {per: week, mean: 1, cv: 0}}
  many: {share: 50%, need_rate: {per: week, mean: 4, cv: 0}}
schemes:
  nothing: []
  levels:
    - tiers: {levels: [{name: gold, at: 3}], starts: STARTS}
"""
SEGMENT = np.array([[0, 0, 1, 1]] * 2, np.int8)


def scenario(starts=0):
    return parse_scenario(SCENARIO.replace("STARTS", str(starts)))


def outcomes(stayed, acts, tier):
    kinds = np.zeros((2, 4), np.int8)
    return Outcomes(np.array(stayed, bool), np.array(acts), np.array(tier, np.int8), SEGMENT, kinds)


BASE = outcomes([[0, 1, 1, 0], [0, 1, 1, 1]], [[1, 2, 3, 4]] * 2, [[-1] * 4] * 2)
CARD = outcomes([[1, 1, 0, 0], [0, 1, 0, 1]], [[3, 2, 3, 4]] * 2, [[1, 0, 1, 0], [0, 0, 0, 1]])


@pytest.fixture
def table(monkeypatch):
    monkeypatch.setattr(winners, "FEWEST", 1)
    found = winners_table(scenario(), {"nothing": BASE, "levels": CARD})
    return found.set_index(["by", "group"])


def test_a_winner_stays_in_more_lives_and_a_loser_in_fewer(table):
    everybody = table.loc["all", "all"]
    assert everybody["customers"] == 4
    assert everybody["stays"] == pytest.approx((0 + 1 + 1 + 0.5) / 4)
    assert everybody["difference"] == pytest.approx((0.5 + 0 - 1 + 0) / 4)
    assert (everybody["winners"], everybody["losers"]) == (0.25, 0.25)
    assert everybody["acts_difference"] == pytest.approx(0.5)


def test_segments_are_told_apart(table):
    assert table.loc["segment", "few"]["difference"] == pytest.approx(0.25)
    assert table.loc["segment", "many"]["difference"] == pytest.approx(-0.5)


def test_whoever_rose_in_one_life_is_judged_by_the_others(table):
    """Customers 0 and 2 hold gold in the first life; in the second 0 is as before, and 2 leaves."""
    gold = table.loc["tier", "gold"]
    assert (gold["customers"], gold["difference"]) == (2, -0.5)
    assert table.loc["tier", "no level"]["difference"] == 0.0


def test_groups_too_small_to_tell_are_left_out():
    found = winners_table(scenario(), {"nothing": BASE, "levels": CARD})
    assert found.empty


def test_lives_that_are_told_are_the_ordinary_ones_of_their_kind():
    """By the first luck: 0 is kept, 1 does as much as ever, 2 is lost, 3 leaves either way."""
    found = choose(BASE, CARD)
    assert [(one.like, one.row, one.share) for one in found] == [
        ("kept", 0, 0.25),
        ("lost", 2, 0.25),
        ("left", 3, 0.25),
    ]


@pytest.mark.parametrize(
    ("starts", "names"),
    [(0, ["first", "month", "last"]), (20, ["before", "first", "last"]), (53, ["before", "first"])],
)
def test_weeks_of_the_plane_lie_around_the_start_and_never_overlap(starts, names):
    weeks = windows_of(scenario(starts))
    assert list(weeks) == names
    assert weeks["first"].start == starts
    days = [day for week in weeks.values() for day in week]
    assert len(days) == len(set(days)) == 7 * len(names)
    assert 0 <= min(days) <= max(days) < 60
