"""Where in the schema a value belongs, so that messages can say what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin

from pydantic import BaseModel, RootModel, Tag

from loyaltysim.scenario.blocks.block import UNIONS, options

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

    from loyaltysim.scenario.text.nodes import Loc


def named_fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Give a group's fields by the names that files use."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def field_at(model: type[BaseModel], loc: Loc) -> FieldInfo | None:
    """Find the field of a value; None where users choose the names."""
    return _walk(model, loc)[0]


def known_keys(model: type[BaseModel], loc: Loc) -> tuple[str, ...] | None:
    """List the keys that a group may have; None where users choose the names."""
    kinds = [kind for kind in _walk(model, loc)[1] if _is_group(kind)]
    if not kinds:
        return None
    return tuple(dict.fromkeys(name for kind in kinds for name in named_fields(kind)))


def keys_by_kind(model: type[BaseModel], loc: Loc) -> list[tuple[str, ...]]:
    """List the keys of each kind that a group may be, where it is its keys that tell which; else nothing."""
    if not loc or not str(loc[-1]).startswith("("):  # no word of the file's names the kind
        return []
    kinds = [tuple(named_fields(kind)) for kind in _walk(model, loc[:-1])[1] if _is_group(kind)]
    return kinds if all(kinds) else []


def _is_group(kind: Any) -> bool:  # noqa: ANN401 -- annotations have no common type
    is_model = isinstance(kind, type) and issubclass(kind, BaseModel)
    return is_model and not issubclass(kind, RootModel)


def _walk(model: type[BaseModel], loc: Loc) -> tuple[FieldInfo | None, list[Any]]:
    """Go down the schema; a part that is no key, such as the tag of a union, leads nowhere."""
    field: FieldInfo | None = None
    kinds: list[Any] = [model]
    for part in loc:
        tagged = [kind for kind in kinds if _tag(kind) == part]
        if tagged:
            kinds = list(options(tagged[0]))
            continue
        below = [step for kind in kinds for step in _below(kind, part)]
        if below:
            field = field if isinstance(part, int) else below[0][0]
            kinds = [kind for _, annotation in below for kind in _members(annotation)]
    return field, [option for kind in kinds for option in options(kind)]


def _below(kind: Any, part: str | int) -> list[tuple[FieldInfo | None, Any]]:  # noqa: ANN401
    """Find what a part leads to in one kind of value."""
    if _tag(kind) is not None:
        return _below(options(kind)[0], part)
    if get_origin(kind) in {dict, list, tuple}:
        return [(None, get_args(kind)[1 if get_origin(kind) is dict else 0])]
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return []
    if issubclass(kind, RootModel):
        return _below(kind.model_fields["root"].annotation, part)
    field = named_fields(kind).get(str(part))
    if field is None:
        named = kind.__annotations__.get("__pydantic_extra__")
        return [] if named is None else [(None, get_args(named)[1])]
    return [(field, field.annotation)]


def _members(annotation: Any) -> list[Any]:  # noqa: ANN401
    """Take a union apart, but leave tags on its members."""
    if get_origin(annotation) is Annotated and _tag(annotation) is None:
        return _members(get_args(annotation)[0])
    if get_origin(annotation) in UNIONS:
        return [kind for member in get_args(annotation) for kind in _members(member)]
    return [annotation]


def _tag(annotation: Any) -> str | None:  # noqa: ANN401
    metadata = get_args(annotation)[1:] if get_origin(annotation) is Annotated else ()
    return next((rule.tag for rule in metadata if isinstance(rule, Tag)), None)
