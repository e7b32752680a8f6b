"""The page about plans is made from what they may say, and what it shows works."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from loyaltysim.experiments.plans.load import load_experiment
from loyaltysim.experiments.plans.source import FOLDERS, bundled_plans
from loyaltysim.experiments.reference import reference
from loyaltysim.experiments.search.load import load_hunt
from loyaltysim.experiments.sensitivity.load import load_space

PAGE = Path(__file__).parents[2] / "scenarios" / "plans" / "README.md"


def test_the_committed_page_is_what_plans_may_say():
    hint = "run `python -m loyaltysim.experiments.reference > scenarios/plans/README.md`"
    assert PAGE.read_text("utf-8") == reference(), hint
    assert "<!--" not in reference()


def test_every_bundled_plan_is_on_it():
    for command, folder in FOLDERS.items():
        below = folder.removeprefix("plans").lstrip("/")
        for name in bundled_plans(command):
            path = f"{below}/{name}.yaml".lstrip("/")
            assert f"[`{name}`]({path})" in reference()


def test_every_row_has_a_meaning_and_a_default():
    rows = re.findall(r"^\| `[a-z_]+` \|.*$", reference(), re.MULTILINE)
    assert len(rows) > 30
    for row in rows:
        key, meaning, _, default = (cell.strip() for cell in row.strip("|").split(" | "))
        assert meaning, key
        assert default, key


@pytest.mark.parametrize(
    ("number", "load"), [(0, load_experiment), (1, load_space), (2, load_hunt)]
)
def test_the_examples_work(number, load):
    examples = re.findall(r"```yaml\n(.*?)```", reference(), re.DOTALL)
    assert len(examples) == 3
    assert load(YAML(typ="safe", pure=True).load(examples[number]))
