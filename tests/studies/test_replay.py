"""Replaying a study: the baseline of its control arm, its numbers, and samples of its own size."""

import dataclasses
import math

import numpy as np
import pytest
from tests.studies.worlds import written

from loyaltysim.behaviour.constants import Constants
from loyaltysim.errors import ScenarioError
from loyaltysim.studies.baseline import settle
from loyaltysim.studies.evidence import gather
from loyaltysim.studies.load import load_study
from loyaltysim.studies.measure import Seen
from loyaltysim.studies.play import play_arms
from loyaltysim.studies.replay import replay
from loyaltysim.studies.store import Piece, ReplayStore

DEFAULT = Constants.default()


@pytest.fixture
def study(tmp_path):
    return load_study(written(tmp_path))


def test_the_control_arm_is_as_published(study):
    settled = settle(study, DEFAULT, 1)
    traces = play_arms(settled.study, ("nothing",), (DEFAULT, 1), ("walk",))
    until = study.design.baseline[0].until
    assert until.value(Seen(traces, DEFAULT)) == pytest.approx(0.25, abs=0.005)
    assert settled.missed == {}


def test_a_control_arm_out_of_reach_is_told(tmp_path):
    far = load_study(written(tmp_path, equals=("equals: 0.25", "equals: 0.9")))
    settled = settle(far, DEFAULT, 1)
    assert settled.found == {"acts.walk.demands.time": 0.5}
    assert 0.3 < settled.missed["acts.walk.demands.time"] < 0.9


def test_a_control_arm_that_cannot_be_estimated_is_told(tmp_path):
    nobody = ("days: [1, 10]}\n      equals", "days: [1, 10], among: {of: walk, at_least: 99}}\n      equals")  # fmt: skip
    empty = load_study(written(tmp_path, until=nobody))
    with pytest.raises(ScenarioError, match=r"demands.time = 0.5 leaves nobody of whom `until`"):
        settle(empty, DEFAULT, 1)


def test_treated_arms_do_not_move_the_baseline(tmp_path, study):
    other = load_study(written(tmp_path, "rich", money=("amount: 2", "amount: 20")))
    assert settle(study, DEFAULT, 1).found == settle(other, DEFAULT, 1).found


def test_nothing_for_nothing_is_nothing_bit_for_bit(study):
    found = replay(study, DEFAULT, 1).estimates
    assert found["WALK-02"].value == 0.0
    assert found["WALK-02"].error == 0.0
    assert found["WALK-01"].value > 0.0


def test_samples_of_the_studys_size_scatter_about_the_number(study):
    low, high = replay(study, DEFAULT, 1).estimates["WALK-01"].sampled
    assert low < replay(study, DEFAULT, 1).estimates["WALK-01"].value < high
    large = dataclasses.replace(study, design=study.design.model_copy(update={"sample": 5_000}))
    low_large, high_large = replay(large, DEFAULT, 1).estimates["WALK-01"].sampled
    assert high_large - low_large < (high - low) / 3


def test_a_study_that_is_no_sample_has_no_samples(study):
    whole = dataclasses.replace(study, design=study.design.model_copy(update={"sample": None}))
    assert math.isnan(replay(whole, DEFAULT, 1).estimates["WALK-01"].sampled[0])


@pytest.mark.slow
def test_the_jackknife_tells_the_spread_over_seeds(study):
    """Error rate: 1 in 10,000 by a chi-square of 19 degrees; the standard error may be wrong by two thirds."""
    found = [
        replay(study, DEFAULT, seed, replications=1).estimates["WALK-01"] for seed in range(20)
    ]
    spread = np.std([one.value for one in found], ddof=1)
    assert 0.4 < spread / np.mean([one.error for one in found]) < 1.9


def test_finished_replays_are_not_made_again(study, tmp_path, monkeypatch):
    store, piece = ReplayStore(tmp_path / "store"), Piece(study, DEFAULT, 1, ("WALK-01",))
    first = store.get(piece)
    assert set(first.estimates) == {"WALK-01"}
    monkeypatch.setattr("loyaltysim.studies.store.replay", None)
    assert store.get(piece) == first


def test_a_damaged_replay_is_made_again(study, tmp_path):
    store, piece = ReplayStore(tmp_path / "store"), Piece(study, DEFAULT, 1)
    first = store.get(piece)
    for damaged in ('{"study": "walks"', '{"study": "walks", "estimates": []}', "[]"):
        (tmp_path / "store" / piece.key() / "replay.json").write_text(damaged)
        assert store.get(piece) == first


@pytest.mark.parametrize(
    "changed",
    [
        {"seed": 2},
        {"constants": DEFAULT.replace(reward_sensitivity=0.3)},
        {"findings": ("WALK-01",)},
        {"replications": 3},
    ],
)
def test_whatever_decides_the_numbers_is_in_the_key(study, changed):
    piece = Piece(study, DEFAULT, 1)
    assert dataclasses.replace(piece, **changed).key() != piece.key()


def test_a_study_under_another_name_is_another(tmp_path, study):
    """Samples are drawn by it, and replays are found by it."""
    other = dataclasses.replace(study, name="others")
    assert Piece(other, DEFAULT, 1).key() != Piece(study, DEFAULT, 1).key()


def test_what_is_in_a_purchase_record_is_in_the_key(tmp_path):
    log = tmp_path / "log.csv"
    log.write_text("customer,date,amount\na,2025-01-01,5\n")
    path = written(tmp_path)
    text = path.read_text()
    segments = text[text.index("population:\n") : text.index("schemes:\n")]
    path.write_text(text.replace(segments, "population: {fit: {log: log.csv}}\n").replace("  rest: {minutes: 5}\n", ""))  # fmt: skip
    before = Piece(load_study(path), DEFAULT, 1).key()
    assert Piece(load_study(path), DEFAULT, 1).key() == before
    log.write_text("customer,date,amount\na,2025-01-01,6\n")
    assert Piece(load_study(path), DEFAULT, 1).key() != before


def test_rows_put_seeds_together(study, tmp_path):
    seen = []
    found = gather(
        [study],
        DEFAULT,
        [1, 2],
        ReplayStore(tmp_path),
        jobs=1,
        progress=lambda *now: seen.append(now),
    )
    lift, null = found.rows
    assert lift.value == pytest.approx(np.mean([one.value for one in lift.estimates]))
    errors = [one.error for one in lift.estimates]
    half = 1.959964 * math.hypot(*errors) / 2  # of the mean of two
    assert lift.interval == pytest.approx((lift.value - half, lift.value + half))
    assert null.agrees
    assert null.seeds_agree == 2
    assert found.used("no effect") == (null,)
    assert [now[1:] for now in seen] == [(0, 2), (1, 2), (2, 2)]
