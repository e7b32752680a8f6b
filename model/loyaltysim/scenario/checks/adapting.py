"""Checks of what a scheme that learns may vary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.scenario.checks.links import links_of, named_by
from loyaltysim.scenario.checks.quotas import HINT, excessive
from loyaltysim.scenario.faults import Fault
from loyaltysim.scenario.text.nodes import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from loyaltysim.mechanics.mechanic import Mechanic
    from loyaltysim.scenario.blocks.scheme import Scheme
    from loyaltysim.scenario.text.nodes import Loc


def adapt_faults(data: Mapping[str, object], schemes: Mapping[str, Scheme]) -> Iterator[Fault]:
    """Find mechanics that cannot vary, and variants that do not fit the scheme."""
    for name, scheme in schemes.items():
        base = {one.name: one.mechanic for one in scheme.instances}
        for variant, instances in scheme.variants.items():
            made = {one.name: one.mechanic for one in instances}
            for instance, mechanic in base.items():
                if made.get(instance) != mechanic:
                    loc = ("schemes", name, "adapt", "variants", variant, instance)
                    told = _why_not(instance, mechanic, made.get(instance), scheme)
                    if told:
                        yield Fault(loc, *told, at_key=True)
                    yield from _misfits(loc, made.get(instance), scheme, data)


def _misfits(
    loc: Loc, made: Mechanic | None, scheme: Scheme, data: Mapping[str, object]
) -> Iterator[Fault]:
    """Find what is wrong with the rules that an instance has under a variant."""
    if made is None:
        return
    yield from links_of(loc, made, scheme, [one.name for one in scheme.instances])
    for way, wrong in excessive(data, made):
        yield Fault((*loc, *way), wrong, HINT)


def _why_not(
    instance: str, mechanic: Mechanic, other: Mechanic | None, scheme: Scheme
) -> tuple[str, str] | None:
    """Say why an instance cannot have other rules for some customers, and what would be right."""
    shared = [
        column.name for column in mechanic.columns() if column.per_market and not column.counts
    ]
    namers = named_by(instance, scheme)
    if shared:
        told = f"{shorten(instance)} cannot vary: its {shared[0]} is one for all customers"
        return told, "vary another mechanic, or leave its budget or capacity out"
    if mechanic.brings():
        return f"{shorten(instance)} cannot vary: it brings newcomers", "vary another mechanic"
    if namers:
        told = f"{shorten(instance)} cannot vary: {shorten(namers[0])} names it"
        return told, f"vary {shorten(namers[0])} instead"
    if other is not None and other.acts_about() != mechanic.acts_about():
        return f"{shorten(instance)} is about other acts", "what it is about cannot vary"
    return None
