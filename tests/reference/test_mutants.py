"""Breaking a line of the product's equations makes it part from the reference.

Not every breakage can show: some lines only spare work (screens that let through what a draw could
reach), some numbers are limits that nothing comes near. So a share is asked for, not all.
"""

from __future__ import annotations

import ast
import inspect
import math
from contextlib import AbstractContextManager, nullcontext
from functools import cache, lru_cache
from importlib import import_module
from typing import TypeAlias

import numpy as np
import pytest
from tests.reference.cases import CASES
from tests.reference.every import SCHEMES, world_for
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
    ("trouble", "path"),
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
    ("few", "one profile"),
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
TALKING_RUNS: list[Run] = [("talk", "together"), ("talk", "none"), ("referrals", "referral")]
RUNS_AMONG_RIVALS: list[Run] = [
    ("rivals", "together"),
    ("rivals of lessons", "none"),
    ("rounds among rivals", "none"),
]
RUNS_AMONG_FRIENDS: list[Run] = [
    ("friends", "all social"),
    ("friends with contracts", "none"),
    ("shop", "together"),
]
ADAPTIVE = [
    *(f"loyaltysim.mechanics.adaptation.{name}" for name in ("beliefs", "firm", "linear", "plan")),
    *(f"loyaltysim.simulation.{name}" for name in ("adapting", "watching")),
]
PERSUASIVE = [
    "loyaltysim.behaviour.persuasion",
    "loyaltysim.mechanics.principles",
    "loyaltysim.mechanics.profile",
    "loyaltysim.simulation.recording.persuaded",
    "loyaltysim.simulation.steps.persuading",
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
    *(f"loyaltysim.simulation.{name}" for name in ("problems", "steps.serving", "touching")),
    "loyaltysim.behaviour.service",
]
REPEATED = ["loyaltysim.behaviour.repetition", "loyaltysim.simulation.steps.repeating"]
TALKING = ["loyaltysim.behaviour.talk", "loyaltysim.simulation.steps.talking"]
OF_RIVALS = ["loyaltysim.behaviour.rivals", "loyaltysim.simulation.rivalry"]
OF_FRIENDS = ["loyaltysim.behaviour.contagion", "loyaltysim.customers.network"]
ROMANTIC = [
    *(get_mechanic(kind).__module__ for kind in ROMANCE_CHANGES),
    "loyaltysim.mechanics.capacity",
]
MODULES = [
    *(f"loyaltysim.behaviour.{name}" for name in ("ability", "action", "motivation", "rest")),
    *(f"loyaltysim.behaviour.{name}" for name in ("reward_value", "symbols", "social_pressure")),
    "loyaltysim.behaviour.distance",
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
    *(
        f"loyaltysim.simulation.steps.{name}"
        for name in ("prompting", "deciding", "acting", "rewarding", "learning", "leaving")
    ),
    *(f"loyaltysim.simulation.recording.{name}" for name in ("why_left", "why_not")),
    "loyaltysim.simulation.offering",
    "loyaltysim.simulation.familiar",
    "loyaltysim.simulation.instances",
    "loyaltysim.simulation.steps.talking",
    "loyaltysim.customers.network",
    "loyaltysim.ledger",
]
POOLS: list[tuple[list[str], list[Run]]] = [
    (ROMANTIC, ROMANTIC_RUNS),
    (ADAPTIVE, LEARNING_RUNS),
    (PERSUASIVE, PERSUASIVE_RUNS),
    (REPEATED, REPEATED_RUNS),
    (SERVICE, SERVICE_RUNS),
    (TALKING, TALKING_RUNS),
    (OF_RIVALS, RUNS_AMONG_RIVALS),
    (OF_FRIENDS, RUNS_AMONG_FRIENDS),
]
TRIED = 4
"""So many mutants of each module are tried, from all over it."""
SPARED = 2
"""So many of them may go unseen: for some only spare work, or only check."""


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
    """Choose the runs that a module's lines can show in: those of the mechanics that are made of it.

    Of a mechanic's own module, these are followed by every scheme in which it is, where there is no list of its own.
    """
    pool = next((runs for modules, runs in POOLS if module in modules), RUNS)
    modules = {kind: get_mechanic(kind).__module__ for kind in BUILT_IN}
    kinds = {kind for kind in BUILT_IN if module in pieces_of(modules[kind])}
    shown = [run for run in pool if _has(run[1], kinds)] or pool
    own = {kind for kind in kinds if modules[kind] == module and pool is RUNS}
    return [*shown, *((world_for(name), name) for name in SCHEMES if _has(name, own))]


def _has(scheme: str, kinds: set[str]) -> bool:
    return any(one.kind in kinds for one in SCHEMES.get(scheme, {}).values())


@cache
def pieces_of(mechanic: str) -> frozenset[str]:
    """Name a mechanic's module and the pieces that it shares with others, through which ever they come."""
    found, new = set[str](), {mechanic}
    while new:
        found |= new
        new = {piece for module in new for piece in _imported(module)} - found
    return frozenset(found)


@cache
def _imported(module: str) -> frozenset[str]:
    """Name the modules of mechanics that a module imports from."""
    tree = ast.parse(inspect.getsource(import_module(module)))
    sources = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return frozenset(one for one in sources if one.startswith("loyaltysim.mechanics."))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", MODULES)
def test_broken_lines_are_seen(name):
    runs, mutants = runs_of(name), list(mutants_of(import_module(name)))
    survivors = mutants[:: math.ceil(len(mutants) / TRIED)]
    assert survivors
    for run in runs:
        if len(survivors) <= SPARED:
            break
        survivors = [one for one in survivors if not difference(one.in_place(), *run)]
    assert len(survivors) <= SPARED, "\n".join(str(one) for one in survivors)
    assert not difference(nullcontext(), *runs[0]), "a mutant was left in place"
