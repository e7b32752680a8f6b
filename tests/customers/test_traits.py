"""Who the customers are: every trait has the distribution that the model's description gives."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats
from tests.statistical.checks import agree, counts_agree, follows, share_agrees
from tests.worlds import GUESTS, TWO_SEGMENTS, VISIT, world
from tests.worlds import USER_TYPES as SHARES

from loyaltysim.behaviour.constants import Constants
from loyaltysim.customers.columns import FACTORS, USER_TYPES
from loyaltysim.customers.population import SegmentPopulation, Spread
from loyaltysim.simulation.setup import Contract

pytestmark = pytest.mark.statistical
K = Constants.default()


@pytest.fixture(scope="module")
def traits():
    return drawn(SegmentPopulation((GUESTS,)), acts=(replace(VISIT, ticket=TICKET),))


def drawn(population, **changes):
    where = world(size=2000, markets=range(5), population=population, **changes)
    return where.customers.traits


def gamma(spread):
    shape = spread.cv**-2
    return stats.gamma(shape, scale=spread.mean / shape)


def lognormal(median, sd):
    return stats.lognorm(sd, scale=median)


TICKET = Spread(9.5, 0.4)
TICKET_SD = np.sqrt(np.log1p(TICKET.cv**2))
DISTRIBUTIONS = {
    "need": gamma(GUESTS.rate),
    "hazard": gamma(GUESTS.hazard),
    "ticket": lognormal(TICKET.mean * np.exp(-(TICKET_SD**2) / 2), TICKET_SD),
    "intrinsic": lognormal(1.0, K.intrinsic_sd),
    "reward_sensitivity": lognormal(
        K.reward_sensitivity * np.exp(-(K.reward_sensitivity_sd**2) / 2), K.reward_sensitivity_sd
    ),
    "loss_aversion": lognormal(K.loss_aversion, K.loss_aversion_sd),
    "discount_rate": lognormal(K.discount_rate, K.discount_rate_sd),
    "novelty_seeking": lognormal(1.0, K.novelty_seeking_sd),
    "habit_rate": lognormal(K.habit_rate, K.habit_rate_sd),
    "ln_resource": stats.norm(0.0, scale=K.resource_sd),
}


@pytest.mark.parametrize("name", DISTRIBUTIONS)
def test_a_trait_follows_its_distribution(name, traits):
    right = DISTRIBUTIONS[name]
    sample = getattr(traits, name)
    assert follows(sample, right, len(DISTRIBUTIONS))
    wider = right.dist(*right.args, **{**right.kwds, "scale": right.kwds["scale"] * 1.1})
    assert not follows(sample, wider)


def test_attention_is_spread_in_the_logit(traits):
    logit = np.log(traits.attention / (1 - traits.attention))
    right = stats.norm(np.log(K.attention / (1 - K.attention)), K.attention_sd)
    assert follows(logit, right)
    assert not follows(logit, stats.norm(right.mean() + 0.1, K.attention_sd))


@pytest.mark.parametrize("spread", [Spread(2.0, 0.3), Spread(0.05, 1.0), Spread(1e-4, 3.0)])
def test_rates_have_the_mean_and_the_variation_that_were_asked_for(spread):
    segment = replace(GUESTS, rate=spread)
    need = drawn(SegmentPopulation((segment,))).need
    assert agree(need, spread.mean)
    assert agree((need / spread.mean - 1) ** 2, spread.cv**2)
    assert not agree((need / spread.mean - 1) ** 2, (spread.cv * 1.4) ** 2)


def test_a_variation_of_zero_makes_all_alike():
    need = drawn(SegmentPopulation((replace(GUESTS, rate=Spread(0.2, 0.0)),))).need
    assert np.all(need == 0.2)


def test_rewards_pull_as_much_on_average_as_the_constant_says(traits):
    assert agree(traits.reward_sensitivity, K.reward_sensitivity)


def test_segments_have_their_shares_and_their_rates():
    traits = drawn(SegmentPopulation(TWO_SEGMENTS))
    assert share_agrees((traits.segment == 0).sum(), traits.n, 0.4)
    assert not share_agrees((traits.segment == 0).sum(), traits.n, 0.43)
    for number, segment in enumerate(TWO_SEGMENTS):
        assert follows(traits.need[traits.segment == number], gamma(segment.rate), 2)


def test_the_last_segment_takes_what_rounding_leaves():
    thirds = tuple(replace(GUESTS, name=name, share=0.333) for name in "abc")
    assert set(np.unique(drawn(SegmentPopulation(thirds)).segment)) == {0, 1, 2}


def test_user_types_are_mixtures_with_the_segments_mean(traits):
    assert traits.user_type.sum(axis=0) == pytest.approx(np.ones(traits.n))
    for number, share in enumerate(SHARES):
        assert agree(traits.user_type[number], share, len(USER_TYPES))
    # weights of a Dirichlet distribution: a beta distribution for each type
    whole = K.hexad_concentration
    first = stats.beta(whole * SHARES[0], whole * (1 - SHARES[0]))
    assert follows(traits.user_type[0], first)
    assert not follows(traits.user_type[0], stats.beta(whole * 1.3 * 0.25, whole * 1.3 * 0.75))


def test_traits_are_independent_of_one_another(traits):
    columns = {name: getattr(traits, name).reshape(-1, traits.n)[0] for name in DISTRIBUTIONS}
    columns |= {f"resource {name}": traits.ln_resource[i] for i, name in enumerate(FACTORS)}
    del columns["ln_resource"]
    ranks = stats.spearmanr(np.stack(list(columns.values())), axis=1).statistic
    pairs = np.abs(np.asarray(ranks)[np.triu_indices(len(columns), 1)])
    limit = stats.norm.isf(1e-6 / pairs.size / 2) / np.sqrt(traits.n - 1)
    assert pairs.max() < limit < 0.07


def test_contracts_end_on_any_day_of_the_period():
    phase = drawn(SegmentPopulation((GUESTS,)), contract=Contract(12, 5.0)).contract_phase
    assert counts_agree(np.bincount(phase, minlength=12), np.full(12, 1 / 12))
    assert phase.max() == 11
