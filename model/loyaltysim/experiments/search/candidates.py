"""Candidates of a search: a kind with a value for everything that varies in it, as Optuna chooses them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from loyaltysim.behaviour.constants import Constants
from loyaltysim.experiments.plans.plan import read_value
from loyaltysim.experiments.plans.points import Point, written
from loyaltysim.experiments.rows import case_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from optuna.trial import Trial

    from loyaltysim.comparison.playing.case import Case
    from loyaltysim.experiments.plans.design import Axis, Values
    from loyaltysim.experiments.search.load import Kind
    from loyaltysim.scenario.text.nodes import Node, Scalar

DIGITS = 3
"""Of a number that is chosen, for nobody prints 3.84712 on a card."""
KIND = "kind"


@dataclass(frozen=True)
class Candidate:
    """One scheme that may be the best."""

    number: int
    """From 0, in the order of trying."""

    kind: Kind
    values: Values
    """By path from the scheme on."""

    @property
    def parameters(self) -> dict[str, Scalar]:
        """The values as tables have them, each with the kind in front of its path."""
        return {f"{self.kind.name}: {path}": cell for path, cell in self._cells().items()}

    @property
    def words(self) -> str:
        """Name it with its values."""
        told = ", ".join(f"{path} {written(node.plain())}" for path, node in self.values.items())
        return f'"{self.kind.name}"' + (f" with {told}" if told else "")

    @property
    def same(self) -> tuple[str, tuple[tuple[str, Scalar], ...]]:
        """What two candidates share that are the same scheme."""
        return self.kind.name, tuple(self._cells().items())

    def case(self) -> Case:
        """Say who plays it: the customers of the scenario, under the baseline and under this scheme.

        Raises
        ------
        ScenarioError
            When its values do not go together.
        """
        return case_of(self.kind.base.scenario_at(self._placed()), Constants.default())

    def scheme(self) -> Node:
        """Write its mechanics down."""
        changed = self.kind.base.tree_at(self._placed())
        return changed.mapping["schemes"].mapping[self.kind.name]

    def _placed(self) -> Values:
        """Give the values by path from the scenario on."""
        return {self.kind.path(path): node for path, node in self.values.items()}

    def _cells(self) -> dict[str, Scalar]:
        return Point(self.number, self.values).parameters


def choose(trial: Trial, number: int, kinds: Mapping[str, Kind]) -> Candidate:
    """Let Optuna choose a candidate."""
    names = list(kinds)
    name = trial.suggest_categorical(KIND, names) if len(names) > 1 else names[0]
    kind = kinds[str(name)]
    values = {
        path: _chosen(trial, f"{kind.name}: {path}", axis) for path, axis in kind.axes.items()
    }
    return Candidate(number, kind, values)


def as_written(kind: Kind, kinds: Mapping[str, Kind]) -> dict[str, object] | None:
    """Give the choice that means the candidate as it is written; None if it is not among those that vary."""
    found: dict[str, object] = {KIND: kind.name} if len(kinds) > 1 else {}
    for path, axis in kind.axes.items():
        choice = _choice(axis, kind.written(path))
        if choice is None:
            return None
        found[f"{kind.name}: {path}"] = choice
    return found


def _chosen(trial: Trial, name: str, axis: Axis) -> Node:
    span = axis.span
    if span is None:
        values = axis.written.sequence
        return values[int(trial.suggest_categorical(name, list(range(len(values)))))]
    if span.whole:
        return axis.node(trial.suggest_int(name, round(span.low), round(span.high)))
    value = trial.suggest_float(name, span.low, span.high, log=span.log)
    return axis.node(min(span.high, max(span.low, float(f"{value:.{DIGITS}g}"))))


def _choice(axis: Axis, written: Node | None) -> float | None:
    """Find a value among those of an axis."""
    if written is None:
        return None
    if axis.span is None:
        same = [
            n for n, node in enumerate(axis.written.sequence) if node.plain() == written.plain()
        ]
        return same[0] if same else None
    value = read_value(written.content)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if axis.span.whole and value != round(value):
        return None
    return value if axis.span.low <= value <= axis.span.high else None
