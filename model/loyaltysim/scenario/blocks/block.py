"""A group of keys in a scenario file, its names, and the units in which its numbers may be written."""

from __future__ import annotations

import types
import unicodedata
from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    NoReturn,
    Union,
    get_args,
    get_origin,
)

from pydantic import AfterValidator, BaseModel, Field, model_validator

from loyaltysim.mechanics.parameters import Misfit, Parameters, refusal
from loyaltysim.scenario.text.nodes import shorten
from loyaltysim.units import read_days, read_number, read_share

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

LONGEST_NAME = 60
UNIONS = frozenset({Union, types.UnionType})


def refuse(message: str, hint: str = "", *at: str) -> NoReturn:
    """Tell from a validator what is wrong.

    Parameters
    ----------
    message
        What is wrong.
    hint
        What would be right.
    at
        The way from the validated group to what is wrong.
    """
    raise refusal([Misfit(message, hint, at)])


class Block(Parameters):
    """A group of keys that refuses what it does not know and reads numbers with units."""

    @model_validator(mode="before")
    @classmethod
    def _read_units(cls, data: object) -> object:
        return in_units(cls, data)


def quantity(description: str, unit: str, **rules: Any) -> Any:  # noqa: ANN401 -- as pydantic's Field
    """Declare a number with its unit.

    Parameters
    ----------
    description
        What it means, with its usual range.
    unit
        Its unit. `days` can also be written as a duration, `share` as a percentage.
    rules
        Default and bounds, as in pydantic's `Field`.
    """
    return Field(description=description, json_schema_extra={"unit": unit}, **rules)


def unit_of(field: FieldInfo) -> str:
    """Tell a number's unit: the declared one, else from its bounds and its description."""
    extra = field.json_schema_extra
    if isinstance(extra, dict) and "unit" in extra:
        return str(extra["unit"])
    highest = [m for rule in field.metadata for m in (getattr(rule, "le", None),) if m is not None]
    if highest and min(highest) <= 1 and float in options(field.annotation):
        return "share"
    return "days" if (field.description or "").startswith("days") else ""


def options(annotation: Any) -> tuple[Any, ...]:  # noqa: ANN401 -- annotations have no common type
    """Take a union apart into its members, without their annotations."""
    if get_origin(annotation) is Annotated:
        return options(get_args(annotation)[0])
    if get_origin(annotation) in UNIONS:
        return tuple(option for member in get_args(annotation) for option in options(member))
    return (annotation,)


def in_units(model: type[BaseModel], data: object) -> object:
    """Turn numbers with units into plain numbers, in a group and the groups inside it.

    Parameters
    ----------
    model
        What the group is.
    data
        The group as it was written; whatever is not understood stays as it is.
    """
    if not isinstance(data, Mapping):
        return data
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    return {
        key: _converted(fields[key], value) if key in fields else value
        for key, value in data.items()
    }


def _converted(field: FieldInfo, value: object) -> object:
    kinds = options(field.annotation)
    if isinstance(value, Mapping | list):
        return _converted_inside(kinds, value)
    if not {int, float} & set(kinds) or {str, bool} & set(kinds):
        return value
    if isinstance(value, bool):
        return str(value).lower()  # else a bool would pass for 0 or 1
    return _number(value, unit_of(field)) if isinstance(value, str) else value


def _converted_inside(kinds: tuple[Any, ...], value: object) -> object:
    if isinstance(value, list):
        items = tuple(item for kind in kinds for arg in get_args(kind) for item in options(arg))
        return [_converted_inside(items, item) for item in value]
    for kind in kinds:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            value = in_units(kind, value)
    return value


def in_share(value: object) -> object:
    """Turn a share such as 60% into a plain number; anything else stays as it is."""
    return _number(value, "share") if isinstance(value, str) else value


def _number(text: str, unit: str) -> object:
    for read in (read_number, {"share": read_share, "days": read_days}.get(unit)):
        number = read(text.strip()) if read else None
        if number is not None:
            return number
    return text


def _usable(name: str) -> str:
    if not name or name != name.strip() or not name.isprintable() or ":" in name:
        message = f"the name '{shorten(name)}' has a colon, a space at an end, or nothing to print"
        refuse(message, "such as ten stamps")
    if len(name) > LONGEST_NAME:
        message = f"the name {shorten(name)} has {len(name)} characters"
        refuse(message, f"names have at most {LONGEST_NAME}")
    return name


def _printable(text: str) -> str:
    if text.isprintable():
        return text
    if any(unicodedata.category(char) in {"Cc", "Cs"} and char not in "\n\t" for char in text):
        refuse("control characters are not allowed in a text", "remove them")
    return text


Name = Annotated[str, AfterValidator(_usable)]
"""What a user calls an act, a segment, a scheme or an instance."""
Text = Annotated[str, AfterValidator(_printable)]
"""Something to be read by people."""
