"""What is wrong in the data of a scenario, before it is known where in a file that was written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from loyaltysim.errors import Problem, closest
from loyaltysim.scenario.text.nodes import follow, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from loyaltysim.scenario.text.nodes import Loc, Node


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, by the way to it."""

    loc: Loc
    message: str
    hint: str = ""
    at_key: bool = False
    """Whether the key is wrong, not its value."""
    shown: str | None = None
    """The value, if the message is to repeat it; a file's own spelling goes first."""
    keys: Loc = ()
    """The keys at the end of the way, which are told even where the file leaves them out."""
    hint_in_percent: str = ""
    """What would be right where the file's own spelling is a percentage, if that is something else."""

    def located(self, root: Node) -> Problem:
        """Find where it was written: at the value, or at the key of a whole group."""
        last, place, shown = root, root.place, self.shown
        parts: list[str | int] = []
        for part, node, key in follow(root, self.loc):
            parts.append(part)
            last, place = node, node.place if node.text and not self.at_key else key
            shown = node.shown()
        if not last.text:  # else a short form stands for the whole group
            above = list(follow(root, self.loc[: len(self.loc) - len(self.keys)]))
            parts += self.keys[len(parts) - len(above) :]
        in_percent = self.hint_in_percent and "%" in (shown or "")
        hint = self.hint_in_percent if in_percent else self.hint
        return place.problem(self._message(shown), hint, dotted(parts))

    def unlocated(self) -> Problem:
        """Tell it without a file."""
        return Problem(self._message(self.shown), self.hint, dotted(self.loc))

    def _message(self, shown: str | None) -> str:
        return self.message if self.shown is None else f"{self.message}, but is {shown}"


def unknown(loc: Loc, what: str, name: object, known: Iterable[str]) -> Fault:
    """Tell that something that is named is not there, and what could have been meant."""
    listed = list(known)
    near = closest(str(name), listed)
    hint = f"did you mean {near}?" if near else f"known: {', '.join(listed) or 'none'}"
    return Fault(loc, f"there is no {what} named {shorten(str(name))}", hint)


def dotted(loc: Sequence[str | int]) -> str:
    """Write a way as messages and `changes` do: a mechanic is named, not numbered.

    Examples
    --------
    >>> dotted(("schemes", "ten stamps", 0, "stamp_card", "stamps"))
    'schemes.ten stamps.stamp_card.stamps'
    """
    place = place_of_mechanic(tuple(loc))
    return ".".join(shorten(str(part), 60) for i, part in enumerate(loc) if i != place)


def place_of_mechanic(loc: Loc) -> int | None:
    """Find the part of a way that numbers a mechanic; None where there is none, or nothing follows."""
    if loc[:1] not in {("schemes",), ("rivals",)}:
        return None
    list_at = 2 if loc[0] == "schemes" else 3
    place = list_at + (loc[list_at : list_at + 1] == ("mechanics",))
    is_number = isinstance((*loc, "", "", "", "")[place], int)
    return place if is_number and len(loc) > place + 1 else None


def with_ways(root: Node, problems: Sequence[Problem]) -> list[Problem]:
    """Name the whole way to each value of which only the key was known, by where the value stands."""
    ways: dict[tuple[int, int], Loc] = {}
    left: list[tuple[Loc, Node]] = [((), root)]
    while left:
        loc, node = left.pop()
        ways.setdefault((node.place.line, node.place.column), loc)
        left += [((*loc, number), item) for number, item in enumerate(node.sequence)]
        left += [((*loc, key), value) for key, value in node.mapping.items()]
    return [
        replace(problem, where=dotted(ways.get((problem.line, problem.column), (problem.where,))))
        if problem.where
        else problem
        for problem in problems
    ]


def in_file_order(problems: Sequence[Problem], first: str = "") -> tuple[Problem, ...]:
    """Sort problems by line, one file after the other; each once, though several ways may lead there."""
    files = list(dict.fromkeys((first, *(problem.file for problem in problems))))
    unique: dict[Problem, Problem] = {}
    for problem in problems:
        unique.setdefault(replace(problem, where="") if problem.line else problem, problem)
    return tuple(sorted(unique.values(), key=lambda p: (files.index(p.file), p.line, p.column)))
