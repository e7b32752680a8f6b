"""Breaking one number in one of the two models makes them disagree: the comparison can fail."""

from __future__ import annotations

from collections import ChainMap
from dataclasses import fields
from functools import lru_cache

import pytest
from tests.reference.cases import CASES
from tests.reference.changes import PARAMETERS, with_parameter
from tests.reference.every import OF_SEVERAL_ACTS, SCHEMES
from tests.reference.play import (
    launch,
    play_reference,
    product_decides_otherwise,
    product_parts,
)
from tests.reference.referrals import REFERRALS
from tests.reference.repeat_cases import REPEATS
from tests.reference.rival_cases import RIVALS
from tests.reference.romance import ROMANCE_OF_FRIENDS
from tests.reference.schemes import ALONE
from tests.reference.service import CONSTANTS_OF_SERVICE, SERVICE
from tests.reference.social import AMONG_FRIENDS
from tests.reference.world_changes import UNPLAYED, WORLD, changed, stated

from loyaltysim.behaviour.constants import Constants
from loyaltysim.customers.columns import PRINCIPLES
from loyaltysim.mechanics.registry import BUILT_IN, get_mechanic

pytestmark = pytest.mark.slow

CONSTANTS = Constants.default()
WORLDS = {**CASES, **RIVALS, **REPEATS}
FACTOR = 1.1
CONSTANT_NAMES = [
    field.name for field in fields(Constants) if field.name not in CONSTANTS_OF_SERVICE
]
USUAL = [
    ("shop", "together"),
    ("trouble", "path"),
    ("acts", "several acts"),
    ("many leave", "together"),
    ("shop", "club"),
    ("acts", "clubs"),
    ("friends", "together"),
    ("shop", "gestures of a few"),
    ("talk", "together"),
    ("rivals", "none"),
    ("many leave", "advice"),
    ("shop", "principles by chance"),
]
PLACES = [*USUAL, *(("quarter", scheme) for scheme in ALONE)]
"""Runs on which a constant may show, the likely ones first."""
LIKELY = {
    "annoyance": ("many leave", "together"),
    "attention_e_mail": ("quarter", "e-mails"),
    "cash_quality": ("quarter", "surprise cash"),
    "contagion": ("friends", "together"),
    "efficacy_gain": ("quarter", "points activity"),
    "efficacy_pull": ("acts", "clubs"),
    "friend_hold": ("talk", "together"),
    "gesture_days": ("quarter", "season of human_gesture"),
    "opt_out": ("talk", "together"),
    "persuasion": ("crowd", "principles by chance"),
    "praise": ("shop", "praise by chance"),
    "satisfaction_rate": ("friends", "together"),
    "suscept": ("crowd", "principles by chance"),
    "talk": ("talk", "together"),
    "taste": ("rivals", "none"),
    "waking_days": ("friends", "together"),
    "warning": ("talk", "together"),
}
"""Where constants whose names begin so are most likely to show: they are looked for there first."""
CORNERS = {
    "motivation_floor": {"motivation_floor": 0.6},
    "leaving_least": {"leaving_least": 0.9, "leaving_slope": 1.0},
    "satisfaction_rate": {"leaving_slope": 1.0},
    "interest_turn": {"interest_turn": 0.7},
    "leaving_most": {"leaving_most": 0.8, "leaving_slope": 1.0},
    "annoyance": {"annoyance": 2.0},
    "waking_days": {"habit_hold": 3.0, "waking_days": 20.0},
    "contagion_most": {"contagion_most": 0.8},
    "friend_hold": {"friend_hold": 1.0},
    "talk_most": {"talk_most": 0.8},
    "warning_days": {"warning_days": 15.0},
    "attention_in_person": {"attention_in_person": 0.8},
    **{f"susceptible_{principle}": {"persuasion": 0.6} for principle in PRINCIPLES},
}
"""What hardly ever matters is moved, in both models, to where it does: limits that are seldom
reached, and what acts on leaving only, through a weak slope."""


TOGETHER = {
    "at least": {"leaving_least", "annoyance"},
    "at most": {"motivation_floor", "interest_turn", "leaving_most"},
}
TOGETHER["others"] = set(CORNERS) - TOGETHER["at least"] - TOGETHER["at most"]
"""Corners that are played together."""
WHERE_LIMITS_MATTER = {
    "at least": [("shop", "together"), ("acts", "several acts")],
    "at most": [("shop", "together"), ("acts", "several acts")],
    "others": [
        ("shop", "together"),
        ("talk", "together"),
        ("friends", "together"),
        ("crowd", "principles by chance"),
    ],
}


