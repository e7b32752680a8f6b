"""The command line called in this process, with what it wrote and its exit code."""

from dataclasses import replace
from typing import NamedTuple

import pytest

from loyaltysim.cli.main import run
from loyaltysim.report.figures import FIGURES

TINY = """\
title: Which card?
days: 10
burn_in: 5
market_size: 100
customers: 3000
currency: USD
acts:
  visit: {ticket: {mean: 4.20, cv: 0.4}, margin: 0.65}
population:
  guests: {share: 1, need_rate: {per: week, mean: 4.0, cv: 0.5}}
schemes:
  no card: []
  three stamps:
    - stamp_card: {stamps: 3, reward: {value: 4.20, cost: 1.40}}
  daily lottery:
    - lottery: {chance: 0.1, prize: {value: 10, cost: 10}}
compare: {baseline: no card, matters: 0.5pp}
"""


class Outcome(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def loyaltysim(capsys, monkeypatch):
    """Call the command line as a shell would, on a machine that is never too slow to say nothing on the way."""
    monkeypatch.setattr("loyaltysim.cli.lines.QUIET", 3_600.0)

    def call(*arguments):
        code = run([str(argument) for argument in arguments])
        return Outcome(code, *capsys.readouterr())

    return call


@pytest.fixture
def tiny(tmp_path, monkeypatch):
    """Work in a folder with a scenario that takes no time."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "tiny.yaml"
    path.write_text(TINY)
    return path


@pytest.fixture
def undrawn(monkeypatch):
    """Write results without pictures and page, which others look at and which take most of the time."""
    nothing = replace(FIGURES, save=lambda *_: (), page=None)
    monkeypatch.setattr("loyaltysim.report.drawn.FIGURES", nothing)
