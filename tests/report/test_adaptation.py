"""What schemes that learn came to, by chosen numbers: regret, when it was right, and figures that mislead."""

import dataclasses

import numpy as np
import pytest
from tests.report.conftest import MARKETS, SIZE, make_comparison
from tests.report.test_text import report_text, row_of, words

from loyaltysim.report.document import comparison_document
from loyaltysim.report.numbers import amount_interval
from loyaltysim.scenario.blocks.adapting import AdaptSpec

NAMES = {"no card": (0.7, 0.0), "learns": (0.71, 1.0)}
TWO = {"commuters": 0.4, "occasional": 0.6}


def each(values):
    """Give the same numbers to every market."""
    return np.repeat(np.asarray(values, float)[..., None], MARKETS, axis=-1)


def learning(*, known=True, whom="everyone"):
    """Let two variants be tried on two segments; the second is better for commuters, the first for the others."""
    comparison = make_comparison(NAMES)
    variants = {"card": {}, "none": {"stamp_card": "off"}}
    spec = AdaptSpec.model_validate({"variants": variants, "for": whom})
    scheme = comparison.scenario.schemes["learns"]
    made = {"card": scheme.instances, "none": ()}
    learns = scheme.model_copy(update={"adapt": spec, "variants": made})
    schemes = {**comparison.scenario.schemes, "learns": learns}
    scenario = comparison.scenario.model_copy(update={"schemes": schemes})
    launched = {name: share * SIZE for name, share in TWO.items()}
    sums = comparison.gathered.sums["learns"]
    for one in comparison.gathered.sums.values():
        one.segments = {name: (each(n), each(0.7 * n)) for name, n in launched.items()}
        one.user_types = {"achiever": (each(500), each(300)), "player": (each(1500), each(900))}
    # goal by segment in two periods: 2,000 customers, 9 acts each for the scheme
    sums.adapted = {
        "assigned": each(
            [[[400, 600], [400, 600]], [[200, 900], [600, 300]], [[100, 900], [700, 300]]]
        ),
        "seen": each([[[600, 1500], [1000, 900]], [[1200, 3000], [4000, 900]]]),
        "goal": each([[4000, 2000], [5000, 2000], [3500, 1500]]),
        "value": each([1600, 600]),
        "types": each([[100, 400], [300, 700]]),
    }
    if known:
        sums.adapted |= {
            "fixed_goal": each(
                [
                    [[3000, 3000], [3000, 3000], [3000, 4000]],
                    [[5000, 1000], [5000, 2000], [5000, 2000]],
                ]
            ),
            "fixed_value": each([[1600, 900], [0, 0]]),
            "fixed_types": each([[300, 900], [310, 600]]),
        }
    return dataclasses.replace(comparison, scenario=scenario)


def test_regret_is_what_the_best_for_all_would_have_brought_more():
    (one,) = learning().learnt
    assert (one.best, one.best_of_segments) == (1, [1, 0])
    assert one.goal().estimate == pytest.approx(18000 / 2000)
    assert one.goal(0).estimate == pytest.approx(12500 / 800)
    assert one.goal_if_all(0).estimate == pytest.approx(19000 / 2000)
    regret = one.regret()
    assert (regret.estimate, regret.low, regret.high) == pytest.approx((1.0, 1.0, 1.0))
    assert one.regret_by_segment().estimate == pytest.approx((15000 + 10000 - 18000) / 2000)


def test_right_is_what_most_have_from_then_on():
    (alike,) = learning().learnt
    assert alike.right_shares == pytest.approx([0.5, 0.45, 0.5])
    assert alike.right_from is None
    assert alike.cost_of_learning().estimate == pytest.approx(1.0)
    (apart,) = learning(whom="segment").learnt
    assert apart.right_shares == pytest.approx([0.5, 0.75, 0.8])
    assert apart.right_from == 1
    assert apart.cost_of_learning().estimate == pytest.approx((6000 - 6000) / 2000)
    assert apart.share(-1, None, 0) == pytest.approx(0.5)
    assert apart.share(-1, 0, 1) == pytest.approx(700 / 800)


