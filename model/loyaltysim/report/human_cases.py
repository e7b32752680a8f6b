"""Whether the people of schemes pay, as far as luck and the assumptions let it be known."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from loyaltysim.comparison.verdict.reasons import sells
from loyaltysim.comparison.verdict.support import IN, MOST, enough
from loyaltysim.language import say
from loyaltysim.report.staffing import staffed

if TYPE_CHECKING:
    from loyaltysim.comparison import Comparison
    from loyaltysim.comparison.measures.effects import Effect
    from loyaltysim.report.staffing import Staffed

CENT = 0.01
ANSWERS = PAYS, LIKELY, OPEN, PAYS_NOT = "pays", "likely pays", "open", "does not pay"
"""From the best to the worst."""


class Found(NamedTuple):
    """Whether a human pays, as far as luck and, if they were varied, the assumptions let it be known."""

    gain: Effect
    """What is earned more with more people, in currency per launch customer."""

    hits: float
    """Plausible models in which that is enough."""

    draws: int
    """Plausible models that were asked; 0 where assumptions were not varied."""

    answer: str
    """One of `ANSWERS`."""

    def in_models(self) -> str:
        """Say in how many models a human pays."""
        return say(IN, hits=f"{self.hits:.0f}", draws=self.draws)


class Case(NamedTuple):
    """A scheme with people, and whether they pay."""

    one: Staffed
    found: Found | None
    """None where profit does not tell of its people."""


def cases_of(comparison: Comparison) -> list[Case]:
    """Find the schemes with more people, and whether these pay; none where people are the same, or nothing is sold."""
    found = staffed(comparison) if sells(comparison.panels) else []
    return [Case(one, found_of(comparison, one)) for one in found]


def found_of(comparison: Comparison, one: Staffed) -> Found | None:
    """Tell whether a human pays; None where humans meet fewer customers elsewhere, or more than service differs."""
    if not one.known:
        return None
    pair, least = (one.scheme, one.against), least_of(comparison)
    gain, assumptions = comparison.panels["profit"].difference(*pair), comparison.assumptions
    pays, does_not = gain.low >= least, gain.high < least
    if assumptions is None:
        return Found(gain, 0.0, 0, PAYS if pays else PAYS_NOT if does_not else OPEN)
    reached = assumptions.reaching("profit", *pair, least)
    hits, draws = reached.hits, reached.draws
    needed = enough(draws) if assumptions.tell else 0
    if pays and hits >= needed:
        answer = PAYS
    elif pays and hits > MOST * draws:
        answer = LIKELY
    else:
        answer = PAYS_NOT if does_not and draws - hits >= needed else OPEN
    return Found(gain, hits, draws, answer)


def least_of(comparison: Comparison) -> float:
    """Give the profit from which on a human pays: what matters, where profit is compared; else a cent."""
    compare = comparison.scenario.compare
    return max(compare.matters, CENT) if compare.metric == "profit" else CENT
