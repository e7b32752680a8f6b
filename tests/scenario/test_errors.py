"""Every mistake in a file is told with its place and what would be right; nothing else is told.

Each file in `errors` begins with the problems that it has, in their order: `# expect LINE:COLUMN: ...`.
"""

from pathlib import Path

import pytest

from loyaltysim.errors import ScenarioError
from loyaltysim.scenario import load_scenario

FOLDER = Path(__file__).parent / "errors"
FILES = sorted(FOLDER.glob("*.yaml"))
EXPECT = "# expect "


def problems_of(path):
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    told = [str(problem) for problem in caught.value.problems]
    return [line.replace(f"{path}:", "").replace(f"{FOLDER}/", "") for line in told]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_says_what_is_wrong_where_and_what_would_be_right(path):
    lines = path.read_text("utf-8").splitlines()
    expected = [line.removeprefix(EXPECT) for line in lines if line.startswith(EXPECT)]
    assert expected, "the file must begin with the problems it has"
    assert problems_of(path) == expected


def test_there_are_fixtures():
    assert len(FILES) > 100


def test_every_problem_has_a_place_and_a_hint():
    for path in FILES:
        with pytest.raises(ScenarioError) as caught:
            load_scenario(path)
        for problem in caught.value.problems:
            assert problem.line >= 1
            assert problem.column >= 1
            assert problem.hint or problem.message.startswith("this is not YAML"), str(problem)


def test_the_base_of_the_fixtures_is_right():
    assert load_scenario(FOLDER / "base" / "card.yaml").main_act == "visit"
