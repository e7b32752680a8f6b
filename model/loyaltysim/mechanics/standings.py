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

    Notes
    -----
    A *step* is a score that somebody of a group has. Steps go group by group, and rise within each.
    """

    def __init__(
        self, group: NDArray[np.int32], score: NDArray[np.int32], here: NDArray[np.bool_]
    ) -> None:
        self._group, self._score = group, score
        self._groups, self._width = int(group.max(initial=NONE)) + 1, int(score.max(initial=0)) + 1
        nowhere = self._groups * self._width
        self._cells = group.astype(np.int64)
        """Each customer's place in a table by group and score, the last of which is for who is not listed, shape (n,)."""
        self._cells *= self._width
        self._cells += score
        self._cells[~(here & (group != NONE))] = nowhere
        counts = np.bincount(self._cells, minlength=nowhere + 1)[:nowhere]
        self._steps = np.flatnonzero(counts)
        self._sizes = counts.take(self._steps)
        self._group_of = self._steps // self._width
        self._level = self._steps - self._group_of * self._width

    def _of(self, steps: NDArray[Any], rows: Rows) -> Whole:
        """Look up what is said of the step on which each one stands; `NONE` for who is not listed."""
        table = np.full(self._groups * self._width + 1, NONE)
        table[self._steps] = steps
        found: Whole = table.take(self._cells.take(rows))
        return found

    @cached_property
    def _above(self) -> Whole:
        """The score of the next step above each, `NONE` for the highest of a group."""
        above = np.full_like(self._level, NONE)
        same = self._group_of[1:] == self._group_of[:-1]
        above[:-1] = np.where(same, self._level[1:], NONE)
        return above

    @cached_property
    def _below(self) -> Whole:
        """The score of the next step below each, `NONE` for the lowest of a group."""
        below = np.full_like(self._level, NONE)
        same = self._group_of[1:] == self._group_of[:-1]
        below[1:] = np.where(same, self._level[:-1], NONE)
        return below

    @cached_property
    def _next(self) -> Whole:
        """The next above; for the best their own score where they share it, else the next below."""
        behind = np.where(self._sizes > 1, self._level, self._below)
        return np.where(self._above == NONE, behind, self._above)

    @cached_property
    def _ranked(self) -> Whole:
        """The scores of all who are listed, group by group and rising, and `NONE` at the end."""
        return np.append(np.repeat(self._level, self._sizes), NONE)

    @cached_property
    def _members(self) -> Whole:
        """How many of each group are listed, and nobody of none, shape (groups + 1,)."""
        return np.bincount(self._group_of, self._sizes, self._groups + 1).astype(np.int64)

    @cached_property
    def _ends(self) -> Whole:
        """Where each group ends among the ranked, shape (groups + 1,)."""
        return np.cumsum(self._members)

    def above(self, rows: Rows) -> Whole:
        """Give the lowest score above each one's own in the group, `NONE` for the best."""
        return self._of(self._above, rows)

    def below(self, rows: Rows) -> Whole:
        """Give the highest score below each one's own in the group, `NONE` for the last."""
        return self._of(self._below, rows)

    def tied(self, rows: Rows) -> NDArray[np.bool_]:
        """Tell who shares the score with somebody of the group."""
        shared: NDArray[np.bool_] = self._of(self._sizes, rows) > 1
        return shared

    def place(self, rank: int, rows: Rows, *, from_last: bool = False) -> Whole:
        """Give the score at a rank of each one's group, `NONE` where too few are.

        Parameters
        ----------
        rank
            1 for the best, or for the last.
        """
        if rank < 1:
            return np.full(rows.size, NONE)
        at = self._ends - self._members + rank - 1 if from_last else self._ends - rank
        scores = self._ranked.take(np.where(self._members >= rank, at, NONE))
        found: Whole = scores.take(self._group.take(rows))
        return found

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
    best = int(score.max(initial=0))
    places = group[rows].astype(np.int64) * (best + 1) + (best - score[rows])
    order = np.argsort(places, kind="stable")
    place, counts = _cut(group[rows][order])
    rank, size = np.empty_like(place), np.empty_like(counts)
    rank[order], size[order] = place + 1, counts
    return rank, size
