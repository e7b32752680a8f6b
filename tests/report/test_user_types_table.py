"""User types side by side, a few schemes each, so that nothing is cut."""

import re
from io import StringIO

import pandas as pd
import pytest
from rich.console import Console

from loyaltysim.report.tables.user_types import user_types_tables


@pytest.fixture
def typed(many_schemes, monkeypatch):
    """Schemes whose mechanics suit types unlike, and retention by type."""
    monkeypatch.setattr(
        "loyaltysim.report.tables.user_types.kinds_used", lambda _: ["stamp_card", "leagues"]
    )
    rows = [
        {
            "scheme": scheme,
            "user_type": kind,
            "customers": 855,
            "retention": 0.7,
            "difference": 0.011,
            "low": -0.004,
            "high": 0.026,
        }
        for scheme in many_schemes.schemes.index
        for kind in ("player", "free_spirit")
    ]
    many_schemes.__dict__["user_types"] = pd.DataFrame(rows)
    return many_schemes


def printed(tables, width):
    stream = StringIO()
    out = Console(file=stream, width=width, markup=False, highlight=False)
    for table in tables:
        out.print(table)
    return stream.getvalue()


@pytest.mark.parametrize("width", [80, 100])
def test_many_schemes_are_split_over_tables_and_nothing_is_cut(typed, width):
    text = printed(user_types_tables(typed), width)
    rows = [re.split(r" {2,}", line.strip()) for line in text.splitlines() if "player" in line]
    assert rows == [["player", "855", "70.0%", *["+1.1 pp"] * 3], ["player", *["+1.1 pp"] * 4]]
    assert text.count("(-0.4") == 14
    assert "\u2026" not in text
    assert text.count("Which user types it holds") == 1
    words = " ".join(text.split())
    assert 'retention under "no reminders", and the difference that the others make' in words
    assert words.count("Hexad") == 1


def test_mechanics_that_suit_all_alike_have_no_table(many_schemes):
    assert list(user_types_tables(many_schemes)) == []
