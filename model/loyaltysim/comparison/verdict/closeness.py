"""How near a verdict is to the line beyond which it would be another: what other luck could say.

Every rule with a threshold flips near it. Rather than to blur the rule, the chance is foretold that the same
comparison with other customers, other luck and other draws of the constants comes to another kind of verdict.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.special import betaln, ndtr

if TYPE_CHECKING:
    from loyaltysim.comparison.verdict.assumptions import Share
    from loyaltysim.comparison.verdict.standing import Standing

CLOSE = 0.1
"""Chance of another verdict from which on a verdict says that it is close."""


class Closeness(NamedTuple):
    """How likely other luck gives another kind of verdict, and through what."""

    moves: float
    """Chance that a rival's place is another."""

    rival: str
    """The rival whose place is least sure."""

    turns: float
    """Chance that other draws of the constants fall on the other side of what is enough."""

    heard: float = 1.0
    """Chance that the models let an answer hold that other luck would give; part of `moves`."""

    @property
    def chance(self) -> float:
        """Give the chance through either."""
        return 1 - (1 - self.moves) * (1 - self.turns)


def closeness(found: Standing, support: Share | None, hope: Share | None, enough: int) -> Closeness:
    """Foretell how likely other luck gives another kind of verdict.

    Parameters
    ----------
    support
        Plausible models in which the answer holds; None if none were asked.
    hope
        Models in which an answer holds that luck leaves open; too few keep it open whatever luck says.
    enough
        Models in which it has to hold.
    """
    moves = {rival: _moves(found, rival) for rival in found.leads}
    rival = max(moves, key=moves.__getitem__)
    heard = _turns(hope, enough) if hope is not None and hope.hits < enough else 1.0
    turns = 0.0 if support is None else _turns(support, enough)
    return Closeness(heard * moves[rival], rival, turns, heard)


def _moves(found: Standing, rival: str) -> float:
    """Give the chance that a rival's place is another with other customers and other luck.

    Another estimate is normal around this one with twice its variance, and its interval as wide.
    """
    lead, m = found.leads[rival], found.matters
    spread = math.sqrt(2) * lead.se
    if lead.same or not spread > 0:
        return 0.0
    behind = float(ndtr((lead.low - m) / spread))
    same = max(0.0, float(ndtr((m - lead.high) / spread) - ndtr((-m - lead.low) / spread)))
    stays = {"behind": behind, "same": same, "open": 1 - behind - same}
    return 1 - stays[found.place(rival)]


def _turns(support: Share, enough: int) -> float:
    """Give the chance that as many other draws fall on the other side of what is enough."""
    return otherwise(support, enough, support.draws, enough)


def otherwise(support: Share, enough: int, draws: int, enough_again: int) -> float:
    """Give the chance that so many other draws fall on the other side of what is enough of them.

    The share of models behind the draws is not known either: beta-binomial, by Jeffreys' prior.

    Parameters
    ----------
    enough, enough_again
        Models in which an answer has to hold, of those of `support` and of the other draws.
    """
    hits = support.hits
    fewer = _fewer(enough_again, draws, hits + 0.5, support.draws - hits + 0.5)
    return fewer if hits >= enough else 1 - fewer


def _fewer(enough: int, draws: int, a: float, b: float) -> float:
    """Give the beta-binomial chance of fewer hits than enough, without `scipy.stats`, which is slow to load."""
    hits = np.arange(enough)
    ways = -np.log(draws + 1) - betaln(hits + 1, draws - hits + 1)
    return float(np.exp(ways + betaln(hits + a, draws - hits + b) - betaln(a, b)).sum())
