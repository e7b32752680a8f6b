"""Changes to a scenario's text that the forms ask for. What is not touched stays as it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from loyaltysim.errors import ScenarioError
from loyaltysim.language import say
from loyaltysim.scenario.text.compose import compose
from loyaltysim.studio.entries import copy, move, remove, rename, widen
from loyaltysim.studio.places import (
    FILE,
    appended,
    check_there,
    in_braces,
    is_there,
    parent_of,
    refused,
)
from loyaltysim.studio.roundtrip import as_flow, at, read, scalar, write

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from loyaltysim.scenario.text.nodes import Loc


def set_value(text: str, path: Loc, typed: str, *, is_text: bool) -> str:
    """Put what was typed in the place of a value; nothing typed takes the key away."""
    if not typed.strip():
        return remove(text, path) if is_there(text, path) else text
    return put(text, path, scalar(typed, is_text=is_text))


def put(text: str, path: Loc, value: object) -> str:
    """Put a value in a place, with the groups above it if they are not there."""
    data = read(text)
    parent, key = parent_of(data, path)
    if isinstance(parent, list):
        check_there(parent, key)
        parent[key] = value
        return write(data)
    if key in parent or in_braces(parent) or not parent:
        parent[key] = value
        return write(data)
    return appended(text, path[:-1], key, value)


def add(text: str, path: Loc, key: str | None, value: object) -> str:
    """Add an entry at the end of a group or list; without a key to a list.

    Raises
    ------
    InputError
        When the group has such a key.
    """
    data = read(text)
    if not is_there(text, path) or at(data, path) is None:
        return put(text, path, as_flow([value]) if key is None else CommentedMap({key: value}))
    inside = at(data, path)
    if key is not None and key in inside:
        raise refused(say('There is a "{name}" already.', name=key))
    if not inside or in_braces(inside):
        return _filled(data, path, key, value)
    return appended(text, path, key, value)


def _filled(data: Any, path: Loc, key: str | None, value: object) -> str:  # noqa: ANN401
    inside = at(data, path)
    if key is not None:
        inside[key] = value
    elif inside:
        inside.append(value)
    else:  # a list that was written [] gets a line for each entry
        parent, last = parent_of(data, path)
        parent[last] = CommentedSeq([value])
    return write(data)


def apply(text: str, edit: Mapping[str, Any], example: Callable[[Loc], object]) -> str:
    """Carry out what a form asked for.

    Parameters
    ----------
    edit
        `do` and what it needs, as the page sends it.
    example
        Gives what a new entry begins with.

    Raises
    ------
    InputError
        When it cannot be done.
    ScenarioError
        When the result could not be read.
    """
    try:
        changed = _carried_out(text, edit, example)
        compose(changed, FILE)
    except (KeyError, TypeError, ValueError, LookupError, AttributeError) as error:
        raise refused(say("This cannot be changed here; the YAML page can.")) from error
    except ScenarioError as error:
        raise refused(say("This cannot be changed here; the YAML page can.")) from error
    return changed


def _carried_out(text: str, edit: Mapping[str, Any], example: Callable[[Loc], object]) -> str:
    path, value = tuple(edit["path"]), str(edit.get("value", ""))
    key = edit.get("key")
    ways: dict[str, Callable[[], str]] = {
        "set": lambda: set_value(text, path, value, is_text=bool(edit.get("is_text"))),
        "add": lambda: add(text, path, key, example((*path, 0 if key is None else str(key)))),
        "make": lambda: put(text, path, example(path)),
        "remove": lambda: remove(text, path),
        "copy": lambda: copy(text, path),
        "move": lambda: move(text, path, int(edit["by"])),
        "widen": lambda: widen(text, path),
        "rename": lambda: rename(text, path, value),
    }
    return ways[edit["do"]]()
