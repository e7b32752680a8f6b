"""What a population says of each customer: rates, hazards, tickets, sensitivities and user types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltysim.customers.population import FittedPopulation
from loyaltysim.customers.posterior import posterior_draw
from loyaltysim.randomness import gamma

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from loyaltysim.customers.population import Population, SegmentPopulation
    from loyaltysim.randomness import Float64, Luck

EVERYONE = "customers"


@dataclass(slots=True)
class Basics:
    """What a population says of each customer, all of shape (n,) or (6, n)."""

    segment: NDArray[np.int8]
    rate: Float64
    """Acts or occasions per day."""
    rate_is_acts: NDArray[np.bool_]
    hazard: Float64
    ticket_factor: Float64
    known_ticket: Float64
    """Currency per act where a record tells it, else 0."""
    sensitivity: Float64
    user_types: Float64
    incident_factor: Float64
    """Incidents against those of the usual customer."""
    present: NDArray[np.bool_]
    new: bool
    """Whether nothing has happened to them before the first day."""
    names: tuple[str, ...]
    """Segments by number."""


def basics_of(population: Population, luck: Luck) -> Basics:
    """Give the basics of every customer of some markets."""
    if isinstance(population, FittedPopulation):
        return _fitted(population, luck)
    return _described(population, luck)


def _described(population: SegmentPopulation, luck: Luck) -> Basics:
    segments = population.segments
    shares = [segment.share for segment in segments]
    number = _segments(shares, luck.traits("segment"))
    if population.newcomer_shares is not None:
        others = _segments(population.newcomer_shares, luck.traits("segment"))
        number = np.where(luck.is_newcomer, others, number)

    def each(values: Sequence[Any]) -> Any:  # noqa: ANN401 -- numbers of any kind, one a customer
        return np.asarray(values)[number]

    return Basics(
        segment=number.astype(np.int8),
        rate=gamma(
            luck.traits("need"),
            each([segment.rate.mean for segment in segments]),
            each([segment.rate.cv for segment in segments]),
        ),
        rate_is_acts=each([segment.rate_is_acts for segment in segments]),
        hazard=gamma(
            luck.traits("hazard"),
            each([segment.hazard.mean for segment in segments]),
            each([segment.hazard.cv for segment in segments]),
        ),
        ticket_factor=each([segment.ticket_factor for segment in segments]),
        known_ticket=np.zeros(luck.n),
        sensitivity=each([segment.reward_sensitivity for segment in segments]),
        user_types=each([segment.user_types for segment in segments]).T,
        incident_factor=each([segment.incident_factor for segment in segments]),
        present=np.ones(luck.n, np.bool_),
        new=False,
        names=tuple(segment.name for segment in segments),
    )


def _segments(shares: Sequence[float], uniform: Float64) -> NDArray[np.intp]:
    """Give the number of each one's segment: the last takes what rounding leaves."""
    number: NDArray[np.intp] = np.searchsorted(np.cumsum(shares)[:-1], uniform, side="right")
    return number


def _fitted(population: FittedPopulation, luck: Luck) -> Basics:
    n = luck.n
    who = (luck.traits("history") * population.x.size).astype(np.intp)
    uniforms = (luck.traits("alive"), luck.traits("hazard"), luck.traits("need"))
    mean, cv = population.r / population.alpha, population.r**-0.5
    rate = gamma(uniforms[2], mean, cv)
    hazard = gamma(uniforms[1], population.s / population.beta, population.s**-0.5)
    alive = np.ones(n, np.bool_)
    if not population.newcomers:
        parameters = (population.r, population.alpha, population.s, population.beta)
        history = (population.x[who], population.t_x[who], population.T[who])
        known = posterior_draw(parameters, *history, *uniforms)
        new = luck.is_newcomer
        rate, hazard, alive = (
            np.where(new, fresh, old)
            for fresh, old in zip((rate, hazard, alive), known, strict=True)
        )
    return Basics(
        segment=np.zeros(n, np.int8),
        rate=rate * population.kappa,
        rate_is_acts=np.ones(n, np.bool_),
        hazard=hazard,
        ticket_factor=np.ones(n),
        known_ticket=population.mean_spend[who],
        sensitivity=np.ones(n),
        user_types=np.repeat(np.array([population.user_types]).T, n, axis=1),
        incident_factor=np.ones(n),
        present=alive,
        new=population.newcomers,
        names=(EVERYONE,),
    )
