"""Intervals over markets: what they cover, ties, ratios, too few markets."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from loyaltysim.comparison.measures.effects import mean_effect, per_launch, ratio_effect, t_quantile
from loyaltysim.randomness import normal, uniform_draws

EXPERIMENTS = 2000
FALSE_ALARM = 1e-6

finite = st.floats(-1e6, 1e6, allow_subnormal=False)
market_values = st.integers(2, 40).flatmap(lambda n: arrays(np.float64, n, elements=finite))


def normals(name, *shape):
    return normal(uniform_draws(1, name, math.prod(shape))).reshape(shape)


def assert_covers(hits, level=0.95, experiments=EXPERIMENTS):
    """Fail if a true coverage of `level` gives so few or so many hits once in a million tests."""
    low = stats.binom.ppf(FALSE_ALARM / 2, experiments, level)
    high = stats.binom.ppf(1 - FALSE_ALARM / 2, experiments, level)
    assert low <= hits <= high, f"{hits} of {experiments} intervals cover, not {low:g} to {high:g}"


def test_mean_effect_is_scipys_one_sample_t_interval():
    values = normals("oracle", 30)
    ours = mean_effect(values)
    theirs = stats.ttest_1samp(values, 0.0).confidence_interval(0.95)
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), rel=1e-12)
    assert ours.estimate == pytest.approx(values.mean())
    assert ours.se == pytest.approx(stats.sem(values))


@pytest.mark.statistical
def test_interval_covers_a_planted_effect_as_often_as_it_says():
    # markets as in a simulation: a binomial count of launch customers, retained under both schemes
    # with shared luck; the planted effect is the difference of the chances
    size, markets, effect = 2000, 30, 0.01
    luck = uniform_draws(1, "planted", EXPERIMENTS * markets).reshape(EXPERIMENTS, markets)
    more = uniform_draws(1, "gained", EXPERIMENTS * markets).reshape(EXPERIMENTS, markets)
    base = np.asarray(stats.binom.ppf(luck, size, 0.7))
    gained = np.asarray(stats.binom.ppf(more, size - base.astype(int), effect / 0.3))
    found = [mean_effect(row) for row in gained / size]
    assert_covers(sum(effect_.low <= effect <= effect_.high for effect_ in found))


@pytest.mark.statistical
def test_same_scheme_under_different_luck_differs_at_the_stated_rate_only():
    values = normals("a/a", 2, EXPERIMENTS, 30)
    found = [mean_effect(row) for row in values[0] - values[1]]
    assert_covers(sum(effect.low <= 0 <= effect.high for effect in found))


@pytest.mark.statistical
def test_coverage_test_would_notice_a_normal_quantile_with_few_markets():
    values = normals("few", EXPERIMENTS, 5)
    half = 1.96 * values.std(axis=1, ddof=1) / math.sqrt(5)
    with pytest.raises(AssertionError, match="intervals cover"):
        assert_covers((np.abs(values.mean(axis=1)) <= half).sum())


@pytest.mark.statistical
def test_ratio_interval_covers_the_true_ratio():
    # numerator and denominator correlated, denominator 6 standard errors above zero
    noise = normals("ratio", 2, EXPERIMENTS, 30)
    denominator = 1.0 + 0.9 * noise[0]
    numerator = 2.0 + 0.6 * noise[0] + 0.8 * noise[1]
    found = [ratio_effect(a, b) for a, b in zip(numerator, denominator, strict=True)]
    known = [effect for effect in found if not math.isnan(effect.estimate)]
    assert len(known) > 0.99 * EXPERIMENTS
    assert_covers(sum(effect.low <= 2.0 <= effect.high for effect in known), 0.95, len(known))


def test_identical_results_are_a_tie_even_in_one_market():
    for markets in (1, 2, 30):
        effect = mean_effect(np.zeros(markets))
        assert effect.same
        assert (effect.estimate, effect.low, effect.high) == (0.0, 0.0, 0.0)


def test_a_mean_is_clear_of_zero_where_its_interval_is_and_several_tests_ask_more():
    noise = normals("clear", 30)
    noise = (noise - noise.mean()) / noise.std(ddof=1)
    for mean in (0.1, -0.1, 0.4, -0.4, 0.5, -0.5):
        effect = mean_effect(noise + mean)
        assert effect.clear() is (effect.low > 0 or effect.high < 0)
        longer = mean_effect(noise + mean, 0.975)
        assert effect.clear(2) is (longer.low > 0 or longer.high < 0)
    between = mean_effect(noise + 0.4)
    assert between.clear()
    assert not between.clear(2)
    assert not mean_effect(np.zeros(30)).clear()
    assert not mean_effect(np.array([0.3])).clear()


def test_one_market_has_an_estimate_but_no_interval():
    effect = mean_effect(np.array([0.3]))
    assert effect.estimate == 0.3
    assert math.isnan(effect.low)
    assert math.isnan(effect.high)
    assert not effect.same


def test_no_market_tells_nothing():
    assert math.isnan(mean_effect(np.array([])).estimate)


@given(market_values, st.floats(-1e3, 1e3), st.floats(0.01, 100.0))
def test_interval_moves_and_scales_with_the_values(values, shift, scale):
    plain, moved = mean_effect(values), mean_effect(values * scale + shift)
    size = 1e-9 * (np.abs(values).max() * scale + abs(shift) + 1)
    if plain.same or moved.same:
        return
    assert moved.estimate == pytest.approx(plain.estimate * scale + shift, abs=size)
    assert moved.half_width == pytest.approx(plain.half_width * scale, abs=size)


@given(market_values)
def test_interval_of_the_opposite_difference_is_mirrored(values):
    plain, opposite = mean_effect(values), mean_effect(-values)
    assert (plain.low, plain.estimate, plain.high) == pytest.approx(
        (-opposite.high, -opposite.estimate, -opposite.low)
    )


def test_more_confidence_needs_a_longer_interval():
    values = normals("levels", 30)
    assert mean_effect(values, 0.99).half_width > mean_effect(values, 0.95).half_width
    assert t_quantile(10_000) == pytest.approx(1.96, abs=0.001)


@given(
    st.integers(2, 30).flatmap(
        lambda n: st.tuples(
            arrays(np.float64, n, elements=st.integers(0, 5000).map(float)),
            arrays(np.float64, n, elements=st.integers(1, 5000).map(float)),
        )
    )
)
def test_mean_per_launch_is_the_ratio_of_sums(counts):
    total, launched = counts
    shares = per_launch(total, launched)
    assert shares.mean() == pytest.approx(total.sum() / launched.sum(), rel=1e-9, abs=1e-9)


def test_per_launch_with_equal_markets_is_each_markets_own_share():
    total, launched = np.array([1.0, 2.0, 4.0]), np.full(3, 4.0)
    assert per_launch(total, launched).tolist() == [0.25, 0.5, 1.0]


@pytest.mark.statistical
def test_per_launch_interval_covers_when_markets_launch_different_numbers():
    launched = 500 + np.floor(1000 * uniform_draws(1, "launch", EXPERIMENTS * 30))
    kept = np.asarray(stats.binom.ppf(uniform_draws(1, "kept", len(launched)), launched, 0.6))
    pairs = zip(kept.reshape(-1, 30), launched.reshape(-1, 30), strict=True)
    found = [mean_effect(per_launch(a, b)) for a, b in pairs]
    assert_covers(sum(effect.low <= 0.6 <= effect.high for effect in found))


def test_nobody_launched_gives_no_share():
    assert np.isnan(per_launch(np.zeros(3), np.zeros(3))).all()


def test_ratio_solves_fiellers_equation():
    noise = normals("fieller", 2, 30)
    numerator, denominator = 2 + noise[0], 5 + noise[1]
    effect = ratio_effect(numerator, denominator)
    for bound, side in ((effect.low, "low"), (effect.high, "high")):
        edge = mean_effect(numerator - bound * denominator)
        assert getattr(edge, side) == pytest.approx(0, abs=1e-9)
    assert effect.low < effect.estimate < effect.high


def test_ratio_is_unknown_unless_the_denominator_is_surely_positive():
    values = normals("denominator", 30)
    for denominator in (values, values - 5, np.zeros(30)):
        assert math.isnan(ratio_effect(values + 3, denominator).estimate)


def test_ratio_to_a_constant_is_the_scaled_mean():
    values = normals("constant", 30)
    halved, plain = ratio_effect(values, np.full(30, 2.0)), mean_effect(values)
    assert (halved.low, halved.estimate, halved.high) == pytest.approx(
        (plain.low / 2, plain.estimate / 2, plain.high / 2)
    )
