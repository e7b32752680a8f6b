"""A comparison read from its folder is the one that was written."""

import json
from dataclasses import asdict, fields

import numpy as np
import pandas as pd
import pytest
from tests.comparison.fakes import FIGURES, carry_out_fake, make_scenario

from loyaltysim.comparison.measures.collect import SchemeSums
from loyaltysim.comparison.saved import load_comparison
from loyaltysim.errors import InputError

FRAMES = (
    *("schemes", "effects", "daily", "markets", "why_not", "why_left", "segments", "user_types"),
    *("acts", "measures", "cohorts", "redemption", "joining", "brands", "aftermath"),
)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    return carry_out_fake(out=tmp_path_factory.mktemp("results"), assumptions=4)


@pytest.fixture
def folder(tmp_path):
    return carry_out_fake(out=tmp_path, assumptions=2).folder


def test_every_frame_and_the_verdict_come_back_to_the_last_bit(written):
    found = load_comparison(written.folder, FIGURES)
    for name in FRAMES:
        pd.testing.assert_frame_equal(
            getattr(found, name), getattr(written, name), check_exact=True, obj=name
        )
    assert found.verdict == written.verdict
    assert found.scenario == written.scenario
    for name in ("markets_played", "notes", "guessed", "made_with", "seed", "figures"):
        assert getattr(found, name) == getattr(written, name), name


def test_all_sums_come_back_in_their_order(written):
    found = load_comparison(written.folder).gathered.sums
    for name, sums in written.gathered.sums.items():
        for field in fields(SchemeSums):
            mine, theirs = (getattr(one, field.name) for one in (found[name], sums))
            if field.name == "days":
                mine, theirs = mine.totals, theirs.totals
            assert list(mine) == list(theirs), field.name
            assert all(np.array_equal(mine[key], value) for key, value in theirs.items())
            assert all(type(mine[key]) is type(value) for key, value in theirs.items())


def test_the_draws_of_the_constants_come_back(written):
    found = load_comparison(written.folder).assumptions
    for name, value in vars(written.assumptions).items():
        if isinstance(value, pd.DataFrame):
            pd.testing.assert_frame_equal(getattr(found, name), value, check_dtype=False)
        elif name == "values":
            assert np.array_equal(getattr(found, name), value)
        else:
            assert getattr(found, name) == value, name


def test_without_draws_there_are_none(tmp_path):
    folder = carry_out_fake(out=tmp_path).folder
    assert load_comparison(folder).assumptions is None


def test_weeks_after_an_end_come_back(tmp_path):
    ending = make_scenario(("days: 6", "days: 60"), ("rate: 10%", "rate: 10%, stops: 20"))
    written = carry_out_fake(ending, out=tmp_path)
    found = load_comparison(written.folder)
    assert len(written.aftermath) > 0
    pd.testing.assert_frame_equal(found.aftermath, written.aftermath, check_exact=True)
    assert "acts_left" in set(written.effects["metric"])
    pd.testing.assert_frame_equal(found.effects, written.effects, check_exact=True)


@pytest.mark.parametrize("name", ["gathered.npz", "scenario.yaml", "assumptions.parquet"])
@pytest.mark.parametrize("how", ["changed", "missing"])
def test_what_is_not_as_it_was_written_is_refused(folder, name, how):
    if how == "missing":
        (folder / name).unlink()
    else:
        (folder / name).write_bytes((folder / name).read_bytes() + b" ")
    with pytest.raises(InputError, match=r"missing or was changed.*compare the scenario once more"):
        load_comparison(folder)


def test_a_folder_without_results_is_named(tmp_path):
    with pytest.raises(InputError, match=r"no results of a comparison here.*compare"):
        load_comparison(tmp_path)


@pytest.mark.parametrize("text", ["{", "[]", json.dumps({"scenario": "x", "format": 0})])
def test_a_manifest_of_something_else_is_refused(folder, text):
    (folder / "manifest.json").write_text(text)
    with pytest.raises(InputError, match="no manifest of a comparison that this version"):
        load_comparison(folder)


def test_flips_are_found_again(written):
    found = load_comparison(written.folder).assumptions
    assert found is not None
    assert [asdict(flip) for flip in found.flips] == [
        asdict(flip) for flip in written.assumptions.flips
    ]
