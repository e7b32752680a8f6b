"""What a scenario promises and hardly anybody can get: too many acts for its days, or too little room for its problems."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from loyaltysim.mechanics.helper import Helper
from loyaltysim.mechanics.money.voucher import Voucher
from loyaltysim.scenario.checks.links import paid_into
from loyaltysim.units import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from loyaltysim.customers.population import ActTraits, Segment
    from loyaltysim.mechanics.feat import Feat
    from loyaltysim.mechanics.mechanic import Mechanic
    from loyaltysim.scenario.blocks.scheme import Scheme
    from loyaltysim.scenario.schema import Scenario

FREQUENT, LEAST_CV = 4.0, 0.5
"""Standard deviations, of people and of luck, above a segment's mean beyond which hardly anybody acts, and the least that people
are taken to differ (assumptions: of gamma-distributed rates less than one in a hundred lies beyond, and no scheme trebles them)."""
UNREACHED = (
    '"{scheme}": nobody is likely to get anything from "{name}" in {days} days: it takes {needed} times "{act}", and even '
    '"{segment}" do that about {often} times'
)
LIMITED = '"{scheme}": nobody can get anything from "{name}": it takes {needed} times "{act}", of which each customer can do {limit} in all'
UNSPENT = '"{scheme}": nobody is likely to use "{name}": it takes a purchase of {needed}, and "{segment}" spend about {usual} at a time'
CROWDED = '"{scheme}": about {come} problems a day come to "{name}" per 1,000 customers, and there is room for {room}: most will wait'
LITTLE_ROOM = 0.25
"""Share of the problems that come, below which there is far too little room (assumption: how many come is only known roughly)."""
THOUSAND = 1000.0


def reach_notes(scenario: Scenario) -> list[str]:
    """Tell of cards, levels, vouchers and rewards that nobody is likely to reach, and of help with room for few who come."""
    firm = _Firm.of(scenario)
    if firm is None:
        return []  # how often they act is known from a record alone
    notes = [
        told
        for scheme in scenario.schemes.values()
        for told in (*_unreached(firm, scheme), *_unspent(firm, scheme), *_crowded(firm, scheme))
    ]
    return list(dict.fromkeys(notes))


class _Firm(NamedTuple):
    """What customers do in how many days."""

    days: int
    acts: tuple[ActTraits, ...]
    segments: tuple[Segment, ...]

    @classmethod
    def of(cls, scenario: Scenario) -> _Firm | None:
        """Take it from a scenario; None where there are no segments."""
        population = scenario.segment_population()
        if population is None:
            return None
        return cls(scenario.days, scenario.act_traits(), population.segments)

    def act(self, name: str | None) -> ActTraits:
        """Find an act; the main act without a name."""
        return next((act for act in self.acts if act.name == name), self.acts[0])

    def often(self, segment: Segment, act: ActTraits, days: float) -> float:
        """Give how often customers of a segment can be expected to do an act, at most, on average."""
        need = 1.0 if act is self.acts[0] else act.need
        times = segment.rate.mean * need * days * act.most
        return times if act.limit is None else min(times, act.limit)


def _unreached(firm: _Firm, scheme: Scheme) -> Iterator[str]:
    paid = paid_into(scheme)
    for one in scheme.all_instances():
        days = firm.days if one.mechanic.stops is None else min(firm.days, one.mechanic.stops)
        days -= one.mechanic.starts
        rules = one.mechanic.rules_throughout()
        feats = [feat for feat in (rule.least_feat() for rule in rules) if feat is not None]
        if days > 0 and len(feats) == len(rules) and one.name not in paid:
            told = [_unlikely(firm, feat, days) for feat in feats]
            if all(told):
                text = LIMITED if "limit" in told[0] else UNREACHED
                yield text.format(scheme=scheme.name, name=one.name, **told[0])


def _unlikely(firm: _Firm, feat: Feat, days: int) -> dict[str, str]:
    """Say what a feat takes that is out of everybody's reach; nothing where it is not."""
    days = days if feat.days is None else min(days, feat.days)
    act = firm.act(feat.act)
    ticket = act.ticket.mean if act.ticket else 0.0
    needed = {one.name: feat.acts(ticket * one.ticket_factor) for one in firm.segments}
    if act.limit is not None and act.limit < min(needed.values()) < math.inf:
        least = plain(min(needed.values()))
        return {"needed": least, "act": act.name, "limit": plain(act.limit)}
    often = {one.name: firm.often(one, act, days) for one in firm.segments}
    most = {one.name: _most(often[one.name], one) for one in firm.segments}
    nearest = max(often, key=lambda segment: often[segment] / needed[segment])
    if math.isinf(needed[nearest]) or any(most[one] >= needed[one] for one in needed):
        return {}
    return {
        "days": f"{days:,}",
        "needed": plain(needed[nearest]),
        "act": act.name,
        "segment": nearest,
        "often": _about(often[nearest]),
    }


def _most(often: float, segment: Segment) -> float:
    """Give how often hardly anybody of a segment does what is done so often on average."""
    busiest = often * (1.0 + FREQUENT * max(segment.rate.cv, LEAST_CV))
    return busiest + FREQUENT * math.sqrt(busiest)


def _unspent(firm: _Firm, scheme: Scheme) -> Iterator[str]:
    """Find vouchers for purchases that are far beyond what anybody spends."""
    for one in scheme.all_instances():
        act = firm.act(one.mechanic.act)
        if not isinstance(one.mechanic, Voucher) or act.ticket is None:
            continue
        needed = min(rules.min_spend for rules in one.mechanic.rules_throughout())
        largest = max(firm.segments, key=lambda segment: segment.ticket_factor)
        usual = act.ticket.mean * largest.ticket_factor
        widths = (math.sqrt(math.log1p(cv**2)) for cv in (act.ticket.cv, act.basket_cv))
        if needed > usual * math.exp(FREQUENT * sum(widths)):
            told = {"segment": largest.name, "needed": plain(needed), "usual": _about(usual)}
            yield UNSPENT.format(scheme=scheme.name, name=one.name, **told)


def _crowded(firm: _Firm, scheme: Scheme) -> Iterator[str]:
    """Compare the problems that come to each kind of help in a day with the room that it has."""
    for helpers in (scheme.instances, *scheme.variants.values()):
        named = {one.name: one.mechanic for one in helpers}
        for name, helper in named.items():
            if not isinstance(helper, Helper) or helper.capacity is None:
                continue
            come = _problems(firm, helper) * _left_by(helper, named.values()) * helper.reach
            if helper.capacity < LITTLE_ROOM * come:
                numbers = {"come": _about(come), "room": plain(helper.capacity)}
                yield CROWDED.format(scheme=scheme.name, name=name, **numbers)


def _problems(firm: _Firm, helper: Helper) -> float:
    """Give the problems a day of 1,000 customers with the acts that a helper is about."""
    about = firm.acts if helper.act is None else (firm.act(helper.act),)
    return THOUSAND * sum(
        one.share * firm.often(one, act, 1.0) * act.incidents.rate * one.incident_factor
        for one in firm.segments
        for act in about
        if act.incidents is not None
    )


def _left_by(helper: Helper, others: Iterable[Mechanic]) -> float:
    """Give the share of problems that those leave over who are asked before."""
    before = (one for one in others if isinstance(one, Helper) and one.step < helper.step)
    return math.prod(1.0 - one.reach * one.resolves for one in before)


def _about(number: float) -> str:
    """Write a number of which the first two digits are worth reading."""
    return f"{number:,.0f}" if number >= 10 else f"{number:.2g}"
