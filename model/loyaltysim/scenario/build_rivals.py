"""From rivals as they are written to rivals with their schemes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from pydantic import ValidationError

from loyaltysim.scenario.blocks.rivals import FIRM, Copy, RivalScheme, WrittenRivalScheme
from loyaltysim.scenario.checks.links import link_faults
from loyaltysim.scenario.checks.quotas import HINT, excessive
from loyaltysim.scenario.checks.written import group
from loyaltysim.scenario.faults import Fault, unknown
from loyaltysim.scenario.schemes import build_schemes
from loyaltysim.scenario.wording import faults_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyaltysim.scenario.blocks.scheme import Scheme
    from loyaltysim.scenario.text.nodes import Loc

_FORM = "write a list of mechanics, or {copies: NAME OF A SCHEME, after: 30 days}"


def build_rivals(
    data: Mapping[str, object], schemes: Mapping[str, Scheme]
) -> tuple[object, list[Fault]]:
    """Make the schemes of a scenario's rivals.

    Parameters
    ----------
    data
        The scenario as it was written.
    schemes
        What could be made of its schemes.

    Returns
    -------
    The rivals with their schemes in the place of what was written, and what is wrong with these.
    """
    rivals = data.get("rivals")
    if not isinstance(rivals, Mapping):
        return rivals, []  # the scenario's own check says what is wrong
    built: dict[object, object] = {}
    faults = [*_names(data, rivals), *_fitted(data, rivals), *_prices(data, rivals)]
    for name, spec in rivals.items():
        built[name] = spec
        if isinstance(spec, Mapping) and "scheme" in spec:
            scheme, wrong = _scheme(str(name), spec["scheme"], schemes)
            built[name] = {**spec, "scheme": scheme}
            faults += wrong or _unfit(data, str(name), scheme)
    return built, faults


def _scheme(
    name: str, written: object, schemes: Mapping[str, Scheme]
) -> tuple[RivalScheme, list[Fault]]:
    loc: Loc = ("rivals", name, "scheme")
    if isinstance(written, RivalScheme):
        return written, []
    if written is None or isinstance(written, list):
        return _own(loc, written or [], 0)
    if not isinstance(written, Mapping):
        return RivalScheme(), [Fault(loc, "must be a list of mechanics", _FORM)]
    model = Copy if "copies" in written else WrittenRivalScheme
    try:
        told = model.model_validate(written)
    except ValidationError as error:
        _, more = _own((*loc, "mechanics"), written.get("mechanics") or [], 0)
        return RivalScheme(), [*faults_of(error, model, loc), *more]
    if isinstance(told, Copy):
        return _copied(loc, told, schemes)
    return _own((*loc, "mechanics"), told.mechanics, told.after)


def _own(loc: Loc, items: object, after: int) -> tuple[RivalScheme, list[Fault]]:
    """Make mechanics that are written with the rival, by the rules for those of a scheme."""
    written = {"schemes": {str(loc[1]): items}}
    made, faults = build_schemes(written["schemes"])
    if isinstance(items, list):
        faults += link_faults(written, made)
    moved = [replace(fault, loc=(*loc, *fault.loc[2:])) for fault in faults]
    return RivalScheme(instances=made[str(loc[1])].instances, after=after), moved


def _copied(loc: Loc, told: Copy, schemes: Mapping[str, Scheme]) -> tuple[RivalScheme, list[Fault]]:
    if told.copies not in schemes:
        return RivalScheme(), [unknown((*loc, "copies"), "scheme", told.copies, schemes)]
    scheme = schemes[told.copies]
    if scheme.joining.numbers().way != "automatic":
        hint = "write its mechanics as a list, or copy another scheme"
        what = "copies a scheme that customers join, but all customers are members of a rival's"
        return RivalScheme(), [Fault((*loc, "copies"), what, hint)]
    return RivalScheme(instances=scheme.instances, after=told.after), []


def _unfit(data: Mapping[str, object], name: str, scheme: RivalScheme) -> list[Fault]:
    """Find mechanics that no rival can have."""
    main, loc = next(iter(group(data, "acts")), None), ("rivals", name, "scheme")
    found = []
    for one in scheme.instances:
        others = {str(act) for act in one.mechanic.acts_about() if act not in {None, main}}
        if others:
            what = f"{one.name} is about {', '.join(sorted(others))}, but rivals only serve {main}"
            found.append(Fault(loc, what, "leave it out", at_key=True))
        if one.mechanic.brings():
            what = f"{one.name} brings customers to the firm"
            found.append(Fault(loc, what, "leave it out", at_key=True))
        if one.mechanic.needs_friends() and data.get("network") is None:
            hint = "give the scenario a network, such as network: {degree: 6, rewiring: 0.1}"
            what = f"{one.name} is about friends, but customers have none"
            found.append(Fault(loc, what, hint, at_key=True))
        for _, told in excessive(data, one.mechanic):
            found.append(Fault(loc, f"{one.name}: {told}", HINT, at_key=True))
    return found


def _names(data: Mapping[str, object], rivals: Mapping[str, object]) -> Iterator[Fault]:
    taken = {*group(data, "acts"), FIRM}
    for name in rivals:
        if name in taken:
            hint = "give the rival another name"
            yield Fault(("rivals", str(name)), f"{name} is taken", hint, at_key=True)


def _fitted(data: Mapping[str, object], rivals: Mapping[str, object]) -> Iterator[Fault]:
    if "fit" not in group(data, "population"):
        return
    for name, spec in rivals.items():
        if isinstance(spec, Mapping) and spec.get("starts") is None:
            what = "the purchase record does not tell what customers buy of a rival"
            hint = "give `starts`, the day on which it appears"
            yield Fault(("rivals", str(name)), what, hint, at_key=True)


def _prices(data: Mapping[str, object], rivals: Mapping[str, object]) -> Iterator[Fault]:
    main = next(iter(group(data, "acts").values()), None)
    if not isinstance(main, Mapping) or main.get("ticket") is not None:
        return
    for name, spec in rivals.items():
        if isinstance(spec, Mapping) and spec.get("price") not in {None, 1}:
            hint = "leave it out, or give the main act a ticket"
            yield Fault(("rivals", str(name), "price"), "the main act has no price", hint)
