"""The pictures of a comparison, which a layer above this one draws and hands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from matplotlib.figure import Figure

    from loyaltysim.comparison.comparison import Comparison


@dataclass(frozen=True)
class Figures:
    """What draws comparisons."""

    retention: Callable[[Comparison], Figure]
    """Draws who stays, day by day."""

    cost: Callable[[Comparison], Figure]
    """Draws cost against retention."""

    save: Callable[[Comparison, Path], Iterable[Path]]
    """Writes all pictures into a folder and names the files."""
