"""What a reader must know before believing a result: all that is told as a warning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.report.acts_text import acts_warnings
from loyaltysim.report.assumed import persuasion_warnings
from loyaltysim.report.evidence_text import retention_warnings
from loyaltysim.report.free_people import free_people_warnings
from loyaltysim.report.generosity import generosity_warnings
from loyaltysim.report.nobody_leaves import leaving_warnings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from loyaltysim.comparison import Comparison


def warnings(comparison: Comparison) -> list[str]:
    """Warn of customers who cannot leave, of people who work for nothing, of schemes that give too much away, of effects larger than any that was measured, and of those that nobody measured."""
    played = {name: sums.markets for name, sums in comparison.gathered.sums.items()}
    return [
        *leaving_warnings(comparison.scenario),
        *free_people_warnings(comparison.scenario),
        *generosity_warnings(comparison.scenario, played),
        *retention_warnings(comparison),
        *acts_warnings(comparison),
        *persuasion_warnings(comparison.scenario),
    ]


def print_warnings(told: Iterable[str], out: Console) -> None:
    """Print each warning as a paragraph that cannot be overlooked."""
    for warning in told:
        out.print()
        out.print(f"Warning: {warning}", style="bold yellow")
