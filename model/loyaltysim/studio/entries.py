"""Changes of whole entries: take away, copy, move, rename. Comments above an entry belong to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ruamel.yaml.comments import CommentedMap

from loyaltysim.language import say
from loyaltysim.studio.places import check_there, free_name, in_braces, parent_of, refused, spans_at
from loyaltysim.studio.roundtrip import as_flow, at, read, write

if TYPE_CHECKING:
    from loyaltysim.scenario.text.nodes import Loc
    from loyaltysim.studio.spans import Span


def remove(text: str, path: Loc) -> str:
    """Take an entry away, with the comments above it."""
    found = spans_at(text, path[:-1])
    if found is not None and len(found) > 1 and path[-1] in found:
        lines = text.split("\n")
        span = found[path[-1]]
        return "\n".join(lines[: span.begin] + lines[span.end :])
    data = read(text)
    parent, key = parent_of(data, path)
    check_there(parent, key)
    del parent[key]
    if not parent and len(path) > 1 and isinstance(parent, dict) and not _named(path):
        return remove(text, path[:-1])
    return write(data)


def _named(path: Loc) -> bool:
    """Tell whether an empty group may stay, as those whose entries users name do."""
    return path[:1] == ("schemes",) and (len(path) <= 3 or path[2:4] == ("adapt", "variants"))


def copy(text: str, path: Loc) -> str:
    """Put a copy behind an entry: one with a name gets another, a mechanic gets a `name`."""
    data = read(text)
    parent, key = parent_of(data, path)
    check_there(parent, key)
    if isinstance(parent, list) and isinstance(key, int):
        return _copied_item(text, path[:-1], key)
    name = free_name(key, parent)
    found = spans_at(text, path[:-1])
    if found is None:
        parent.insert(list(parent).index(key) + 1, name, parent[key])
        return write(data)
    lines, span = text.split("\n"), found[key]
    again = _rekeyed(lines[span.first : span.end], str(key), name)
    return "\n".join(lines[: span.end] + again + lines[span.end :])


def _copied_item(text: str, path: Loc, number: int) -> str:
    """Copy an item of the list that `path` leads to."""
    found = spans_at(text, path)
    if found is None:
        data = read(text)
        items = at(data, path)
        items.insert(number + 1, read(write(items[number])))
        text = write(data)
    else:
        lines, span = text.split("\n"), found[number]
        text = "\n".join(lines[: span.end] + lines[span.first : span.end] + lines[span.end :])
    return _renamed_instance(text, (*path, number + 1))


def _renamed_instance(text: str, path: Loc) -> str:
    """Give the copy of a mechanic a name of its own, for names are unique in a scheme."""
    data = read(text)
    item = at(data, path)
    if path[0] not in {"schemes", "rivals"} or not isinstance(item, dict) or len(item) != 1:
        return text
    ((kind, params),) = item.items()
    taken = {_instance_name(one) for one in at(data, path[:-1])}
    name = free_name(_instance_name(item), taken, "_")
    if not isinstance(params, CommentedMap):
        item[kind] = as_flow({"name": name})
        return write(data)
    if "name" in params:
        params["name"] = name
    else:
        params.insert(0, "name", name)
    return write(data)


def _instance_name(item: object) -> str:
    if not isinstance(item, dict) or not item:
        return ""
    kind, params = next(iter(item.items()))
    return str(params.get("name", kind)) if isinstance(params, dict) else str(kind)


def widen(text: str, path: Loc) -> str:
    """Write a scheme that is a list of mechanics so that more can be said of it, which changes nothing yet."""
    data = read(text)
    parent, key = parent_of(data, path)
    check_there(parent, key)
    if path[:1] != ("schemes",) or len(path) != 2 or not isinstance(parent[key], list):
        raise refused(say("This cannot be changed."))
    found = spans_at(text, path[:-1])
    if found is None or not parent[key] or in_braces(parent[key]):
        parent[key] = CommentedMap({"joining": "automatic", "mechanics": parent[key]})
        return write(data)
    lines, span = text.split("\n"), found[key]
    return "\n".join(
        [
            *lines[: span.first + 1],
            *_widened(lines[span.first : span.end]),
            *lines[span.end :],
        ]
    )


def _widened(lines: list[str]) -> list[str]:
    """Move a scheme's list, which stands below its name, to a key of its own."""
    width = len(lines[0]) - len(lines[0].lstrip(" ")) + 2
    first = next(line for line in lines[1:] if line.lstrip().startswith("- "))
    more = " " * (width + 2 - (len(first) - len(first.lstrip(" "))))
    begin = [" " * width + "joining: automatic", " " * width + "mechanics:"]
    return begin + [more + line if line.strip() else line for line in lines[1:]]


def move(text: str, path: Loc, by: int) -> str:
    """Let an entry change places with a neighbour; nothing happens at the ends."""
    data = read(text)
    parent, key = parent_of(data, path)
    check_there(parent, key)
    keys = list(range(len(parent))) if isinstance(parent, list) else list(parent)
    place = keys.index(key)
    other = place + (1 if by > 0 else -1)
    if not 0 <= other < len(keys):
        return text
    found = spans_at(text, path[:-1])
    if found is not None:
        first, second = (found[keys[one]] for one in sorted((place, other)))
        return _swapped(text, first, second)
    if isinstance(parent, list):
        parent[place], parent[other] = parent[other], parent[place]
    else:
        parent.insert(other, key, parent.pop(key))
    return write(data)


def rename(text: str, path: Loc, name: str) -> str:
    """Give an entry another name; where the old one is named as the baseline, the new one is.

    Raises
    ------
    InputError
        When another entry has that name.
    """
    data = read(text)
    parent, key = parent_of(data, path)
    check_there(parent, key)
    name = name.strip()
    if name == key or not name:
        return text
    if name in parent:
        raise refused(say('There is a "{name}" already.', name=name))
    text = _with_name(text, data, path, name)
    compare = read(text).get("compare")
    if path[:1] == ("schemes",) and isinstance(compare, dict) and compare.get("baseline") == key:
        data = read(text)
        data["compare"]["baseline"] = name
        return write(data)
    return text


def _with_name(text: str, data: Any, path: Loc, name: str) -> str:  # noqa: ANN401
    parent, key = parent_of(data, path)
    found = spans_at(text, path[:-1])
    if found is not None:
        lines, line = text.split("\n"), found[key].first
        lines[line : line + 1] = _rekeyed([lines[line]], str(key), name)
        return "\n".join(lines)
    place = list(parent).index(key)
    parent.insert(place, name, parent.pop(key))
    return write(data)


def _rekeyed(lines: list[str], old: str, new: str) -> list[str]:
    """Write another key at the head of an entry's lines."""
    first = lines[0]
    start = len(first) - len(first.lstrip(" "))
    rest = first[start:]
    for written in (old, f'"{old}"', f"'{old}'"):
        if rest.startswith(written):
            return [first[:start] + _key(new) + rest[len(written) :], *lines[1:]]
    raise refused(say("This name is written in a way that only the YAML page can change."))


def _key(name: str) -> str:
    """Write a name as a key, in quotes where it needs them."""
    return write({name: 1}).removesuffix(": 1\n").removeprefix("? ")


def _swapped(text: str, first: Span, second: Span) -> str:
    lines = text.split("\n")
    one, other = lines[first.begin : first.end], lines[second.begin : second.end]
    between = lines[first.end : second.begin]
    return "\n".join(lines[: first.begin] + other + between + one + lines[second.end :])
