"""Where a change goes: the group that holds a value, the lines of an entry, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from loyaltysim.errors import InputError, Problem
from loyaltysim.language import say
from loyaltysim.scenario.text.compose import compose
from loyaltysim.scenario.text.nodes import shorten
from loyaltysim.studio.roundtrip import at, read, write
from loyaltysim.studio.spans import Span, spans

if TYPE_CHECKING:
    from loyaltysim.scenario.text.nodes import Loc, Node

FILE = "scenario.yaml"


def spans_at(text: str, path: Loc) -> dict[str | int, Span] | None:
    """Find the lines of every entry of a group; None where entries share lines."""
    node: Node | None = compose(text, FILE)[0]
    for part in path:
        node = None if node is None else node.child(part)
    return None if node is None else spans(text, node)


def parent_of(data: Any, path: Loc) -> tuple[Any, Any]:  # noqa: ANN401
    """Find what holds a value, made where it is not there, and the key inside."""
    if not path:
        raise refused(say("This cannot be changed."))
    for part in path[:-1]:
        if isinstance(data, dict) and data.get(part) is None and isinstance(part, str):
            data[part] = CommentedMap()
        if not isinstance(data, dict | list):
            raise refused(say("This cannot be changed."))
        check_there(data, part)
        data = at(data, (part,))
    if not isinstance(data, dict | list):
        raise refused(say("This cannot be changed."))
    return data, path[-1]


def check_there(parent: Any, key: object) -> None:  # noqa: ANN401
    """Refuse what is not there: perhaps another window has taken it away."""
    found = (
        isinstance(key, int) and 0 <= key < len(parent)
        if isinstance(parent, list)
        else key in parent
    )
    if not found:
        raise refused(say("There is no {name} here any more.", name=shorten(str(key))))


def is_there(text: str, path: Loc) -> bool:
    """Tell whether a way leads anywhere."""
    try:
        at(read(text), path)
    except LookupError:
        return False
    return True


def in_braces(data: Any) -> bool:  # noqa: ANN401
    """Tell whether a group is written in braces or brackets."""
    return bool(data.fa.flow_style()) if hasattr(data, "fa") else True


def free_name(name: object, taken: Any, gap: str = " ") -> str:  # noqa: ANN401
    """Find a name that nothing has yet."""
    number = 2
    while f"{name}{gap}{number}" in taken:
        number += 1
    return f"{name}{gap}{number}"


def refused(message: str) -> InputError:
    """Make the error that says why something cannot be done."""
    return InputError(Problem(message))


def appended(text: str, path: Loc, key: str | int | None, value: object) -> str:
    """Write a new entry below the last of a block."""
    found = spans_at(text, path)
    if found is None:
        data = read(text)
        inside = at(data, path)
        if key is None:
            inside.append(value)
        else:
            inside[key] = value
        return write(data)
    lines = text.split("\n")
    last = list(found.values())[-1]
    width = len(lines[last.first]) - len(lines[last.first].lstrip(" "))
    entry = CommentedSeq([value]) if key is None else CommentedMap({key: value})
    written = write(entry).rstrip("\n").split("\n")
    own = len(written[0]) - len(written[0].lstrip(" "))
    new = [" " * width + line[own:] if line.strip() else line for line in written]
    return "\n".join(lines[: last.end] + new + lines[last.end :])
