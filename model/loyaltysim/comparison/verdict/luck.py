"""What luck leaves open: among all customers who were played, and in one firm of its own size."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from loyaltysim.comparison.measures.effects import Effect, t_quantile
from loyaltysim.comparison.verdict.wording import quoted, written
from loyaltysim.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyaltysim.comparison.verdict.evidence import Evidence
    from loyaltysim.comparison.verdict.standing import Standing


def luck_ground(found: Standing, evidence: Evidence) -> Iterator[str]:
    """Say what luck leaves of the lead over the next best."""
    rival = found.nearest
    lead = found.leads[rival]
    played = written(lead.markets * evidence.market_size, 0)
    if lead.same:
        yield say(
            "Luck: with {played} customers played, {both} never differ in {metric}.",
            played=played,
            both=quoted([found.leader, rival]),
            metric=evidence.metric.label,
        )
        return
    known = f"{evidence.gap(lead.estimate)} ({say('no interval from one market')})"
    if lead.markets > 1:
        known = f"{evidence.span(lead)} ({evidence.interval_name()})"
    yield say(
        "Luck: with {played} customers played, {leader} leads {rival} by {known}; {stated} would matter.",
        played=played,
        leader=quoted([found.leader]),
        rival=quoted([rival]),
        known=known,
        stated=evidence.stated,
    )


def one_firm_ground(found: Standing, evidence: Evidence) -> Iterator[str]:
    """Say what one firm of its own size would see, and how small a firm sees nothing."""
    rival = found.nearest
    if found.leads[rival].same or found.leads[rival].markets < 2:
        return
    firm, size = one_firm(found, evidence, rival), evidence.firm_customers
    seen = say(
        "with {size} customers it would see {leader} lead {rival} by {span}, through luck alone",
        size=written(size, 0),
        leader=quoted([found.leader]),
        rival=quoted([rival]),
        span=evidence.span(firm),
    )
    matters = abs(firm.estimate) >= evidence.matters
    least = customers_to_tell(found, evidence, rival) if matters else 0
    blind = say(
        "with fewer than about {least} customers it could not tell the lead from luck",
        least=written(least, 0),
    )
    played = firm.markets * evidence.market_size
    told = [seen] * (size != played) + [blind] * bool(least)
    if told:
        yield say("Your firm: {told} (--customers for another size).", told="; ".join(told))


def one_firm(found: Standing, evidence: Evidence, rival: str) -> Effect:
    """Foresee the lead in one firm of its own size, with its own customers and luck."""
    lead = evidence.panel.difference(found.leader, rival)
    share_of_market = evidence.firm_customers / evidence.market_size
    spread = evidence.panel.firm_spread(found.leader, rival, share_of_market)
    half = math.nan
    if lead.markets > 1:
        half = t_quantile(lead.markets) * math.hypot(spread, lead.se)
    return Effect(lead.estimate, lead.estimate - half, lead.estimate + half, spread, lead.markets)


def customers_to_tell(found: Standing, evidence: Evidence, rival: str) -> int:
    """Give the customers of the smallest firm that could tell its lead from luck, in two digits.

    The half-width of one firm's interval shrinks with the root of its customers: n = N (t s / d)^2,
    with N the customers of a firm whose lead d spreads by s. Nought where nothing differs by luck, and
    where all customers who were played do not tell the lead from luck, so that d is none.
    """
    lead = evidence.panel.difference(found.leader, rival)
    spread = evidence.panel.firm_spread(found.leader, rival, 1.0)
    if not found.leads[rival].low > 0 or not spread > 0:
        return 0
    exact = evidence.market_size * (t_quantile(lead.markets) * spread / lead.estimate) ** 2
    unit = 10 ** max(0, math.floor(math.log10(exact)) - 1) if exact >= 1 else 1
    return math.ceil(exact / unit) * unit
