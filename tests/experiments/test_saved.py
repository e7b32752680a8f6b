"""Results read back are what was returned."""

import json

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.comparison.fakes import carry_out_fake, play_fake
from tests.experiments.bars import BAR, played_by

from loyaltysim import list_results, load_results
from loyaltysim.comparison.playing.files import write_csv
from loyaltysim.errors import InputError
from loyaltysim.experiments import sweep
from loyaltysim.experiments.exact_csv import read_exactly

SCENARIO = BAR


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    return tmp_path_factory.mktemp("results")


@pytest.fixture(scope="module")
def comparison(out):
    return carry_out_fake(out=out, assumptions=3)


@pytest.fixture(scope="module")
def swept(out):
    (out.parent / "bar.yaml").write_text(SCENARIO)
    vary = {"schemes.five.discount.rate": ["2%", 0.05], "days": [6, 7]}
    prepared = sweep({"scenario": str(out.parent / "bar.yaml"), "vary": vary}, out=out, jobs=1)
    prepared = played_by(prepared, play_fake)
    return prepared, prepared.frame()


@pytest.mark.parametrize(
    "name",
    [
        "schemes",
        "effects",
        "daily",
        "markets",
        "segments",
        "user_types",
        "why_not",
        "why_left",
        "redemption",
    ],
)
def test_frames_are_those_that_compare_returned(comparison, name):
    read = load_results(comparison.folder)
    pd.testing.assert_frame_equal(getattr(read, name), getattr(comparison, name))


def test_what_else_a_comparison_says(comparison):
    read = load_results(comparison.folder)
    assert (read.kind, read.scenario, read.title) == (
        "comparison",
        comparison.scenario.name,
        comparison.scenario.title,
    )
    assert read.verdict == comparison.verdict.sentence
    assert len(read.assumptions) == 9
    with pytest.raises(AttributeError, match="comparison has no effect; it has "):
        _ = read.effect


def test_the_frame_of_a_sweep_is_what_it_returned(swept):
    prepared, frame = swept
    read = load_results(prepared.folder)
    assert (read.kind, read.verdict) == ("sweep", "4 points")
    rate = "schemes.five.discount.rate"
    pd.testing.assert_frame_equal(
        read.frame().drop(columns=["failed", rate]), frame.drop(columns=["failed", rate])
    )
    assert list(read.frame()[rate]) == [str(value) for value in frame[rate]]


def test_lists_all_with_the_newest_first(out, comparison, swept):
    (out / "other").mkdir()
    (out / "other" / "manifest.json").write_text("{}")
    listed = list_results(out)
    assert sorted(listed["kind"]) == ["comparison", "sweep"]
    assert listed["finished"].is_monotonic_decreasing
    row = listed.set_index("kind").loc["comparison"]
    assert row["schemes"] == ("nothing", "five", "ten")
    assert row["in_short"] == '"ten" is best'
    assert load_results(str(row["folder"])).verdict == row["verdict"]


def test_results_from_before_verdicts_had_sentences(comparison, tmp_path):
    manifest = json.loads((comparison.folder / "manifest.json").read_text())
    manifest["verdict"] = {"kind": "best", "scheme": "ten"}
    folder = tmp_path / "x" / "y"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps({**manifest, "files": {}}))
    assert load_results(folder).verdict == "best: ten"
    assert len(list_results(tmp_path)) == 1


def test_nothing_is_listed_where_nothing_is(tmp_path):
    assert list_results(tmp_path / "none").empty


def test_what_is_wrong_with_results_is_told(comparison, tmp_path):
    with pytest.raises(InputError, match="there are no finished results here"):
        load_results(tmp_path)
    (tmp_path / "manifest.json").write_bytes((comparison.folder / "manifest.json").read_bytes())
    with pytest.raises(InputError, match="the table cannot be read"):
        load_results(tmp_path)


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(
            st.floats(allow_infinity=False),
            st.integers(),
            st.booleans(),
            st.sampled_from(["a", 'b, "c"']),
        ),
        min_size=1,
    )
)
def test_tables_are_read_with_every_bit(tmp_path_factory, rows):
    frame = pd.DataFrame(rows, columns=["number", "whole", "switch", "text"]).astype(
        {"number": float}
    )
    path = tmp_path_factory.getbasetemp() / "exact.csv"
    write_csv(path, frame)
    read = read_exactly(path)
    pd.testing.assert_frame_equal(read, frame, check_exact=True, check_dtype=False)
