"""The product and the reference agree on goals, and on what holds people to them, draw for draw."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest
from tests.reference.cases import CASES
from tests.reference.every import SCHEMES
from tests.reference.goals import GOAL_SEASONS, GOALS, GOALS_TOGETHER, SEVERAL_GOALS
from tests.reference.play import play_reference, product_parts
from tests.reference.schemes import instance
from tests.reference.status import STATUS
from tests.reference.test_agreement import CONSTANTS, assert_agree, world_of

from loyaltysim.mechanics.continuity.streak import Streak
from loyaltysim.mechanics.milestones import next_milestone
from loyaltysim.simulation import offering

if TYPE_CHECKING:
    from tests.reference.schemes import Scheme

pytestmark = pytest.mark.slow

ALONE = {**GOALS, **GOAL_SEASONS}


@pytest.mark.parametrize("scheme", ALONE)
def test_a_goal_alone(scheme):
    assert_agree("shop", ALONE[scheme])


@pytest.mark.parametrize("case", ["shop", "calendar", "many leave"])
def test_goals_together(case):
    assert_agree(case, GOALS_TOGETHER)


def test_goals_of_several_acts():
    assert_agree("acts", SEVERAL_GOALS)


BAR: Scheme = {
    "it": instance("progress_bar", steps=["profile", "shop", "practice", "lesson"]),
}
FAR: dict[str, tuple[str, Scheme]] = {
    "badge": ("shop", GOALS["badges"]),
    "levels": ("shop", GOALS["levels"]),
    "quest": ("shop", GOALS["quest"]),
    "progress_bar": ("acts", BAR),
    "unlock": ("shop", GOALS["unlock of ease"]),
    "tiers": ("shop", STATUS["tiers of names"]),
}
"""Where the distance of each kind's symbol shows."""
FORGIVING = {
    "a week": ("shop", SCHEMES["streak weekly"]),
    "free days and freezes": ("shop", GOALS["streak with much that forgives"]),
    "repair": ("shop", GOALS["streak with repair"]),
}
"""Where a milestone is not lost by each act that is left out."""


@cache
def reference_of(name: str):
    case, scheme = {**FAR, **FORGIVING}[name]
    return play_reference(CASES[case], scheme, CONSTANTS)


@pytest.mark.parametrize("ignored", ["acts_left", "left_share"])
@pytest.mark.parametrize("kind", FAR)
def test_a_symbol_whose_distance_is_ignored_is_caught(kind, ignored, monkeypatch):
    sound, (case, scheme) = offering._pull, FAR[kind]

    def at_hand(running, met, asked, symbol):
        return sound(running, met, asked, replace(symbol, **{ignored: 0.0}))

    assert product_parts(world_of(case), scheme, reference_of(kind)) == ""
    monkeypatch.setattr(offering, "_pull", at_hand)
    assert product_parts(world_of(case), scheme, reference_of(kind)) != ""


@pytest.mark.parametrize("name", FORGIVING)
def test_a_milestone_that_is_always_lost_is_caught(name, monkeypatch):
    case, scheme = FORGIVING[name]

    def always_lost(*told):
        return replace(next_milestone(*told), lapses=True)

    assert product_parts(world_of(case), scheme, reference_of(name)) == ""
    monkeypatch.setattr(f"{Streak.__module__}.next_milestone", always_lost)
    assert product_parts(world_of(case), scheme, reference_of(name)) != ""
