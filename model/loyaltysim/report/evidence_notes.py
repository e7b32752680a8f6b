"""Which published effects stand behind a scheme, and when a result goes beyond all of them.

The table `evidence.yaml` beside this file is read as it stands: a note says what was measured,
where it was seen, and whether it speaks for or against the kind of mechanic.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal, cast

from loyaltysim.language import cite, say, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PLAUSIBLE_RETENTION = 0.05
"""Largest yearly effect of a loyalty programme on retention that the evidence supports, as a share.

Verhoef (2003) and Belli et al. (2022) find small positive effects, a few points a year."""

DAYS_PER_YEAR = 365
SEEN = {
    "partly": "partly second-hand",
    "direction": "direction only",
    "unchecked": "figures not checked at the source",
}


@dataclass(frozen=True)
class Note:
    """One published effect of a kind of mechanic."""

    id: str
    showed: str
    source: str
    works: bool
    seen: Literal["numbers", "partly", "direction", "unchecked"]
    doi: str = ""
    brief: str = ""
    """The effect in a line, of those notes that reports show."""
    near: bool = False
    """Whether something else was studied, from which one concludes by analogy."""
    about: tuple[str, ...] = ()
    """Parameters of the mechanic, if the note is about those alone."""
    replayed: tuple[str, ...] | None = None
    """Findings that replay what it says, where they do not carry its id."""

    def __str__(self) -> str:
        """Write the effect with who measured it, and how far the figures were checked."""
        return f"{self.showed} ({self.cited})"

    @property
    def cited(self) -> str:
        """Who measured it, and how far the figures were checked."""
        return self.told_by()[0]

    def told_by(self) -> tuple[str, str]:
        """Give who measured it, where, and how far the figures were checked, and the code of the language in which it is given."""
        by, where = parted(self.source)
        told, code = cite(where) if where else ("", spoken())
        return f"{by}{told}{self._caution}", code

    @property
    def tested_by(self) -> tuple[str, ...]:
        """Names of the findings that replay what it says, or what these names begin with."""
        return (self.id,) if self.replayed is None else self.replayed

    @property
    def line(self) -> str:
        """The effect in a line, with authors and year."""
        by = re.sub(r", [A-Z].* & \w+ (?=\d{4})", " et al. ", self.source).partition(",")[0]
        return f"{self.brief} ({by}{self._caution})"

    @property
    def _caution(self) -> str:
        return f"; {say(SEEN[self.seen])}" if self.seen in SEEN else ""

    @property
    def reference(self) -> str:
        """The same with its DOI."""
        return f"{self}, doi {self.doi}" if self.doi else str(self)


def parted(source: str) -> tuple[str, str]:
    """Part a source into who and when, and the words on what was studied.

    Examples
    --------
    >>> parted("Buell et al. 2010, retail bank, one year")
    ('Buell et al. 2010, ', 'retail bank, one year')
    """
    found = re.fullmatch(r"(.*?\d{4}, )(.*)", source)
    return (found[1], found[2]) if found else (source, "")


@cache
def evidence_table() -> Mapping[str, tuple[Note, ...]]:
    """Read the table of published effects, by kind of mechanic; `any` holds for all."""
    from ruamel.yaml import YAML  # noqa: PLC0415 - only those who ask for evidence pay for it

    text = (files("loyaltysim.report") / "evidence.yaml").read_text(encoding="utf-8")
    table = cast("dict[str, list[dict[str, object]]]", YAML(typ="safe").load(text))
    return {kind: tuple(map(_note, rows)) for kind, rows in table.items()}


def _note(row: Mapping[str, object]) -> Note:
    plain = {name: tuple(told) if isinstance(told, list) else told for name, told in row.items()}
    return Note(**plain)  # type: ignore[arg-type]


def evidence_for(kinds: Iterable[str]) -> dict[str, tuple[Note, ...]]:
    """Collect the notes for kinds of mechanic; an unknown kind has none.

    Parameters
    ----------
    kinds
        Names of mechanics, in any order, perhaps repeated.
    """
    return {kind: evidence_table().get(kind, ()) for kind in sorted(set(kinds))}


def yearly(difference: float, days: int) -> float:
    """Give the part of a difference of retention that falls on a year, in proportion.

    What is gained in less than a year stays as it is, for who leaves cannot leave again.

    Examples
    --------
    >>> yearly(0.02, 730)
    0.01
    >>> yearly(0.02, 73)
    0.02
    """
    return difference * min(1.0, DAYS_PER_YEAR / days)


def beyond_evidence(difference: float, days: int) -> bool:
    """Say whether an effect on retention is larger than any that was measured."""
    return abs(yearly(difference, days)) > PLAUSIBLE_RETENTION
