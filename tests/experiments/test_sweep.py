"""What comes of the points: rows, failures, resumption, the same table however it was made."""

import json
import os
import subprocess
import sys

import pandas as pd
import pytest
from tests.comparison.fakes import (
    Counted,
    contents,
    finish,
    killed_again_and_again,
    play_fake,
    started,
)
from tests.experiments.bars import BAR, COMPARED, played_by

from loyaltysim import compare
from loyaltysim.behaviour.constants import constants_table
from loyaltysim.errors import Problem, StoreError
from loyaltysim.experiments import sweep
from loyaltysim.experiments.stream import FIRST

HIGHEST = next(row.high for row in constants_table() if row.name == "blocked_days")
RATE = "schemes.five.discount.rate"
SCENARIO = BAR + COMPARED


def plan_in(folder, vary=f"{{{RATE}: [1%, 5%, 10%]}}"):
    (folder / "bar.yaml").write_text(SCENARIO)
    plan = folder / "plan.yaml"
    plan.write_text(f"scenario: bar.yaml\nvary: {vary}\n")
    return plan


def swept(folder, play_batch=play_fake, plan=None, **options):
    prepared = sweep(plan or plan_in(folder), out=folder / "out", jobs=1, **options)
    return played_by(prepared, play_batch)


def play_with_a_fault(scenario, *args, schemes, **rest):
    if any(i.mechanic.rate == 0.05 for s in schemes for i in scenario.schemes[s].instances):
        message = "no luck\nat all"
        raise ZeroDivisionError(message)
    return play_fake(scenario, *args, schemes=schemes, **rest)


def test_there_is_a_row_for_each_point_and_scheme(tmp_path):
    frame = swept(tmp_path).frame()
    assert list(zip(frame["point"], frame["scheme"], strict=True)) == [
        (point, scheme) for point in range(3) for scheme in ("nothing", "five")
    ]
    assert list(frame[RATE].unique()) == ["1%", "5%", "10%"]
    assert frame["effect_estimate"][frame["scheme"] == "five"].is_monotonic_increasing
    assert frame["effect_estimate"][frame["scheme"] == "nothing"].isna().all()


def test_a_point_is_what_a_comparison_says(tmp_path):
    """Played by the model itself, not by the stand-in."""
    plan = {
        "scenario": str(tmp_path / "bar.yaml"),
        "vary": {"seed": [3], "constants.blocked_days": [HIGHEST]},
    }
    plan_in(tmp_path)
    plain = {**plan, "vary": {"seed": [3]}}
    frame = sweep(plain, out=None, jobs=1).frame().set_index("scheme")
    told = compare(tmp_path / "bar.yaml", seed=3, out=None, jobs=1, assumptions=0)
    row = told.effects.query("scheme == 'five' and metric == 'retention'").iloc[0]
    assert frame.loc["five", "effect_estimate"] == row["estimate"]
    assert frame.loc["five", "effect_low"] == row["low"]
    kpis = told.schemes.loc["five"].drop("best_share").dropna()
    assert (frame.loc["five", list(kpis.index)].astype(float) == kpis).all()
    other = sweep(plan, out=None, jobs=1).frame().set_index("scheme")
    assert other["acts"].to_list() != frame["acts"].to_list()


@pytest.mark.parametrize("points", [3, FIRST + 3])
def test_the_baseline_is_played_once(tmp_path, points):
    """Also by points that are looked at later than the first ones."""
    counted = Counted()
    vary = f"{{{RATE}: {{from: 1%, to: 20%, steps: {points}}}}}"
    frame = swept(tmp_path, counted, plan_in(tmp_path, vary)).frame()
    played = [scheme for markets, schemes in counted.calls for scheme in schemes if 0 in markets]
    assert sorted(played) == ["five"] * points + ["nothing"]
    assert list(frame["point"].unique()) == list(range(points))
    assert frame["failed"].isna().all()


def test_finished_work_is_not_done_again(tmp_path):
    first, counted = swept(tmp_path).frame(), Counted()
    pd.testing.assert_frame_equal(swept(tmp_path, counted).frame(), first)
    assert not counted.calls


def test_one_point_more_plays_that_point_alone(tmp_path):
    swept(tmp_path).frame()
    counted = Counted()
    more = plan_in(tmp_path, f"{{{RATE}: [1%, 5%, 7%, 10%]}}")
    swept(tmp_path, counted, more).frame()
    assert {schemes for _, schemes in counted.calls} == {("five",)}


def test_fresh_plays_everything_and_says_the_same(tmp_path):
    swept(tmp_path).frame()
    before, counted = contents(tmp_path), Counted()
    swept(tmp_path, counted, fresh=True).frame()
    assert counted.calls
    assert contents(tmp_path) == before


def test_rows_stream_before_the_end(tmp_path):
    counted = Counted()
    points = iter(swept(tmp_path, counted))
    assert next(points).parameters == {RATE: "1%"}
    assert len(counted.calls) < 3
    assert next(points).frame["scheme"].tolist() == ["nothing", "five"]


