"""Breaking a line of the product's equations makes it part from the reference.

Not every breakage can show: some lines only spare work (screens that let through what a draw could
reach), some numbers are limits that nothing comes near. So a share is asked for, not all.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.reference.cases import CASES, schemes
from tests.reference.mechanics.kinds import KINDS
from tests.reference.mutants import mutants_of
from tests.reference.play import launch, play_product, play_reference
from tests.reference.trace import first_difference
from tests.reference.wheel import Wheel, WheelMember

from loyaltysim.behaviour.constants import Constants

if TYPE_CHECKING:
    from tests.reference.cases import Scheme

pytestmark = pytest.mark.slow

CONSTANTS = Constants.default()
RUNS = [
    ("shop", "together"),
    ("acts", "several acts"),
    ("subscription", "together"),
    ("many leave", "together"),
    ("fitted", "streak weekly"),
    ("newcomers", "discount from"),
    ("no learning", "card once"),
    ("quarter", "points of two months"),
    ("quarter", "lottery later"),
    ("shop", "card expires"),
    ("shop", "points many"),
    ("shop", "points rolling"),
    ("shop", "wheel"),
]
MODULES = [
    *(f"behaviour.{name}" for name in ("ability", "action", "motivation", "reward_value")),
    *(f"behaviour.{name}" for name in ("leaving", "rest", "draw", "basics")),
    *(f"mechanics.{name}" for name in ("stamp_card", "points", "streak", "lottery", "message")),
    *(f"simulation.{name}" for name in ("prompting", "deciding", "acting", "rewarding")),
    *(f"simulation.{name}" for name in ("learning", "leaving", "why_not")),
    "ledger",
]
EVERY = 4
"""One mutant in so many is tried."""
AT_LEAST = 0.85


SCHEMES: dict[str, Scheme] = {**schemes(), "wheel": {"wheel": Wheel()}}


@cache
def reference(case: str, scheme: str):
    return play_reference(CASES[case], SCHEMES[scheme], CONSTANTS)


def difference(case: str, scheme: str) -> str:
    try:
        with np.errstate(all="ignore"):
            product = play_product(launch(CASES[case], CONSTANTS), SCHEMES[scheme])
    except Exception as error:
        return repr(error)
    return first_difference(product, reference(case, scheme))


@pytest.fixture(scope="module", autouse=True)
def wheel():
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(KINDS, "wheel", WheelMember)
        yield


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", MODULES)
def test_broken_lines_are_seen(name):
    tried = list(mutants_of(import_module(f"loyaltysim.{name}")))[::EVERY]
    survivors = []
    for mutant in tried:
        with mutant.in_place():
            if not any(difference(*run) for run in RUNS):
                survivors.append(str(mutant))
    assert tried
    assert len(survivors) <= max(1, (1 - AT_LEAST) * len(tried)), "\n".join(survivors)
    assert not any(difference(*run) for run in RUNS), "a mutant was left in place"
