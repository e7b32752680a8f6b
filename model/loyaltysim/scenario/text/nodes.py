"""The tree of a YAML text in which everything knows where it was written."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

from loyaltysim.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

Loc: TypeAlias = tuple[str | int, ...]
"""The way to a value: keys of mappings and numbers of list items."""
Scalar: TypeAlias = str | int | float | bool | None
Content: TypeAlias = "Scalar | dict[str, Node] | list[Node]"


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a file; lines and columns are counted from 1."""

    file: str
    line: int = 1
    column: int = 1

    def problem(self, message: str, hint: str = "", where: str = "") -> Problem:
        """Tell what is wrong here."""
        return Problem(message, hint, where, self.file, self.line, self.column)


@dataclass(frozen=True, slots=True)
class Node:
    """One value of the text."""

    place: Place
    content: Content = None
    text: str = ""
    """A scalar as it was written."""
    keys: dict[str, Place] = field(default_factory=dict)
    """Places of a mapping's keys."""
    size: int = 1
    """Number of values inside, aliases counted as often as they are used."""
    height: int = 1

    @property
    def mapping(self) -> dict[str, Node]:
        """The values by their keys; empty when this is no mapping."""
        return self.content if isinstance(self.content, dict) else {}

    @property
    def sequence(self) -> list[Node]:
        """The items; empty when this is no list."""
        return self.content if isinstance(self.content, list) else []

    def child(self, part: str | int) -> Node | None:
        """Find the value of a key, or an item by its number from 0."""
        if isinstance(part, str):
            return self.mapping.get(part)
        return self.sequence[part] if 0 <= part < len(self.sequence) else None

    def with_child(self, part: str | int, node: Node, key: Place) -> Node:
        """Copy the node with one value replaced or added."""
        if isinstance(part, int):
            items = [node if i == part else old for i, old in enumerate(self.sequence)]
            return replace(self, content=items)
        content = {**self.mapping, part: node}
        return replace(self, content=content, keys={**self.keys, part: key}, text="")

    def plain(self) -> object:
        """Turn the tree into dicts, lists and scalars."""
        if isinstance(self.content, dict):
            return {key: node.plain() for key, node in self.content.items()}
        if isinstance(self.content, list):
            return [node.plain() for node in self.content]
        return self.content

    def shown(self) -> str:
        """Repeat the value in a message, short and on one line."""
        if isinstance(self.content, dict):
            return "a group of keys"
        if isinstance(self.content, list):
            return "a list"
        return shorten(self.text) or "empty"


def shorten(text: str, most: int = 40) -> str:
    """Make a text of the user's fit for a message: one line, printable, not long."""
    flat = "".join(char if char.isprintable() else "?" for char in " ".join(text.split()))
    return flat if len(flat) <= most else flat[: most - 3] + "..."


def follow(root: Node, loc: Loc) -> Iterator[tuple[str | int, Node, Place]]:
    """Walk down a way as far as it exists, leaving out parts that are not in the file.

    Yields
    ------
    Each part that exists, its value, and the place of its key.
    """
    node = root
    for part in loc:
        child = node.child(part)
        if child is not None:
            key = node.keys.get(part, child.place) if isinstance(part, str) else child.place
            yield part, child, key
            node = child