def test_what_learning_cost_has_an_interval_of_its_own():
    comparison = learning(whom="segment")
    (one,) = comparison.learnt
    noise = 400 * np.cos(np.arange(MARKETS))
    noise -= noise.mean()
    # until it is right luck moves the one, and later on the other
    one.sums.adapted["goal"][0, 0] += 500 - noise
    one.sums.adapted["goal"][2, 0] += 3 * noise
    cost, regret = one.cost_of_learning(), one.regret()
    assert cost.estimate == pytest.approx(-500 / 2000)
    assert cost.se == pytest.approx(noise.std(ddof=1) / 2000 / MARKETS**0.5)
    assert regret.se == pytest.approx(2 * cost.se)
    row = row_of(report_text(comparison, 140), "learns", "What learning brought")
    assert row[-2:] == ["-0.25", amount_interval(cost.low, cost.high)]
    (told,) = [
        row
        for row in comparison_document(comparison)["adapted"]
        if row["figure"] == "cost_of_learning"
    ]
    assert (told["low"], told["high"]) == (cost.low, cost.high)


def test_what_is_seen_stands_beside_what_is_true():
    (one,) = learning().learnt
    assert one.seen_uplift(1, 0) == pytest.approx(4.0 / 2.0 - 1)
    assert one.true_uplift(1, 0) == pytest.approx(15000 / 9000 - 1)
    assert one.seen_uplift(1, 1) == pytest.approx(1.0 / 2.0 - 1)
    assert one.true_uplift(1, 1) == pytest.approx(5000 / 10000 - 1)
    assert one.seen_uplift(1) == pytest.approx((4900 / 1900) / (4200 / 2100) - 1)
    assert one.share_of_type(1, 1) == pytest.approx(700 / 1100)
    assert one.held_if_all(0, 1) == pytest.approx(310 / 500)


def test_the_report_tells_it():
    text = report_text(learning(whom="segment"))
    brought = row_of(text, "learns", "What learning brought")
    assert brought == [
        "learns",
        "9.00",
        "none",
        "10.00",
        "+1.00",
        "+1.00",
        "day 14",
        "0.00",
        "0.00",
    ]
    has = row_of(text, "learns", "Who has what in the end")
    assert has == ["learns", "commuters", "12.5%", "87.5%*", "2.00", "-3.12", "-3.12"]
    assert "+100.0%  +66.7%" in text
    assert row_of(text, "achiever", "Which user types are held")[1:] == [
        *("25.0% (60.0%)", "75.0% (62.0%)", "none"),
    ]
    assert "below 0 what learning brought more" in words(text)


def test_what_is_not_known_is_not_told():
    text = report_text(learning(known=False))
    assert "What learning brought" not in text
    has = row_of(text, "learns", "Who has what in the end")
    assert has == ["learns", "commuters", "12.5%", "87.5%", "2.00", "-", "-"]


def test_a_user_type_is_held_by_all_variants_that_luck_does_not_tell_apart():
    comparison = learning()
    noise = 40 * np.cos(np.arange(MARKETS))
    held = comparison.gathered.sums["learns"].adapted["fixed_types"]
    held[0] += noise - noise.mean()
    text = report_text(comparison)
    assert row_of(text, "achiever", "Which user types are held")[-1] == "none, card"
    assert row_of(text, "player", "Which user types are held")[-1] == "card"


def test_files_and_json_have_every_figure():
    comparison = learning()
    table = comparison.adapted.set_index(["figure", "group", "variant"])["value"]
    assert table["regret", "all", "none"] == pytest.approx(1.0)
    assert table["share_at_last", "commuters", "none"] == pytest.approx(0.875)
    assert table["true_uplift", "occasional", "none"] == pytest.approx(-0.5)
    assert table["reward_value", "commuters", ""] == pytest.approx(2.0)
    assert table["gain_over_best", "occasional", "none"] == pytest.approx(500 / 1200)
    assert np.isnan(table["right_from_day", "all", ""])
    rows = comparison_document(comparison)["adapted"]
    assert len(rows) == len(comparison.adapted)
    assert {row["definition"] for row in rows}


def test_where_nothing_is_learnt_nothing_is_told():
    comparison = make_comparison(NAMES)
    assert comparison.learnt == ()
    assert comparison.adapted.empty
    assert "What learning brought" not in report_text(comparison)
