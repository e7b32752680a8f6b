"""Who the customers are: traits drawn from a population by inverse transforms of luck."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from loyaltysim.behaviour.ability import gap, scarcity
from loyaltysim.behaviour.basics import basics_of
from loyaltysim.behaviour.persuasion import draw_susceptibility, means_of
from loyaltysim.behaviour.rest import habit_at_need, need_for_acts, resting_habit
from loyaltysim.behaviour.rivals import always_there, habits_at_rest, price_pull, taste_for
from loyaltysim.customers.columns import FACTORS, USER_TYPES
from loyaltysim.customers.table import Customers, States, Traits
from loyaltysim.randomness import lognormal, normal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from loyaltysim.behaviour.basics import Basics
    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.population import ActTraits, Population
    from loyaltysim.customers.table import Real
    from loyaltysim.randomness import Float64, Luck

MOST_HABIT_RATE = 0.5
NORMAL = (
    "intrinsic",
    "reward_sensitivity",
    "loss_aversion",
    "discount_rate",
    "novelty_seeking",
    "competitiveness",
    "sociability",
    "attention",
    "habit_rate",
)
"""Traits that are drawn from a normal number each."""


def draw_customers(  # noqa: PLR0913 -- each says something else about them
    population: Population,
    acts: Sequence[ActTraits],
    luck: Luck,
    constants: Constants,
    *,
    learning: bool,
    period_days: int = 1,
    persuades: bool = False,
    dtype: type = np.float32,
) -> Customers:
    """Draw the customers of the markets that `luck` is for.

    Parameters
    ----------
    population, acts
        Who they are, and what they may do; the first act is the main one.
    learning
        Whether habits form; if not they start at 0 and stay there.
    period_days
        Length of a subscription's contract, in days.
    persuades
        Whether messages may carry principles of persuasion; if not, nobody's susceptibility is drawn.
    dtype
        Precision of the columns.
    """
    basics = basics_of(population, luck)
    traits = _traits(basics, acts, luck, constants, period_days)
    if persuades:
        means = means_of(population, constants)[basics.segment].T
        traits = replace(traits, susceptibility=draw_susceptibility(means, luck, constants))
    habit = _settle(traits, basics, acts, constants, learning=learning and not basics.new)
    states = States.fresh(luck.n, len(acts), dtype, len(traits.susceptibility))
    states.habit[:] = habit
    states.habit[:, luck.is_newcomer] = 0.0
    states.present[:] = basics.present & ~luck.is_newcomer
    market = np.repeat(np.arange(len(luck.markets)), luck.size)
    table = _as_type(traits, dtype)
    return Customers(table, states, luck.markets, luck.size, basics.names, market)


def _traits(
    basics: Basics,
    acts: Sequence[ActTraits],
    luck: Luck,
    constants: Constants,
    period_days: int,
) -> Traits:
    c = constants
    z = {name: normal(luck.traits(name)) for name in NORMAL}
    resources = np.stack([normal(luck.traits(f"resource:{name}")) for name in FACTORS])
    resources *= c.resource_sd
    gaps, scarcest = _difficulty(resources, acts, c)
    ticket, worth = _tickets(basics, acts, luck, c)
    rho = c.reward_sensitivity * np.exp(
        c.reward_sensitivity_sd * z["reward_sensitivity"] - c.reward_sensitivity_sd**2 / 2
    )
    logit = np.log(c.attention / (1 - c.attention))
    return Traits(
        segment=basics.segment,
        need=basics.rate,
        hazard=basics.hazard,
        ticket=ticket,
        worth=worth,
        intrinsic=np.exp(c.intrinsic_sd * z["intrinsic"]),
        ln_resource=resources,
        gap=gaps,
        scarcest=scarcest,
        reward_sensitivity=rho * basics.sensitivity,
        loss_aversion=c.loss_aversion * np.exp(c.loss_aversion_sd * z["loss_aversion"]),
        discount_rate=c.discount_rate * np.exp(c.discount_rate_sd * z["discount_rate"]),
        novelty_seeking=np.exp(c.novelty_seeking_sd * z["novelty_seeking"]),
        competitiveness=np.exp(c.competitiveness_sd * z["competitiveness"]),
        sociability=np.exp(c.sociability_sd * z["sociability"]),
        attention=special.expit(logit + c.attention_sd * z["attention"]),
        habit_rate=np.minimum(
            MOST_HABIT_RATE, c.habit_rate * np.exp(c.habit_rate_sd * z["habit_rate"])
        ),
        user_type=_user_types(basics.user_types, luck, c),
        contract_phase=(luck.traits("contract_phase") * period_days).astype(np.int32),
        taste=_tastes(acts, luck, c),
        incident_factor=basics.incident_factor,
        susceptibility=np.zeros((0, luck.n)),
    )


def _tastes(acts: Sequence[ActTraits], luck: Luck, constants: Constants) -> Float64:
    rivals = {act.name: act.rival for act in acts if act.rival is not None}
    tastes = np.zeros((len(rivals), luck.n))
    z_firm = normal(luck.traits("taste")) if rivals else np.zeros(luck.n)
    for place, (name, rival) in enumerate(rivals.items()):
        z_rival = normal(luck.traits(f"taste:{name}"))
        tastes[place] = taste_for(rival.appeal, z_rival, z_firm, constants)
    return tastes


def _difficulty(
    resources: Float64, acts: Sequence[ActTraits], constants: Constants
) -> tuple[Real, NDArray[np.int8]]:
    found = [scarcity(resources, act.demands) for act in acts]
    gaps = np.stack([gap(excess, constants) for excess, _ in found])
    return gaps, np.stack([factor for _, factor in found])


def _tickets(
    basics: Basics, acts: Sequence[ActTraits], luck: Luck, constants: Constants
) -> tuple[Float64, Float64]:
    tickets = np.zeros((len(acts), luck.n))
    worths = np.zeros((len(acts), luck.n))
    for number, act in enumerate(acts):
        if act.rival is not None:
            tickets[number] = tickets[0] * act.rival.price
            worths[number] = worths[0] * act.rival.price
            continue
        if act.ticket is None:
            worths[number] = act.minutes / 60.0 * constants.hour_value
            continue
        drawn = lognormal(luck.traits(f"ticket:{act.name}"), act.ticket.mean, act.ticket.cv)
        known = basics.known_ticket if number == 0 else np.zeros(luck.n)
        tickets[number] = np.where(known > 0, known, drawn * basics.ticket_factor)
        worths[number] = tickets[number]
    return tickets, worths


def _user_types(shares: Float64, luck: Luck, constants: Constants) -> Float64:
    weights = np.stack(
        [
            special.gammaincinv(
                np.maximum(constants.hexad_concentration * shares[number], 1e-9),
                luck.traits(f"user_type:{name}"),
            )
            for number, name in enumerate(USER_TYPES)
        ]
    )
    total = weights.sum(axis=0)
    mixed: Float64 = np.where(total > 0, weights / np.where(total > 0, total, 1.0), shares)
    return mixed


def _settle(
    traits: Traits,
    basics: Basics,
    acts: Sequence[ActTraits],
    constants: Constants,
    *,
    learning: bool,
) -> Float64:
    """Turn rates of acts into needs, in place, and give the habit at rest, shape (acts, n)."""
    known = basics.rate_is_acts
    habits = np.zeros((len(acts), traits.n))
    main_gap = traits.gap[0]
    if learning:
        habits[0] = np.where(known, resting_habit(-np.expm1(-traits.need), constants), 0.0)
    need = need_for_acts(traits.need, habits[0], traits.intrinsic, main_gap, constants)
    traits.need[known] = need[known]
    if learning:
        own = [act for act in acts if act.rival is None]
        for number, act in enumerate(own):
            own_need = traits.need * act.need
            found = habit_at_need(own_need, traits.intrinsic, traits.gap[number], constants)
            habits[number] = np.where(known, habits[number], found) if number == 0 else found
        _settle_among_rivals(habits, traits, acts, constants)
    return habits


def _settle_among_rivals(
    habits: Float64, traits: Traits, acts: Sequence[ActTraits], constants: Constants
) -> None:
    """Share the habit of the main act with the rivals who have always been there, in place."""
    rivals = [act.rival for act in acts if act.rival is not None]
    there, first = always_there(rivals), len(acts) - len(rivals)
    tastes = traits.taste[there]
    tempted = np.isfinite(tastes).any(axis=0)
    if not tempted.any():
        return
    floor, aversion = constants.motivation_floor, traits.loss_aversion
    desires = [np.log(traits.intrinsic)]
    for place in there:
        price = rivals[place].price
        pull = price_pull(price, traits.reward_sensitivity, aversion, constants)
        desires.append(np.log(np.maximum(traits.intrinsic + pull, floor)))
    found = habits_at_rest(traits.need, desires, traits.gap[0], tastes, constants)
    places = [0, *(first + place for place in there)]
    habits[places] = np.where(tempted, found, habits[places])


def _as_type(traits: Traits, dtype: type) -> Traits:
    keep = {"segment", "ticket", "scarcest", "contract_phase"}
    columns = {
        name: getattr(traits, name)
        if name in keep
        else np.ascontiguousarray(getattr(traits, name), dtype=dtype)
        for name in Traits.__dataclass_fields__
    }
    return Traits(**columns)
