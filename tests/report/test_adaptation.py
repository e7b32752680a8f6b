"""What schemes that learn came to, by chosen numbers: regret, when it was right, and figures that mislead."""

import dataclasses

import numpy as np
import pytest
from tests.report.conftest import MARKETS, SIZE, make_comparison
from tests.report.test_text import report_text, row_of, words

from loyaltysim.mechanics.adaptation import Goal
from loyaltysim.report.document import comparison_document
from loyaltysim.report.numbers import amount_interval
from loyaltysim.scenario.blocks.adapting import AdaptSpec

NAMES = {"no card": (0.7, 0.0), "learns": (0.71, 1.0)}
TWO = {"commuters": 0.4, "occasional": 0.6}


def each(values):
    """Give the same numbers to every market."""
    return np.repeat(np.asarray(values, float)[..., None], MARKETS, axis=-1)


def learning(*, known=True, whom="everyone", beside=None, **more):
    """Let two variants be tried on two segments; the second is better for commuters, the first for the others.

    Where another goal stands `beside`, a second scheme learns for that, and gets as much of it.
    """
    comparison = make_comparison(NAMES | ({"stays": (0.71, 1.0)} if beside else {}))
    variants = {"card": {}, "none": {"stamp_card": "off"}}
    spec = AdaptSpec.model_validate({"variants": variants, "for": whom, **more})
    scheme = comparison.scenario.schemes["learns"]
    made = {"card": scheme.instances, "none": ()}
    learns = scheme.model_copy(update={"adapt": spec, "variants": made})
    schemes = {**comparison.scenario.schemes, "learns": learns}
    if beside:
        other = spec.model_copy(update={"goal": Goal(beside)})
        schemes["stays"] = learns.model_copy(update={"adapt": other})
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
        "spent_up": each([0, 0, "budget" in more]),
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
            "lot_goal": each([[4000, 2500], [4000, 2000], [2500, 1300]]),
            "fixed_value": each([[1600, 900], [0, 0]]),
            "fixed_types": each([[300, 900], [310, 600]]),
        }
    if beside:
        comparison.gathered.sums["stays"].adapted = sums.adapted
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
    row = row_of(report_text(comparison, 140), "learns", "How long learning took")
    assert row[-2:] == ["-0.25", amount_interval(cost.low, cost.high)]
    (told,) = [
        row
        for row in comparison_document(comparison)["adapted"]
        if row["figure"] == "cost_of_learning"
    ]
    assert (told["low"], told["high"]) == (cost.low, cost.high)


def test_what_was_learnt_is_what_by_lot_does_not_come():
    comparison = learning()
    (one,) = comparison.learnt
    assert one.goal_by_lot().estimate == pytest.approx(16300 / 2000)
    assert one.goal_by_lot(0).estimate == pytest.approx(10500 / 800)
    assert one.gain_over_lot().estimate == pytest.approx((18000 - 16300) / 2000)
    assert one.gain_over_lot(1).estimate == pytest.approx((5500 - 5800) / 1200)
    noise = 400 * np.cos(np.arange(MARKETS))
    one.sums.adapted["lot_goal"][1, 1] += noise - noise.mean()
    gain = one.gain_over_lot()
    assert gain.se == pytest.approx(noise.std(ddof=1) / 2000 / MARKETS**0.5)
    table = comparison.adapted.set_index(["figure", "group", "variant"])
    assert table.loc[("goal_by_lot", "all", ""), "value"] == pytest.approx(8.15)
    assert table.loc[("gain_over_lot", "all", ""), "low"] == pytest.approx(gain.low)
    one.sums.adapted["lot_goal"][:] = one.sums.adapted["goal"]
    assert one.gain_over_lot().same


def first_screen(comparison):
    return words(report_text(comparison).split("What learning brought:")[0])


