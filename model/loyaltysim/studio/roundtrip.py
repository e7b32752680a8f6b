"""A scenario's text as data that can be changed and written again, with comments and the way it is written kept."""

from __future__ import annotations

import io
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import LiteralScalarString

from loyaltysim.scenario.text.scalars import resolve

Data: TypeAlias = Any
"""What ruamel.yaml makes of a text: mappings and lists that remember their comments."""
_ENDLESS = 1_000_000
_SPECIAL = tuple("&*!|>%@`\"'#{}[],?-")


def reader() -> YAML:
    """Give what reads and writes texts without changing what is not touched."""
    yaml = YAML(typ="rt", pure=True)
    yaml.preserve_quotes, yaml.width, yaml.allow_unicode = True, _ENDLESS, True
    yaml.brace_single_entry_mapping_in_flow_sequence = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def read(text: str) -> Data:
    """Read a text."""
    return reader().load(text)


def write(data: Data) -> str:
    """Write data as text."""
    written = io.StringIO()
    reader().dump(data, written)
    return written.getvalue()


def scalar(typed: str, *, is_text: bool) -> Data:
    """Give what somebody typed into a field as a value, written as it was typed.

    Parameters
    ----------
    is_text
        Whether the field holds words, in which 12 is a text.
    """
    if "\n" in typed:
        return LiteralScalarString(typed.rstrip("\n") + "\n")
    typed = typed.strip()
    if is_text or not typed or _is_no_plain(typed):
        return typed
    return read(typed) if not isinstance(resolve(typed), str) else typed


def _is_no_plain(typed: str) -> bool:
    """Tell whether it means something else to YAML than the words that stand there."""
    return typed.startswith(_SPECIAL) and resolve(typed) == typed


def as_flow(value: Data) -> Data:
    """Give plain dicts and lists as data that is written on one line, lists of groups one below the other."""
    if isinstance(value, dict):
        group = CommentedMap((key, as_flow(part)) for key, part in value.items())
        group.fa.set_flow_style()
        return group
    if isinstance(value, list):
        items = CommentedSeq(as_flow(part) for part in value)
        items.fa.set_flow_style()
        return items
    return value


def at(data: Data, path: tuple[str | int, ...]) -> Data:
    """Follow a way down.

    Raises
    ------
    LookupError
        When it leads nowhere.
    """
    for part in path:
        data = _inside(data, part)
    return data


def _inside(data: Data, part: str | int) -> Data:
    if isinstance(data, list) and isinstance(part, int):
        return data[part]
    if isinstance(data, dict):
        return data[part]
    raise LookupError(part)
