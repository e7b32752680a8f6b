"""Groups of parameters as somebody could write them, for messages about a group of several kinds."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias, get_args, get_origin

from pydantic import BaseModel, RootModel, TypeAdapter, ValidationError
from ruamel.yaml import YAML

from loyaltysim.scenario.blocks.block import options, unit_of
from loyaltysim.scenario.fields import named_fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic.fields import FieldInfo

    from loyaltysim.mechanics.mechanic import Mechanic

MOST = 3
"""Alternatives that a message has room for."""
_USUAL = {"days": 30, "share": 0.1}

Group: TypeAlias = dict[str, "Group | str | float"]


def alternatives(field: FieldInfo | None) -> str:
    """Write each kind of group that a field may have as an example of it; empty for fewer than two.

    Examples
    --------
    >>> from loyaltysim.mechanics.points.points import Points
    >>> alternatives(Points.model_fields["expiry"])
    '{policy: rolling, days: 30} or {policy: fixed, on: 1} or {policy: activity, days: 30}'
    """
    kinds = [kind for kind in options(field.annotation) if _is_group(kind)] if field else []
    written = [_flow(found) for found in map(_example, kinds) if found is not None]
    if len(kinds) < 2 or len(written) < len(kinds):
        return ""
    return " or ".join(written[:MOST])


def mechanic_example(kind: type[Mechanic]) -> str:
    """Write a mechanic as a scheme could have it; for one of another package only what it needs.

    Examples
    --------
    >>> from loyaltysim.mechanics.points.points import Points
    >>> mechanic_example(Points)
    '- points: {per_spend: 1, redeem: {points: 100, value: 5, cost: 4}}'
    """
    written = _written().get(kind.kind)
    if written is None:
        needed = _example(kind)
        written = "{...}" if needed is None else _flow(needed)
    return f"- {kind.kind}: {written}"


@cache
def _written() -> Mapping[str, str]:
    text = files("loyaltysim.scenario").joinpath("mechanic_examples.yaml").read_text("utf-8")
    found: dict[str, str] = YAML(typ="safe", pure=True).load(text)
    return found


def fits(field: FieldInfo, value: object) -> bool:
    """Tell whether a field can be what somebody could write.

    Examples
    --------
    >>> from loyaltysim.mechanics.points.points import Points
    >>> fits(Points.model_fields["per_act"], 2), fits(Points.model_fields["per_act"], -2)
    (True, False)
    """
    rules: Any = Annotated[field.annotation, field]
    return _fits(rules, value)


def _is_group(kind: Any) -> bool:  # noqa: ANN401 -- annotations have no common type
    is_model = isinstance(kind, type) and issubclass(kind, BaseModel)
    return is_model and not issubclass(kind, RootModel)


def _example(model: type[BaseModel]) -> Group | None:
    """Fill in what a group needs; None where that is not enough to be right."""
    needed = {name: field for name, field in named_fields(model).items() if field.is_required()}
    group: Group = {}
    for name, field in needed.items():
        value = _value(field)
        if value is None:
            return None
        group[name] = value
    return group if _fits(model, group) else None


def _value(field: FieldInfo) -> Group | str | float | None:
    (kind, *_) = options(field.annotation)
    if get_origin(kind) is Literal:
        return str(get_args(kind)[0])
    if _is_group(kind):
        return _example(kind)
    bounds = [getattr(rule, end, None) for end in ("ge", "le") for rule in field.metadata]
    likely = [_USUAL.get(unit_of(field)), 1, *bounds]
    return next((value for value in likely if value is not None and fits(field, value)), None)


def _fits(kind: Any, value: object) -> bool:  # noqa: ANN401 -- annotations have no common type
    try:
        is_loose = _is_group(kind) or isinstance(value, list)  # files know lists, and no tuples
        TypeAdapter(kind).validate_python(value, strict=not is_loose)
    except ValidationError:
        return False
    return True


def _flow(group: Group) -> str:
    parts = (
        f"{name}: {_flow(value) if isinstance(value, dict) else value}"
        for name, value in group.items()
    )
    return f"{{{', '.join(parts)}}}"
