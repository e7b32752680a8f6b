"""The runs go on whatever becomes of one of them."""

import json
import shutil
import time
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from loyaltysim.errors import Problem, StoreError
from loyaltysim.studio import keeper as module
from loyaltysim.studio.folders import OUTCOME, Drafts, Runs, UnknownError
from loyaltysim.studio.keeper import Keeper
from loyaltysim.studio.limits import Limits

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
def keeping(runs):
    """Keep two runs going that another server has left; they can be changed before."""
    drafts = Drafts(runs.folder.parent / "drafts", 10)
    folder = drafts.path(drafts.make("title: x\n", {}).id)
    left = [runs.make(folder, title, "en") for title in ("first", "second")]
    first, second = (runs.change(run, made=str(place)).id for place, run in enumerate(left))
    keeper = Keeper(runs, runs.folder / "out", Limits(runs_at_once=1))
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
