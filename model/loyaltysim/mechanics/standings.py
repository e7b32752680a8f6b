"""Who stands where: groups of customers, their scores, and what each sees of the others."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltysim.hooks import Reference, ReferenceKind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.hooks import Amount, Rows

    Whole = NDArray[np.int64]

NONE = -1
"""No group, or no score."""
_FAR = 2**62


class Standings:
    """The scores of groups on a day.

    Parameters
    ----------
    group
        Group of each customer, `NONE` for who is in none, shape (n,).
    score
        Acts that count, shape (n,).
    here
        Who is listed, shape (n,).
    """

    def __init__(
        self, group: NDArray[np.int32], score: NDArray[np.int32], here: NDArray[np.bool_]
    ) -> None:
        self._group, self._score = group, score
        grouped = group != NONE
        self._all = bool(grouped.all())
        self._width = _width(score)
        groups = int(group.max(initial=0)) + 1
        self._cells = group.astype(np.int64)
        """Each customer's place in a table by group and score, shape (n,)."""
        self._cells *= self._width
        self._cells += score
        listed = self._cells.compress(here & grouped)
        counts = np.bincount(listed, minlength=groups * self._width)
        self._counts = counts.reshape(groups, self._width)

    def _of(self, table: Whole, rows: Rows) -> Whole:
        """Look each row up by group and score; `NONE` for who is in no group."""
        found = table.ravel().take(self._cells.take(rows), mode="wrap")
        return self._listed_only(found, rows)

    def _listed_only(self, found: Whole, rows: Rows) -> Whole:
        if not self._all:
            found[self._group.take(rows) == NONE] = NONE
        return found

    @cached_property
    def _above(self) -> Whole:
        marks = np.where(self._counts > 0, np.arange(self._width), _FAR)
        lowest = np.minimum.accumulate(marks[:, ::-1], axis=1)[:, ::-1]
        table = np.full_like(lowest, NONE)
        table[:, :-1] = np.where(lowest[:, 1:] == _FAR, NONE, lowest[:, 1:])
        return table

    @cached_property
    def _below(self) -> Whole:
        marks = np.where(self._counts > 0, np.arange(self._width), NONE)
        highest = np.maximum.accumulate(marks, axis=1)
        table = np.full_like(highest, NONE)
        table[:, 1:] = highest[:, :-1]
        return table

    @cached_property
    def _next(self) -> Whole:
        """The next above; for the best their own score where they share it, else the next below."""
        behind = np.where(self._counts > 1, np.arange(self._width), self._below)
        return np.where(self._above == NONE, behind, self._above)

    @cached_property
    def _at_least(self) -> Whole:
        """How many of each group have each score or more."""
        return np.cumsum(self._counts[:, ::-1], axis=1)[:, ::-1]

    def above(self, rows: Rows) -> Whole:
        """Give the lowest score above each one's own in the group, `NONE` for the best."""
        return self._of(self._above, rows)

    def below(self, rows: Rows) -> Whole:
        """Give the highest score below each one's own in the group, `NONE` for the last."""
        return self._of(self._below, rows)

    def tied(self, rows: Rows) -> NDArray[np.bool_]:
        """Tell who shares the score with somebody of the group."""
        shared: NDArray[np.bool_] = self._of(self._counts, rows) > 1
        return shared

    def place(self, rank: int, rows: Rows, *, from_last: bool = False) -> Whole:
        """Give the score at a rank of each one's group, `NONE` where too few are.

        Parameters
        ----------
        rank
            1 for the best, or for the last.
        """
        size = self._at_least[:, 0]
        asked = size - rank + 1 if from_last else np.full_like(size, rank)
        score = (self._at_least >= asked[:, None]).sum(axis=1) - 1
        score[(asked < 1) | (asked > size)] = NONE
        return self._listed_only(score.take(self._group.take(rows), mode="wrap"), rows)

    def rival(self, rows: Rows, room: Amount, line: Whole | None = None) -> Reference:
        """Give whom each one who has a score sees to compete with.

        That is the next above; for the best somebody with the same score, else the next below. Who
        is so far ahead that the remaining days do not suffice to draw level is not seen.

        Parameters
        ----------
        room
            Acts that can still be done in the period.
        line
            Score that those below it see instead of the next above, shape (rows,).
        """
        own = self._score.take(rows)
        level = self._of(self._next, rows)
        if line is not None:
            level = np.where(own < line, line, level)
        stands = (own > 0) & (level > 0) & (level - own <= room)
        return Reference(ReferenceKind.RIVAL, np.maximum(level, 0), own, stands=stands)


def _width(score: NDArray[np.int32]) -> int:
    """Give the columns of a table by score, of which the last stays empty."""
    return int(score.max(initial=0)) + 2


def nearness(gap: Whole, room: Amount) -> NDArray[np.float64]:
    """Give how near a line feels by the acts up to it: 1 / gap, 0 where there is no room for them.

    That a line pulls most when near is found by Garcia, Tor & Gonzalez (2006); the form is an assumption.
    """
    near = 1.0 / np.maximum(gap, 1)
    near *= (gap >= 1) & (gap <= room)
    return near


def _cut(ordered: NDArray[np.integer[Any]]) -> tuple[Whole, Whole]:
    """Give each one's place in its set, from 0, and the set's size; sets lie one after the other."""
    begins = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]][: ordered.size])
    counts = np.diff(np.r_[begins, ordered.size])
    place = np.arange(ordered.size) - np.repeat(begins, counts)
    return place, np.repeat(counts, counts)


def deal(
    rows: Rows, keys: tuple[NDArray[np.integer[Any]], ...], size: int, first: int = 0
) -> NDArray[np.int32]:
    """Cut each market, or other set, into groups of nearly the same size, at most `size`.

    Parameters
    ----------
    rows
        Customers, shape (rows,).
    keys
        Set of each one, then what orders a set, low before high; ties by the order of rows.
    size
        Most members of a group.
    first
        Number of the first group.

    Returns
    -------
    Number of each one's group, shape (rows,).
    """
    order = np.lexsort(keys[::-1])
    place, counts = _cut(keys[0][order])
    groups = -(-counts // size)
    within = place * groups // counts
    new = np.r_[True, (np.diff(keys[0][order]) != 0) | (np.diff(within) != 0)][: rows.size]
    dealt = np.empty(rows.size, np.int32)
    dealt[order] = first - 1 + np.cumsum(new)
    return dealt


def ranks(rows: Rows, group: NDArray[np.int32], score: NDArray[np.int32]) -> tuple[Whole, Whole]:
    """Rank customers in their groups by score; ties by customer number.

    Returns
    -------
    Rank, 1 for the best, and size of the group, each of shape (rows,).
    """
    width = _width(score)
    places = group[rows].astype(np.int64) * width + (width - 1 - score[rows])
    order = np.argsort(places, kind="stable")
    place, counts = _cut(group[rows][order])
    rank, size = np.empty_like(place), np.empty_like(counts)
    rank[order], size[order] = place + 1, counts
    return rank, size
