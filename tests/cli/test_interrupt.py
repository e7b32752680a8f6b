"""Ctrl-C while workers play: one line, exit code 130, and the work that was finished is kept."""

import os
import signal
import subprocess
import sys
import time

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="sends SIGINT")]


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


def test_an_interrupted_comparison_ends_in_one_line_and_keeps_its_work(tiny):
    text = tiny.read_text().replace("customers: 3000", "customers: 400_000")
    tiny.write_text(text.replace("market_size: 100", "market_size: 200"))
    running = start(tiny, "--assumptions", "0")
    done = tiny.parent / "results" / ".runs"
    wait_for(done, files=3)
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=30)
    assert (running.returncode, out) == (130, "")
    assert err.strip() == "loyaltysim: interrupted; finished work is kept and used next time"
    assert len(list(done.glob("*/*.run"))) >= 3
    assert not list(done.rglob("*.tmp"))
