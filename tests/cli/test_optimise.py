import json

import pytest

from loyaltysim.report.experiments.search_text import BEST_IN

PLAN = """\
title: What is the best card?
scenario: tiny.yaml
candidates:
  card:
    scheme: three stamps
    vary: {stamp_card.stamps: {from: 2, to: 4, whole: on}}
  lottery: {scheme: daily lottery}
constraints: {budget: 2.50, liability: 2}
tries: 8
confirm: 30
assumptions: 2
"""


@pytest.fixture
def plan(tiny):
    path = tiny.with_name("plan.yaml")
    path.write_text(PLAN)
    return path


def test_prints_the_verdict_and_the_finalists(loyaltysim, plan, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")  # the table has to fit
    code, out, err = loyaltysim("optimise", plan, "--jobs", 1)
    assert (code, err) == (0, "")
    told = " ".join(out.split())
    assert "- 4 candidates were tried" in told
    assert "The finalists, on 30 new markets" in told
    assert 'Differences from "no card" with 95% intervals' in told
    (folder,) = plan.parent.glob("results/tiny/optimise-plan-*")
    assert f"`loyaltysim compare {folder.relative_to(plan.parent)}/best.yaml` compares" in told
    assert "2 plausible models are too few to tell" in told
    assert BEST_IN.strip() in told
    assert sorted(path.name for path in folder.iterdir()) == [
        "assumptions.parquet",
        "best.yaml",
        "candidates.csv",
        "candidates.parquet",
        "finalists.csv",
        "front.png",
        "front.svg",
        "log.jsonl",
        "manifest.json",
        "scenario.yaml",
        "study.journal",
    ]
    drawn = (folder / "front.svg").read_text()
    assert "<!-- budget -->" in drawn
    assert "<!-- lottery -->" in drawn
    code, out, err = loyaltysim("check", folder / "best.yaml")
    assert (code, err) == (0, "")


def test_json_holds_candidates_and_finalists(loyaltysim, plan):
    code, out, _ = loyaltysim("optimise", plan, "--json", "--jobs", 1)
    document = json.loads(out)
    assert code == 0
    assert len(document["candidates"]) == 4
    assert document["finalists"][0]["best_is"] == "best"
    assert document["sentence"]


def test_clean_knows_what_it_keeps(loyaltysim, plan):
    loyaltysim("optimise", plan, "--jobs", 1, "--quiet")
    code, _, _ = loyaltysim("clean", "--all", "--yes")
    assert code == 0
    left = [path.name for path in plan.parent.rglob("*") if path.is_file()]
    assert sorted(left) == ["plan.yaml", "tiny.yaml"]


def test_help_shows_a_plan_and_what_it_needs(loyaltysim):
    code, out, _ = loyaltysim("optimise", "--help")
    assert code == 0
    assert "constraints: {budget: 2.00, profit: 0, no_segment_worse: on}" in out
    assert "pip install 'loyaltysim[sweep]'" in out