def test_a_failed_point_is_recorded_and_the_others_go_on(tmp_path):
    prepared = swept(tmp_path, play_with_a_fault)
    frame = prepared.frame()
    assert frame["failed"].dropna().tolist() == ["ZeroDivisionError: no luck at all"]
    assert frame["point"][frame["failed"].notna()].tolist() == [1]
    assert len(frame) == 5
    assert json.loads((prepared.folder / "manifest.json").read_text())["failed"] == 1
    assert swept(tmp_path).frame()["failed"].isna().all(), "a later sweep tries again"


def test_values_that_do_not_go_together_fail_alone(tmp_path):
    vary = "{days: [6, 90], schemes.five.discount.stops: [5, 50]}"
    frame = swept(tmp_path, plan=plan_in(tmp_path, vary)).frame()
    failed = frame[frame["failed"].notna()]
    assert len(failed) < 4
    assert all("plan.yaml:2:" in reason or "bar.yaml" in reason for reason in failed["failed"])


def test_a_full_disk_ends_the_sweep(tmp_path):
    def play(*_, **__):
        raise StoreError(Problem("the disk is full"))

    with pytest.raises(StoreError, match="the disk is full"):
        swept(tmp_path, play).frame()


def test_damaged_rows_are_made_again(tmp_path):
    first = swept(tmp_path).frame()
    for path in (tmp_path / "out").rglob("rows.json"):
        path.write_bytes(path.read_bytes()[:20])
    pd.testing.assert_frame_equal(swept(tmp_path).frame(), first)


def test_the_table_on_disk_is_the_frame(tmp_path):
    prepared = swept(tmp_path)
    frame = prepared.frame()
    read = pd.read_parquet(prepared.folder / "points.parquet")
    assert read["effect_estimate"].equals(frame["effect_estimate"])
    text = pd.read_csv(prepared.folder / "points.csv")
    assert text["retention"].tolist() == frame["retention"].tolist()


def test_progress_counts_points(tmp_path):
    told = []
    swept(tmp_path, progress=lambda *what: told.append(what)).frame()
    assert told == [("sweeping 3 points", done, 3) for done in range(4)]


def test_nothing_is_kept_where_nothing_is_wanted(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    prepared = played_by(sweep(plan_in(tmp_path), out=None, jobs=1), play_fake)
    assert prepared.folder is None
    assert len(prepared.frame()) == 6
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bar.yaml", "plan.yaml"]


SWEEP = """
import sys
from pathlib import Path
from loyaltysim.experiments import sweep
from tests.comparison.fakes import play_slowly
from tests.experiments.bars import played_by

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    prepared = sweep(folder / "plan.yaml", out=folder / "out", jobs=int(sys.argv[2]))
    for outcome in played_by(prepared, play_slowly):
        print(outcome.number, flush=True)
"""
MANY = f"{{{RATE}: {{from: 1%, to: 20%, steps: 12}}}}"


def start(folder, jobs=1):
    return started(SWEEP, folder, jobs)


SCRIPT = """
import multiprocessing, os
multiprocessing.set_start_method("spawn")
from loyaltysim import sweep

print("begun")
plan = {"scenario": "bar.yaml", "vary": {"schemes.five.discount.rate": ["1%", "5%", "10%"]}}
for point in sweep(plan, jobs=2):
    print("first", point.number)
    break  # and on from here, as somebody would who looks at a notebook
for point in sweep(plan, jobs=2):
    print("then", point.number, len(point.frame), flush=True)
print(sorted(os.listdir()))
"""
TOLD = ["begun", "first 0", "then 0 2", "then 1 2", "then 2 2"]


@pytest.mark.slow
@pytest.mark.parametrize("way", ["file", "stdin"])
def test_points_stream_from_a_script_that_guards_nothing(tmp_path, way):
    """In a folder of its own, with workers that are spawned, as on Windows; or typed, as into a notebook."""
    (tmp_path / "bar.yaml").write_text(SCENARIO)
    (tmp_path / "mine.py").write_text(SCRIPT)
    done = subprocess.run(
        [sys.executable, "mine.py" if way == "file" else "-"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path[1:])},
        input="" if way == "file" else SCRIPT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [*TOLD, "['bar.yaml', 'mine.py', 'results']"]
    assert done.stderr == ""


@pytest.fixture
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    swept(folder, plan=plan_in(folder, MANY)).frame()
    return contents(folder)


@pytest.mark.slow
def test_killed_again_and_again_ends_with_the_same_bytes(tmp_path, whole):
    plan_in(tmp_path, MANY)
    killed_again_and_again(lambda jobs: start(tmp_path, jobs), [0.11 * life for life in range(8)])
    assert contents(tmp_path) == whole


@pytest.mark.slow
def test_two_processes_on_one_folder_do_no_harm(tmp_path, whole):
    plan_in(tmp_path, MANY)
    processes = [start(tmp_path), start(tmp_path, jobs=2)]
    for process in processes:
        finish(process)
    assert contents(tmp_path) == whole
    assert not list(tmp_path.rglob("*.tmp"))