def test_the_first_screen_says_what_learning_brought_and_how_long_it_took():
    told = first_screen(learning(whom="segment"))
    assert '"learns": "none" for all would have brought 1.00 (1.00) acts a customer more;' in told
    assert "what was learnt added +0.85 (+0.85) to switching by lot." in told
    of = f"{MARKETS} of {MARKETS} firms"
    assert f"From day 14 on most customers have what is best for them in {of}" in told
    assert (
        "80.0% of all customers do, where a lot gives 50.0%. Until then learning cost noth" in told
    )
    assert 'by user type: "card" (player), "none" (achiever). The firm' in told
    comparison = learning()
    adapted = comparison.gathered.sums["learns"].adapted
    noise = 40 * np.cos(np.arange(MARKETS))
    adapted["fixed_types"][:] = adapted["fixed_types"][:1] + noise
    adapted["fixed_types"][0, :, ::2] += 1.0
    adapted["fixed_types"][1, :, 1::2] += 1.0
    adapted["lot_goal"][:] = adapted["goal"]
    adapted["lot_goal"][0, 0] += noise
    told = first_screen(comparison)
    assert f"Most firms never come to be right: in 0 of {MARKETS} most customers have" in told
    assert "learning cost" not in told
    assert "that what was learnt added anything to switching by lot cannot be told" in told
    assert "Which variant keeps which user type longest cannot be told from luck" in told


def test_the_first_screen_says_what_learning_cost_until_it_was_right():
    comparison = learning(whom="segment")
    comparison.gathered.sums["learns"].adapted["goal"][0, 0] -= 500.0
    told = first_screen(comparison)
    assert "Until then learning cost 0.25 (0.25) acts a customer." in told


def test_the_best_variant_for_all_may_be_worse_or_not_to_be_told():
    comparison = learning()
    adapted = comparison.gathered.sums["learns"].adapted
    adapted["goal"][0, 0] += 4000.0
    assert (
        "the best single variant, would have brought 1.00 (1.00) acts a customer less"
        in first_screen(comparison)
    )
    adapted["goal"][0, 0] += 400 * np.cos(np.arange(MARKETS)) - 2000.0
    assert 'whether "none" for all would have brought more cannot be told' in first_screen(
        comparison
    )


def test_the_first_screen_says_whether_own_figures_tell_what_is_true():
    comparison = learning()
    told = 'own figures say whether a variant is better, but not by how much: by these customers of "commuters" bring 100.0% more with "none"'
    assert told in first_screen(comparison)
    adapted = comparison.gathered.sums["learns"].adapted
    adapted["seen"][1, 1, 1] = 3 * adapted["seen"][0, 1, 1]
    told = 'figures mislead: by these customers of "occasional" bring 50.0% more with "none" than with "card"; in truth 50.0% less.'
    assert told in first_screen(comparison)
    for segment, growth in enumerate((15 / 9, 0.5)):
        adapted["seen"][1, 1, segment] = growth * 2.0 * adapted["seen"][0, 1, segment]
        adapted["seen"][1, 0, segment] = 2.0 * adapted["seen"][0, 0, segment]
    adapted["seen"][1, 1] *= 1.0 + 0.02 * np.cos(np.arange(MARKETS))
    assert "own figures say what is true of its variants" in first_screen(comparison)


def test_uplifts_have_the_spread_of_markets():
    (one,) = learning().learnt
    assert one.true_uplift(1, 0).se == pytest.approx(0.0, abs=1e-12)
    noise = np.cos(np.arange(MARKETS))
    noise -= noise.mean()
    one.sums.adapted["seen"][1, 1, 0] *= 1.0 + 0.1 * noise
    seen = one.seen_uplift(1, 0)
    assert seen.estimate == pytest.approx(1.0)
    assert seen.se == pytest.approx(2.0 * 0.1 * noise.std(ddof=1) / MARKETS**0.5)


