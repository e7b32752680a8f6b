"""Where a parameter turns the ranking of the schemes round, when the others stay as they are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from loyaltysim.experiments.plans.design import Axis, Values

    Ranking = Mapping[str, float]
    """The effect that schemes are compared by, by scheme; the baseline's is 0."""
    PlayValues = Callable[[Sequence[Values]], Sequence[Ranking | None]]

HALVINGS = 6
"""Of the way between a value with the ranking and one without: a turn is known to a hundredth of it."""


@dataclass(frozen=True)
class Turn:
    """The ranking turns round somewhere between two values of one parameter."""

    path: str
    near: float | None
    """Share of the way from end to end at which the ranking is still that of the scenario; None of a list, whose values have no
    order."""

    far: float
    """Share at which another scheme leads."""

    leads: str
    """Which."""

    by: float
    """How far it is above the scenario's own leader at the end of the range, or at this value."""

    @property
    def rising(self) -> bool:
        """Whether the ranking turns as the parameter rises."""
        return self.near is not None and self.far > self.near


def leader(ranking: Ranking) -> str:
    """Name the scheme with the highest effect; of equals, the first."""
    return max(ranking, key=lambda scheme: ranking[scheme])


def find_turns(
    axes: Mapping[str, Axis],
    own: Mapping[str, float],
    first: Ranking | None,
    alone: Mapping[str, Sequence[Ranking | None]],
    play: PlayValues,
) -> tuple[Turn, ...]:
    """Find from where on another scheme leads than in the scenario as it is, for one parameter after the other.

    Parameters
    ----------
    own
        The scenario's own values of parameters, as far as they are known.
    first
        Ranking of the scenario as it is.
    alone
        Rankings at the places of every parameter (see `Axis.alone`), the others as they are.
    play
        Gives the rankings of more points.
    """
    if first is None:
        return ()
    turns = [
        turn
        for path, axis in axes.items()
        for turn in (
            _values(path, axis, leader(first), alone[path])
            if axis.span is None
            else _brackets(path, _share(axis, own.get(path)), leader(first), alone[path])
        )
    ]
    for _ in range(HALVINGS):
        turns = _halved(turns, axes, leader(first), play)
    return tuple(turns)


def _share(axis: Axis, own: float | None) -> float | None:
    """Place the scenario's own value in the range; None if it is not in it."""
    share = None if own is None else axis.share_of(own)
    return share if share is not None and 0 <= share <= 1 else None


def _values(
    path: str, axis: Axis, leads: str, rankings: Sequence[Ranking | None]
) -> Iterator[Turn]:
    """Give the listed values at which another scheme leads."""
    for share, ranking in zip(axis.alone(), rankings, strict=True):
        if ranking is not None and leader(ranking) != leads:
            name = leader(ranking)
            yield Turn(path, None, share, name, ranking[name] - ranking[leads])


def _brackets(
    path: str, own: float | None, leads: str, at_ends: Sequence[Ranking | None]
) -> Iterator[Turn]:
    """Give the ends at which another scheme leads, each with a place at which it does not."""
    names = [None if ranking is None else leader(ranking) for ranking in at_ends]
    for end, other in ((0, 1), (1, 0)):
        ranking, name = at_ends[end], names[end]
        near = own if own is not None else (float(other) if names[other] == leads else None)
        if ranking is not None and name is not None and name != leads and near is not None:
            yield Turn(path, near, float(end), name, ranking[name] - ranking[leads])


def _halved(
    turns: Sequence[Turn], axes: Mapping[str, Axis], leads: str, play: PlayValues
) -> list[Turn]:
    """Look half-way between both sides of every turn that has two."""
    middles = {
        n: (turn.near + turn.far) / 2 for n, turn in enumerate(turns) if turn.near is not None
    }
    values: list[Values] = [
        {turns[n].path: axes[turns[n].path].at(middle)} for n, middle in middles.items()
    ]
    found = list(turns)
    for (n, middle), ranking in zip(middles.items(), play(values), strict=True):
        if ranking is None:
            continue
        found[n] = (
            replace(turns[n], near=middle)
            if leader(ranking) == leads
            else replace(turns[n], far=middle, leads=leader(ranking))
        )
    return found
