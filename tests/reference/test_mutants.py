"""Breaking a line of the product's equations makes it part from the reference.

Not every breakage can show: some lines only spare work (screens that let through what a draw could
reach), some numbers are limits that nothing comes near. So a share is asked for, not all.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from functools import lru_cache
from importlib import import_module
from typing import TypeAlias

import numpy as np
import pytest
from tests.reference.cases import CASES
from tests.reference.every import SCHEMES
from tests.reference.learning_schemes import LEARNING, PLACES
from tests.reference.mutants import mutants_of
from tests.reference.play import launch, play_reference, product_parts
from tests.reference.principles import FEW
from tests.reference.repeat_cases import REPEATS
from tests.reference.rival_cases import RIVALS
from tests.reference.romance import ROMANCE, ROMANCE_CHANGES, ROMANCE_OF_FRIENDS
from tests.reference.social import SOCIAL_CHANGES
from tests.reference.staff import STAFF_CHANGES

from loyaltysim.behaviour.constants import Constants
from loyaltysim.customers.joining import AUTOMATIC, Joining
from loyaltysim.mechanics.registry import BUILT_IN, get_mechanic

pytestmark = pytest.mark.slow

CONSTANTS = Constants.default()
WORLDS = {**CASES, **RIVALS, **REPEATS, "few": FEW}
OPEN = Joining("opt_in")
Run: TypeAlias = tuple[str, str] | tuple[str, str, Joining]
"""A world, a scheme, and how customers join it; all are members from the start where that is left out."""
RUNS: list[Run] = [
    ("shop", "together"),
    ("shop", "together", OPEN),
    ("acts", "clubs"),
    ("subscription", "together"),
    ("many leave", "calendar"),
    ("limited", "club of two acts"),
    ("fitted", "streak weekly"),
    ("newcomers", "discount from"),
    ("no learning", "card once"),
    ("quarter", "points of two months"),
    ("quarter", "season of lottery"),
    ("shop", "streak"),
    ("shop", "cards expire"),
    ("shop", "points many"),
    ("shop", "points rolling"),
    ("two markets", "club with a purse"),
    ("shop", "season of club"),
    ("friends", "all social"),
    ("friends with contracts", "none"),
    ("shop", "leagues"),
    ("shop", "team"),
    ("acts", "social acts"),
    ("shop", "gestures of a few"),
    ("shop", "few messages"),
    ("acts", "staff acts"),
    ("shop", "thanks by all"),
    ("two markets", "tasks that rise"),
    ("talk", "none"),
    ("talk", "together"),
    ("referrals", "referral"),
    ("referrals", "referral on joining"),
    ("referrals", "referrals in points"),
    ("many leave", "advice"),
    ("rivals", "together"),
    ("rivals of lessons", "none"),
]
ROMANTIC_RUNS: list[Run] = [
    *(("shop", scheme) for scheme in ROMANCE),
    *(("friends", scheme) for scheme in ROMANCE_OF_FRIENDS),
    ("acts", "romantic acts"),
]
PERSUASIVE_RUNS: list[Run] = [
    ("few", "principles together"),
    ("few", "oracle"),
    ("few", "profiles"),
    ("few", "principles by chance"),
    ("trouble", "principled advisers"),
    ("trouble", "principled meetings"),
]
LEARNING_RUNS: list[Run] = [
    *((place, name) for name, (place, _) in LEARNING.items()),
    ("few", "thompson", OPEN),
]
REPEATED_RUNS: list[Run] = [
    ("rounds", "weekly tasks"),
    ("rounds of acts", "clubs"),
    ("rounds among rivals", "none"),
    ("rounds of a limited", "none"),
]
ADAPTIVE = [
    *(f"loyaltysim.mechanics.adaptation.{name}" for name in ("beliefs", "firm", "linear", "plan")),
    *(f"loyaltysim.simulation.{name}" for name in ("adapting", "watching")),
]
PERSUASIVE = [
    "loyaltysim.behaviour.persuasion",
    "loyaltysim.mechanics.principles",
    "loyaltysim.mechanics.profile",
    "loyaltysim.simulation.persuaded",
    "loyaltysim.simulation.persuading",
]
SERVICE_RUNS: list[Run] = [
    ("trouble", "principled advisers"),
    ("trouble", "path"),
    ("trouble", "advisers"),
    ("troubled markets", "welcome"),
    ("troubled acts", "service acts"),
    ("troubled contracts", "renewals"),
]
SERVICE = [
    *(f"loyaltysim.mechanics.{name}" for name in ("helper", "meeting", "training")),
    get_mechanic("touchpoint").__module__,
    *(f"loyaltysim.simulation.{name}" for name in ("problems", "serving", "touching")),
    "loyaltysim.behaviour.service",
]
REPEATED = ["loyaltysim.behaviour.repetition", "loyaltysim.simulation.repeating"]
ROMANTIC = [
    *(get_mechanic(kind).__module__ for kind in ROMANCE_CHANGES),
    "loyaltysim.mechanics.capacity",
]
MODULES = [
    *(f"loyaltysim.behaviour.{name}" for name in ("ability", "action", "motivation", "rest")),
    *(f"loyaltysim.behaviour.{name}" for name in ("reward_value", "symbols", "social_pressure")),
    *(
        f"loyaltysim.behaviour.{name}"
        for name in ("leaving", "contagion", "draw", "basics", "talk", "rivals")
    ),
    "loyaltysim.simulation.rivalry",
    *(get_mechanic(kind).__module__ for kind in ("stamp_card", "points", "streak")),
    *(get_mechanic(kind).__module__ for kind in ("lottery", "message")),
    *(get_mechanic(kind).__module__ for kind in (*SOCIAL_CHANGES, *STAFF_CHANGES)),
    *ROMANTIC,
    *REPEATED,
    *PERSUASIVE,
    *SERVICE,
    *ADAPTIVE,
    *(f"loyaltysim.mechanics.{name}" for name in ("budget", "giving", "tally")),
    get_mechanic("referral").__module__,
    "loyaltysim.mechanics.promise",
    "loyaltysim.mechanics.standings",
    "loyaltysim.mechanics.term",
    *(f"loyaltysim.simulation.{name}" for name in ("prompting", "offering", "deciding", "acting")),
    *(
        f"loyaltysim.simulation.{name}"
        for name in ("rewarding", "learning", "leaving", "why_left", "why_not")
    ),
    "loyaltysim.simulation.familiar",
    "loyaltysim.simulation.instances",
    "loyaltysim.simulation.talking",
    "loyaltysim.customers.network",
    "loyaltysim.ledger",
]
EVERY = 96
"""One mutant in so many is tried."""
AT_LEAST = 0.85


@lru_cache(maxsize=32)
def reference(case: str, scheme: str, joining: Joining = AUTOMATIC):
    if scheme in LEARNING:
        place, plan = LEARNING[scheme]
        return play_reference(PLACES[place], {}, CONSTANTS, joining, plan)
    return play_reference(WORLDS[case], SCHEMES[scheme], CONSTANTS, joining)


def parts(case: str, scheme: str, joining: Joining = AUTOMATIC) -> str:
    expected = reference(case, scheme, joining)
    if scheme in LEARNING:
        place, plan = LEARNING[scheme]
        return product_parts(launch(PLACES[place], CONSTANTS), {}, expected, joining, plan)
    return product_parts(launch(WORLDS[case], CONSTANTS), SCHEMES[scheme], expected, joining)


def difference(
    broken: AbstractContextManager[None], case: str, scheme: str, joining: Joining = AUTOMATIC
) -> str:
    reference(case, scheme, joining)  # it may use what is broken
    try:
        with broken, np.errstate(all="ignore"):
            return parts(case, scheme, joining)
    except Exception as error:
        return repr(error)


def runs_of(module: str) -> list[Run]:
    """Choose the runs that a module's lines can show in: of a mechanic's, those it takes part in."""
    if module in ROMANTIC:
        return ROMANTIC_RUNS
    if module in ADAPTIVE:
        return LEARNING_RUNS
    if module in PERSUASIVE:
        return PERSUASIVE_RUNS
    if module in REPEATED:
        return REPEATED_RUNS
    if module in SERVICE:
        return SERVICE_RUNS
    kinds = [kind for kind in BUILT_IN if get_mechanic(kind).__module__ == module]
    if not kinds:
        return RUNS
    return [run for run in RUNS if any(one.kind in kinds for one in SCHEMES[run[1]].values())]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", MODULES)
def test_broken_lines_are_seen(name):
    runs = runs_of(name)
    tried = list(mutants_of(import_module(name)))[::EVERY]
    survivors = [
        str(mutant)
        for mutant in tried
        if not any(difference(mutant.in_place(), *run) for run in runs)
    ]
    assert tried
    assert len(survivors) <= max(1, (1 - AT_LEAST) * len(tried)), "\n".join(survivors)
    assert not difference(nullcontext(), *runs[0]), "a mutant was left in place"
