"""Ctrl-C or SIGTERM while workers play: one line, exit code 130 or 143, and finished work is kept."""

import os
import signal
import subprocess
import sys
import time

import pytest
from tests.cli.lines import besides_progress

from loyaltysim.comparison.playing.atomic import sweep

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="sends signals")]


def start(tiny, *options):
    """Start a comparison as a terminal does: in a group of processes of its own."""
    command = [sys.executable, "-m", "loyaltysim", "compare", tiny, "--jobs", "2", *options]
    return subprocess.Popen(
        command,
        cwd=tiny.parent,
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for(folder, files, seconds=60):
    end = time.monotonic() + seconds
    while len(list(folder.glob("*/*.run"))) < files:
        assert time.monotonic() < end, "nothing was played"
        time.sleep(0.02)


def long_run(tiny):
    text = tiny.read_text().replace("customers: 3000", "customers: 400_000")
    tiny.write_text(text.replace("market_size: 100", "market_size: 200"))
    running = start(tiny, "--assumptions", "0")
    done = tiny.parent / "results" / ".runs"
    wait_for(done, files=3)
    return running, done


def assert_kept(done, seconds=10):
    """What was finished is there; what a worker was writing when it ended, the next command removes."""
    assert len(list(done.glob("*/*.run"))) >= 3
    end = time.monotonic() + seconds
    while list(done.rglob("*.tmp")) and time.monotonic() < end:
        time.sleep(0.1)
        for folder in done.iterdir():
            sweep(folder)
    assert not list(done.rglob("*.tmp"))


def own_lines(err):
    """Leave out what joblib's resource tracker, a process of its own, may say of ended workers."""
    others = ("resource_tracker", "warn(")
    return [line for line in besides_progress(err) if not any(other in line for other in others)]


def test_an_interrupted_comparison_ends_in_one_line_and_keeps_its_work(tiny):
    running, done = long_run(tiny)
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=30)
    assert (running.returncode, out) == (130, "")
    assert own_lines(err) == ["loyaltysim: interrupted; finished work is kept and used next time"]
    assert_kept(done)


@pytest.mark.parametrize("to_all", [False, True])
def test_a_stopped_comparison_ends_in_one_line_and_keeps_its_work(tiny, to_all):
    """As from `kill`, and as from `timeout`, which tells the process and then its whole group."""
    running, done = long_run(tiny)
    os.kill(running.pid, signal.SIGTERM)
    if to_all:
        os.killpg(running.pid, signal.SIGTERM)
    out, err = running.communicate(timeout=30)
    assert (running.returncode, out) == (143, "")
    told = "stopped; finished work is kept, and the same command goes on from here"
    assert own_lines(err) == [f"loyaltysim: {told}"]
    assert_kept(done)
