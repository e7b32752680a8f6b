"""Persuasion profiles: what a firm believes of each person's susceptibility, by that person's own answers alone.

The firm thinks that a person answers a message with a chance of m + b + theta_p: what it expects of everybody, m, which is
of the message and not of the person; how much readier this person is, b; and an effect of
the principle p, which is 0 for a message without one. Before any answer b is normal, and so are the effects, with the
mean, spread and correlation that they have in the population. Answers count as normal, too, with a fixed variance, so that
numbers of messages, and of answers beyond those expected, by principle say all (Gelman et al. 2013, *Bayesian Data Analysis*, ch. 5 and 14).

Several who ask can keep one profile: that who is readier to answer one of them is as much readier to answer the others is an assumption.
"""

from __future__ import annotations

import math
from functools import reduce
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from loyaltysim.behaviour.persuasion import most_moving
from loyaltysim.customers.columns import PRINCIPLES
from loyaltysim.hooks import StateColumn
from loyaltysim.randomness import two_normal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from loyaltysim.hooks import Rows, Susceptible, View
    from loyaltysim.randomness import Float64

    Whole = NDArray[np.int32]

BASE, BASE_SD = 0.3, 0.3
"""What a firm expects of the chance that somebody answers a neutral message, which other answers have of their own, and how
far persons differ."""
NOISE = 0.2
"""Variance of an answer around its chance p, p (1 - p): that of a chance near 0.3."""
ARMS = ("no_principle", *PRINCIPLES)
"""What a message can carry: the principles by their numbers + 1."""
DRAWN_BY = ("common", *PRINCIPLES[::2])
"""Decisions of which each draws two normal numbers: for the readiness and the general susceptibility, and for this principle and the
next."""


class Told(NamedTuple):
    """Messages of each person that were noticed, and answers beyond those expected, arm by arm in the order of `ARMS`, each of shape (rows,)."""

    noticed: Sequence[Whole]
    beyond: Sequence[Float64]


def profile_columns(name: str = "") -> tuple[StateColumn, ...]:
    """Declare what is counted of each customer by principle.

    Parameters
    ----------
    name
        Of the profile, where others keep it, too.
    """
    common = f"profile {name}" if name else ""
    return tuple(
        StateColumn(f"{what}_{arm}", unit, f"{told} with {arm}", dtype=dtype, common=common)
        for what, unit, told, dtype in (
            ("noticed", "messages", "messages noticed", np.int32),
            ("beyond", "answers", "answers beyond those expected", np.float64),
        )
        for arm in ARMS
    )


def drawn_effects(
    told: Told,
    known: Susceptible,
    z_common: Sequence[Float64],
    z_own: Sequence[Float64],
) -> list[Float64]:
    """Draw the effects of the principles on each one's chance to answer from what is believed of them.

    Parameters
    ----------
    known
        What is known of the population.
    z_common, z_own
        Standard normal numbers, each of shape (rows,): for the readiness and the general susceptibility, and for each principle.

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
    usual = [known.gain * mean for mean in known.mean]
    noticed = told.noticed[1:]
    # what messages of one principle weigh by their number, and what they leave unknown of its effect
    most = max(n.max(initial=0) for n in noticed)
    each = 1.0 / (NOISE + tau2 * np.arange(most + 1))
    left = np.sqrt(NOISE * tau2 * each)
    weights = [each.take(n) for n in noticed]
    said = [
        weight * (beyond - n * mean)
        for weight, beyond, n, mean in zip(weights, told.beyond[1:], noticed, usual, strict=True)
    ]
    heard = [weight * n for weight, n in zip(weights, noticed, strict=True)]
    b, u = _drawn_common(told, reduce(np.add, heard), reduce(np.add, said), a, z_common)
    general = a * u
    common = b + general
    return [
        mean + general + tau2 * (beyond - weight * common) + left.take(n) * z
        for mean, beyond, weight, n, z in zip(usual, said, heard, noticed, z_own, strict=True)
    ]


def _drawn_common(
    told: Told, heard: Float64, said: Float64, a: float, z: Sequence[Float64]
) -> tuple[Float64, Float64]:
    """Draw each one's readiness b and general susceptibility u; their precision is [[p, q], [q, r]].

    Parameters
    ----------
    heard, said
        Sums over the principles of what their messages weigh, and of that times the answers beyond what was expected of the principle, too.
    """
    p = BASE_SD**-2 + told.noticed[0] / NOISE + heard
    q, r = a * heard, 1.0 + a * a * heard
    to_b, to_u = told.beyond[0] / NOISE + said, a * said
    det = p * r - q * q
    b = (r * to_b - q * to_u) / det + np.sqrt(r / det) * z[0]
    # u given b
    u = (to_u - q * b) / r + z[1] / np.sqrt(r)
    return b, u


def chosen(view: View, rows: Rows) -> NDArray[np.int8]:
    """Draw the effects from what is believed of each person, and choose the best, or none if all repel.

    Notes
    -----
    Thompson (1933) sampling: each principle is chosen as often as it is believed to be best.
    """
    told = Told(
        *([view.own[f"{what}_{arm}"].take(rows) for arm in ARMS] for what in ("noticed", "beyond"))
    )
    z = [z for name in DRAWN_BY for z in two_normal(view.luck(f"profile:{name}").take(rows))]
    return most_moving(drawn_effects(told, view.susceptible, z[:2], z[2:]))


def learn(
    view: View,
    rows: Rows,
    principle: NDArray[np.int8] | None,
    answered: NDArray[np.bool_],
    expected: float = BASE,
) -> None:
    """Count who met which principle, and who answered beyond what was expected.

    Parameters
    ----------
    principle, answered
        Of each of the rows; nothing is counted where no principle was chosen.
    expected
        Chance of an answer without a principle.
    """
    for arm, name in enumerate(ARMS) if principle is not None else ():
        of_arm = np.flatnonzero(principle == arm - 1)
        met = rows.take(of_arm)
        view.own[f"noticed_{name}"][met] += 1
        view.own[f"beyond_{name}"][met] += answered.take(of_arm) - expected
