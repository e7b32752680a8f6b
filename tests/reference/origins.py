"""Where a customer comes from: a segment that was described, or a real customer's history."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scipy.special import gammaincinv, hyp2f1

from loyaltysim.customers.columns import PRINCIPLES
from loyaltysim.customers.population import SegmentPopulation

if TYPE_CHECKING:
    from collections.abc import Callable

    from loyaltysim.customers.population import FittedPopulation, Population, Segment, Spread

    Draw = Callable[[str], float]


@dataclass(frozen=True)
class Origin:
    """What the population says of one customer; `known_ticket` is 0 where nothing is known."""

    segment: str
    rate: float
    rate_is_acts: bool
    hazard: float
    user_types: tuple[float, ...]
    ticket_factor: float = 1.0
    known_ticket: float = 0.0
    reward_sensitivity: float = 1.0
    incident_factor: float = 1.0
    susceptibility: tuple[float | None, ...] = (None,) * len(PRINCIPLES)
    present: bool = True
    new: bool = False


def origin_of(population: Population, draw: Draw, *, new: bool = False) -> Origin:
    """Say where a customer comes from; `new` ones come after the launch."""
    if isinstance(population, SegmentPopulation):
        shares = [segment.share for segment in population.segments]
        if new and population.newcomer_shares is not None:
            shares = list(population.newcomer_shares)
        segment = _segment(population.segments, shares, draw("segment"))
        return replace(_described(segment, draw), present=not new)
    return _fitted(population, draw, new=new)


def _segment(segments: tuple[Segment, ...], shares: list[float], u: float) -> Segment:
    cumulated = 0.0
    for segment, share in zip(segments, shares, strict=True):
        cumulated += share
        if cumulated > u:
            return segment
    return segments[-1]


def _described(segment: Segment, draw: Draw) -> Origin:
    return Origin(
        segment=segment.name,
        rate=_gamma(draw("need"), segment.rate),
        rate_is_acts=segment.rate_is_acts,
        hazard=_gamma(draw("hazard"), segment.hazard),
        user_types=segment.user_types,
        ticket_factor=segment.ticket_factor,
        reward_sensitivity=segment.reward_sensitivity,
        incident_factor=segment.incident_factor,
        susceptibility=segment.susceptibility,
    )


def _gamma(u: float, spread: Spread) -> float:
    if spread.cv == 0.0:
        return spread.mean
    shape = 1.0 / spread.cv**2
    return float(gammaincinv(shape, u)) * spread.mean / shape


def _fitted(population: FittedPopulation, draw: Draw, *, new: bool) -> Origin:
    number = math.floor(draw("history") * len(population.x))
    x, t_x, observed, spend = (
        float(column[number])
        for column in (population.x, population.t_x, population.T, population.mean_spend)
    )
    known = not (population.newcomers or new)
    shape, days = (population.r + x, observed) if known else (population.r, 0.0)
    rate = float(gammaincinv(shape, draw("need"))) / (population.alpha + days)
    hazard = float(gammaincinv(population.s, draw("hazard"))) / (population.beta + days)
    return Origin(
        segment="customers",
        rate=rate * population.kappa,
        rate_is_acts=True,
        hazard=hazard,
        user_types=population.user_types,
        known_ticket=spend if spend > 0.0 else 0.0,
        present=not new
        and (population.newcomers or draw("alive") < p_alive(population, x, t_x, observed)),
        new=population.newcomers,
    )


def p_alive(population: FittedPopulation, x: float, t_x: float, observed: float) -> float:
    """Give the chance to be there still (Fader & Hardie 2005, equations A3 to A7)."""
    r, alpha, s, beta = population.r, population.alpha, population.s, population.beta
    total = r + s + x
    larger, b = (alpha, s + 1.0) if alpha >= beta else (beta, r + x)

    def tail(time: float) -> float:
        z = abs(alpha - beta) / (larger + time)
        return float(hyp2f1(total, b, total + 1.0, z)) / math.pow(larger + time, total)

    stayed = math.pow(alpha + observed, r + x) * math.pow(beta + observed, s)
    return 1.0 / (1.0 + s / total * stayed * (tail(t_x) - tail(observed)))
