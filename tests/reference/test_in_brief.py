"""The two models agree draw for draw on some schemes; the slow tests hold every mechanic to that, and for longer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.reference.cases import CASES, Case
from tests.reference.every import SCHEMES
from tests.reference.play import launch, play_product, play_reference
from tests.reference.rival_cases import RIVALS
from tests.reference.trace import first_difference

from loyaltysim.behaviour.constants import Constants

CONSTANTS = Constants.default()


def brief(case: Case) -> Case:
    """Let fewer customers live for fewer days."""
    setup = replace(case.setup, days=30, burn_in=10, market_size=80)
    return replace(case, setup=setup)


@pytest.mark.parametrize(
    ("case", "scheme"),
    [
        (CASES["shop"], "together"),
        (CASES["acts"], "clubs"),
        (CASES["friends"], "advice"),
        (RIVALS["rivals"], "together"),
    ],
    ids=["together", "several acts", "outreach", "rivals"],
)
def test_the_two_models_agree(case, scheme):
    played = brief(case)
    product = play_product(launch(played, CONSTANTS), SCHEMES[scheme])
    assert sum(len(day.acts) for day in product.days) > 500
    assert first_difference(product, play_reference(played, SCHEMES[scheme], CONSTANTS)) == ""
