"""Which lines of a text an entry of a block takes, with the comments above it, so that it can be moved as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loyaltysim.scenario.text.nodes import Node


@dataclass(frozen=True)
class Span:
    """Lines of one entry, counted from 0, the end not included."""

    begin: int
    """The first of the comments above it."""
    first: int
    """The line with its key."""
    end: int


def spans(text: str, node: Node) -> dict[str | int, Span] | None:
    """Find the lines of every entry of a mapping or list.

    Returns
    -------
    Lines by key or number, in the order of the file; None where entries share lines, as those in braces do.
    """
    lines = text.split("\n")
    starts = _starts(node)
    firsts = list(starts.values())
    if not firsts or firsts != sorted(set(firsts)) or not _begin_lines(lines, starts, node):
        return None
    width = _indent(lines[firsts[0]])
    if any(_indent(lines[first]) != width for first in firsts):
        return None
    begins = [_above(lines, first, width) for first in firsts]
    begins[0] = firsts[0] if firsts[0] == 0 else begins[0]
    ends = [*begins[1:], _last(lines, firsts[-1], width, is_list=bool(node.sequence))]
    found = zip(begins, firsts, ends, strict=True)
    return {key: Span(*ends) for key, ends in zip(starts, found, strict=True)}


def _starts(node: Node) -> dict[str | int, int]:
    if node.sequence:
        return {number: item.place.line - 1 for number, item in enumerate(node.sequence)}
    return {key: node.keys[key].line - 1 for key in node.mapping}


def _begin_lines(lines: list[str], starts: dict[str | int, int], node: Node) -> bool:
    """Tell whether every entry is the first thing in its line."""
    for key, line in starts.items():
        if line >= len(lines):
            return False
        told = lines[line].strip()
        if node.sequence:
            if not told.startswith("- ") and told != "-":
                return False
        elif not told.lstrip("\"'").startswith(str(key)[:20]):
            return False
    return True


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _is_said(line: str) -> bool:
    """Tell whether a line says anything to a machine."""
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _above(lines: list[str], first: int, width: int) -> int:
    """Find the first of the comments directly above a line that are indented as it is."""
    begin = first
    while (
        begin and lines[begin - 1].lstrip().startswith("#") and _indent(lines[begin - 1]) == width
    ):
        begin -= 1
    return begin


def _last(lines: list[str], first: int, width: int, *, is_list: bool) -> int:
    """Find the end of the last entry: where something less indented begins, less the comments above that."""
    end = first + 1
    while end < len(lines) and not _ends(lines[end], width, is_list=is_list):
        end += 1
    while end > first + 1 and not _is_said(lines[end - 1]) and _indent(lines[end - 1]) <= width:
        end -= 1
    return end


def _ends(line: str, width: int, *, is_list: bool) -> bool:
    if not _is_said(line):
        return False
    if _indent(line) == width and not is_list:
        return not line.lstrip().startswith("- ")
    return _indent(line) <= width
