"""Doing an act again on the same occasion: less desired each time, up to a most."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import accumulate
from operator import mul
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loyaltysim.behaviour.constants import Constants


@dataclass(frozen=True, slots=True)
class Repetition:
    """Where a customer stands on an occasion on which an act can be done several times."""

    number: int = 1
    """Which of the occasion's acts is decided on, the first being 1."""
    most: int = 1
    """Acts on one occasion, at most."""
    usual: float = 1.0
    """Acts of an ordinary customer on an occasion on which he or she acts at all."""
    further: float = 0.0
    """Of them, those to be expected after this one."""


ONCE = Repetition()


def satiated(satiation: float, repetition: int) -> float:
    """Give the share of motivation that is left for a repetition: (1 - satiation)^(r - 1).

    Parameters
    ----------
    satiation
        Share that each act takes from the desire for the next one, 0 to 1.
    repetition
        1 for the first act of the occasion.

    Notes
    -----
    What was just had is wanted less (McAlister 1982; Redden 2015); the geometric form is an assumption.
    """
    return math.pow(1.0 - satiation, repetition - 1)


def repetitions(most: int, satiation: float, constants: Constants) -> tuple[Repetition, ...]:
    """Give the acts that one occasion may see, the first one first.

    Notes
    -----
    An ordinary customer has M = A = 1 at the first act, so that after act r the expected number of further ones
    is the sum over j > r of P_(r+1) ... P_j, with P of the action line at M = max((1 - satiation)^(j - 1), floor).
    That customers reckon with it is an assumption.
    """
    chances = [_chance(satiated(satiation, number), constants) for number in range(2, most + 1)]
    further = [sum(accumulate(chances[done:], mul)) for done in range(most)]
    return tuple(
        Repetition(number, most, 1.0 + further[0], after)
        for number, after in enumerate(further, start=1)
    )


def _chance(motivation: float, constants: Constants) -> float:
    """Give the chance to act with A = 1."""
    ln_motivation = math.log(max(motivation, constants.motivation_floor))
    odds = constants.action_odds + constants.action_slope * ln_motivation
    return (1.0 - constants.blocked_days) / (1.0 + math.exp(-odds))