def test_a_budget_that_ends_it_is_said_on_the_first_screen():
    comparison = learning(whom="segment", budget=0.5)
    comparison.gathered.sums["learns"].markets["reward_cost"][:] = 0.75 * SIZE
    told = first_screen(comparison)
    assert 'What "card" costs goes on: EUR 0.75 a customer was spent there, where 0.50' in told
    assert f"The budget ended it in {MARKETS} of {MARKETS} firms, in the first on day 28" in told
    assert 'all have "card" there, whatever was learnt' in told
    assert "never come to be right" not in told


def test_one_variant_has_nothing_to_learn():
    comparison = learning(policy="split")
    learns = comparison.scenario.schemes["learns"]
    learns.variants.pop("none")
    for name in ("fixed_goal", "fixed_types", "fixed_value"):
        adapted = comparison.gathered.sums["learns"].adapted
        adapted[name] = adapted[name][:1]
    text = report_text(comparison)
    for told in ("How long learning took", "one winner", "to switching by lot"):
        assert told not in words(text)


def test_user_types_that_nobody_is_of_are_not_told():
    comparison = learning()
    sums = comparison.gathered.sums["learns"]
    sums.user_types["achiever"][0][:] = 0.0
    text = report_text(comparison)
    assert "achiever" not in text.split("What learning brought:")[0]
    assert "achiever" not in text.split("Which user types are held")[1].split("Each of the")[0]
    assert "achiever" not in set(comparison.adapted["group"])


def test_it_is_said_that_the_system_is_not_booked():
    told = 'What the system costs that learns is not booked under "learns": say it with cost'
    assert told in words(report_text(learning()))
    assert "What the system costs" not in words(report_text(make_comparison(NAMES)))


def test_it_is_said_what_the_system_costs_that_is_booked():
    text = words(report_text(learning(cost=2.5)))
    assert 'The system with which "learns" learns costs EUR 2.50 a day per 1,000 members' in text
    assert "is not booked under" not in text


def test_what_is_seen_stands_beside_what_is_true():
    (one,) = learning().learnt
    assert one.seen_uplift(1, 0).estimate == pytest.approx(4.0 / 2.0 - 1)
    assert one.true_uplift(1, 0).estimate == pytest.approx(15000 / 9000 - 1)
    assert one.seen_uplift(1, 1).estimate == pytest.approx(1.0 / 2.0 - 1)
    assert one.true_uplift(1, 1).estimate == pytest.approx(5000 / 10000 - 1)
    assert one.seen_uplift(1).estimate == pytest.approx((4900 / 1900) / (4200 / 2100) - 1)
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
        "8.15",
        "+0.85",
        "+0.85",
    ]
    took = row_of(text, "learns", "How long learning took")
    assert took == ["learns", "day 14", f"{MARKETS} of {MARKETS}", "0.00", "0.00"]
    assert "What learning brought: acts per launch customer" in text
    has = row_of(text, "learns", "Fairness: who has what")
    assert has == ["learns", "commuters", "12.5%", "87.5%*", "2.00", "-3.12", "-3.12"]
    assert row_of(text, "learns", "What the firm's own")[3:] == [
        *("+100.0%", "100.0%", "+66.7%", "66.7%"),
    ]
    assert row_of(text, "achiever", "Which user types are held")[1:] == [
        *("25.0% (60.0%)", "75.0% (62.0%)", "none", "+2.0 pp", "+2.0"),
    ]
    assert "below 0, learning brought more" in words(text)


def test_markets_may_be_right_at_other_times_than_most():
    comparison = learning(whom="segment")
    assigned = comparison.gathered.sums["learns"].adapted["assigned"]
    assigned[1, ..., 0] = assigned[0, ..., 0]  # the first market is right one decision later
    (one,) = comparison.learnt
    assert (one.right_from, one.right_markets) == (1, MARKETS - 1)
    assigned[1:, 0], assigned[1:, 1] = assigned[1:, 1].copy(), assigned[1:, 0].copy()
    (never,) = dataclasses.replace(comparison).learnt
    assert (never.right_from, never.right_markets) == (None, 0)


