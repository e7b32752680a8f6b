"""The pictures of a comparison, which a layer above this one draws.

Comparisons know no pictures; they only hand themselves to the report when they are asked for one. So
the report is looked up at that moment, and nothing here depends on it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.figure import Figure

    from loyaltysim.comparison.comparison import Comparison


class Figures(Protocol):
    """What the report offers."""

    def retention_figure(self, comparison: Comparison) -> Figure:
        """Draw who stays, day by day."""

    def cost_figure(self, comparison: Comparison) -> Figure:
        """Draw cost against retention."""

    def save_figures(self, comparison: Comparison, folder: Path) -> tuple[Path, ...]:
        """Write all pictures into a folder."""


def figures() -> Figures:
    """Look up what draws."""
    return cast("Figures", import_module("loyaltysim.report.figures"))
