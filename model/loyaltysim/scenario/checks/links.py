"""Checks of what one mechanic of a scheme says about another: whom messages aim at, and what pays into what."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from loyaltysim.mechanics.meeting import Meeting
from loyaltysim.mechanics.persuading import Persuading
from loyaltysim.mechanics.points.points import Points
from loyaltysim.mechanics.reward import PointsReward
from loyaltysim.mechanics.service.peer_forum import PeerForum
from loyaltysim.mechanics.target import When
from loyaltysim.scenario.checks.written import keyed
from loyaltysim.scenario.faults import Fault, unknown
from loyaltysim.scenario.schemes import written_items
from loyaltysim.scenario.text.nodes import shorten
from loyaltysim.units import MOST_MONEY, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from loyaltysim.mechanics.mechanic import Mechanic
    from loyaltysim.scenario.blocks.scheme import Scheme
    from loyaltysim.scenario.text.nodes import Loc

G = TypeVar("G", bound=BaseModel)


def link_faults(data: Mapping[str, object], schemes: Mapping[str, Scheme]) -> Iterator[Fault]:
    """Find what mechanics say about others that are not there, or are not what they should be."""
    items = list(written_items(data.get("schemes")))
    named = [(loc[1], str(params.get("name", kind))) for loc, kind, params in items]
    for (loc, _, params), (place, name) in zip(items, named, strict=True):
        scheme = schemes[str(place)]
        own = next((i.mechanic for i in scheme.instances if i.name == name), None)
        names = [other for where, other in named if where == place]
        if own is None:
            yield from _written_targets(loc, params, scheme, names)
            continue
        yield from links_of(loc, own, scheme, names)
        if isinstance(own, Points) and not own.can_earn and name not in paid_into(scheme):
            hint = "give per_spend or per_act a value above 0, or let rewards be paid into it"
            yield Fault(loc, "nothing earns points", hint, at_key=True)


def links_of(loc: Loc, own: Mechanic, scheme: Scheme, names: list[str]) -> Iterator[Fault]:
    """Find what one mechanic says about others of its scheme that is not so."""
    for way, when in _inside(own, When):
        yield from _target((*loc, *way), when, scheme, names)
    for way, reward in _rewards(own):
        yield from _account((*loc, *way), reward, scheme, names)
    if isinstance(own, PeerForum):
        yield from _community(loc, own, scheme, names)
    if isinstance(own, Persuading) and own.profile is not None:
        yield from _profile((*loc, "profile"), own, own.profile, scheme)


def named_by(instance: str, scheme: Scheme) -> list[str]:
    """List the mechanics that aim at an instance, or pay into it."""
    found = []
    for one in scheme.instances:
        named = {when.instance for _, when in _inside(one.mechanic, When)}
        named |= {reward.into for _, reward in _rewards(one.mechanic)}
        if instance in named:
            found.append(one.name)
    return found


def _inside(group: BaseModel, kind: type[G], loc: Loc = ()) -> Iterator[tuple[Loc, G]]:
    """Find all groups of a kind in a group of parameters, with the way to each."""
    for name, field in type(group).model_fields.items():
        value, way = getattr(group, name), (*loc, field.alias or name)
        is_list = isinstance(value, tuple)
        for number, part in enumerate(value if is_list else (value,)):
            here = (*way, number) if is_list else way
            if isinstance(part, kind):
                yield here, part
            elif isinstance(part, BaseModel):
                yield from _inside(part, kind, here)


def _rewards(mechanic: Mechanic) -> Iterator[tuple[Loc, PointsReward]]:
    """Find the rewards in points, also those that come by a change."""
    yield from _inside(mechanic, PointsReward)
    for number, change in enumerate(mechanic.changes):
        for way, reward in _inside(mechanic.rules_on(change.day), PointsReward):
            if way[0] in change.to:
                yield ("changes", number, "to", *way), reward


def paid_into(scheme: Scheme) -> set[str]:
    """Name the accounts into which rewards of the scheme are paid."""
    return {reward.into for one in scheme.instances for _, reward in _rewards(one.mechanic)}


def _target(loc: Loc, when: When, scheme: Scheme, names: list[str]) -> Iterator[Fault]:
    if when.instance not in names:
        yield unknown((*loc, "instance"), "mechanic in this scheme", when.instance, names)
    for instance in scheme.instances:
        signals = [column.name for column in instance.mechanic.columns() if column.signal]
        if instance.name == when.instance and when.is_ not in signals:
            what = f"yes-or-no column of {shorten(instance.name)}"
            yield unknown((*loc, "is"), what, when.is_, signals)


def _written_targets(
    loc: Loc, params: Mapping[str, object], scheme: Scheme, names: list[str]
) -> Iterator[Fault]:
    """Find the same in a mechanic of which something else is wrong."""
    for way, written in keyed(params, "when"):
        try:
            when = When.model_validate(written)
        except ValidationError:
            continue
        yield from _target((*loc, *way), when, scheme, names)


def _community(loc: Loc, forum: PeerForum, scheme: Scheme, names: list[str]) -> Iterator[Fault]:
    if forum.community not in names:
        hint = "add one, such as `- community: {}`, for somebody has to answer"
        what = f"this scheme has no community named {shorten(forum.community)}"
        yield Fault((*loc, "community"), what, hint)
    for instance in scheme.instances:
        if instance.name == forum.community and instance.mechanic.kind != "community":
            what = f"{shorten(instance.name)} is a {instance.mechanic.kind}, not a community"
            yield Fault((*loc, "community"), what, "name a mechanic of the kind community")


def _profile(loc: Loc, own: Persuading, name: str, scheme: Scheme) -> Iterator[Fault]:
    others = [
        one.mechanic
        for one in scheme.instances
        if one.mechanic is not own
        and isinstance(one.mechanic, Persuading)
        and one.mechanic.profile == name
    ]
    if not others:
        hint = "name it with another message, adviser or touchpoint, too, or leave it out"
        yield Fault(loc, f"no other mechanic of this scheme keeps {shorten(name)}", hint)
    elif all(isinstance(one, Meeting) for one in (own, *others)):
        hint = "name it with a message or an adviser, too, for touchpoints learn nothing"
        yield Fault(loc, f"nobody learns {shorten(name)}", hint)


def _account(loc: Loc, reward: PointsReward, scheme: Scheme, names: list[str]) -> Iterator[Fault]:
    specs = {one.name: one.mechanic.account() for one in scheme.instances}
    takers = {name: spec for name, spec in specs.items() if spec is not None and spec.takes}
    if reward.into not in takers:
        if reward.into in names and reward.into not in specs:
            return  # what it is cannot be told while its own parameters are wrong
        yield unknown((*loc, "into"), "account for points in this scheme", reward.into, takers)
    elif reward.points * takers[reward.into].unit_value > MOST_MONEY:
        hint = "points are worth what they can be redeemed for"
        yield Fault((*loc, "points"), f"is worth more than {plain(MOST_MONEY)}", hint)
