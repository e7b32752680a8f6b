"""What goes wrong and how it is told: one sentence a problem, with its place and its remedy."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, where it is, and what would be right."""

    message: str
    hint: str = ""
    where: str = ""
    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        place = self.file
        if self.file and self.line:
            place = f"{self.file}:{self.line}:{self.column or 1}"
        sentence = f"{self.message}; {self.hint}" if self.hint else self.message
        return ": ".join(part for part in (place, self.where, sentence) if part)


class LoyaltysimError(Exception):
    """Something the user can put right. Ends in the command line and nowhere else."""

    exit_code = 2

    def __init__(self, *problems: Problem | str) -> None:
        self.problems = tuple(Problem(p) if isinstance(p, str) else p for p in problems)
        super().__init__(str(self))

    def __str__(self) -> str:
        lines = [str(problem) for problem in self.problems]
        if len(lines) > 1:
            file = self.problems[0].file
            lines.insert(0, f"{len(lines)} problems" + (f" in {file}" if file else ""))
        return "\n".join(lines)

    def __reduce__(self) -> tuple[type[LoyaltysimError], tuple[Problem, ...]]:
        """Keep the problems when a worker process sends the error home."""
        return type(self), self.problems


class ScenarioError(LoyaltysimError):
    """A scenario file, or what it asks for, is wrong."""


class InputError(LoyaltysimError):
    """A data file that was named cannot be used."""


class MechanicError(LoyaltysimError):
    """A mechanic, most likely one of another package, answered what no rule may answer."""


class StoreError(LoyaltysimError):
    """Results cannot be written or read."""


class ClusterError(LoyaltysimError):
    """Workers elsewhere cannot be reached, or may not be used."""


def reason_of(error: Exception) -> str:
    """Tell on one line why something failed."""
    if isinstance(error, LoyaltysimError):
        return "; ".join(str(problem) for problem in error.problems)
    return f"{type(error).__name__}: {' '.join(str(error).split())}"


def closest(word: str, candidates: Iterable[str]) -> str:
    """Find the candidate that is nearest to a misspelt word.

    Returns
    -------
    The candidate, or an empty string when none is near.
    """
    return next(iter(nearest(word, candidates, most=1)), "")


def nearest(word: str, candidates: Iterable[str], most: int = 3) -> list[str]:
    """Find the candidates that are near to a misspelt word, the nearest first.

    Examples
    --------
    >>> nearest("mystery_gift", ["mystery", "mystery_box", "lottery"])
    ['mystery', 'mystery_box']
    """
    names = {name.lower(): name for name in candidates}
    return [
        names[found] for found in difflib.get_close_matches(word.lower(), names, n=most, cutoff=0.6)
    ]


def any_of(names: Sequence[str]) -> str:
    """Write alternatives as people do.

    Examples
    --------
    >>> any_of(["points"]), any_of(["points", "badge", "levels"])
    ('points', 'points, badge or levels')
    """
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last
