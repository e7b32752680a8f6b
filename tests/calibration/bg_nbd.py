"""BG/NBD by maximum likelihood: the forecast that the model must not fall behind.

Fader, Hardie & Lee (2005), "Counting your customers the easy way", Marketing Science 24(2), 275-284.
"""

# ruff: noqa: N803 -- x, t_x and T are what the literature calls them

import numpy as np
from scipy import optimize, special


def log_likelihood(parameters, x, t_x, T):
    r, alpha, a, b = parameters
    common = special.gammaln(r + x) - special.gammaln(r) + r * np.log(alpha)
    stayed = special.betaln(a, b + x) - special.betaln(a, b) - (r + x) * np.log(alpha + T)
    with np.errstate(divide="ignore"):
        left = np.where(
            x > 0,
            special.betaln(a + 1, b + np.maximum(x, 1) - 1)
            - special.betaln(a, b)
            - (r + x) * np.log(alpha + t_x),
            -np.inf,
        )
    return float(np.sum(common + np.logaddexp(stayed, left)))


def fit(x, t_x, T):
    def loss(logs) -> float:
        return float(-log_likelihood(np.exp(logs), x, t_x, T))

    found = optimize.minimize(loss, np.zeros(4), method="L-BFGS-B")
    return np.exp(found.x), -found.fun


def expected_next(parameters, x, t_x, T, t):
    r, alpha, a, b = parameters
    ratio = ((alpha + T) / (alpha + T + t)) ** (r + x)
    series = special.hyp2f1(r + x, b + x, a + b + x - 1, t / (alpha + T + t))
    odds = np.where(x > 0, a / (b + x - 1 + (x == 0)) * ((alpha + T) / (alpha + t_x)) ** (r + x), 0)
    return (a + b + x - 1) / (a - 1) * (1 - ratio * series) / (1 + odds)