@pytest.mark.parametrize(
    ("more", "first"),
    [
        ({}, 1),
        ({"washout": 14}, 2),
        ({"washout": 15}, None),
        ({"policy": "split", "test_days": 14}, 1),
        ({"policy": "split", "test_days": 28}, 2),
        ({"policy": "split", "test_days": 29}, None),
    ],
)
def test_nothing_is_right_before_anything_is_known(more, first):
    comparison = learning(whom="segment", **more)
    assigned = comparison.gathered.sums["learns"].adapted["assigned"]
    assigned[0] = assigned[1]  # most have by lot what is best
    (one,) = comparison.learnt
    assert one.right_from == first
    # what learning cost is known of the days until then
    cost = 1.0 if first is None else 0.0
    assert one.cost_of_learning().estimate == pytest.approx(cost)
    assert one.right_markets == MARKETS


def test_where_nobody_is_left_nobody_is_wrong():
    comparison = learning(whom="segment")
    assigned = comparison.gathered.sums["learns"].adapted["assigned"]
    assigned[2, ..., 0] = 0.0  # right until its customers have left
    assigned[1:, ..., 1] = 0.0  # left before
    (one,) = comparison.learnt
    assert (one.right_from, one.right_markets, one.peopled_markets) == (1, MARKETS - 1, MARKETS - 1)
    row = row_of(report_text(comparison), "learns", "How long learning took")
    assert row[2] == f"{MARKETS - 1} of {MARKETS - 1}"
    table = comparison.adapted.set_index(["figure", "group", "variant"])["value"]
    assert table["right_markets", "all", ""] == 1.0
    assigned[2] = 0.0
    (left,) = dataclasses.replace(comparison).learnt
    assert (left.right_from, left.right_markets) == (1, MARKETS - 1)


def test_where_all_have_left_before_anything_is_known_nothing_was_right():
    comparison = learning(whom="segment")
    assigned = comparison.gathered.sums["learns"].adapted["assigned"]
    assigned[0] = assigned[1]
    assigned[1:] = 0.0
    (one,) = comparison.learnt
    assert (one.right_from, one.right_markets, one.peopled_markets) == (None, MARKETS, MARKETS)


def test_nobody_has_what_is_right_by_learning_where_the_budget_is_spent():
    comparison = learning(whom="segment", budget=0.5)
    spent = comparison.gathered.sums["learns"].adapted["spent_up"]
    spent[2, 1:] = 0.0  # the first market alone, and at the last decision
    (one,) = comparison.learnt
    assert (one.right_from, one.right_markets, one.peopled_markets) == (1, MARKETS - 1, MARKETS)
    assert one.right_shares == pytest.approx([0.5, 0.75, 0.8 * (MARKETS - 1) / MARKETS])
    caption = words(report_text(comparison))
    assert "does not count." in caption
    spent[1:] = 1.0
    (never,) = dataclasses.replace(comparison).learnt
    assert (never.right_from, never.right_markets, never.peopled_markets) == (None, 0, MARKETS)
    assert never.cost_of_learning().estimate == pytest.approx(never.regret().estimate)
    spent[:] = 0.0
    assert "does not count." not in words(report_text(dataclasses.replace(comparison)))


def test_a_market_whose_customers_have_left_is_right_until_its_budget_is_spent():
    comparison = learning(whom="segment", budget=0.5)
    adapted = comparison.gathered.sums["learns"].adapted
    adapted["spent_up"][2, 1:] = 0.0
    adapted["assigned"][2, ..., 0] = 0.0
    (one,) = comparison.learnt
    assert (one.right_from, one.right_markets) == (1, MARKETS)


