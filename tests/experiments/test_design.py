"""Which points a plan means."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyaltysim.experiments.plans.load import load_experiment
from loyaltysim.experiments.plans.source import bundled_plans
from loyaltysim.experiments.search.load import load_hunt
from loyaltysim.experiments.sensitivity.load import load_space
from loyaltysim.experiments.sweeping import sweep

ROOT = Path(__file__).parents[2]
STAMPS = "schemes.ten stamps.stamp_card.stamps"
COST = "schemes.ten stamps.stamp_card.reward.cost"


def points(design, **vary):
    """List the values of every point, in the order in which they vary."""
    paths = {"stamps": STAMPS, "cost": COST}
    plan = {"scenario": "coffee_bar", "vary": {paths[k]: v for k, v in vary.items()}}
    found = load_experiment({**plan, "design": design} if design else plan).points
    assert [point.number for point in found] == list(range(len(found)))
    return [tuple(point.parameters.values()) for point in found]


def test_a_grid_has_every_value_with_every_other_and_is_the_default():
    expected = [(6, 1.0), (6, 2.0), (8, 1.0), (8, 2.0)]
    assert points("grid", stamps=[6, 8], cost=[1.0, 2.0]) == expected
    assert points(None, stamps=[6, 8], cost=[1.0, 2.0]) == expected


def test_zip_has_values_side_by_side():
    assert points("zip", stamps=[6, 8], cost=[1.0, 2.0]) == [(6, 1.0), (8, 2.0)]


def test_a_range_goes_from_end_to_end():
    assert points("grid", cost={"from": 1, "to": 2, "steps": 3}) == [(1.0,), (1.5,), (2.0,)]


def test_factors_are_spread_evenly():
    found = points("grid", cost={"from": 1, "to": 4, "steps": 3, "log": True})
    assert np.allclose(np.ravel(found), [1, 2, 4])


def test_whole_numbers_are_whole_and_each_once():
    found = points("grid", stamps={"from": 6, "to": 8, "steps": 9, "whole": True})
    assert found == [(6,), (7,), (8,)]


def test_ends_may_have_units():
    assert points("grid", cost={"from": "50%", "to": "2 days", "steps": 2}) == [(0.5,), (2.0,)]


def test_listed_points_are_taken_as_they_are():
    plan = {
        "scenario": "coffee_bar",
        "design": {"list": [{STAMPS: 6, COST: 1}, {STAMPS: 9, COST: 2}]},
    }
    assert [list(p.parameters.values()) for p in load_experiment(plan).points] == [[6, 1], [9, 2]]


def test_points_come_from_a_file(tmp_path):
    plan = tmp_path / "plan.yaml"
    plan.write_text("scenario: coffee_bar\ndesign: {csv: data/points.csv}\n")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "points.csv").write_text(f"{STAMPS}, {COST}\n6,1.5\n\n9, 5%\n")
    found = [list(p.parameters.values()) for p in load_experiment(plan).points]
    assert found == [[6, 1.5], [9, "5%"]]


@pytest.mark.parametrize("design", ["latin_hypercube", "sobol"])
def test_samples_are_those_of_the_seed(design):
    vary = {"stamps": {"from": 5, "to": 15, "whole": True}, "cost": {"from": 1, "to": 2}}
    found = points({design: 8}, **vary)
    assert found == points({design: 8}, **vary)
    assert len(set(found)) == 8
    assert all(isinstance(stamps, int) and 5 <= stamps <= 15 for stamps, _ in found)
    other = {"scenario": "coffee_bar", "changes": {"seed": 2}, "design": {design: 8}}
    other["vary"] = {STAMPS: vary["stamps"], COST: vary["cost"]}
    assert [tuple(p.parameters.values()) for p in load_experiment(other).points] != found


@given(st.integers(2, 40))
def test_a_latin_hypercube_has_one_point_in_each_part(count):
    found = points({"latin_hypercube": count}, cost={"from": 0, "to": count})
    assert sorted(int(cost) for (cost,) in found) == list(range(count))


def test_a_latin_hypercube_takes_listed_values_equally_often():
    found = points({"latin_hypercube": 9}, stamps=[6, 8, 10])
    assert sorted(found) == [(6,)] * 3 + [(8,)] * 3 + [(10,)] * 3


def test_any_number_of_sobol_points_comes_without_a_warning():
    assert len(points({"sobol": 5}, cost={"from": 1, "to": 2})) == 5


def test_numbers_of_numpy_are_numbers():
    assert points("grid", stamps=list(np.arange(6, 8))) == [(6,), (7,)]


def test_bundled_plans_can_be_carried_out():
    assert all(len(sweep(name)) > 1 for name in bundled_plans("sweep"))
    assert all(load_space(name).points > 10 for name in bundled_plans("sensitivity"))
    assert all(load_hunt(name).kinds for name in bundled_plans("optimise"))


@pytest.mark.parametrize(
    "path", sorted((ROOT / "scenarios" / "plans").rglob("*.yaml")), ids=lambda path: path.stem
)
def test_bundled_plans_are_questions(path):
    text = path.read_text()
    assert "title:" in text
    assert text.splitlines()[0].endswith("?")
