"""Who a customer is: traits from uniforms by inverse transforms, and the habit at rest."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scipy.special import gammaincinv, ndtri
from tests.reference.behaviour import ability_of, act_chance, demands_of, habit_at_rest, ln_ability
from tests.reference.origins import origin_of
from tests.reference.persuading import draw_susceptibility
from tests.reference.rivals import odds, price_pull, rivals_of, shares_at_rest, taste

from loyaltysim.customers.columns import FACTORS, USER_TYPES

if TYPE_CHECKING:
    from tests.reference.behaviour import Ability
    from tests.reference.origins import Draw, Origin

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.population import ActTraits, Population
    from loyaltysim.simulation.setup import Setup


@dataclass(frozen=True)
class Traits:
    """What never changes in a customer; lists are in the order of the acts."""

    origin: Origin
    need: float
    hazard: float
    price: list[float]
    ticket: list[float]
    intrinsic: float
    ln_resource: list[float]
    ability: list[Ability]
    reward_sensitivity: float
    loss_aversion: float
    discount_rate: float
    novelty_seeking: float
    competitiveness: float
    sociability: float
    attention: float
    habit_rate: float
    user_type: dict[str, float]
    contract_phase: int
    habit: list[float]
    liking: list[float]
    """Odds of each act by taste: 1 but for those of rivals."""
    susceptibility: dict[str, float]


def draw_traits(
    setup: Setup, population: Population, draw: Draw, k: Constants, *, new: bool = False
) -> Traits:
    """Draw one customer; `new` ones come after the launch."""
    origin = origin_of(population, draw, new=new)
    price = [_price(act, origin, draw) for act in setup.acts]
    if origin.known_ticket and setup.acts[0].ticket:
        price[0] = origin.known_ticket
    for j in rivals_of(setup):
        price[j] = price[0] * setup.acts[j].rival.price  # type: ignore[union-attr]
    ln_resource = [k.resource_sd * _z(draw(f"resource:{f}")) for f in FACTORS]
    ability = [ability_of(demands_of(act, k), ln_resource, k) for act in setup.acts]
    intrinsic = math.exp(k.intrinsic_sd * _z(draw("intrinsic")))
    need, habit = _need_and_habit(setup, origin, intrinsic, ability, k)
    liking = [_liking(act, draw, k) for act in setup.acts]
    rho = k.reward_sensitivity * math.exp(
        k.reward_sensitivity_sd * _z(draw("reward_sensitivity")) - k.reward_sensitivity_sd**2 / 2.0
    )
    aversion = k.loss_aversion * math.exp(k.loss_aversion_sd * _z(draw("loss_aversion")))
    rho *= origin.reward_sensitivity
    if setup.learning and not origin.new and any(liking[j] for j in _there(setup)):
        for j, strength in _rested_among_rivals(
            setup, need, intrinsic, ability[0], liking, (rho, aversion), k
        ):
            habit[j] = strength
    return Traits(
        origin=origin,
        need=need,
        hazard=origin.hazard,
        price=price,
        ticket=[_ticket(act, p, k) for act, p in zip(setup.acts, price, strict=True)],
        intrinsic=intrinsic,
        ln_resource=ln_resource,
        ability=ability,
        reward_sensitivity=rho,
        loss_aversion=aversion,
        discount_rate=k.discount_rate * math.exp(k.discount_rate_sd * _z(draw("discount_rate"))),
        novelty_seeking=math.exp(k.novelty_seeking_sd * _z(draw("novelty_seeking"))),
        competitiveness=math.exp(k.competitiveness_sd * _z(draw("competitiveness"))),
        sociability=math.exp(k.sociability_sd * _z(draw("sociability"))),
        attention=_attention(draw("attention"), k),
        habit_rate=min(0.5, k.habit_rate * math.exp(k.habit_rate_sd * _z(draw("habit_rate")))),
        user_type=_user_type(origin, draw, k),
        contract_phase=math.floor(draw("contract_phase") * setup.period_days),
        habit=[0.0] * len(habit) if new else habit,
        liking=liking,
        susceptibility=draw_susceptibility(origin.susceptibility, draw, k),
    )


def _liking(act: ActTraits, draw: Draw, k: Constants) -> float:
    if act.rival is None:
        return 1.0
    return taste(act.rival, _z(draw(f"taste:{act.name}")), _z(draw("taste")), k)


def _there(setup: Setup) -> list[int]:
    """List the rivals who have always been there."""
    return [j for j in rivals_of(setup) if setup.acts[j].rival.starts is None]  # type: ignore[union-attr]


def _rested_among_rivals(
    setup: Setup,
    need: float,
    intrinsic: float,
    ability: Ability,
    liking: list[float],
    moods: tuple[float, float],
    k: Constants,
) -> list[tuple[int, float]]:
    acts = [0, *_there(setup)]
    desires = [intrinsic]
    for j in acts[1:]:
        pull = price_pull(setup.acts[j].rival, *moods, k)
        desires.append(max(intrinsic + pull, k.motivation_floor))
    habits = [0.0] * len(acts)
    for _ in range(5):
        each = [
            odds(math.log(m), ln_ability(ability.gap, h, 0.0, k), liking[j], k)
            for j, m, h in zip(acts, desires, habits, strict=True)
        ]
        share = -math.expm1(-need)
        habits = [habit_at_rest(share * p, k) for p in shares_at_rest(each, k)]
    return list(zip(acts, habits, strict=True))


def _z(u: float) -> float:
    return float(ndtri(u))


def _price(act: ActTraits, origin: Origin, draw: Draw) -> float:
    if act.ticket is None or act.rival:
        return 0.0
    variance = math.log1p(act.ticket.cv**2)
    z = _z(draw(f"ticket:{act.name}"))
    mean = act.ticket.mean * origin.ticket_factor
    return mean * math.exp(math.sqrt(variance) * z - variance / 2.0)


def _ticket(act: ActTraits, price: float, k: Constants) -> float:
    ratio = act.rival.price if act.rival else 1.0
    return price if act.ticket else ratio * k.hour_value * act.minutes / 60.0


def _attention(u: float, k: Constants) -> float:
    logit = math.log(k.attention / (1.0 - k.attention)) + k.attention_sd * _z(u)
    return 1.0 / (1.0 + math.exp(-logit))


def _user_type(origin: Origin, draw: Draw, k: Constants) -> dict[str, float]:
    grown = {}
    for kind, share in zip(USER_TYPES, origin.user_types, strict=True):
        shape = k.hexad_concentration * share
        grown[kind] = float(gammaincinv(shape, draw(f"user_type:{kind}"))) if shape > 0.0 else 0.0
    total = sum(grown.values())
    return {kind: g / total for kind, g in grown.items()}


def _need_and_habit(
    setup: Setup, origin: Origin, intrinsic: float, ability: list[Ability], k: Constants
) -> tuple[float, list[float]]:
    """Draw the need, or solve it from the rate of acts; and let every act's habit rest."""
    rate = origin.rate
    rests = setup.learning and not origin.new
    if not origin.rate_is_acts:
        need, habit = rate, [0.0] * len(setup.acts)
        first = 0
    else:
        p = -math.expm1(-rate)
        h0 = habit_at_rest(p, k) if rests else 0.0
        p0 = _chance_at_rest(intrinsic, ability[0], h0, k)
        need = -math.log1p(-min(0.98, p / p0)) / (1.0 + k.habit_cue * h0)
        habit, first = [h0] + [0.0] * (len(setup.acts) - 1), 1
    if rests:
        for j in range(first, setup.own):
            habit[j] = _rested(need * setup.acts[j].need, intrinsic, ability[j], k)
    return need, habit


def _rested(need: float, intrinsic: float, ability: Ability, k: Constants) -> float:
    habit = 0.0
    for _ in range(5):
        p = -math.expm1(-need) * _chance_at_rest(intrinsic, ability, habit, k)
        habit = habit_at_rest(p, k)
    return habit


def _chance_at_rest(intrinsic: float, ability: Ability, habit: float, k: Constants) -> float:
    return act_chance(max(intrinsic, k.motivation_floor), ln_ability(ability.gap, habit, 0.0, k), k)
