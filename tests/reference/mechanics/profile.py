"""What a firm believes of one person's susceptibility, by that person's own answers."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri
from tests.reference.persuading import best_on_average

from loyaltysim.customers.columns import PRINCIPLES

if TYPE_CHECKING:
    from tests.reference.mechanics.membership import Membership

ARMS = ("", *PRINCIPLES)
PLACES = {
    "base": ("common", False),
    "general": ("common", True),
    "reciprocity": ("reciprocity", False),
    "commitment": ("reciprocity", True),
    "social_proof": ("social_proof", False),
    "authority": ("social_proof", True),
    "liking": ("liking", False),
    "scarcity": ("liking", True),
}
"""Which decision draws which normal number, as its first or its second."""
FIRST_GUESS, ITS_SD, NOISE, SLOPE = 0.3, 0.3, 0.2, 0.1


@dataclass
class Counts:
    """Messages of one person, and what they brought more than was expected, by arm."""

    noticed: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ARMS, 0))
    beyond: dict[str, float] = field(default_factory=lambda: dict.fromkeys(ARMS, 0.0))


class Profile:
    """Counts of messages and answers, and what they make of the prior: a linear model of eight unknowns.

    The unknowns are b, u and the e of each principle, normal and independent before any answer; an answer is
    m + b + g mu_p + a u + e_p and noise. The posterior is that of least squares with a prior, solved as a whole.
    """

    def __init__(self, member: Membership) -> None:
        self.member, self.counts = member, Counts()
        if member.rule.profile is not None:
            whose = member.instance.rival, member.rule.profile
            self.counts = member.customer.profiles.setdefault(whose, self.counts)

    def learn(self, principle: str, *, answered: bool, expected: float = FIRST_GUESS) -> None:
        self.counts.noticed[principle] += 1
        self.counts.beyond[principle] += answered - expected

    def choose(self) -> str:
        """Draw all effects from what is believed, and take the best, if any is good."""
        effects = self._draw()
        best = max(PRINCIPLES, key=lambda name: effects[name])
        return best if effects[best] > 0.0 else ""

    def _draw(self) -> dict[str, float]:
        customer = self.member.customer
        k = customer.model.constants
        gain = SLOPE * k.action_slope * k.persuasion
        means = customer.model.means_known
        a = gain * k.susceptibility_sd * math.sqrt(k.susceptibility_correlation)
        tau = gain * k.susceptibility_sd * math.sqrt(1.0 - k.susceptibility_correlation)
        precision = np.diag([ITS_SD**-2, 1.0, *[tau**-2] * len(PRINCIPLES)])
        weighed = np.zeros(2 + len(PRINCIPLES))
        for place, arm in enumerate(ARMS):
            x = np.zeros(len(weighed))
            x[0] = 1.0
            if arm:
                x[1], x[1 + place] = a, 1.0
            usual = gain * means[arm] if arm else 0.0
            noticed, beyond = self.counts.noticed[arm], self.counts.beyond[arm]
            precision += noticed * np.outer(x, x) / NOISE
            weighed += x * (beyond - noticed * usual) / NOISE
        b, u = self._common(precision, weighed)
        effects = {}
        for place, name in enumerate(PRINCIPLES, start=2):
            own = precision[place, place]
            mean = (weighed[place] - precision[place, 0] * b - precision[place, 1] * u) / own
            e = mean + self._z(name) / math.sqrt(own)
            effects[name] = gain * means[name] + a * u + e
        return effects

    def _common(self, precision: np.ndarray, weighed: np.ndarray) -> tuple[float, float]:
        """Draw b, and u given b, from their joint distribution."""
        covariance = np.linalg.inv(precision)
        mean = covariance @ weighed
        b = mean[0] + self._z("base") * math.sqrt(covariance[0, 0])
        slope = covariance[1, 0] / covariance[0, 0]
        left = covariance[1, 1] - slope * covariance[0, 1]
        return b, mean[1] + slope * (b - mean[0]) + self._z("general") * math.sqrt(left)

    def _z(self, name: str) -> float:
        member = self.member
        decision, second = PLACES[name]
        u = member.customer.luck(f"instance:{member.name}:profile:{decision}")
        k = math.floor(2**24 * u) % 4096 if second else math.floor(4096 * u)
        return float(ndtri((k + 0.5) / 4096))


def chosen(member: Membership, profile: Profile) -> str:
    """Choose a principle as the firm does."""
    if member.rule.policy == "profile":
        return profile.choose()
    if member.rule.policy == "random":
        u = member.customer.luck(f"instance:{member.name}:principle")
        return PRINCIPLES[math.floor(6.0 * u)]
    if member.rule.policy == "best_average":
        return best_on_average(member.customer.model)
    return "best" if member.rule.policy == "oracle" else str(member.rule.principle)


def spoken(member: Membership, profile: Profile) -> str | None:
    """Choose the principle of a meeting: none with somebody untrained; None where none is ever carried."""
    if member.rule.policy == "none":
        return None
    trained = member.customer.luck(f"instance:{member.name}:trained") < member.rule.trained
    return chosen(member, profile) if trained else ""
