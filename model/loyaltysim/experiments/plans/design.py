"""From what varies to points: every combination, values side by side, or samples of the whole space."""

from __future__ import annotations

import itertools
import math
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import scipy
from numpy.typing import NDArray

from loyaltysim.errors import ScenarioError
from loyaltysim.experiments.plans.plan import MOST_POINTS, Design, Range
from loyaltysim.randomness import generator
from loyaltysim.scenario.text.nodes import Node

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from loyaltysim.scenario.text.nodes import Place

Values = dict[str, Node]
"""What a point says, by path."""
FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Axis:
    """One parameter with all that it may be."""

    written: Node
    """A list of values, or where the range stands."""

    span: Range | None = None

    def steps(self) -> Sequence[Node]:
        """Give the values one after the other."""
        if self.span is None:
            return self.written.sequence
        shares = np.linspace(0.0, 1.0, self.span.steps or 2)
        values = dict.fromkeys(self._number(float(share)) for share in shares)
        return [self.node(value) for value in values]

    def alone(self) -> Sequence[float]:
        """Give the places at which a parameter is looked at alone: of every listed value, or of both ends of a range."""
        if self.span is not None:
            return (0.0, 1.0)
        count = len(self.written.sequence)
        return tuple((number + 0.5) / count for number in range(count))

    def whole_steps(self) -> Sequence[object]:
        """Give what a list, or a range of whole numbers, holds."""
        span = self.span
        if span is None:
            return self.written.sequence
        return range(math.ceil(span.low), math.floor(span.high) + 1)

    def at(self, share: float) -> Node:
        """Give the value at a share of the way from the first to the last."""
        if self.span is None:
            values = self.written.sequence
            # a share that is a number of values but for its last digit means the next one
            return values[min(int(share * len(values) + 1e-9), len(values) - 1)]
        return self.node(self._number(share))

    def share_of(self, value: float) -> float:
        """Give how far a value of a range is on the way from its lower to its upper end."""
        span = self.span
        assert span is not None  # noqa: S101 -- only ranges have numbers in between
        low, high = span.low, span.high
        if span.whole:
            return (value - low + 0.5) / (high - low + 1)
        if span.log:
            return math.log(value / low) / math.log(high / low) if value > 0 else -math.inf
        return (value - low) / (high - low)

    def _number(self, share: float) -> float:
        span = self.span
        assert span is not None  # noqa: S101 -- only ranges have numbers in between
        low, high = span.low, span.high
        if span.whole:
            # every whole number has the same room, also those at the ends
            return min(math.floor(low + share * (high - low + 1)), math.floor(high))
        if share in {0.0, 1.0}:
            return high if share else low
        return low * (high / low) ** share if span.log else low + share * (high - low)

    def node(self, value: float) -> Node:
        """Write a number down where the range stands."""
        return Node(self.written.place, value, f"{value:.12g}")


def axes_of(vary: Mapping[str, object], root: Node) -> dict[str, Axis]:
    """Join what varies, as it was understood, with where it was written."""
    written = root.mapping["vary"].mapping
    return {
        path: Axis(written[path], values if isinstance(values, Range) else None)
        for path, values in vary.items()
    }


def points_of(
    axes: Mapping[str, Axis], design: Design, seed: int, place: Place
) -> Iterator[Values]:
    """Give the points of a design, all but those that are written down one by one.

    Parameters
    ----------
    seed
        Of the samples; the same seed gives the same points.
    place
        Where the design is written, for the message that there are too many points.

    Raises
    ------
    ScenarioError
        When there are too many.
    """
    if design.grid:
        yield from _grid({path: axis.steps() for path, axis in axes.items()}, place)
    elif design.zip:
        columns = [axis.steps() for axis in axes.values()]
        yield from (dict(zip(axes, row, strict=True)) for row in zip(*columns, strict=True))
    else:
        for shares in _samples(design, len(axes), seed):
            yield {
                path: axis.at(float(share))
                for (path, axis), share in zip(axes.items(), shares, strict=True)
            }


def _grid(values: Mapping[str, Sequence[Node]], place: Place) -> Iterator[Values]:
    count = math.prod(len(column) for column in values.values())
    if count > MOST_POINTS:
        told = f"the grid has {count:,} points, and at most {MOST_POINTS:,} can be played"
        raise ScenarioError(place.problem(told, "take fewer values, or a sample", "design"))
    for row in itertools.product(*values.values()):
        yield dict(zip(values, row, strict=True))


def _samples(design: Design, parameters: int, seed: int) -> FloatArray:
    """Draw points of the unit cube, shape (points, parameters)."""
    rng = generator(seed, "design of points")
    if design.latin_hypercube is not None:
        return scipy.stats.qmc.LatinHypercube(parameters, rng=rng).random(design.latin_hypercube)
    with (
        warnings.catch_warnings()
    ):  # other numbers than powers of 2 are allowed, and the plan's help says so
        warnings.filterwarnings("ignore", "The balance properties", UserWarning)
        return scipy.stats.qmc.Sobol(parameters, rng=rng).random(design.sobol or 0)
