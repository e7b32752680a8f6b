"""What markets say of a candidate: its differences from the baseline, market by market."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.comparison.measures.effects import LEVEL, mean_effect, per_launch
from loyaltysim.comparison.measures.gathered import Gathered
from loyaltysim.comparison.playing.work import batches_of
from loyaltysim.experiments.aims import AIMS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from loyaltysim.comparison.measures.effects import Effect, FloatArray
    from loyaltysim.comparison.playing.case import Case
    from loyaltysim.comparison.playing.runner import Runner
    from loyaltysim.experiments.aims import AimName


@dataclass(frozen=True)
class Measured:
    """Differences from the baseline in markets that all candidates share, with the same luck."""

    by_market: Mapping[AimName, FloatArray]
    """Of every aim, each shape (markets,)."""

    segments: Mapping[str, FloatArray]
    """Of retention by segment, each shape (markets,)."""

    @property
    def markets(self) -> int:
        """Count the markets."""
        return len(self.by_market["retention"])

    def effect(self, aim: AimName, level: float = LEVEL) -> Effect:
        """Estimate a difference from the baseline."""
        return mean_effect(self.by_market[aim], level)

    def lead(self, other: Measured, aim: AimName, level: float = LEVEL) -> Effect:
        """Estimate how much better this is than another, over the markets that both have played."""
        shared = min(self.markets, other.markets)
        mine, theirs = self.by_market[aim][:shared], other.by_market[aim][:shared]
        return mean_effect(AIMS[aim].better * (mine - theirs), level)

    def and_then(self, more: Measured) -> Measured:
        """Add the markets that come after these."""
        return Measured(
            {aim: np.concatenate([v, more.by_market[aim]]) for aim, v in self.by_market.items()},
            {name: np.concatenate([v, more.segments[name]]) for name, v in self.segments.items()},
        )


def measure(case: Case, markets: range, runner: Runner) -> Measured:
    """Read what markets say of the one scheme of a case that is not the baseline."""
    gathered = Gathered.empty(case.scenario)
    gathered.add(batches_of(case, markets), runner)
    (scheme,) = gathered.others
    return measured_of(gathered, scheme)


def measured_of(gathered: Gathered, scheme: str) -> Measured:
    """Read what was gathered of a scheme against the baseline."""
    panels, baseline = gathered.panels(), gathered.baseline
    return Measured(
        {name: aim.by_market(panels, scheme, baseline) for name, aim in AIMS.items()},
        _segments(gathered, scheme, baseline),
    )


def _segments(gathered: Gathered, scheme: str, baseline: str) -> dict[str, FloatArray]:
    """Give the difference in retention by segment; of segments with nobody in some market there is none."""
    own, base = gathered.sums[scheme].segments, gathered.sums[baseline].segments
    return {
        name: per_launch(retained, launched) - per_launch(base[name][1], base[name][0])
        for name, (launched, retained) in own.items()
        if launched.any()
    }
