"""The worked example of model/README.md, as it stands there: written down, installed, and played."""

import re
import sys
from pathlib import Path

import numpy as np
import pytest
from pydantic import ValidationError
from tests.worlds import make, play, world

import loyaltysim.mechanics.registry as registry

README = Path(__file__).parents[2] / "model" / "README.md"


def example(language: str) -> str:
    text = README.read_text("utf-8").partition("## A mechanic of your own")[2]
    found = re.search(rf"```{language}\n(.*?)```", text, re.DOTALL)
    assert found is not None
    return found.group(1)


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """Put the example and its entry point where an installed package would be."""
    (tmp_path / "fast_lane.py").write_text(example("python"), "utf-8")
    metadata = tmp_path / "fast_lane-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: fast-lane\nVersion: 1.0\n")
    line = re.search(r"fast_lane = \"(.*)\"", example("toml"))
    assert line is not None
    (metadata / "entry_points.txt").write_text(
        f"[loyaltysim.mechanics]\nfast_lane = {line.group(1)}\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(registry, "_registered", dict(registry._registered))
    yield
    sys.modules.pop("fast_lane", None)


@pytest.mark.usefixtures("installed")
def test_it_is_found_by_its_entry_point():
    assert "fast_lane" in registry.mechanic_names()
    assert registry.get_mechanic("fast_lane").kind == "fast_lane"


@pytest.mark.usefixtures("installed")
def test_its_parameters_are_checked_like_any_other():
    with pytest.raises(ValidationError, match="less than or equal to 1"):
        make("fast_lane", time_left=2)
    with pytest.raises(ValidationError, match="Extra inputs"):
        make("fast_lane", time_left=0.5, times=3)


@pytest.mark.usefixtures("installed")
def test_it_makes_the_act_easier_for_those_short_of_time():
    where = world(size=2000, days=20)
    lane, without = play(where, {"lane": make("fast_lane", time_left=0.5)}), play(where)
    assert lane.acts > without.acts
    short_of_time = where.customers.traits.scarcest[0] == 0
    gained = (lane.acted.sum(axis=0) - without.acted.sum(axis=0)) > 0
    assert np.mean(short_of_time[gained]) > 0.9
