"""A real scheduler and real workers on the loopback interface: the same files as one process makes."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from tests.comparison.fakes import (
    ROOT,
    carry_out_fake,
    contents,
    make_scenario,
    play_fake,
    play_slowly,
)
from tests.experiments.test_sweep import plan_in, swept

from loyaltysim.behaviour.constants import Constants
from loyaltysim.calibration.logs.textfile import bytes_of
from loyaltysim.comparison.playing import cluster, markets
from loyaltysim.comparison.playing.case import Case
from loyaltysim.comparison.playing.cluster import opened_cluster
from loyaltysim.comparison.playing.errand import Errand, do_errand
from loyaltysim.comparison.playing.identity import engine
from loyaltysim.comparison.playing.people import population_key
from loyaltysim.comparison.playing.runner import Runner
from loyaltysim.comparison.playing.store import Store
from loyaltysim.comparison.playing.work import Batch, batches_of
from loyaltysim.errors import ClusterError, InputError
from loyaltysim.scenario import load_scenario
from loyaltysim.scenario.blocks.fit import FitSpec

# distributed leaves its sockets to the garbage collector
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Hall:
    """A scheduler and its workers, each a process of its own in a folder of its own."""

    def __init__(self, folder):
        self.folder, self.workers = folder, []
        self.address = f"tcp://127.0.0.1:{free_port()}"
        port = self.address.rpartition(":")[2]
        self.scheduler = self._start(
            "scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard"
        )

    def worker(self, **environment):
        place = self.folder / f"worker{len(self.workers)}"
        place.mkdir()
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard")
        self.workers.append(
            self._start("worker", self.address, *options, place=place, **environment)
        )

    def _start(self, what, *options, place=None, **environment):
        path = os.pathsep.join([str(ROOT / "model"), str(ROOT)])
        return subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{what}", *options],
            cwd=place or self.folder,
            env={**os.environ, "PYTHONPATH": path, **environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def close(self):
        for process in [*self.workers, self.scheduler]:
            process.kill()
            process.wait()


@contextmanager
def hall(folder, workers=1):
    place = Hall(folder)
    try:
        for _ in range(workers):
            place.worker()
        yield place
    finally:
        place.close()


@pytest.fixture(scope="module")
def two_workers(tmp_path_factory):
    with hall(tmp_path_factory.mktemp("hall"), workers=2) as place:
        yield place


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(markets, "BATCH_CUSTOMERS", 200)


@pytest.mark.slow
def test_a_cluster_makes_the_same_files(two_workers, tmp_path):
    near = carry_out_fake(out=tmp_path / "near", assumptions=3)
    far = carry_out_fake(out=tmp_path / "far", assumptions=3, dask=two_workers.address)
    assert far.folder.name == near.folder.name
    assert contents(tmp_path / "far") == contents(tmp_path / "near")


@pytest.mark.slow
def test_a_sweep_on_a_cluster_makes_the_same_table(two_workers, tmp_path):
    near, far = tmp_path / "near", tmp_path / "far"
    for place in (near, far):
        place.mkdir()
    one = swept(near).frame()
    other = swept(far, dask=two_workers.address).frame()
    pd.testing.assert_frame_equal(one, other, check_exact=True)
    assert contents(near / "out") == contents(far / "out")


def fail_far_away(*args, **kwargs):
    message = "no luck\nat all"
    raise ZeroDivisionError(message)


@pytest.mark.slow
def test_a_point_that_fails_on_a_cluster_is_told_and_the_others_go_on(two_workers, tmp_path):
    frame = swept(tmp_path, fail_far_away, plan_in(tmp_path), dask=two_workers.address).frame()
    assert frame["failed"].tolist() == ["ZeroDivisionError: no luck at all"] * 3


@pytest.mark.slow
def test_a_worker_killed_in_mid_run_loses_nothing(tmp_path, small_batches):
    near = carry_out_fake(out=tmp_path / "near")
    with hall(tmp_path, workers=2) as place:
        seen = []

        def kill_one(_label, done, total):
            seen.append(done / total)
            if seen[-1] > 0.2 and place.workers[0].poll() is None:
                place.workers[0].send_signal(signal.SIGKILL)
                place.worker()  # and another one comes

        far = carry_out_fake(
            out=tmp_path / "far", play_batch=play_slowly, dask=place.address, progress=kill_one
        )
        assert place.workers[0].wait() == -signal.SIGKILL
    assert seen[-1] == 1
    assert contents(far.folder) == contents(near.folder)


@pytest.mark.slow
def test_a_scheduler_that_goes_away_is_told_and_finished_work_is_kept(tmp_path, small_batches):
    with hall(tmp_path) as place:
        began = []

        def end(_label, done, total):
            began.append(done)
            if done / total > 0.2:
                place.scheduler.kill()

        with pytest.raises(ClusterError, match="went away; finished work is kept, so run"):
            carry_out_fake(
                out=tmp_path / "far", play_batch=play_slowly, dask=place.address, progress=end
            )
    assert list((tmp_path / "far" / ".runs").glob("*/*.run"))
    assert max(began) > 0


@pytest.mark.slow
def test_a_worker_that_computes_differently_is_refused_unless_it_is_allowed(tmp_path):
    with hall(tmp_path, workers=0) as place:
        place.worker(NPY_DISABLE_CPU_FEATURES=other_features())
        with pytest.raises(ClusterError, match=r"a worker computes with something else: cpu_disp"):
            carry_out_fake(out=tmp_path / "far", dask=place.address)
        strict = carry_out_fake(out=tmp_path / "near")
        loose = carry_out_fake(out=tmp_path / "far", dask=place.address, any_worker=True)
    assert loose.folder.name != strict.folder.name
    assert any("may differ in the last digits" in note for note in loose.notes)


def other_features():
    """Name instruction sets that NumPy uses here and could do without."""
    used = np.show_config(mode="dicts")["SIMD Extensions"].get("found", [])
    if not used:
        pytest.skip("NumPy uses no instruction set here that it could do without")
    return " ".join(used)


@pytest.mark.slow
def test_no_scheduler_and_no_worker_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", 2)
    nobody = f"tcp://127.0.0.1:{free_port()}"
    with pytest.raises(ClusterError, match=rf"there is no Dask scheduler at {nobody}; start `dask"):
        carry_out_fake(dask=nobody)
    with pytest.raises(ClusterError, match="there is no Dask scheduler at nonsense://7"):
        carry_out_fake(dask="nonsense://7")
    with hall(tmp_path, workers=0) as place:
        wait_for(place)
        with pytest.raises(ClusterError, match=r"has no workers; start some with `dask worker tc"):
            carry_out_fake(dask=place.address)


def wait_for(place):
    host, port = place.address.removeprefix("tcp://").split(":")
    for _ in range(300):
        with socket.socket() as one:
            if one.connect_ex((host, int(port))) == 0:
                return
        time.sleep(0.1)


def test_without_dask_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(
            InputError,
            match=r"Dask needs the package distributed, which is not installed; pip install 'loyaltysim\[cl",
        ),
        opened_cluster("tcp://127.0.0.1:1"),
    ):
        pass


def one_batch(scenario):
    case = Case(scenario, Constants.default(), population_key(scenario))
    return replace(batches_of(case, range(2))[0], schemes=tuple(scenario.schemes)[:1])


@pytest.mark.slow
def test_a_worker_fits_customers_to_the_record_that_it_is_sent(tmp_path, monkeypatch):
    """The worker never opens the client's file."""
    path = tmp_path / "web_shop.yaml"
    text = "extends: web_shop\ndays: 3\nmarket_size: 100\nburn_in: 0\nchanges: {}\n"
    path.write_text(text)
    scenario = load_scenario(path)
    fit = scenario.population
    assert isinstance(fit, FitSpec)
    file = fit.file
    record = file.name, bytes_of(file)
    batch = one_batch(scenario)
    gone = fit.found_at(tmp_path / "nowhere" / file.name)
    there = replace(batch.case, scenario=scenario.model_copy(update={"population": gone}))
    parcel = do_errand(replace(batch, case=there), Errand(play_fake, engine()), record)
    store = Store(tmp_path / "store")
    for name, data in parcel.records.items():
        store.put(batch.case.keys[name], batch.markets, data)
    assert list(Runner(store, play_fake).read(batch)) == list(batch.schemes)


def test_a_record_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(InputError, match=r"sales.csv: no such file"):
        bytes_of(tmp_path / "sales.csv")


def test_a_worker_of_another_program_is_refused():
    case = Case(make_scenario(), Constants.default(), "key", make_scenario().segment_population())
    batch = Batch(case, range(2), ("nothing",))
    errand = Errand(play_fake, engine() | {"numpy": "1.0"})
    with pytest.raises(
        ClusterError, match=r"something else: numpy \S+ \(here 1.0\); install there"
    ):
        do_errand(batch, errand)
    assert do_errand(batch, replace(errand, any_worker=True)).records.keys() == {"nothing"}
