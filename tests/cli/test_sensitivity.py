import json
import re

import pytest

from loyaltysim.experiments.sensitivity.analyse import sensitivity

PLAN = """\
title: What moves the card?
scenario: tiny.yaml
vary:
  schemes.three stamps.stamp_card.stamps: {from: 2, to: 6, whole: on}
  schemes.three stamps.stamp_card.reward.cost: {from: 1, to: 2}
constants: [play]
method: {morris: 2, sobol: 2, keep: 2}
effects: [cost]
"""


@pytest.fixture
def plan(tiny):
    path = tiny.with_name("plan.yaml")
    path.write_text(PLAN)
    return path


@pytest.mark.slow
def test_prints_what_moves_the_effects_and_draws_it(loyaltysim, plan):
    code, out, err = loyaltysim("sensitivity", plan, "--jobs", 1)
    assert (code, err) == (0, "")
    assert out.startswith("As the scenario is, ")
    assert 'What moves the effect of "three stamps" on cost; as the scenario is: +' in out
    assert "reward.cost" in out
    assert "USD per customer at launch" in " ".join(out.split())
    (folder,) = plan.parent.glob("results/tiny/sensitivity-plan-*")
    names = sorted(path.name for path in folder.iterdir())
    assert names == [
        "indices.csv",
        "log.jsonl",
        "manifest.json",
        "points.csv",
        "points.parquet",
        "scenario.yaml",
        "tornado-three_stamps.png",
        "tornado-three_stamps.svg",
    ]
    drawn = (folder / "tornado-three_stamps.svg").read_text()
    assert drawn.count("<!-- stamp_card.stamps -->") == 1
    assert "<!-- 0.5 to 1.2 -->" in drawn


@pytest.mark.slow
def test_prints_the_effects_that_the_call_from_python_finds(loyaltysim, plan, tmp_path):
    plan.write_text(PLAN.replace("morris: 2, sobol: 2, keep: 2", "morris: 2"))
    _, out, _ = loyaltysim("sensitivity", plan, "--jobs", 1)
    found = sensitivity(plan, jobs=1, out=tmp_path / "again").indices
    of_card = found[found["scheme"] == "three stamps"].set_index("parameter")
    row = of_card.loc["schemes.three stamps.stamp_card.stamps"]
    assert row["at_low"] > row["at_high"] > 0
    told = [f"{row['at_low']:+.2f}", f"{row['at_high']:+.2f}", f"{row['mu_star']:.2f}"]
    (line,) = re.findall(r"^stamp_card\.stamps +2 to 6 +(.*?) *$", out, re.MULTILINE)
    assert line.split()[:3] == told


def test_lists_are_told_and_drawn(loyaltysim, plan):
    plan.write_text(
        "scenario: tiny.yaml\neffects: [cost]\nmethod: {morris: 2}\n"
        "vary: {schemes.three stamps.stamp_card.reward: [{value: 2, cost: 1}, {value: 3, cost: 2}]}\n"
    )
    code, out, err = loyaltysim("sensitivity", plan, "--jobs", 1)
    assert (code, err) == (0, "")
    told = " ".join(out.split())
    assert "stamp_card.reward {value:" in told
    assert "these are its values with the least and the greatest effect," in told
    (folder,) = plan.parent.glob("results/tiny/sensitivity-plan-*")
    drawn = (folder / "tornado-three_stamps.svg").read_text()
    assert drawn.count("<!-- 2 values -->") == 1
    assert "Of a list (grey)" in drawn


@pytest.fixture
def small(plan):
    plan.write_text(
        "scenario: tiny.yaml\neffects: [cost]\nmethod: {morris: 2}\n"
        "vary: {schemes.three stamps.stamp_card.reward.cost: {from: 1, to: 2}}\n"
    )
    return plan


def test_json_holds_the_indices(loyaltysim, small):
    code, out, _ = loyaltysim("sensitivity", small, "--json", "--jobs", 1)
    document = json.loads(out)
    assert code == 0
    assert len(document["indices"]) == 2
    assert document["indices"][0]["parameter"].endswith("reward.cost")
    assert document["ranking"][0].startswith("As the scenario is, ")


def test_clean_knows_what_it_keeps(loyaltysim, small):
    loyaltysim("sensitivity", small, "--jobs", 1)
    code, _, _ = loyaltysim("clean", "--all", "--yes")
    assert code == 0
    left = [path.name for path in small.parent.rglob("*") if path.is_file()]
    assert sorted(left) == ["plan.yaml", "tiny.yaml"]


def test_help_shows_a_plan_and_what_it_needs(loyaltysim):
    code, out, _ = loyaltysim("sensitivity", "--help")
    assert code == 0
    assert "method: {morris: 10, sobol: 128, keep: 4}" in out
    assert "pip install 'loyaltysim[sweep]'" in out
