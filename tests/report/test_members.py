"""Members beside others, and the sentence that keeps a reader from taking the gap for the effect."""

import dataclasses

import numpy as np
import pytest
from tests.report.conftest import MARKETS, SIZE, make_comparison
from tests.report.test_text import report_text, row_of, words

from loyaltysim.report.document import comparison_document
from loyaltysim.report.members import members_sentences
from loyaltysim.scenario.blocks.joining import Invited, OptIn

NAMES = {"no card": (0.7, 0.0), "club": (0.71, 1.0)}


def clubbed(joining, *, others=0.6, without=0.78):
    """Let 40% of the customers be members of the club, of whom 80% stay."""
    comparison = make_comparison(NAMES)
    scheme = comparison.scenario.schemes["club"].model_copy(update={"joining": joining})
    schemes = {**comparison.scenario.schemes, "club": scheme}
    scenario = comparison.scenario.model_copy(update={"schemes": schemes})
    noise = np.sin(np.arange(MARKETS))
    members, rest = 0.4 * SIZE, 0.6 * SIZE
    comparison.gathered.sums["club"].markets.update(
        members=np.full(MARKETS, members),
        members_retained=0.8 * members + noise,
        members_retained_without=without * members + noise,
        others_retained=others * rest + noise,
        members_main_acts=30 * members + noise,
        members_main_acts_without=np.full(MARKETS, 27 * members),
        others_main_acts=np.full(MARKETS, 5 * rest),
    )
    return dataclasses.replace(comparison, scenario=scenario)


def test_members_others_and_the_truth_stand_side_by_side():
    text = report_text(clubbed(OptIn()))
    cells = row_of(text, "club", "Who joins")
    assert cells[:7] == ["club", "40.0%", "retention", "80.0%", "60.0%", "+20.0 pp", "+2.0 pp"]
    acts = next(line for line in text.splitlines() if line.strip().startswith("acts  "))
    assert acts.split()[:5] == ["acts", "30.00", "5.00", "+25.00", "+3.00"]


def test_the_gap_is_called_misleading_where_it_is():
    text = words(report_text(clubbed(OptIn())))
    assert (
        'Retention of members of "club" differs from that of the others by +20.0 pp, but membership '
        "adds only +2.0 pp: who buys more joins first, so the two groups were never alike."
    ) in text
    (fair,) = members_sentences(clubbed(OptIn(), others=0.78, without=0.785))
    assert "but membership" not in fair
    (harmful,) = members_sentences(clubbed(OptIn(), without=0.85))
    assert "but membership adds only -5.0 pp" in harmful


def test_an_invitation_by_lot_is_an_experiment():
    (told,) = members_sentences(clubbed(Invited(share=0.4)))
    assert told.startswith('Members of "club" were drawn by lot')


def test_nothing_is_told_where_everybody_takes_part():
    comparison = make_comparison(NAMES)
    assert members_sentences(comparison) == []
    assert "Who joins" not in report_text(comparison)
    assert comparison_document(comparison)["joining"] == []


def test_who_takes_part_is_told_rightly_below_the_profit():
    text = words(report_text(clubbed(OptIn())).partition("What it is worth")[2])
    assert "Everyone takes part" not in text
    assert "Set-up costs are not counted." in text


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_nobody_or_everybody_may_join(share):
    comparison = clubbed(OptIn())
    markets = comparison.gathered.sums["club"].markets
    markets["members"] = np.full(MARKETS, share * SIZE)
    assert len(comparison.joining) == (2 if share else 0)
    assert members_sentences(comparison) == []
