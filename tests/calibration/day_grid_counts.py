"""The Pareto/NBD on a grid of days, written out for comparison: distribution and sampling."""

import numpy as np
from scipy import special, stats

from loyaltysim.randomness import Luck, gamma


def distribution(parameters, days, largest):
    """P(X = k) for k = 0..largest after some days, at most one act a day.

    A customer has D days in which to act: D > d with chance (beta / (beta + d))^s. Given D and the rate
    the acts are binomial; over the rate integrate Gauss and Laguerre.
    """
    r, alpha, s, beta = parameters
    nodes, weights = special.roots_genlaguerre(100, r - 1.0)
    chance = -np.expm1(-nodes / alpha)
    weights = weights / weights.sum()
    beyond = (beta / (beta + np.arange(days))) ** s
    ends = -np.diff(beyond, append=0.0)
    k = np.arange(largest + 1)[:, None, None]
    trials = np.arange(1, days + 1)[None, :, None]
    return np.einsum("kdn,d,n->k", stats.binom.pmf(k, trials, chance), ends, weights)


def record(parameters, days):
    """Draw x and t_x of customers who act at most once a day, by inverse transforms."""
    luck = Luck(3, range(1), days.size)
    rate = gamma(luck.traits("rate"), parameters.r / parameters.alpha, parameters.r**-0.5)
    hazard = gamma(luck.traits("hazard"), parameters.s / parameters.beta, parameters.s**-0.5)
    there = -np.log(luck.traits("end")) / hazard
    x, last = np.zeros(days.size), np.zeros(days.size)
    for day in range(int(days.max())):
        luck.begin_day(day)
        acts = (luck.events("act") < -np.expm1(-rate)) & (day < there) & (day < days)
        x += acts
        last[acts] = day + 1
    return x, last
