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

from loyaltysim.behaviour.persuasion import most_moving
from loyaltysim.customers.columns import PRINCIPLES
from loyaltysim.hooks import StateColumn
from loyaltysim.randomness import normal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from loyaltysim.hooks import Rows, Susceptible, View
    from loyaltysim.randomness import Float64

    Whole = NDArray[np.int32]

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

    noticed: Sequence[Whole]
    answered: Sequence[Whole]


class Weights(NamedTuple):
    """What messages with one arm weigh, by their number, shape (numbers,): found for numbers, not for persons."""

    expected: Float64
    """Answers to be expected of everybody."""
    each: Float64
    all: Float64
    learnt: Float64
    """How much of what they say beyond all else is taken for the arm's own effect."""
    left: Float64
    """What remains unknown of it, as a standard deviation."""


def _weights(most: int, mean: float, variance: float) -> Weights:
    """Give what 0, 1, 2 ... messages weigh, where an arm's own effect has a mean and a variance."""
    number = np.arange(most + 1, dtype=np.float64)
    each = 1.0 / (NOISE + number * variance)
    left = np.sqrt(variance * NOISE * each)
    return Weights(number * mean, each, each * number, variance * each, left)


def profile_columns() -> tuple[StateColumn, ...]:
    """Declare what is counted of each customer: messages noticed and answered, by principle."""
    return tuple(
        StateColumn(f"{what}_{arm}", "messages", f"messages with {arm} {what}", dtype=np.int32)
        for what in ("noticed", "answered")
        for arm in ARMS
    )


def drawn_effects(
    told: Told, known: Susceptible, z_common: Float64, z_own: Float64, base: float = BASE
) -> list[Float64]:
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
    One of shape (rows,) for each principle.

    Notes
    -----
    theta_p = g mu_p + a u + e_p, with u standard normal, a = g sd sqrt(r), and e_p of variance tau^2 = g^2 sd^2 (1 - r).
    Given b and u the arms tell nothing of one another, so that only these two have to be drawn together.
    """
    spread = known.gain * known.sd
    a, tau2 = spread * math.sqrt(known.correlation), spread**2 * (1.0 - known.correlation)
    usual = [0.0, *(known.gain * mean for mean in known.mean)]
    n = [noticed.astype(np.intp) for noticed in told.noticed]
    most = int(max(noticed.max(initial=0) for noticed in n))
    weights = [_weights(most, mean, tau2 if arm else 0.0) for arm, mean in enumerate(usual)]
    # of each arm: answers beyond what was expected
    beyond = [
        yes - weight.expected.take(m)
        for yes, m, weight in zip(told.answered, n, weights, strict=True)
    ]
    b, u = _drawn_common(beyond, n, weights, a, z_common, base)
    general = a * u
    common, effects = b + general, []
    for arm, weight in enumerate(weights[1:], 1):
        learnt = weight.learnt.take(n[arm]) * (beyond[arm] - n[arm] * common)
        effect = usual[arm] + general
        effect += learnt
        effect += weight.left.take(n[arm]) * z_own[arm - 1]
        effects.append(effect)
    return effects


def _drawn_common(
    beyond: Sequence[Float64],
    n: Sequence[Rows],
    weights: Sequence[Weights],
    a: float,
    z: Float64,
    base: float,
) -> tuple[Float64, Float64]:
    """Draw each one's base b and general susceptibility u; their precision is [[p, q], [q, r]]."""
    neutral, *heard_of = (weight.all.take(m) for weight, m in zip(weights, n, strict=True))
    said_of = [weight.each.take(m) * y for weight, m, y in zip(weights, n, beyond, strict=True)]
    heard, said = sum(heard_of), sum(said_of[1:])
    p = BASE_SD**-2 + neutral + heard
    q, r = a * heard, 1.0 + a * a * heard
    to_b, to_u = base * BASE_SD**-2 + said_of[0] + said, a * said
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
    return most_moving(drawn_effects(told, view.susceptible, common, own, base))


def _normals(view: View, rows: Rows, names: Sequence[str]) -> Float64:
    uniforms = np.empty((len(names), rows.size))
    for uniform, name in zip(uniforms, names, strict=True):
        uniform[:] = view.luck(f"profile:{name}").take(rows)
    uniforms += HALF_STEP
    return normal(uniforms)


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
        view.own[f"noticed_{name}"][rows.compress(of_arm)] += 1
        view.own[f"answered_{name}"][rows.compress(of_arm & answered)] += 1
