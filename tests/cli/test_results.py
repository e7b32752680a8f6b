import json
from pathlib import Path

import pytest
from tests.comparison.fakes import carry_out_fake, make_scenario

from loyaltysim.comparison.overrides import keep_alone


@pytest.fixture
def folders(tiny):
    """Two comparisons, played by a stand-in, one of them for a day longer and without the last scheme."""
    longer = make_scenario(("days: 6", "days: 7"), ("  ten: [{discount: {rate: 10%}}]\n", ""))
    found = [carry_out_fake(one, out=Path("results")) for one in (make_scenario(), longer)]
    return [one.folder.relative_to("results").as_posix() for one in found]


def test_lists_results(loyaltysim, folders):
    code, out, err = loyaltysim("results")
    assert (code, err) == (0, "")
    told = " ".join(out.split())
    assert all(folder in told for folder in folders)
    assert ', comparison, "nothing" and "five": ' in told
    code, out, _ = loyaltysim("results", "--json")
    assert [row["kind"] for row in json.loads(out)] == ["comparison", "comparison"]


def test_one_scheme_played_alone_is_no_comparison(loyaltysim, tiny):
    alone = keep_alone(make_scenario(), "five")
    folder = carry_out_fake(alone, out=Path("results")).folder
    told = " ".join(loyaltysim("results").out.split())
    assert ', run, "five": one scheme, played alone' in told
    assert "inconclusive" not in told
    assert f"run of {alone.name}, " in loyaltysim("results", folder).out


def test_shows_comparisons_side_by_side(loyaltysim, folders):
    code, out, err = loyaltysim("results", *folders)
    assert (code, err) == (0, "")
    assert "A: Which discount keeps more guests?" in out
    assert "What differs" in out
    days = next(line for line in out.splitlines() if line.startswith("days "))
    assert days.split()[1:] == ["6", "7"]
    ten = next(line for line in out.splitlines() if line.startswith("ten "))
    assert ten.split()[2] == "-"
    assert "Who stays: retention" in out
    assert "Differences are each run's own" in out


def test_shows_one_alone(loyaltysim, folders):
    code, out, _ = loyaltysim("results", folders[0])
    assert code == 0
    assert out.startswith("Which discount keeps more guests?")
    assert "What differs" not in out
    code, out, _ = loyaltysim("results", f"results/{folders[0]}", "--json")
    (document,) = json.loads(out)
    assert document["rows"][0]["scheme"] == "nothing"


def test_only_comparisons_stand_side_by_side(loyaltysim, tiny, folders):
    plan = tiny.with_name("plan.yaml")
    plan.write_text("scenario: tiny.yaml\nvary: {schemes.three stamps.stamp_card.stamps: [3, 4]}\n")
    loyaltysim("sweep", plan, "--jobs", 1, "--quiet")
    (folder,) = tiny.parent.glob("results/tiny/sweep-*")
    code, out, _ = loyaltysim("results", folder)
    assert code == 0
    assert "2 points" in out
    code, out, err = loyaltysim("results", folder, folders[0])
    assert (code, out) == (2, "")
    assert (
        "only comparisons can stand side by side; this is from `loyaltysim sweep`; show it alone"
        in err
    )


def test_says_where_there_is_nothing(loyaltysim, tiny):
    code, out, _ = loyaltysim("results")
    assert (code, out) == (0, "There are no finished results in results.\n")
    code, out, err = loyaltysim("results", "nowhere")
    assert (code, out) == (2, "")
    assert (
        err
        == "nowhere: there are no finished results here; name a folder that `loyaltysim results` lists\n"
    )


def test_no_more_than_there_are_letters(loyaltysim):
    code, _, err = loyaltysim("results", *["x"] * 27)
    assert code == 2
    assert "at most 26 can be shown side by side" in err
