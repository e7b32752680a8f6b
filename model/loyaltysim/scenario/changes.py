"""Changes to an extended scenario: dotted paths, all checked before any is carried out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.errors import LoyaltysimError, Problem, closest
from loyaltysim.mechanics.registry import get_mechanic
from loyaltysim.scenario.blocks.joining import WrittenScheme
from loyaltysim.scenario.blocks.rivals import WrittenRivalScheme
from loyaltysim.scenario.faults import dotted, place_of_mechanic
from loyaltysim.scenario.fields import known_keys
from loyaltysim.scenario.schema import Scenario
from loyaltysim.scenario.text.nodes import Loc, Node, Place, shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

FREE = (("acts",), ("population",), ("rivals",), ("schemes",))
"""Groups to which a change may add a whole entry."""
MOST_WORDS = 50


def apply_changes(
    root: Node, changes: Node, problems: list[Problem], called: str = "changes"
) -> Node:
    """Change a scenario.

    Parameters
    ----------
    root
        The scenario.
    changes
        Its new values by dotted path.
    problems
        Takes what is wrong; then nothing is changed.
    called
        Name of the group of changes in messages.
    """
    if not isinstance(changes.content, dict):
        hint = "such as changes: {days: 90, schemes.ten stamps.stamp_card.stamps: 8}"
        message = f"must be paths with their new values, but is {changes.shown()}"
        problems.append(changes.place.problem(message, hint, called))
        return root
    ways = {path: find_way(root, path) for path in changes.content}
    wrong = [
        changes.keys[path].problem(way.message, way.hint, f"{called}.{shorten(path, 60)}")
        for path, way in ways.items()
        if isinstance(way, Problem)
    ]
    found = {path: way for path, way in ways.items() if not isinstance(way, Problem)}
    wrong += _overlapping(found, changes, called)
    problems += wrong
    for path, way in found.items() if not wrong else ():
        root = _changed(root, way, changes.content[path], changes.keys[path])
    return root


def find_way(root: Node, path: str) -> Loc | Problem:
    """Find the value that a dotted path means.

    Parameters
    ----------
    root
        The scenario.
    path
        Names separated by dots; names may contain spaces, and dots if the scenario has such names.

    Returns
    -------
    The way to the value, or what is wrong with the path.
    """
    words = path.split(".")
    if len(words) > MOST_WORDS:
        return Problem("the path is too long", f"paths have at most {MOST_WORDS} parts")
    return _find(root, (), words)


def _find(node: Node | None, loc: Loc, words: list[str]) -> Loc | Problem:
    """Follow the words, trying names of one word, two words and so on."""
    if not words:
        return loc
    told: Problem | None = None
    for count in range(1, len(words) + 1):
        step = _step(node, loc, ".".join(words[:count]))
        if isinstance(step, Problem):
            told = told or step
            continue
        rest = _find(*step, words[count:])
        if not isinstance(rest, Problem):
            return rest
        told = rest
    if loc in FREE and len(words) == 1:
        return (*loc, words[0])
    return told or Problem("the path is empty")


def _step(node: Node | None, loc: Loc, name: str) -> tuple[Node | None, Loc] | Problem:
    """Take one step down; a key that the base leaves out has no node."""
    if node is not None and isinstance(node.content, list):
        return _item(node, loc, name)
    if node is not None and name in node.mapping:
        return node.mapping[name], (*loc, name)
    if node is not None and node.content is not None and not node.mapping:
        return Problem(f"{dotted(loc)} has no parts", "change it as a whole")
    known = (*(node.mapping if node else ()), *_possible(loc))
    return (None, (*loc, name)) if name in known else _nothing(name, loc, known)


def _item(node: Node, loc: Loc, name: str) -> tuple[Node, Loc] | Problem:
    """Find an item by its number, or a mechanic by its number, name or kind."""
    number = int(name) if name.isdecimal() and len(name) < 6 else -1
    inside = [
        (params, (*loc, place, kind))
        for place, item in enumerate(node.sequence)
        for kind, params in item.mapping.items()
        if len(item.mapping) == 1 and loc[0] in {"rivals", "schemes"}
    ]
    for step in inside:
        if step[1][-2] == number:
            return step
    if 0 <= number < len(node.sequence):
        return node.sequence[number], (*loc, number)
    named = [step for step in inside if _own_name(step[0]) == name]
    matches = named or [step for step in inside if step[1][-1] == name]
    if len(matches) > 1:
        return Problem(f"{shorten(name)} is there {len(matches)} times", "use the `name` of one")
    known = [_own_name(params) or str(way[-1]) for params, way in inside]
    return matches[0] if matches else _nothing(name, loc, known)


def _own_name(params: Node) -> str | None:
    named = params.mapping.get("name")
    return named.content if named is not None and isinstance(named.content, str) else None


def _possible(loc: Loc) -> tuple[str, ...]:
    """List the keys that a group may have although the file leaves them out."""
    list_at = 2 if loc[:1] == ("schemes",) else 3
    if loc[:1] == ("schemes",) or (loc[:1] == ("rivals",) and loc[2:3] == ("scheme",)):
        place = place_of_mechanic((*loc, ""))
        if place is None:
            written = WrittenScheme if list_at == 2 else WrittenRivalScheme
            return known_keys(written, loc[list_at:]) or () if len(loc) > 1 else ()
        if len(loc) < place + 2:
            return ()
        kind, rest = str(loc[place + 1]), loc[place + 2 :]
        try:
            return (*(known_keys(get_mechanic(kind), rest) or ()), "name")
        except LoyaltysimError:
            return ()
    return known_keys(Scenario, loc) or ()


def _nothing(name: str, loc: Loc, known: Sequence[str]) -> Problem:
    near = closest(name, known)
    where = f" in {dotted(loc)}" if loc else ""
    hint = (
        f"did you mean {near}?" if near else f"known: {', '.join(dict.fromkeys(known)) or 'none'}"
    )
    return Problem(f"there is no {shorten(name)}{where}", hint)


def _overlapping(ways: dict[str, Loc], changes: Node, called: str) -> list[Problem]:
    told = []
    paths = list(ways)
    for number, path in enumerate(paths):
        for other in paths[:number]:
            short = min(len(ways[path]), len(ways[other]))
            if ways[path][:short] == ways[other][:short]:
                message = f"overlaps with the change of {shorten(other, 60)}"
                hint = "make it one change"
                told.append(
                    changes.keys[path].problem(message, hint, f"{called}.{shorten(path, 60)}")
                )
                break
    return told


def _changed(node: Node, way: Loc, value: Node, key: Place) -> Node:
    """Copy the tree along the way, with groups added where the base left them out."""
    if not way:
        return value
    child = node.child(way[0]) or Node(value.place, {})
    part = _changed(child, way[1:], value, key)
    is_new = isinstance(way[0], str) and (len(way) == 1 or way[0] not in node.keys)
    place = key if is_new else node.keys.get(str(way[0]), node.place)
    return node.with_child(way[0], part, place)