def test_it_is_said_who_learns_who_gains_and_who_loses():
    text = words(report_text(learning(whom="segment")))
    assert f"Each of the {MARKETS} markets is a firm of {SIZE:,} customers at launch" in text
    assert 'Fairness of "learns" against "none" for all, in acts per launch customer' in text
    assert "those who gain: occasional +0.42 (+0.42); those who lose: commuters -3.12" in text
    assert "one winner" not in text
    assert "one winner: shares" in words(report_text(learning(policy="split")))
    assert "one winner" not in words(report_text(learning(policy="split", test_days=29)))


def test_each_has_its_goal_where_goals_differ():
    text = report_text(learning(goal="profit"))
    assert "What learning brought: EUR profit per launch customer" in text
    text = report_text(learning(goal="profit", beside="active"))
    for title, column in (("What learning brought", 1), ("How long learning took", 3)):
        assert row_of(text, "learns", title)[column].startswith("EUR")
        assert row_of(text, "stays", title)[column].startswith("active")
    assert row_of(text, "stays", "Fairness: who has what")[-1] == "active periods"


def test_it_is_said_when_the_budget_was_spent():
    comparison = learning(budget=0.5)
    text = words(report_text(comparison))
    assert f"was spent in {MARKETS} of {MARKETS} markets, in the first on day 28" in text
    assert 'all customers there have "card", whatever was learnt' in text
    table = comparison.adapted.set_index(["figure", "group", "variant"])["value"]
    assert table["budget_spent", "all", ""] == 1.0
    lasted = learning(budget=0.5)
    lasted.gathered.sums["learns"].adapted["spent_up"][:] = 0.0
    told = words(report_text(lasted))
    assert "(EUR 0.50 per launch customer) lasted in all markets" in told


@pytest.mark.parametrize(
    ("goes_on", "told"), [(True, ', and what "card" costs goes on'), (False, "")]
)
def test_what_was_spent_in_the_end_is_that_of_markets_which_spent_the_budget(goes_on, told):
    comparison = learning(budget=0.5)
    if not goes_on:
        scheme = comparison.scenario.schemes["learns"]
        scheme.variants["card"] = ()
    sums = comparison.gathered.sums["learns"]
    sums.adapted["spent_up"][:, 10:] = 0.0
    sums.markets["reward_cost"][:10] = 0.75 * SIZE
    sums.markets["reward_cost"][10:] = 0.15 * SIZE
    text = words(report_text(comparison))
    assert f"was spent in 10 of {MARKETS} markets" in text
    assert (
        f"on days of decisions only{told}, so that EUR 0.75 per launch customer was spent there"
        in text
    )


def test_what_is_not_known_is_not_told():
    text = report_text(learning(known=False))
    assert "What learning brought" not in text
    assert "How long learning took" not in text
    assert "switching alone" not in text
    has = row_of(text, "learns", "Fairness: who has what")
    assert has == ["learns", "commuters", "12.5%", "87.5%", "2.00", "-", "-"]
    assert "Fairness of" not in text


def test_a_user_type_is_held_by_all_variants_that_luck_does_not_tell_apart():
    comparison = learning()
    noise = 40 * np.cos(np.arange(MARKETS))
    held = comparison.gathered.sums["learns"].adapted["fixed_types"]
    held[0] += noise - noise.mean()
    text = report_text(comparison)
    assert row_of(text, "achiever", "Which user types are held")[3] == "none, card"
    assert row_of(text, "player", "Which user types are held")[3] == "card"


def test_files_and_json_have_every_figure():
    comparison = learning()
    table = comparison.adapted.set_index(["figure", "group", "variant"])["value"]
    assert table["regret", "all", "none"] == pytest.approx(1.0)
    assert table["share_at_last", "commuters", "none"] == pytest.approx(0.875)
    assert table["true_uplift", "occasional", "none"] == pytest.approx(-0.5)
    assert table["reward_value", "commuters", ""] == pytest.approx(2.0)
    assert table["right_markets", "all", ""] == 0.0
    assert table["held_most_lead", "achiever", "none"] == pytest.approx(0.02)
    assert ("budget_spent", "all", "") not in table.index
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
