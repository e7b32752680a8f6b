"""What the Pareto/NBD expects of new customers, in closed form or by quadrature."""

import numpy as np
from scipy import special

_NODES, _WEIGHTS = special.roots_legendre(96)


def expected_repeats(parameters, t):
    """Give E[X(t)], the repeat acts expected of a new customer in a time t (Fader & Hardie 2005)."""
    r, alpha, s, beta = parameters
    stretch = np.log1p(np.asarray(t) / beta)
    return r / alpha * beta * stretch * special.exprel((1.0 - s) * stretch)


def repeats_distribution(parameters, t, largest):
    """Give P(X(t) = k) for k = 0 to `largest` of a new customer.

    Given the time u in which the customer could act, X is negative binomial; u is t, or the time of
    leaving, over which Gauss and Legendre integrate (in ln(1 + u/beta), which flattens its density).
    """
    r, alpha, s, beta = parameters
    stretch = np.log1p(t / beta)
    nodes = (_NODES + 1.0) / 2.0 * stretch
    leaves = s * np.exp(-s * nodes) * _WEIGHTS / 2.0 * stretch
    times = np.append(beta * np.expm1(nodes), t)
    chances = np.append(leaves, np.exp(-s * stretch))
    k = np.arange(largest + 1)[:, None]
    counts = special.gammaln(r + k) - special.gammaln(r) - special.gammaln(k + 1.0)
    log_pmf = (
        counts + r * np.log(alpha / (alpha + times)) + special.xlogy(k, times / (alpha + times))
    )
    return np.exp(log_pmf) @ chances
