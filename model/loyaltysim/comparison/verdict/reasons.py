"""Why the verdict is what it is: luck and customers, one firm's luck, assumptions and profit, apart."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from loyaltysim.comparison.measures.effects import Effect, t_quantile
from loyaltysim.comparison.verdict.how_many import FEWEST_DRAWS
from loyaltysim.comparison.verdict.wording import bounds, gap, quoted, share, written
from loyaltysim.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from loyaltysim.comparison.measures.panel import Panel
    from loyaltysim.comparison.verdict.assumptions import Assumptions, Share
    from loyaltysim.comparison.verdict.evidence import Evidence
    from loyaltysim.comparison.verdict.standing import Standing

RANGE = " ({span} in plausible models)"
NEXT_RANGE = "; plausible models: {span}"
PROFITS_TOO_HIGH = (
    "Profit cannot be relied on: the model raises acts by more than was measured (see the warning)."
)
AHEAD = (
    "Assumptions: {claim} in {share} of {draws} plausible models (95% interval {low} to {high}), ahead at all in "
    "{ahead}{flips}."
)
WHO_IS_AHEAD = (
    "Assumptions: {claim} in {share} of {draws} plausible models (95% interval {low} to {high}), {who} is ahead at all in "
    "{ahead}{flips}."
)

DOES_MOST = {
    "earns": "{richest} earns the most: {size} more per customer than {second} (the next{models})",
    "earn": "{richest} earn the most: {size} more per customer than {second} (the next{models})",
    "costs": "{richest} costs the least: {size} less per customer than {second} (the next{models})",
    "cost": "{richest} cost the least: {size} less per customer than {second} (the next{models})",
    "costs, replaced": "{richest} costs the least, replacing those who leave included: {size} less per customer than {second} (the next{models})",
    "cost, replaced": "{richest} cost the least, replacing those who leave included: {size} less per customer than {second} (the next{models})",
}
"""What one scheme, or several, do with money; where nothing is sold, what is earned is only what is not spent."""

REFERENCE = (
    "For reference: {scheme} goes by what no firm can know, so it is never the best; its {metric} less that of {leader} is "
    "{known}."
)


def reasons(
    found: Standing, evidence: Evidence, support: Share | None, *, profit: bool
) -> tuple[str, ...]:
    """Give each ground of the verdict a sentence of its own.

    Parameters
    ----------
    support
        Plausible models in which the main result holds, if it is one.
    profit
        Whether profit has a sentence, which it needs where the verdict does not speak of it.
    """
    return (
        *_luck(found, evidence),
        *_one_firm(found, evidence),
        *_assumptions(found, evidence, support),
        *(_profit(found, evidence) if profit else ()),
        *reference(evidence, found.leader),
    )


def reference(evidence: Evidence, leader: str) -> Iterator[str]:
    """Say how far the best scheme is from those that no firm could run.

    Parameters
    ----------
    leader
        The best of the schemes that a firm could run.
    """
    for scheme in evidence.reference:
        if evidence.beside is None:
            continue
        gained = evidence.beside.difference(scheme, leader)
        known = say("no interval from one market")
        if gained.markets > 1:
            known = f"{evidence.span(gained)} ({say('95% interval')})"
        yield say(
            REFERENCE,
            scheme=quoted([scheme]),
            metric=evidence.metric.label,
            leader=quoted([leader]),
            known=known,
        )


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


def sells(panels: Mapping[str, Panel]) -> bool:
    """Tell whether anybody pays anything under any scheme."""
    return bool((panels["revenue"].by_market != 0).any())


def _earning(evidence: Evidence) -> bool:
    """Tell whether profit is worth a word beside the metric that is compared."""
    return evidence.metric.name != "profit" and sells(evidence.panels)


def _surely_richer(scheme: str, other: str, evidence: Evidence) -> bool:
    """Tell whether a scheme earns more, whatever luck and the plausible models leave open."""
    return evidence.panels["profit"].lead(scheme, other).low > 0 and not _sign_open(
        scheme, other, evidence
    )


def _sign_open(scheme: str, other: str, evidence: Evidence) -> bool:
    """Tell whether a scheme earns more in some plausible models and less in others."""
    if evidence.assumptions is None:
        return False
    models = evidence.assumptions.spread("profit", scheme, other)
    return models.low < 0 < models.high


def profit_clause(found: Standing, evidence: Evidence) -> str:
    """Say in half a sentence that another scheme earns more, where that is sure."""
    if not _earning(evidence) or evidence.profits_too_high:
        return ""
    richest, second, *_ = evidence.panels["profit"].ranked()
    if richest == found.leader or not _surely_richer(richest, found.leader, evidence):
        return ""
    if _surely_richer(richest, second, evidence):
        return say(", but {most}", most=_most((richest,), second, evidence))
    lost = evidence.panels["profit"].lead(richest, found.leader)
    return say(
        ", but {richest} earns {size} more per customer than {leader}{models}{no_more}",
        richest=quoted([richest]),
        size=gap(lost.estimate, "money", evidence.currency),
        leader=quoted([found.leader]),
        models=_in_models(RANGE, richest, found.leader, evidence),
        no_more=_no_more(richest, found, evidence),
    )


def _no_more(richest: str, found: Standing, evidence: Evidence) -> str:
    """Say that what earns more than the leader does not surely earn more than the baseline."""
    baseline = evidence.baseline
    told = {richest, found.leader}
    if (
        baseline in told
        or baseline in evidence.reference
        or _surely_richer(richest, baseline, evidence)
    ):
        return ""
    return say(", though not surely more than {baseline}", baseline=quoted([baseline]))


def _most(richest: Sequence[str], second: str, evidence: Evidence) -> str:
    gained = evidence.panels["profit"].lead(richest[0], second)
    return say(
        DOES_MOST[_does_most(richest, evidence)],
        richest=quoted(richest),
        size=gap(gained.estimate, "money", evidence.currency),
        second=quoted([second]),
        models=_in_models(NEXT_RANGE, richest[0], second, evidence),
    )


def _does_most(richest: Sequence[str], evidence: Evidence) -> str:
    several = len(richest) > 1
    if sells(evidence.panels):
        return "earn" if several else "earns"
    return ("cost" if several else "costs") + ", replaced" * evidence.replaced


def _in_models(text: str, richer: str, other: str, evidence: Evidence) -> str:
    """Say how much more a scheme earns over the plausible models, where these can tell."""
    if evidence.assumptions is None or not evidence.assumptions.tell:
        return ""
    models = evidence.assumptions.spread("profit", richer, other)
    return say(text, span=bounds(models.low, models.high, "money"))


def is_richest(scheme: str, evidence: Evidence) -> bool:
    """Tell whether a scheme earns the most."""
    return evidence.panels["profit"].ranked()[0] == scheme


def loss_sentence(found: Standing, evidence: Evidence, clause: str) -> str:
    """Say that the leader brings less than it costs, where that is sure and not said yet.

    Parameters
    ----------
    clause
        What the verdict says of profit already.
    """
    baseline, leader = evidence.baseline, found.leader
    told = bool(clause) and is_richest(baseline, evidence) and quoted([leader]) in clause
    if told or leader == baseline or not _earning(evidence) or evidence.profits_too_high:
        return ""
    if baseline in evidence.reference or not _surely_richer(baseline, leader, evidence):
        return ""
    lead = evidence.panels["profit"].lead(baseline, leader)
    return say(
        "{leader} costs {size} more per customer than it brings, against {baseline} ({known}).",
        leader=quoted([leader]),
        size=gap(lead.estimate, "money", evidence.currency),
        baseline=quoted([baseline]),
        known=evidence.known(baseline, leader),
    )


def richest_clause(equals: Sequence[str], evidence: Evidence) -> str:
    """Say in half a sentence which of equal schemes earns the most, or costs the least where nothing is sold, where that is sure."""
    most = richest_of(equals, evidence)
    return say("; of these {most}", most=most) if most else ""


def richest_of(equals: Sequence[str], evidence: Evidence) -> str:
    """Say which of some schemes earn the most, or cost the least where nothing is sold; empty where that is not sure."""
    sold = sells(evidence.panels)
    if evidence.metric.name == "profit" or (sold and evidence.profits_too_high):
        return ""
    profit = evidence.panels["profit"]
    ranked = [name for name in profit.ranked() if name in equals]
    richest = [name for name in ranked if name == ranked[0] or profit.lead(ranked[0], name).same]
    second = next((name for name in ranked if name not in richest), None)
    if second is None or not _surely_richer(richest[0], second, evidence):
        return ""
    return _most(richest, second, evidence)


def _luck(found: Standing, evidence: Evidence) -> Iterator[str]:
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


def _one_firm(found: Standing, evidence: Evidence) -> Iterator[str]:
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


def _assumptions(found: Standing, evidence: Evidence, support: Share | None) -> Iterator[str]:
    assumptions = evidence.assumptions
    if assumptions is None:
        yield say(
            "Assumptions: not varied, so the answer holds for the central behavioural constants only."
        )
        return
    if not assumptions.tell:
        yield say(
            "Assumptions: not assessed, for {draws} plausible models are too few to tell ({fewest} are the fewest); "
            "{leader} is ahead in {hits} of them.",
            draws=assumptions.ahead.draws,
            fewest=FEWEST_DRAWS,
            leader=quoted([found.leader]),
            hits=f"{assumptions.ahead.hits:.0f}",
        )
        return
    size, counted, who = evidence.stated, assumptions.holds, ""
    claim = say("ahead of all others by at least {size}", size=size)
    if support is not None and found.rivals("same"):
        behind = say(", and the rest at least that far behind,") if found.rivals("behind") else ""
        claim = say(
            "what comes out the same stays less than {size} apart{behind}", size=size, behind=behind
        )
        counted, who = support, quoted([found.leader])
    yield say(
        WHO_IS_AHEAD if who else AHEAD,
        claim=claim,
        share=share(counted.estimate),
        draws=counted.draws,
        low=share(counted.low),
        high=share(counted.high),
        who=who,
        ahead=share(assumptions.ahead.estimate),
        flips=_flips(assumptions),
    )


def _flips(assumptions: Assumptions) -> str:
    if assumptions.flips:
        told = say(", and ").join(flip.direction for flip in assumptions.flips[:2])
        return say("; the lead over the next best {flips}", flips=told)
    if assumptions.ahead.hits in (0, assumptions.ahead.draws):
        return ""
    return say("; no single constant decides it")


def _profit(found: Standing, evidence: Evidence) -> Iterator[str]:
    if not _earning(evidence):
        return
    if evidence.profits_too_high:
        yield say(PROFITS_TOO_HIGH)
        return
    profit = evidence.panels["profit"]
    richest, second, *_ = profit.ranked()
    rival = second if richest == found.leader else found.leader
    lead = profit.lead(richest, rival)
    if not lead.estimate:
        yield say(
            "Profit does not tell them apart: {both} earn the same.", both=quoted([richest, rival])
        )
        return
    yield say(
        "Profit {says}: {richest} earns {earned}.",
        says=_profit_says(richest, rival, found, evidence),
        richest=quoted([richest]),
        earned=evidence.earned(richest, rival),
    )


def _profit_says(richest: str, rival: str, found: Standing, evidence: Evidence) -> str:
    """Say whether profit speaks for the same scheme, as far as luck and the models let it."""
    if not evidence.panels["profit"].lead(richest, rival).low > 0:
        return say("does not tell them apart")
    if _sign_open(richest, rival, evidence):
        return say("cannot be told, as plausible models differ in its sign")
    return say("agrees") if richest == found.leader else say("disagrees")
