"""From lists of mechanics as they are written to schemes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from loyaltysim.errors import LoyaltysimError
from loyaltysim.mechanics.registry import get_mechanic
from loyaltysim.scenario.blocks.adapting import OFF
from loyaltysim.scenario.blocks.block import Name
from loyaltysim.scenario.blocks.joining import WrittenScheme
from loyaltysim.scenario.blocks.scheme import Instance, Scheme
from loyaltysim.scenario.checks.written import group
from loyaltysim.scenario.examples import mechanic_example
from loyaltysim.scenario.faults import Fault, unknown
from loyaltysim.scenario.later import in_plain_numbers, later_faults, without_later
from loyaltysim.scenario.text.nodes import shorten
from loyaltysim.scenario.wording import faults_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyaltysim.scenario.text.nodes import Loc

_NAME: TypeAdapter[str] = TypeAdapter(Name)
KEYS = frozenset(WrittenScheme.model_fields)
_FORM = "write `- stamp_card: {stamps: 10, ...}`"


def build_schemes(data: object) -> tuple[dict[str, Scheme], list[Fault]]:
    """Make the schemes of a scenario.

    Parameters
    ----------
    data
        The scheme's lists of mechanics by name, as they were written.

    Returns
    -------
    What could be made of them, and everything that is wrong.
    """
    if not isinstance(data, Mapping):
        return {}, []  # the scenario's own check says what is wrong
    schemes: dict[str, Scheme] = {}
    faults: list[Fault] = []
    for name, items in data.items():
        scheme, wrong = _build_scheme(str(name), items)
        schemes[str(name)] = scheme
        faults.extend(wrong)
    return schemes, faults


def written_items(data: object) -> Iterator[tuple[Loc, str, Mapping[str, object]]]:
    """List the mechanics of all schemes as they were written, those that cannot be read left out.

    Yields
    ------
    The way to each, its kind, and its parameters.
    """
    for name, scheme in data.items() if isinstance(data, Mapping) else ():
        loc, items = _items(("schemes", str(name)), scheme)
        for number, item in enumerate(items if isinstance(items, list) else ()):
            kind, params, wrong = _take_apart((*loc, number), item)
            if not wrong:
                yield (*loc, number, kind), kind, params


def _items(loc: Loc, scheme: object) -> tuple[Loc, object]:
    """Give a scheme's list of mechanics, and the way to it."""
    if isinstance(scheme, Mapping) and KEYS & set(scheme):
        return (*loc, "mechanics"), scheme.get("mechanics")
    return loc, scheme


def _build_scheme(name: str, written: object) -> tuple[Scheme, list[Fault]]:
    loc, items = _items(("schemes", name), written)
    instances, faults = _instances(loc, items)
    if isinstance(written, Mapping) and KEYS & set(written):
        variants, wrong = _variants(name, group(group(written, "adapt"), "variants"), items)
        scheme = Scheme(name=name, instances=instances, variants=variants)
        faults += wrong
        try:
            told = WrittenScheme.model_validate(written)
        except ValidationError as error:
            return scheme, [*faults_of(error, WrittenScheme, ("schemes", name)), *faults]
        return scheme.model_copy(update={"joining": told.joining, "adapt": told.adapt}), faults
    return Scheme(name=name, instances=instances), faults


def _instances(loc: Loc, items: object) -> tuple[tuple[Instance, ...], list[Fault]]:
    if items is None:
        items = []
    if not isinstance(items, list):
        return (), [Fault(loc, "must be a list of mechanics", f"{_FORM}, or []")]
    instances: dict[str, Instance] = {}
    faults: list[Fault] = []
    taken: set[str] = set()
    for number, item in enumerate(items):
        kind, params, wrong = _take_apart((*loc, number), item)
        faults += wrong
        if wrong:
            continue
        name, place = str(params.get("name", kind)), (*loc, number, kind)
        made, more = _build(place, kind, params)
        faults += more
        if name in taken:
            faults.append(_twice(place, name, params))
        elif made is not None:
            instances[name] = made
        taken.add(name)
    return tuple(instances[key] for key in sorted(instances)), faults


