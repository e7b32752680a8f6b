"""The worked example of model/README.md, run as it stands there, as an installed package would be."""

import re
import sys
from importlib import invalidate_caches
from pathlib import Path

import pytest

from loyaltysim.errors import LoyaltysimError
from loyaltysim.mechanics import registry
from loyaltysim.scenario import parse_scenario
from loyaltysim.simulation.loyalty_model import LoyaltyModel

README = Path(__file__).parents[2] / "model" / "README.md"

SCENARIO = """
title: A fast lane
days: 20
burn_in: 0
market_size: 500
acts: {visit: {ticket: 4, margin: 0.5, demands: {time: 2}}}
population: {all: {share: 1, need_rate: {per: week, mean: 3, cv: 0.5}}}
schemes:
  none: []
  lane: [{fast_lane: {time_left: 0.5}}]
  no lane: [{fast_lane: {time_left: 1}}]
"""


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Make a package visible as if pip had installed it."""

    def put(module: str, code: str, kind: str) -> None:
        (tmp_path / f"{module}.py").write_text(code, "utf-8")
        info = tmp_path / f"{module}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[loyaltysim.mechanics]\n{kind} = {module}\n")
        monkeypatch.syspath_prepend(tmp_path)
        invalidate_caches()

    yield put
    for name in ("fast_lane", "broken", "empty"):
        registry._registered.pop(name, None)
        sys.modules.pop(name, None)


def example() -> str:
    text = README.read_text("utf-8")
    found: list[str] = re.findall(r"```python\n(.*?)```", text, re.S)
    return next(code for code in found if "FastLane" in code)


def acts(scenario, scheme):
    model = LoyaltyModel.of(scenario, scheme)
    for _ in range(scenario.days):
        model.step()
    return int(model.customers.states.acts.sum())


def test_the_example_works_as_it_stands(install):
    install("fast_lane", example(), "fast_lane")
    assert "fast_lane" in registry.mechanic_names()
    scenario = parse_scenario(SCENARIO)
    without, with_lane, changed_nothing = (
        acts(scenario, name) for name in ("none", "lane", "no lane")
    )
    assert with_lane > 1.1 * without
    assert changed_nothing == without


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("raise RuntimeError('out of order')", "cannot be loaded from broken: out of order"),
        ("", "registers no such name"),
    ],
)
def test_a_package_that_is_broken_is_named(install, code, words):
    install("broken", code, "broken")
    with pytest.raises(LoyaltysimError, match=words):
        registry.get_mechanic("broken")
