"""Every mistake in a plan is told with its place and what would be right, before anything is played.

Each file in `errors` begins with the problems that it has, in their order: `# expect LINE:COLUMN: ...`.
"""

from pathlib import Path

import pytest

from loyaltysim.errors import InputError, ScenarioError
from loyaltysim.experiments import sweep
from loyaltysim.experiments.search.optimise import optimise
from loyaltysim.experiments.sensitivity.analyse import sensitivity

FOLDER = Path(__file__).parent / "errors"
COMMANDS = {"errors": sweep, "sensitivity": sensitivity, "optimise": optimise}
FILES = sorted(FOLDER.rglob("*.yaml"))
EXPECT = "# expect "
DAYS = "days,schemes.ten stamps.stamp_card.stamps\n"


def problems_of(plan, carry_out=sweep):
    with pytest.raises(ScenarioError) as caught:
        carry_out(plan)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_says_what_is_wrong_where_and_what_would_be_right(path):
    lines = path.read_text("utf-8").splitlines()
    expected = [line.removeprefix(EXPECT) for line in lines if line.startswith(EXPECT)]
    assert expected, "the file must begin with the problems it has"
    assert [
        told.replace(f"{path}:", "") for told in problems_of(path, COMMANDS[path.parent.name])
    ] == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "the file has no points"),
        (DAYS, "the file has no points"),
        (f"{DAYS}30\n", "points.csv:2:1: the line has 1 values, and the first line names 2 paths"),
        ("days,days\n30,30\n", "points.csv:1:1: days is there twice"),
        ("days,\n30,30\n", "points.csv:1:1: column 2 has no path"),
        ("dais,seed\n30,1\n", "points.csv:2:1: vary.dais: there is no dais; did you mean days?"),
        (
            f"{DAYS}30,0\n",
            "points.csv:2:4: schemes.ten stamps.stamp_card.stamps: must be at least 1",
        ),
    ],
)
def test_says_what_is_wrong_in_a_file_of_points(tmp_path, text, told):
    plan = tmp_path / "plan.yaml"
    plan.write_text("scenario: coffee_bar\ndesign: {csv: points.csv}\n")
    (tmp_path / "points.csv").write_text(text)
    assert told in problems_of(plan)[0]


def test_a_bundled_plan_that_is_not_there_is_told():
    assert problems_of("stampz") == ["no plan is named stampz; did you mean stamps?"]
    assert problems_of("zzzzzz") == ["no plan is named zzzzzz; the bundled ones are stamps"]


def test_jobs_are_checked():
    with pytest.raises(InputError, match="jobs: must be at least 1, but is 0"):
        sweep("stamps", jobs=0)


def test_what_python_says_is_told_without_lines():
    told = problems_of({"scenario": "coffee_bar", "vary": {"dais": [30]}})
    assert told == ["plan: vary.dais: there is no dais; did you mean days?"]
