"""One process or many: the same store, progress, and an end when something goes wrong."""

import os
import signal
import threading
import time

import pytest
from joblib.externals.loky import (  # type: ignore[import-untyped]
    get_reusable_executor,
)
from tests.comparison.fakes import (
    Counted,
    assert_same_record,
    make_scenario,
    play_and_die,
    play_and_tell_ctrl_c,
    play_fake,
    started,
)
from tests.comparison.test_work import batch_of

from loyaltysim.comparison.playing.parallel import usable_cores
from loyaltysim.comparison.playing.runner import Runner
from loyaltysim.comparison.playing.store import Store
from loyaltysim.comparison.playing.worker import deaf
from loyaltysim.errors import LoyaltysimError, Problem, StoreError


def make_batches():
    return [batch_of(range(start, start + 2)) for start in range(0, 10, 2)]


def play_and_fail(*_, **__):
    raise StoreError(Problem("the disk is full", "make room", file="x"))


def test_progress_begins_with_what_is_done_and_ends_with_all(tmp_path):
    seen, store = [], Store(tmp_path)
    Runner(store, play_fake).play("first", make_batches()[:2])
    Runner(store, play_fake, progress=lambda *now: seen.append(now)).play("markets", make_batches())
    size = make_batches()[0].size
    assert seen[0] == ("markets", 2 * size, 5 * size)
    assert [done for _, done, _ in seen] == [size * number for number in (2, 3, 4, 5)]


def test_one_job_starts_no_process(tmp_path):
    counted = Counted()
    Runner(Store(tmp_path), counted, jobs=1).play("markets", make_batches())
    assert len(counted.calls) == 5  # counted in this very process


def test_a_single_batch_starts_no_process(tmp_path):
    counted = Counted()
    Runner(Store(tmp_path), counted, jobs=8).play("markets", make_batches()[:1])
    assert len(counted.calls) == 1


def test_there_is_at_least_one_usable_core():
    assert 1 <= usable_cores() <= (os.cpu_count() or 1)


@pytest.mark.slow
def test_many_processes_play_what_one_plays(tmp_path):
    one, many = (Runner(Store(tmp_path / str(jobs)), play_fake, jobs=jobs) for jobs in (1, 3))
    for runner in (one, many):
        runner.play("markets", make_batches())
    for batch in make_batches():
        left, right = one.read(batch), many.read(batch)
        assert list(left) == list(right) == list(make_scenario().schemes)
        for name in left:
            assert_same_record(left[name], right[name])


@pytest.mark.slow
def test_an_error_in_a_worker_comes_home_as_it_is(tmp_path):
    runner = Runner(Store(tmp_path), play_and_fail, jobs=2)
    with pytest.raises(StoreError, match="the disk is full; make room"):
        runner.play("markets", make_batches())


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:A worker stopped while some jobs were given")
def test_a_killed_worker_is_told(tmp_path):
    runner = Runner(Store(tmp_path), play_and_die, jobs=2)
    with pytest.raises(LoyaltysimError, match="a worker process was ended from outside") as caught:
        runner.play("markets", make_batches())
    assert "try again with --jobs 1; finished work is kept" in str(caught.value)


@pytest.mark.slow
def test_workers_ignore_ctrl_c_from_their_first_moment(tmp_path):
    get_reusable_executor().shutdown(wait=True)  # the next workers are new
    before = signal.getsignal(signal.SIGINT)
    runner = Runner(Store(tmp_path), play_and_tell_ctrl_c, jobs=2)
    with pytest.raises(StoreError, match=f"Ctrl-C: {signal.SIG_IGN}"):
        runner.play("markets", make_batches())
    assert signal.getsignal(signal.SIGINT) is before is not signal.SIG_IGN


def test_processes_can_be_started_from_any_thread():
    failed = []

    def start():
        try:
            with deaf():
                pass
        except ValueError as error:
            failed.append(error)

    thread = threading.Thread(target=start)
    thread.start()
    thread.join()
    assert failed == []


@pytest.mark.slow
def test_a_worker_of_another_program_saves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(
        "loyaltysim.comparison.playing.runner.engine", lambda: {"model_source": "older"}
    )
    store = Store(tmp_path)
    with pytest.raises(StoreError, match=r"the program was changed while it ran.*run the command"):
        Runner(store, play_fake, jobs=2).play("markets", make_batches())
    assert not list(tmp_path.glob("*/*.run"))


INTERRUPTED = """
import sys
from tests.comparison.fakes import carry_out_fake, make_scenario, play_slowly
from pathlib import Path

def report(label, done, total):
    print(label, done, flush=True)

try:
    carry_out_fake(make_scenario(("customers: 3000", "customers: 2_000_000")), play_slowly,
                   out=Path(sys.argv[1]), jobs=2, progress=report)
except KeyboardInterrupt:
    print("interrupted", flush=True)
    sys.exit(130)
"""


@pytest.mark.slow
@pytest.mark.parametrize("to_all", [True, False])
def test_ctrl_c_ends_the_workers_without_a_word(tmp_path, to_all):
    """As in a terminal (all processes get the signal) and as from `kill -INT` (one of them does)."""
    process = started(INTERRUPTED, tmp_path)
    assert process.stdout is not None
    for _ in range(4):
        assert process.stdout.readline().startswith("playing 20000 markets ")
    sent = time.monotonic()
    (os.killpg if to_all else os.kill)(process.pid, signal.SIGINT)
    output, errors = process.communicate(timeout=30)
    assert time.monotonic() - sent < 10
    assert process.returncode == 130
    assert output.endswith("interrupted\n")
    assert "Traceback" not in errors
    assert group_ends(process.pid)


def group_ends(group, seconds=10.0):
    """Wait until no process of a group is left."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False
