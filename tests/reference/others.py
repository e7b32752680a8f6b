"""What others do: norms, rivals, mates and support, and what they do to motivation."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from loyaltysim.behaviour.constants import Constants


@dataclass(frozen=True)
class Norm:
    """What people usually do, told some days ago; level and own are shares."""

    level: float
    own: float
    days_since_told: float

    def pull(self, competitiveness: float, sociability: float, k: Constants) -> float:
        fades = math.exp(-self.days_since_told / k.report_days)
        return sociability * (self.level - self.own) * fades


@dataclass(frozen=True)
class Rival:
    """Somebody to beat, by any score."""

    level: float
    own: float

    def pull(self, competitiveness: float, sociability: float, k: Constants) -> float:
        near = 0.0
        if self.level > 0.0 and self.own > 0.0:
            near = math.exp(-abs(math.log(self.level / self.own)) / k.rival_width)
        both = self.level + self.own
        behind = (self.level - self.own) / both if both > 0.0 else 0.0
        return competitiveness * (near + behind)


@dataclass(frozen=True)
class Team:
    """Mates; the level is their mean share."""

    level: float

    def pull(self, competitiveness: float, sociability: float, k: Constants) -> float:
        return sociability * self.level


@dataclass(frozen=True)
class Support:
    """People who cheer."""

    level: float

    def pull(self, competitiveness: float, sociability: float, k: Constants) -> float:
        return sociability * k.support * self.level


@dataclass(frozen=True)
class Compulsion:
    """Having to take part in what does not suit one."""

    mind: float

    def pull(self, competitiveness: float, sociability: float, k: Constants) -> float:
        return -self.mind


Other = Norm | Rival | Team | Support | Compulsion


def social_pull(
    others: Iterable[tuple[Other, float]],
    competitiveness: float,
    sociability: float,
    k: Constants,
) -> float:
    """s: how all that others do pulls, each as far as it is not worn off, at most 1 either way."""
    total = sum(left * other.pull(competitiveness, sociability, k) for other, left in others)
    return min(1.0, max(-1.0, total))
