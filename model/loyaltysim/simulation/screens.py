"""The highest chances a customer can have: screens that spare exact work for the many who miss them.

Who is let through hangs on luck and traits alone, so that it is found once for all schemes.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.behaviour.contagion import most_contagion
from loyaltysim.behaviour.service import most_vexing

if TYPE_CHECKING:
    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.table import Real, Traits
    from loyaltysim.hooks import Rows
    from loyaltysim.randomness import Luck
    from loyaltysim.simulation.setup import Setup

DAYS_OF_WEEK = 7
ROUNDING = 1.0 + 1e-4
"""Lifts a screen above what rounding could cut off."""


def most_occasions(need: Real, constants: Constants) -> Real:
    """Give the chance of an occasion with full habit, shape (n,).

    Parameters
    ----------
    need
        Occasions of the act per day, shape (n,).
    """
    most = need * (1.0 + constants.habit_cue)
    screen: Real = -np.expm1(-most) * ROUNDING
    return screen


def most_hazard(
    hazard: Real, constants: Constants, *, contagious: bool = False, vexing: bool = False
) -> Real:
    """Give the highest chance to leave on a day, shape (n,).

    Parameters
    ----------
    hazard
        Proneness to leave, per day, shape (n,).
    contagious
        Whether customers have friends who may leave.
    vexing
        Whether customers may be vexed.
    """
    factor = constants.leaving_most * math.exp(max(constants.annoyance, 0.0)) * ROUNDING
    if contagious:
        factor *= most_contagion(constants)
    if vexing:
        factor *= most_vexing(constants)
    screen: Real = -np.expm1(-hazard * factor)
    return screen


class Screens:
    """Who may meet an occasion of an act, or leave, on a day: all who can, and some who then do not.

    Parameters
    ----------
    contagious
        Whether customers have friends who may leave.
    """

    def __init__(
        self, setup: Setup, constants: Constants, luck: Luck, traits: Traits, *, contagious: bool
    ) -> None:
        self._setup, self._constants, self._luck = setup, constants, luck
        self._traits, self._contagious = traits, contagious
        self._needs: dict[int, Real] = {}
        self._occasions: dict[tuple[int, float], Real] = {}
        self._hazards: dict[bool, Real] = {}
        self._found: dict[str, Rows] = {}
        self._found_on = luck.day

    def act_need(self, number: int) -> Real:
        """Give the occasions per day for an act, shape (n,)."""
        if number not in self._needs:
            multiple, need = self._setup.acts[number].need, self._traits.need
            scaled = need if multiple == 1.0 else need * need.dtype.type(multiple)
            self._needs[number] = scaled
        return self._needs[number]

    def occasion(self, number: int) -> Real:
        """Give the highest chance of an occasion for an act today, shape (n,)."""
        rush = self._setup.calendar.rush(self._luck.day)
        if (number, rush) not in self._occasions:
            if len(self._occasions) == DAYS_OF_WEEK * len(self._setup.acts):
                self._occasions.clear()  # a month is over
            need = self.act_need(number)
            bound = most_occasions(need * need.dtype.type(rush), self._constants)
            self._occasions[number, rush] = bound
        return self._occasions[number, rush]

    def hazard(self, *, vexing: bool) -> Real:
        """Give the highest chance to leave on a day, shape (n,)."""
        if vexing not in self._hazards:
            self._hazards[vexing] = most_hazard(
                self._traits.hazard, self._constants, contagious=self._contagious, vexing=vexing
            )
        return self._hazards[vexing]

    def may_meet_occasion(self, number: int) -> Rows:
        """Give the rows of which some meet an occasion for an act today."""
        decision = f"occasion:{self._setup.acts[number].name}"
        if decision not in self._today:
            self._today[decision] = self._below(decision, self.occasion(number))
        return self._today[decision]

    def may_leave(self, *, vexing: bool) -> Rows:
        """Give the rows of which some leave today."""
        key = f"leave:{vexing}"
        if key not in self._today:
            self._today[key] = self._below("leave", self.hazard(vexing=vexing))
        return self._today[key]

    @property
    def _today(self) -> dict[str, Rows]:
        """What was found today."""
        if self._found_on != self._luck.day:
            self._found, self._found_on = {}, self._luck.day
        return self._found

    def _below(self, decision: str, bound: Real) -> Rows:
        return np.flatnonzero(self._luck.events(decision) < bound)