@lru_cache(maxsize=8)
def world_of(case: str):
    return launch(WORLDS[case], CONSTANTS)


def world_of_service(scheme: str) -> str:
    """Name a world in which everything that a scheme of service says matters."""
    worlds = {"service acts": "troubled acts", "welcome": "troubled markets"}
    return worlds.get(scheme, "troubled contracts" if scheme == "renewals" else "trouble")


@lru_cache(maxsize=32)
def reference(case: str, scheme: str, name: str = ""):
    constants = CONSTANTS.replace(**CORNERS.get(name, {}))
    return play_reference(WORLDS[case], SCHEMES[scheme], constants)


@pytest.mark.parametrize("name", CONSTANT_NAMES)
def test_a_changed_constant_changes_a_decision(name):
    constants = CONSTANTS.replace(**CORNERS.get(name, {}))
    other = constants.replace(**{name: getattr(constants, name) * 1.1})
    corner = name if name in CORNERS else ""
    likely = [place for start, place in LIKELY.items() if name.startswith(start)]
    for case, scheme in [*likely, *PLACES]:
        world = launch(WORLDS[case], other)
        if product_decides_otherwise(world, SCHEMES[scheme], reference(case, scheme, corner)):
            return
    pytest.fail(f"nobody decides otherwise when {name} changes in one of the models")


def moved(group: str) -> dict[str, float]:
    """Give the constants of a group of corners."""
    return dict(ChainMap(*(corner for name, corner in CORNERS.items() if name in TOGETHER[group])))


@lru_cache(maxsize=8)
def reference_at_limits(group: str, case: str, scheme: str):
    return play_reference(WORLDS[case], SCHEMES[scheme], CONSTANTS.replace(**moved(group)))


@pytest.mark.parametrize(
    ("group", "case", "scheme"),
    [(group, *place) for group, places in WHERE_LIMITS_MATTER.items() for place in places],
)
def test_the_models_agree_where_limits_matter(group, case, scheme):
    world = launch(WORLDS[case], CONSTANTS.replace(**moved(group)))
    assert product_parts(world, SCHEMES[scheme], reference_at_limits(group, case, scheme)) == ""


@pytest.mark.parametrize(
    ("group", "name"), [(group, name) for group in TOGETHER for name in moved(group)]
)
def test_each_limit_matters_where_they_agree(group, name):
    others = {other: value for other, value in moved(group).items() if other != name}
    constants = CONSTANTS.replace(**others)
    assert any(
        product_decides_otherwise(
            launch(WORLDS[case], constants),
            SCHEMES[scheme],
            reference_at_limits(group, case, scheme),
        )
        for case, scheme in WHERE_LIMITS_MATTER[group]
    )


@pytest.mark.parametrize(
    ("kind", "parameter"), [(kind, p) for kind, table in PARAMETERS.items() for p in table]
)
def test_a_changed_parameter_is_seen(kind, parameter):
    scheme, instance, value = PARAMETERS[kind][parameter]
    case = "acts" if scheme in OF_SEVERAL_ACTS else "shop"
    if scheme in SERVICE or scheme == "service acts":
        case = world_of_service(scheme)
    if scheme in AMONG_FRIENDS | ROMANCE_OF_FRIENDS:
        case = "friends"
    if scheme in REFERRALS:
        case = "referrals"
    mechanic = SCHEMES[scheme][instance]
    assert mechanic.kind == kind
    other = {**SCHEMES[scheme], instance: with_parameter(mechanic, parameter, value)}
    assert product_parts(world_of(case), other, reference(case, scheme)) != ""


@pytest.mark.parametrize("path", WORLD)
def test_a_changed_world_is_seen(path):
    case, scheme, value = WORLD[path]
    world = launch(changed(WORLDS[case], path, value), CONSTANTS)
    assert product_parts(world, SCHEMES[scheme], reference(case, scheme)) != ""


def test_every_mechanic_has_its_changes():
    assert set(PARAMETERS) == set(BUILT_IN)


@pytest.mark.parametrize("kind", PARAMETERS)
def test_every_parameter_is_changed_once(kind):
    assert {p for p in PARAMETERS[kind] if "." not in p} == set(get_mechanic(kind).model_fields)


def test_every_field_of_a_world_is_changed_once():
    without_places = {
        ".".join(part for part in path.split(".") if not part.isdigit()) for path in WORLD
    }
    expected = {path for case in WORLDS.values() for path in stated(case)}
    missing = {p for p in expected - without_places if p.split(".")[-1] not in UNPLAYED}
    assert missing <= {"setup", "population", "setup.acts", "population.segments"}
