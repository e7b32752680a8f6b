"""Killed at any moment, or two at once: the same bytes at the end."""

import os
import time

import pytest
from tests.comparison.fakes import (
    carry_out_fake,
    contents,
    finish,
    kill,
    killed_again_and_again,
    make_scenario,
    started,
)

pytestmark = pytest.mark.slow

CUSTOMERS = ("customers: 3000", "customers: 450_000")
COMPARE = """
import sys, time
from dataclasses import replace
from pathlib import Path
from loyaltysim.comparison.compare import Plan, carry_out
from tests.comparison.fakes import FIGURES, draw_nothing, make_scenario, play_slowly

def report(label, done, total):
    print(label, flush=True)

def draw(comparison, folder):
    print("drawing", flush=True)
    time.sleep(0.3)
    return draw_nothing(comparison, folder)

scenario = make_scenario(("customers: 3000", "customers: 450_000"))
plan = Plan(scenario, out=Path(sys.argv[1]), jobs=int(sys.argv[2]), assumptions=3, progress=report)
carry_out(replace(plan, figures=replace(FIGURES, save=draw)), play_slowly)
"""
DRAWING = "drawing"
"""When the tables are written and the pictures are not."""


def start(out, jobs=1):
    return started(COMPARE, out, jobs)


def wait_for(process, moment):
    """Wait until so many pieces of work are done, or until pictures are drawn."""
    if moment == DRAWING:
        assert "drawing\n" in process.stdout
    else:
        seen = [process.stdout.readline() for _ in range(moment)]
        assert all(seen)
        assert "drawing\n" not in seen


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    out = tmp_path_factory.mktemp("whole")
    carry_out_fake(make_scenario(CUSTOMERS), out=out, assumptions=3)
    return contents(out)


@pytest.mark.parametrize(
    ("jobs", "workers_too", "moment"),
    [(1, True, 1), (1, True, 9), (1, True, 13), (1, True, DRAWING), (2, True, 5), (2, False, 13)],
)
def test_killed_and_continued_ends_with_the_same_bytes(tmp_path, whole, jobs, workers_too, moment):
    process = start(tmp_path, jobs)
    wait_for(process, moment)
    kill(process, workers_too=workers_too)
    finish(start(tmp_path, jobs))
    assert contents(tmp_path) == whole


def test_killed_again_and_again_ends_with_the_same_bytes(tmp_path, whole):
    killed_again_and_again(lambda jobs: start(tmp_path, jobs), [0.11 * life for life in range(8)])
    assert contents(tmp_path) == whole


def test_two_processes_on_one_folder_do_no_harm(tmp_path, whole):
    processes = [start(tmp_path), start(tmp_path)]
    for process in processes:
        finish(process)
    assert contents(tmp_path) == whole
    assert not list(tmp_path.rglob("*.tmp"))


def test_workers_do_not_outlive_a_killed_comparison(tmp_path):
    process = start(tmp_path, jobs=2)
    assert process.stdout is not None
    for _ in range(3):
        assert process.stdout.readline()
    kill(process, workers_too=False)
    end = time.monotonic() + 20
    while time.monotonic() < end:
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("workers are still there after 20 seconds")
