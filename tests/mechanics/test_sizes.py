"""Small rooms: a mechanic that does not fit on its page has more than one reason to change."""

import inspect
from pathlib import Path

import pytest

import loyaltysim
from loyaltysim.mechanics.registry import BUILT_IN, get_mechanic

PACKAGE = Path(loyaltysim.__file__).parent


def lines(file):
    return len(Path(file).read_text("utf-8").splitlines())


@pytest.mark.parametrize("kind", BUILT_IN)
def test_a_mechanic_takes_less_than_150_lines(kind):
    assert lines(inspect.getfile(get_mechanic(kind))) < 150


def test_no_file_takes_400_lines():
    assert {file.name: lines(file) for file in PACKAGE.rglob("*.py") if lines(file) >= 400} == {}
