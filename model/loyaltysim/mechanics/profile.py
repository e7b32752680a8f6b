"""Persuasion profiles: what a firm believes of each person's susceptibility, by that person's own answers alone.

The firm thinks that a person answers a message with a chance of b + theta_p: a base b of one's own, and an effect of
the principle p, which is 0 for a message without one. Before any answer b is normal, and so are the effects, with the
mean, spread and correlation that they have in the population. Answers count as normal, too, with a fixed variance, so that
numbers of messages and of answers by principle say all (Gelman et al. 2013, *Bayesian Data Analysis*, ch. 5 and 14).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from loyaltysim.customers.columns import PRINCIPLES
from loyaltysim.hooks import NEUTRAL, StateColumn
from loyaltysim.randomness import normal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from loyaltysim.hooks import Rows, Susceptible, View
    from loyaltysim.randomness import Float64

BASE, BASE_SD = 0.3, 0.3
"""What a firm expects of the chance that somebody answers a neutral message, before it has sent any; of other answers it has
a mean of its own."""
NOISE = 0.2
"""Variance of an answer around its chance p, p (1 - p): that of a chance near 0.3."""
HALF_STEP = 2.0**-25
"""Keeps the normal quantile of a uniform of 24 bits finite."""
ARMS = ("no_principle", *PRINCIPLES)
"""What a message can carry: the principles by their numbers + 1."""


class Told(NamedTuple):
    """Messages of each person that were noticed and answered, arm by arm in the order of `ARMS`, each of shape (rows,)."""

    noticed: Sequence[Float64]
    answered: Sequence[Float64]


def profile_columns() -> tuple[StateColumn, ...]:
    """Declare what is counted of each customer: messages noticed and answered, by principle."""
    return tuple(
        StateColumn(f"{what}_{arm}", "messages", f"messages with {arm} {what}")
        for what in ("noticed", "answered")
        for arm in ARMS
    )


def drawn_effects(
    told: Told, known: Susceptible, z_common: Float64, z_own: Float64, base: float = BASE
) -> Float64:
    """Draw the effects of the principles on each one's chance to answer from what is believed of them.

    Parameters
    ----------
    known
        What is known of the population.
    z_common, z_own
        Standard normal numbers, shape (2, rows) and (principles, rows).
    base
        Chance of an answer without a principle that is expected before any.

    Returns
    -------
    Shape (principles, rows).

    Notes
    -----
    theta_p = g mu_p + a u + e_p, with u standard normal, a = g sd sqrt(r), and e_p of variance tau^2 = g^2 sd^2 (1 - r).
    Given b and u the arms tell nothing of one another, so that only these two have to be drawn together.
    """
    spread = known.gain * known.sd
    a, tau2 = spread * math.sqrt(known.correlation), spread**2 * (1.0 - known.correlation)
    n = told.noticed
    usual = [0.0, *(known.gain * mean for mean in known.mean)]
    # of each arm: answers beyond what was expected, and the weight of each message
    beyond = [yes - m * mean for yes, m, mean in zip(told.answered, n, usual, strict=True)]
    weight = [1.0 / (NOISE + m * var) for m, var in zip(n, _own_variances(tau2), strict=True)]
    b, u = _drawn_common(beyond, n, weight, a, z_common, base)
    effects = []
    for arm in range(1, len(ARMS)):
        learnt = tau2 * weight[arm] * (beyond[arm] - n[arm] * (b + a * u))
        left = np.sqrt(tau2 * NOISE * weight[arm])
        effects.append(usual[arm] + a * u + learnt + left * z_own[arm - 1])
    return np.stack(effects)


def _own_variances(tau2: float) -> list[float]:
    return [0.0] + [tau2] * len(PRINCIPLES)


def _drawn_common(
    beyond: Sequence[Float64],
    n: Sequence[Float64],
    weight: Sequence[Float64],
    a: float,
    z: Float64,
    base: float,
) -> tuple[Float64, Float64]:
    """Draw each one's base b and general susceptibility u; their precision is [[p, q], [q, r]]."""
    heard = sum(w * m for w, m in zip(weight[1:], n[1:], strict=True))
    said = sum(w * y for w, y in zip(weight[1:], beyond[1:], strict=True))
    p = BASE_SD**-2 + weight[0] * n[0] + heard
    q, r = a * heard, 1.0 + a * a * heard
    to_b, to_u = base * BASE_SD**-2 + weight[0] * beyond[0] + said, a * said
    det = p * r - q * q
    b = (r * to_b - q * to_u) / det + np.sqrt(r / det) * z[0]
    # u given b
    u = (to_u - q * b) / r + z[1] / np.sqrt(r)
    return b, u


def chosen(view: View, rows: Rows, base: float = BASE) -> NDArray[np.int8]:
    """Draw the effects from what is believed of each person, and choose the best, or none if all repel.

    Parameters
    ----------
    base
        As of `drawn_effects`.

    Notes
    -----
    Thompson (1933) sampling: each principle is chosen as often as it is believed to be best.
    """
    told = Told(
        *(
            [view.own[f"{what}_{arm}"].take(rows) for arm in ARMS]
            for what in ("noticed", "answered")
        )
    )
    common = _normals(view, rows, ("base", "general"))
    own = _normals(view, rows, PRINCIPLES)
    drawn = drawn_effects(told, view.susceptible, common, own, base)
    best: NDArray[np.int8] = drawn.argmax(axis=0).astype(np.int8)
    best[drawn.max(axis=0) <= 0.0] = NEUTRAL
    return best


def _normals(view: View, rows: Rows, names: Sequence[str]) -> Float64:
    uniforms = np.stack([view.luck(f"profile:{name}").take(rows) for name in names])
    return normal(uniforms.astype(np.float64) + HALF_STEP)


def learn(
    view: View, rows: Rows, principle: NDArray[np.int8] | None, answered: NDArray[np.bool_]
) -> None:
    """Count who met which principle, and who answered.

    Parameters
    ----------
    principle, answered
        Of each of the rows; nothing is counted where no principle was chosen.
    """
    for arm, name in enumerate(ARMS) if principle is not None else ():
        of_arm = principle == arm - 1
        view.own[f"noticed_{name}"][rows[of_arm]] += 1
        view.own[f"answered_{name}"][rows[of_arm & answered]] += 1
