"""Every bundled scenario gives the figures that were stored, so that no change of results goes unseen.

After a change that is meant to alter results: `pytest -m golden --update-golden`, read the differences
that `git diff` shows, and tell them in CHANGELOG.md under "Results change".
"""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from loyaltysim.behaviour.constants import Constants
from loyaltysim.calibration.prepare import prepare_population
from loyaltysim.scenario import bundled_names, load_scenario
from loyaltysim.simulation.run import run_batch

pytestmark = pytest.mark.golden

HERE = Path(__file__).parent
MARKETS = range(2)
TOLERANCE = 0.002
"""Other processors round float32 differently, which turns a few decisions of a million."""
FIELDS = ("launched", "retained", "active", "acts", "revenue", "reward_cost", "sent", "liability")

LONG = {
    "adaptive_game",
    "air_miles",
    "airline_tiers",
    "call_centre",
    "language_app",
    "museum_hunt",
    "peanut_butter",
    "persuasion_profiles",
    "refer_a_friend",
    "service_desk",
    "web_shop",
}
"""Scenarios that take more than a second."""


def figures(name):
    scenario = load_scenario(name)
    population = scenario.segment_population() or prepare_population(scenario)
    records = run_batch(
        scenario, population, MARKETS, constants=Constants.default(), seed=scenario.seed
    )
    return {
        scheme: {field: round(float(record.markets[field].sum()), 2) for field in FIELDS}
        for scheme, record in records.items()
    }


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=[pytest.mark.slow] * (name in LONG)) for name in bundled_names()],
)
def test_figures_are_those_that_were_stored(name, request):
    file = HERE / f"{name}.yaml"
    found = figures(name)
    if request.config.getoption("--update-golden"):
        with file.open("w", encoding="utf-8") as stream:
            YAML().dump(found, stream)
    stored = YAML(typ="safe").load(file.read_text("utf-8"))
    assert list(found) == list(stored)
    for scheme, expected in stored.items():
        assert found[scheme] == pytest.approx(expected, rel=TOLERANCE, abs=3), scheme