def _variants(
    scheme: str, described: Mapping[str, object], items: object
) -> tuple[dict[str, tuple[Instance, ...]], list[Fault]]:
    """Make the instances of every variant: those of the list, with other parameters, or left out."""
    written = {}
    for number, item in enumerate(items if isinstance(items, list) else ()):
        kind, params, wrong = _take_apart((number,), item)
        if not wrong:
            written[str(params.get("name", kind))] = kind, params
    made: dict[str, tuple[Instance, ...]] = {}
    faults: list[Fault] = []
    for variant in described:
        changes = group(described, variant)
        loc = ("schemes", scheme, "adapt", "variants", variant)
        for name in set(changes) - set(written):
            fault = unknown((*loc, name), "mechanic in this scheme", name, written)
            faults.append(replace(fault, at_key=True))
        instances = []
        for name, (kind, params) in sorted(written.items()):
            told = changes.get(name, {})
            if told == OFF or told is False:
                continue
            if not isinstance(told, Mapping) or "name" in told:
                hint = "such as {stamps: 8}, or off"
                faults.append(Fault((*loc, name), "must be other parameters of it", hint))
                continue
            instance, wrong = _build((*loc, name), kind, {**params, **told})
            instances += [] if instance is None else [instance]
            faults += wrong if name in changes else []
        made[variant] = tuple(instances)
    return made, faults


def _form(kind: str) -> str:
    """Show how a mechanic is written, by its own example where there is such a one."""
    try:
        example = mechanic_example(get_mechanic(kind))
    except LoyaltysimError as error:
        return error.problems[0].hint
    return f"write `{example.partition('  #')[0]}`"


def _take_apart(loc: Loc, item: object) -> tuple[str, Mapping[str, object], list[Fault]]:
    if isinstance(item, str):
        return "", {}, [Fault(loc, f"{shorten(item)} lacks its parameters", _form(item))]
    if not isinstance(item, Mapping) or not item:
        return "", {}, [Fault(loc, "must be a mechanic with its parameters", _FORM)]
    kind, params = next((str(key), value) for key, value in item.items())
    if len(item) > 1:
        hint = "begin each mechanic with `- `, and indent its parameters"
        others = ", ".join(shorten(str(key)) for key in list(item)[1:4])
        return "", {}, [Fault((*loc, kind), f"{others} stands beside {shorten(kind)}", hint)]
    if params is not None and not isinstance(params, Mapping):
        return "", {}, [Fault((*loc, kind), "must be a group of parameters", _form(kind))]
    return kind, params or {}, []


def _build(
    loc: Loc, kind: str, params: Mapping[str, object]
) -> tuple[Instance | None, list[Fault]]:
    try:
        cls = get_mechanic(kind)
    except LoyaltysimError as error:
        told = error.problems[0]
        hint = f"{kind} stands beside `mechanics:`, not in the list" if kind in KEYS else told.hint
        return None, [Fault(loc, shorten(told.message, 120), hint, at_key=True)]
    faults, name = [], params.get("name", kind)
    try:
        name = _NAME.validate_python(name)
    except ValidationError as error:
        faults = faults_of(error, cls, (*loc, "name"))
    written = {key: value for key, value in params.items() if key != "name"}
    own = in_plain_numbers(cls, written)
    later = list(later_faults(cls, own, loc))
    try:
        made = cls.model_validate(own)
    except ValidationError as error:
        return None, [*faults, *without_later(faults_of(error, cls, loc), later), *later]
    return (None, faults) if faults else (Instance(name=str(name), mechanic=made), [])


def _twice(loc: Loc, name: str, params: Mapping[str, object]) -> Fault:
    message = f"this scheme already has a mechanic named {shorten(name)}"
    if "name" in params:
        return Fault((*loc, "name"), message, "give one of them another name")
    return Fault(loc, message, "give this one a `name:` of its own", at_key=True)
