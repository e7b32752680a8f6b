"""What moves a prompted customer to an act, and what stands in the way."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

from tests.reference import behaviour as be
from tests.reference.offers import (
    Occasion,
    Offer,
    Token,
    keepable,
    occasion_of,
    reward_value,
    weakened,
)
from tests.reference.others import Compulsion, Rival, Team, social_pull
from tests.reference.persuading import persuasion
from tests.reference.rivals import price_pull

from loyaltysim.customers.columns import FACTORS, USER_TYPES

if TYPE_CHECKING:
    from tests.reference.customer import Customer
    from tests.reference.mechanics.membership import Membership


def motivation(customer: Customer, j: int) -> float:
    k, traits = customer.model.constants, customer.traits
    act, memberships = customer.model.setup.acts[j], customer.of_act(j)
    bond = customer.bond_of(j)
    interest = be.intrinsic_factor(customer.crowding[j], bond.praise, act.interest, k)
    m = traits.intrinsic * interest * (1.0 + k.attachment_pull * act.helps_firm * bond.attachment)
    offers = [(one, offer) for one in memberships for offer in one.offers(j)]
    shown = tokens_of(memberships, j)
    m += traits.reward_sensitivity * _rewards(customer, j, offers)
    customer.today.shown |= {one.name for one, _ in shown}
    customer.today.shown |= {one.name for one, offer in offers if offer.goal}
    tokens, games = tokens_and_games(customer, j, shown)
    m += k.symbolic_pull * tokens + k.play * traits.novelty_seeking * games
    m -= k.sting * bond.sting
    m += price_pull(act.rival, traits.reward_sensitivity, traits.loss_aversion, k)
    if customer.helped(j, "spark"):
        m += k.spark
    m += persuasion(customer, j)
    m *= math.exp(k.social_pressure * _others(customer, j))
    if not customer.today.occasion[j] and act.need > 0.0:
        m *= k.off_occasion * -math.expm1(-traits.need * act.need * customer.unserved(j))
    m *= (1.0 - act.satiation) ** (customer.model.repetition - 1)
    return max(m, k.motivation_floor)


def own_pace(customer: Customer, j: int) -> float:
    """Give the acts per day that one does anyway."""
    need, usual = customer.model.setup.acts[j].need, occasion(customer, j).usual
    if need == 0.0:
        return usual
    cue = 1.0 + customer.model.constants.habit_cue * customer.habit[j]
    return max(customer.traits.need * need * cue * usual, 1e-6)


def occasion(customer: Customer, j: int) -> Occasion:
    """Tell where a customer stands on today's occasion."""
    model, place = customer.model, (j, customer.model.repetition)
    if place not in model.occasions:
        act = model.setup.acts[j]
        model.occasions[place] = occasion_of(act, model.repetition, model.constants)
    return model.occasions[place]


def _rewards(customer: Customer, j: int, offers: list[tuple[Membership, Offer]]) -> float:
    if not offers:
        return 0.0
    traits = customer.traits
    return reward_value(
        [(offer, offer.belief * _familiar(customer, m, offer)) for m, offer in offers],
        traits.ticket[j],
        own_pace(customer, j),
        customer.efficacy,
        traits.discount_rate,
        traits.loss_aversion,
        occasion(customer, j),
        customer.model.constants,
    )


def _familiar(customer: Customer, membership: Membership, offer: Offer) -> float:
    """A goal that one has met often pulls less, and is met once more."""
    return _left(customer, membership) if offer.goal else 1.0


def _left(customer: Customer, membership: Membership) -> float:
    """Give what is left of the pull of what one knows."""
    return be.token_novelty(rested(customer, membership), customer.model.constants)


def tokens_of(memberships: list[Membership], j: int) -> list[tuple[Membership, Token]]:
    """List the symbolic rewards in view, and whose they are."""
    return [(m, token) for m in memberships for token in m.tokens(j)]


