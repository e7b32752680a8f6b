"""Whether what one scheme has beyond another pays: by what matters, luck and the plausible models."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from loyaltysim.comparison.verdict.support import MOST, enough
from loyaltysim.language import say
from loyaltysim.report import numbers

if TYPE_CHECKING:
    from loyaltysim.comparison import Comparison
    from loyaltysim.comparison.measures.effects import Effect

CENT = 0.01
ANSWERS = PAYS, LIKELY, OPEN, PAYS_NOT = "pays", "likely pays", "open", "does not pay"
"""From the best to the worst."""
RULES = "pays: {least} a customer or more, beyond luck; does not pay: less, beyond luck; else it cannot be told"
RULES_IN_MODELS = (
    "pays: {least} a customer or more, beyond luck and in at least {needed} of {draws} plausible models; likely pays: beyond luck and in at "
    "least {most} of them; does not pay: less, beyond luck, and enough in at most {fewest} of them; else it cannot be told"
)


class Found(NamedTuple):
    """Whether it pays, as far as luck and, if they were varied, the assumptions let it be known."""

    gain: Effect
    """What is earned more, in currency per launch customer."""

    hits: float
    """Plausible models in which that is enough."""

    draws: int
    """Plausible models that were asked; 0 where assumptions were not varied."""

    answer: str
    """One of `ANSWERS`."""

    def told(self, currency: str) -> str:
        """Say how much it is, with its interval, and in how many models it is enough."""
        return say(
            "{currency} {gain} a customer ({interval} by luck){models}",
            currency=currency,
            gain=numbers.signed_amount(self.gain.estimate),
            interval=numbers.amount_interval(self.gain.low, self.gain.high),
            models=self._in_models(),
        )

    def _in_models(self) -> str:
        if not self.draws:
            return ""
        return say(
            ", enough in {hits} of {draws} plausible models",
            hits=f"{self.hits:.0f}",
            draws=self.draws,
        )


def found_between(comparison: Comparison, scheme: str, other: str) -> Found:
    """Tell whether a scheme earns enough more than another."""
    gain = comparison.panels["profit"].difference(scheme, other)
    assumptions, least = comparison.assumptions, least_of(comparison)
    pays, does_not = gain.low >= least, gain.high < least
    if assumptions is None:
        return Found(gain, 0.0, 0, PAYS if pays else PAYS_NOT if does_not else OPEN)
    reached = assumptions.reaching("profit", scheme, other, least)
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
    """Give the profit from which on something pays: what matters, where profit is compared; else a cent."""
    compare = comparison.scenario.compare
    return max(compare.matters, CENT) if compare.metric == "profit" else CENT


def rules(comparison: Comparison) -> str:
    """Say by which rule each answer is given."""
    least = f"{comparison.scenario.currency} {numbers.amount(least_of(comparison))}"
    assumptions = comparison.assumptions
    if assumptions is None or not assumptions.tell:
        return say(RULES, least=least)
    draws = len(assumptions.values)
    needed = enough(draws)
    return say(
        RULES_IN_MODELS,
        least=least,
        needed=needed,
        draws=draws,
        most=int(MOST * draws) + 1,
        fewest=draws - needed,
    )


def rules_sentence(comparison: Comparison) -> str:
    """Say the rules below what they decided."""
    told = rules(comparison)
    return f"{told[:1].upper()}{told[1:]}."
