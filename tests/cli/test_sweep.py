import json

import pytest

PLAN = """\
scenario: tiny.yaml
vary: {schemes.three stamps.stamp_card.stamps: [3, 5], schemes.three stamps.stamp_card.head_start: [0, 4]}
"""


@pytest.fixture
def plan(tiny):
    path = tiny.with_name("plan.yaml")
    path.write_text(PLAN)
    return path


def test_prints_the_ends_and_what_failed(loyaltysim, plan):
    code, out, err = loyaltysim("sweep", plan, "--jobs", 1)
    assert (code, err) == (0, "")
    told = " ".join(out.split())
    assert "4 points, each played for 10 days. Largest and smallest effect on retention:" in told
    three, *_, lottery = (line for line in out.splitlines() if line.startswith(("three", "daily")))
    assert three.split()[3] == "pp"
    assert lottery.rstrip().endswith("everywhere")
    assert "Point 1 failed: " in out
    assert "head_start" in out
    assert "All rows: results/tiny/sweep-plan-" in out


def test_json_holds_the_rows_and_says_where_they_are(loyaltysim, plan):
    code, out, _ = loyaltysim("sweep", plan, "--json", "--jobs", 1)
    document = json.loads(out)
    assert code == 0
    assert document["folder"].startswith("results/tiny/sweep-plan-")
    assert len(document["rows"]) == 3 * 3 + 1
    assert [row["point"] for row in document["rows"] if row["failed"]] == [1]


def test_what_is_wrong_is_told_with_its_place(loyaltysim, plan):
    plan.write_text(PLAN.replace("stamps: [3", "stamps: [-3"))
    code, out, err = loyaltysim("sweep", plan)
    assert (code, out) == (2, "")
    assert "plan.yaml:2:49: schemes.three stamps.stamp_card.stamps: must be at least 1" in err


def test_clean_knows_what_a_sweep_keeps(loyaltysim, plan):
    loyaltysim("sweep", plan, "--jobs", 1)
    code, _, _ = loyaltysim("clean", "--all", "--yes")
    assert code == 0
    left = [path for path in plan.parent.rglob("*") if path.is_file()]
    assert sorted(path.name for path in left) == ["plan.yaml", "tiny.yaml"]


def test_help_shows_a_plan(loyaltysim):
    code, out, _ = loyaltysim("sweep", "--help")
    assert code == 0
    assert "design: grid" in out


def test_says_whose_days_are_played(loyaltysim, plan):
    plan.write_text(
        "scenario: tiny.yaml\nchanges: {days: 4, customers: 300}\n"
        "vary: {schemes.three stamps.stamp_card.stamps: [3, 4]}\n"
    )
    told = " ".join(loyaltysim("sweep", plan, "--jobs", 1).out.split())
    assert "2 points, each played for 4 days (the plan's, not those of the scenario)." in told