def tokens_and_games(
    customer: Customer, j: int, shown: list[tuple[Membership, Token]]
) -> tuple[float, float]:
    """Give the pull of symbolic rewards and of games; of one kind only the best counts."""
    k, usual = customer.model.constants, occasion(customer, j).usual
    pace, discount_rate = own_pace(customer, j), customer.traits.discount_rate
    tokens: defaultdict[str, float] = defaultdict(float)
    games: defaultdict[str, float] = defaultdict(float)
    for m, token in shown:
        kind = m.instance.kind
        suits = _fit(customer, m) * keepable(token, pace, usual)
        worn = math.exp(-rested(customer, m) / k.novelty_days)
        matters = token.urgency * weakened(token, pace, discount_rate, k)
        pull = suits * matters * (k.novelty_floor + (1.0 - k.novelty_floor) * worn)
        if token.loss:
            pull *= customer.traits.loss_aversion / k.loss_aversion
        if token.lasts:
            tokens[kind] = max(tokens[kind], pull)
        if _is_game(customer, m) and token.urgency > 0.0:
            games[kind] = max(games[kind], suits * worn)
    return math.hypot(*tokens.values()), math.hypot(*games.values())


def _fit(customer: Customer, membership: Membership) -> float:
    liked = _liked(customer, membership)
    return max(0.0, 2.0 * liked - 1.0) if membership.instance.compulsory else liked


def _liked(customer: Customer, membership: Membership) -> float:
    fit, changed = membership.fit, customer.model.setup.fits.get(membership.instance.kind)
    if changed is not None:
        fit = dict(zip(USER_TYPES, changed.by_user_type, strict=True))
    return sum(w * fit[kind] for kind, w in customer.traits.user_type.items())


def _repelled(customer: Customer, membership: Membership) -> float:
    """Give how much a customer minds that one has to take part."""
    return max(0.0, 1.0 - 2.0 * _liked(customer, membership))


def _is_game(customer: Customer, membership: Membership) -> bool:
    changed = customer.model.setup.fits.get(membership.instance.kind)
    return membership.game if changed is None else changed.game


def rested(customer: Customer, membership: Membership) -> float:
    """Give the exposure to an instance, as far as it is not forgotten."""
    idle = customer.model.day - membership.seen - 1
    return membership.exposure * math.exp(-idle / customer.model.constants.novelty_rest)


def _felt(customer: Customer, membership: Membership) -> float:
    """Give how much of a competition is felt: as far as it is not worn off, and, if compulsory, as it suits."""
    liked = _fit(customer, membership) if membership.instance.compulsory else 1.0
    return _left(customer, membership) * liked


def _others(customer: Customer, j: int) -> float:
    traits, k = customer.traits, customer.model.constants
    others = [
        (other, _felt(customer, m) if isinstance(other, Rival | Team) else 1.0)
        for m in customer.of_act(j)
        for other in m.others(j)
    ]
    minded = [_repelled(customer, m) for m in customer.of_act(j) if m.instance.compulsory]
    others.append((Compulsion(max(minded, default=0.0)), 1.0))
    return social_pull(others, traits.competitiveness, traits.sociability, k)


def ability(customer: Customer, j: int) -> be.Ability:
    """Find what makes the act hard, with what the scheme changes in it."""
    changes: defaultdict[str, float] = defaultdict(float)
    added: defaultdict[str, float] = defaultdict(float)
    for membership in customer.of_act(j):
        for name, change in membership.demands(j).items():
            changes[name] += change
        for name, more in membership.added_demands(j).items():
            added[name] += more
    if not changes and not added:
        return customer.traits.ability[j]
    k = customer.model.constants
    stated = be.demands_of(customer.model.setup.acts[j], k)
    demands = [
        demand * math.exp(changes[name]) + added[name]
        for name, demand in zip(FACTORS, stated, strict=True)
    ]
    return be.ability_of(demands, customer.traits.ln_resource, k)
