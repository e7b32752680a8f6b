"""How many times as often customers buy under a scheme as others who never come under it.

Those with whom customers under a scheme are compared may come under it later, for a share q of the time after (`scheme_effect.py`). Where
the scheme multiplies purchases by R, these buy 1 - q + q R times as often as without it, so that of the comparison's ratio r

    1 / R = (1 / r - q) / (1 - q)

is left. Its interval is found for 1 / R, which is a straight line of 1 / r: the less dilution leaves, the wider it is, and where 1 / R may
be 0 there is no upper end. R is never nearer to 1 than r, so that the end of r's interval that is nearer to 1 is a bound of which the log is
sure, however much dilutes it; no more is taken out than twice as much.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.normal import interval

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Float64 = NDArray[np.float64]

FARTHEST = 2.0
"""Times the end of the compared ratio's interval that is nearer to 1, up to which an effect is taken out (assumption)."""


@dataclass(frozen=True)
class Effect:
    """An estimate with its standard error."""

    estimate: float
    se: float

    @property
    def low(self) -> float:
        """Lower end of the 95% interval."""
        return interval(self.estimate, self.se)[0]

    @property
    def high(self) -> float:
        """Upper end of the 95% interval."""
        return interval(self.estimate, self.se)[1]


@dataclass(frozen=True)
class Undiluted:
    """Times as often as others who never came under a scheme."""

    inverse: Effect
    """Of 1 / R."""
    ratio: Effect
    """As compared, r."""

    @property
    def estimate(self) -> float:
        """Give R; infinite where dilution leaves nothing."""
        return _inverted(self.inverse.estimate)

    @property
    def low(self) -> float:
        """Lower end of the 95% interval."""
        return _inverted(self.inverse.high)

    @property
    def high(self) -> float:
        """Upper end of the 95% interval; infinite where it has none."""
        return _inverted(self.inverse.low)

    @property
    def taken_out(self) -> float:
        """What is taken for the effect: the estimate, but not too far beyond what is sure."""
        if self.ratio.estimate >= 1.0:
            return min(self.estimate, FARTHEST * self.ratio.low)
        return max(self.estimate, self.ratio.high / FARTHEST)

    @property
    def sure(self) -> bool:
        """Whether that is the estimate."""
        return self.taken_out == self.estimate


def undiluted(inverse_ratio: Float64, share: Float64) -> Float64:
    """Give 1 / R of 1 / r and q."""
    found: Float64 = (inverse_ratio - share) / (1.0 - share)
    return found


def _inverted(value: float) -> float:
    return 1.0 / value if value > 0.0 else np.inf
