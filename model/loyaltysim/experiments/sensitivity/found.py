"""What a sensitivity analysis has found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from loyaltysim.comparison.verdict.flips import Flip
    from loyaltysim.experiments.player import Effects
    from loyaltysim.experiments.sensitivity.load import Space
    from loyaltysim.experiments.sensitivity.table import Looked
    from loyaltysim.experiments.sensitivity.turns import Ranking, Turn


@dataclass(frozen=True)
class Sensitivity:
    """What moves the effects of schemes, and what turns their ranking round."""

    space: Space
    looked: Looked = field(repr=False)
    indices: pd.DataFrame
    """One row a scheme, effect and parameter: the effect at both ends, screening, and Sobol' indices."""

    points: pd.DataFrame
    """One row a point and scheme, as a sweep has them; what is not said is as in the scenario."""

    turns: tuple[Turn, ...]
    """Where one parameter alone turns the ranking round."""

    flips: tuple[Flip, ...]
    """Parameters that decide the ranking when all vary together."""

    failed: int
    folder: Path | None = None
    """Where the files are; None if none were written."""

    @property
    def ranking(self) -> Ranking | None:
        """The effect that schemes are compared by, in the scenario as it is; None if that could not be played."""
        return ranking_at(self.space, self.looked.as_is)

    @property
    def schemes(self) -> tuple[str, ...]:
        """The schemes with parameters that vary; all but the baseline where none has any."""
        return subjects(self.space)


def ranking_at(space: Space, effects: Effects | None) -> Ranking | None:
    """Give the compared effect of every scheme at a point; None if it failed."""
    metric = space.experiment.scenario.compare.metric
    return None if effects is None else {name: told[metric] for name, told in effects.items()}


def subjects(space: Space) -> tuple[str, ...]:
    """Name the schemes with parameters that vary; all but the baseline where none has any."""
    scenario = space.experiment.scenario
    others = [name for name in scenario.schemes if name != scenario.compare.baseline]
    own = [
        name for name in others if any(path.startswith(f"schemes.{name}.") for path in space.axes)
    ]
    return tuple(own or others)
