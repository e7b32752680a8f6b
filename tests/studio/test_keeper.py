"""The runs go on whatever becomes of one of them."""

import json
import shutil
import time
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from loyaltysim.errors import Problem, StoreError
from loyaltysim.studio import keeper as module
from loyaltysim.studio import limits
from loyaltysim.studio.folders import OUTCOME, Drafts, Runs, UnknownError
from loyaltysim.studio.keeper import Keeper
from loyaltysim.studio.limits import GB, Limits

NO_MORE = "no more processes"


class Process:
    """Plays a run at once."""

    def __init__(self, target, args):
        self._folder = args[0]

    def start(self):
        (self._folder / OUTCOME).write_text(json.dumps({"state": "done"}))

    def is_alive(self):
        return False

    def join(self):
        pass

    def close(self):
        pass


class Unstarted(Process):
    """Cannot be begun, the first time."""

    left = 1

    def start(self):
        if Unstarted.left:
            Unstarted.left -= 1
            raise EOFError(NO_MORE)
        super().start()


class Endless(Process):
    """Plays until it is ended."""

    ended = False

    def start(self):
        pass

    def is_alive(self):
        return not self.ended

    def kill(self):
        self.ended = True


class FullDisk(Runs):
    """Has no room when a run's state is written, some times."""

    full = 0

    def change(self, run, **values):
        if values.get("state") in {"done", "cancelled"} and self.full:
            self.full -= 1
            raise StoreError(Problem("the disk is full"))
        return super().change(run, **values)


class Away(Runs):
    """Somebody takes the folder of a run away while it waits."""

    away = ""

    def change(self, run, **values):
        changed = super().change(run, **values)
        if run.id == self.away:
            shutil.rmtree(self.path(run.id))
        return changed


@pytest.fixture
def process(monkeypatch):
    """Let runs be played by another kind of process."""

    def chosen(kind):
        monkeypatch.setattr(module, "context", lambda: SimpleNamespace(Process=kind))

    chosen(Process)
    return chosen


@contextmanager
def keeping(runs, at_once=1):
    """Keep two runs going that another server has left; they can be changed before."""
    drafts = Drafts(runs.folder.parent / "drafts", 10)
    folder = drafts.path(drafts.make("title: x\n", {}).id)
    left = [runs.make(folder, title, "en") for title in ("first", "second")]
    first, second = (runs.change(run, made=str(place)).id for place, run in enumerate(left))
    keeper = Keeper(runs, runs.folder / "out", Limits(runs_at_once=at_once))
    yield keeper, (first, second)
    keeper.stop()


def ended(runs, name):
    until = time.monotonic() + 20
    while runs.read(name).state in {"waiting", "playing"}:
        assert time.monotonic() < until, runs.read(name)
        time.sleep(0.01)
    return runs.read(name)


@pytest.mark.usefixtures("process")
def test_a_run_whose_folder_is_taken_away_holds_up_no_other(tmp_path):
    runs = Away(tmp_path / "runs")
    with keeping(runs) as (keeper, (first, second)):
        runs.away = first
        keeper.start()
        assert ended(runs, second).state == "done"
        with pytest.raises(UnknownError):
            runs.read(first)


def test_a_run_that_cannot_be_begun_fails_and_the_next_is_played(tmp_path, process, caplog):
    process(Unstarted)
    runs = Runs(tmp_path / "runs")
    with keeping(runs) as (keeper, (first, second)):
        keeper.start()
        assert ended(runs, second).state == "done"
        failed = ended(runs, first)
    assert (failed.state, failed.message) == (
        "failed",
        "Something went wrong in the studio; its terminal tells what.",
    )
    assert NO_MORE in caplog.text


@pytest.mark.usefixtures("process")
def test_what_a_full_disk_does_not_take_is_written_later(tmp_path, caplog):
    runs = FullDisk(tmp_path / "runs")
    runs.full = 3
    with keeping(runs) as (keeper, (first, second)):
        keeper.start()
        assert ended(runs, first).state == "done"
        assert ended(runs, second).state == "done"
    assert caplog.text.count(f"run {first}: its end cannot be written yet") == 1


def test_a_run_is_cancelled_though_the_disk_is_full(tmp_path, process):
    process(Endless)
    runs = FullDisk(tmp_path / "runs")
    runs.full = 1
    with keeping(runs) as (keeper, (first, second)):
        keeper.start()
        while runs.read(first).state != "playing":
            time.sleep(0.01)
        assert keeper.cancel(first).state == "cancelled"
        assert ended(runs, first).state == "cancelled"
        assert keeper.cancel(second).state == "cancelled"


@pytest.mark.usefixtures("process")
def test_results_of_a_removed_run_go_as_soon_as_no_run_may_come_to_have_them(tmp_path):
    runs = Runs(tmp_path / "runs")
    with keeping(runs) as (keeper, (first, second)):
        results = runs.folder / "out" / "a" / "b"
        results.mkdir(parents=True)
        (runs.path(first) / OUTCOME).write_text(json.dumps({"results": "a/b"}))
        runs.change(runs.read(first), state="done")
        keeper.remove(first)
        assert results.exists()
        keeper.start()
        assert ended(runs, second).state == "done"
        until = time.monotonic() + 20
        while results.exists():
            assert time.monotonic() < until
            time.sleep(0.01)


@pytest.mark.parametrize(("free", "second"), [(7.9 * GB, "waiting"), (8.1 * GB, "playing")])
def test_fewer_runs_are_played_at_once_where_memory_is_short(
    tmp_path, process, monkeypatch, free, second
):
    """Each may take 4 GB: another begins where there is as much for both."""
    process(Endless)
    monkeypatch.setattr(module, "free_memory", lambda: free)
    runs = Runs(tmp_path / "runs")
    with keeping(runs, at_once=2) as (keeper, names):
        keeper.start()
        until = time.monotonic() + 20
        while [runs.read(name).state for name in names] != ["playing", second]:
            assert time.monotonic() < until
            time.sleep(0.01)
        time.sleep(0.3)  # some looks later
        assert [runs.read(name).state for name in names] == ["playing", second]
        keeper.cancel(names[0])
        while runs.read(names[1]).state != "playing":
            assert time.monotonic() < until
            time.sleep(0.01)


def test_free_memory_is_read_where_the_system_tells_it(monkeypatch, tmp_path):
    told = tmp_path / "meminfo"
    monkeypatch.setattr(limits, "_MEMORY", told)
    assert limits.free_memory() == float("inf")
    told.write_text("MemTotal:  9 kB\nMemAvailable:    2048 kB\n")
    assert limits.free_memory() == 2048 * 1024
    told.write_text("MemTotal:  9 kB\n")
    assert limits.free_memory() == float("inf")
