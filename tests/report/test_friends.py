"""What the report says of leaving among friends."""

from dataclasses import replace
from io import StringIO

import numpy as np
import pytest
from rich.console import Console

from loyaltysim.report.document import comparison_document
from loyaltysim.report.friends import followed_shares, friends_sentence
from loyaltysim.report.text import print_report
from loyaltysim.scenario.blocks.network import Network


def tied(comparison, *followed, left=100.0):
    """Give the comparison friends, and each scheme a share of departures that followed theirs."""
    for share, sums in zip(followed, comparison.gathered.sums.values(), strict=True):
        everywhere = np.ones(comparison.markets_played)
        sums.markets |= {"left": left * everywhere, "followed": share * left * everywhere}
    return replace(
        comparison, scenario=comparison.scenario.model_copy(update={"network": Network()})
    )


def printed(comparison):
    stream = StringIO()
    print_report(comparison, Console(file=stream, width=100, markup=False))
    return " ".join(stream.getvalue().split())


def test_without_friends_nothing_is_said(comparison):
    assert friends_sentence(comparison) == ""
    assert "followed friends" not in printed(comparison)
    assert comparison_document(comparison)["followed"] == {}


def test_each_scheme_has_its_share(comparison):
    told = tied(comparison, 0.12, 0.1, 0.08)
    assert followed_shares(told) == pytest.approx(
        {"no card": 0.12, "ten stamps": 0.1, "twelve, two given": 0.08}
    )
    assert 'followed friends: 12.0% under "no card", 10.0% under "ten stamps"' in printed(told)
    assert comparison_document(told)["followed"]["no card"] == pytest.approx(0.12)
    assert friends_sentence(told).endswith("no scheme set off a mass exodus.")


def test_an_exodus_is_called_one(comparison):
    sentence = friends_sentence(tied(comparison, 0.6, 0.1, 0.5))
    assert 'under "no card", "twelve, two given": a mass exodus' in sentence
    assert "no scheme" not in sentence


def test_where_nobody_left_there_is_no_share(comparison):
    assert friends_sentence(tied(comparison, 0.0, 0.0, 0.0, left=0.0)) == ""
