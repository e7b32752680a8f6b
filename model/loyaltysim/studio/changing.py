"""Changes of a scenario that extends another, as forms: what may be changed, and what stands there now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ruamel.yaml.comments import CommentedMap

from loyaltysim.errors import InputError, LoyaltysimError, Problem
from loyaltysim.language import say
from loyaltysim.scenario.changes import find_way
from loyaltysim.scenario.extends import base_of
from loyaltysim.scenario.faults import dotted
from loyaltysim.studio.beginnings import example
from loyaltysim.studio.roundtrip import as_flow
from loyaltysim.studio.varying import schema_at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from loyaltysim.scenario.text.nodes import Loc, Node
    from loyaltysim.studio.roundtrip import Data
    from loyaltysim.studio.schemas import Schema

CHANGES, EXTENDS = "changes", "extends"
LEFT_OUT = {"title", "question", "sources", "text"}
"""What is written anew as a whole rather than changed."""
MOST_NAMES = 8


@dataclass(frozen=True)
class Base:
    """The scenario that another extends, with what that one writes anew."""

    name: str
    root: Node

    def way(self, path: str) -> Loc | Problem:
        """Find the value that a dotted path means, or say what is wrong with it."""
        return find_way(self.root, path)

    def schema(self, way: Loc) -> Schema | None:
        """Give what may stand at a place."""
        return schema_at(way, self.root)

    def value(self, way: Loc) -> Node | None:
        """Give what stands at a place; None where nothing does."""
        node: Node | None = self.root
        for part in way:
            node = None if node is None else node.child(part)
        return node

    def told(self, way: Loc) -> str:
        """Say what stands at a place."""
        node = self.value(way)
        if node is None or isinstance(node.content, dict | list):
            return ""
        return say("{value} in {scenario}.", value=node.shown(), scenario=self.name)

    def begun(self, path: str) -> Data:
        """Give what a change begins with: what stands there, or an example.

        Raises
        ------
        InputError
            When the path leads nowhere.
        """
        way = self.way(path)
        if isinstance(way, Problem):
            raise InputError(way)
        found = self.copy(way)
        return example(way, self.root) if found is None else found

    def copy(self, way: Loc) -> Data:
        """Copy what stands at a place, to be changed; entries of a group get a line each. None where nothing stands."""
        node = self.value(way)
        if node is None or len(way) > 1 or not node.mapping:
            return None if node is None else as_flow(_written(node))
        return CommentedMap((key, as_flow(_written(child))) for key, child in node.mapping.items())

    def paths(self) -> list[str]:
        """List the single values that can be changed, as changes name them."""
        ways = (way for way, _ in _leaves(self.root, ()) if way[0] not in LEFT_OUT)
        return [path for way in ways if self.way(path := dotted(way)) == way]

    def names(self, key: str) -> str:
        """Name the entries of a group; empty if there are none."""
        node = self.root.child(key)
        inside = list(node.mapping.items()) if node is not None else []
        more = ", ..." if len(inside) > MOST_NAMES else ""
        return ", ".join(_named(name, child) for name, child in inside[:MOST_NAMES]) + more


def base(root: Node | None, file: Path) -> Base | None:
    """Find what a scenario extends; None if nothing, or nothing that can be read."""
    if root is None or EXTENDS not in root.mapping:
        return None
    try:
        found = base_of(root, file)
    except LoyaltysimError:
        return None
    return Base(root.mapping[EXTENDS].shown(), found)


def _named(name: str, node: Node) -> str:
    """Name an entry; a single value is told with it."""
    return f'"{name}"' if isinstance(node.content, dict | list) else f"{name} {node.shown()}"


def _leaves(node: Node, way: Loc) -> Iterator[tuple[Loc, Node]]:
    inside: list[tuple[str | int, Node]] = [*node.mapping.items(), *enumerate(node.sequence)]
    if not inside:
        yield way, node
    for part, child in inside:
        yield from _leaves(child, (*way, part))


def _written(node: Node) -> object:
    """Give a value as it was written: 5% and not 0.05."""
    if node.mapping:
        return {key: _written(child) for key, child in node.mapping.items()}
    if node.sequence:
        return [_written(child) for child in node.sequence]
    return node.content
