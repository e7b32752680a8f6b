"""Where no terminal decides, lines have 100 characters, or as many as COLUMNS says."""

import pytest

from loyaltysim.cli import trial
from loyaltysim.cli.console import console


@pytest.fixture(autouse=True)
def no_columns(monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)


def widest(text):
    """Measure all lines but the one with the folder, which is kept in one piece."""
    return max(len(line) for line in text.splitlines() if not line.startswith("Tables, figures"))


@pytest.mark.parametrize(
    ("columns", "width"),
    [(None, 100), ("80", 80), ("140", 140), ("7", 40), ("0", 40), ("wide", 100), ("99999", 100)],
)
def test_columns_decide_where_they_are_set(monkeypatch, columns, width):
    if columns is not None:
        monkeypatch.setenv("COLUMNS", columns)
    assert console().width == width
    assert console(stderr=True).width == width


QUICK = ("--assumptions", 10, "--customers", 2000, "--days", 20, "--jobs", 1)


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("compare", "coffee_bar", *QUICK), marks=pytest.mark.slow),
        pytest.param(("compare", "language_app", *QUICK), marks=pytest.mark.slow),
        pytest.param(("run", "coffee_bar", "ten stamps", *QUICK[2:]), marks=pytest.mark.slow),
        ("run", "tiny.yaml", "three stamps", "--jobs", 1),
        ("compare", "tiny.yaml", "--assumptions", 0, "--jobs", 1),
        ("check", "language_app"),
        ("scenarios",),
        ("mechanics",),
        ("mechanics", "points"),
        ("constants",),
        ("day",),
        ("day", "--columns"),
    ],
    ids=lambda arguments: " ".join(map(str, arguments[:2])),
)
@pytest.mark.usefixtures("undrawn")
def test_every_line_fits(loyaltysim, tiny, monkeypatch, arguments):
    monkeypatch.setattr(trial, "LARGEST", {"market_size": 500, "days": 90, "burn_in": 30})
    monkeypatch.setattr("loyaltysim.cli.check.MARKETS", 2)
    for columns in (None, "80"):  # what was played for the one is kept for the other
        if columns:
            monkeypatch.setenv("COLUMNS", columns)
        code, out, err = loyaltysim(*arguments)
        assert code == 0, err
        assert widest(out + err) <= int(columns or 100)
        assert "…" not in out + err
