"""The pictures of a comparison: the answer, who stays over time, what it costs, the journey, and what was learnt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.comparison.comparison import Figures
from loyaltysim.report.labels import labelled_figure
from loyaltysim.report.page import write_page
from loyaltysim.report.plots.answer import answer_figure
from loyaltysim.report.plots.cost import cost_figure
from loyaltysim.report.plots.funnel import funnel_figure
from loyaltysim.report.plots.journey import journey_figure
from loyaltysim.report.plots.learning import choosing, learning_figure
from loyaltysim.report.plots.models import models_figure
from loyaltysim.report.plots.plane import plane_figure
from loyaltysim.report.plots.retention import retention_figure
from loyaltysim.report.plots.style import save
from loyaltysim.report.plots.winners import winners_figure

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.figure import Figure

    from loyaltysim.comparison import Comparison

__all__ = [
    "FIGURES",
    "answer_figure",
    "cost_figure",
    "journey_figure",
    "retention_figure",
    "save_figures",
]


def save_figures(comparison: Comparison, folder: Path) -> tuple[Path, ...]:
    """Write all pictures as SVG and PNG into a folder, which must exist.

    Returns
    -------
    The files, in the order they were written.
    """
    pictures = {
        "answer": answer(comparison),
        "retention": retention(comparison),
        "cost": cost(comparison),
    }
    if not comparison.journey.empty:
        pictures["journey"] = journey(comparison)
    if choosing(comparison):
        pictures["learning"] = learning(comparison)
    paths = []
    for name, figure in pictures.items():
        for ending in ("svg", "png"):
            paths.append(folder / f"{name}.{ending}")
            save(figure, paths[-1])
    return tuple(paths)


def answer(comparison: Comparison) -> Figure:
    """Draw what the schemes change in the compared metric, in the scenario's own words."""
    return labelled_figure(answer_figure(comparison), comparison.scenario)


def retention(comparison: Comparison) -> Figure:
    """Draw who stays over time, in the scenario's own words."""
    return labelled_figure(retention_figure(comparison), comparison.scenario)


def cost(comparison: Comparison) -> Figure:
    """Draw what it costs to keep them, in the scenario's own words."""
    return labelled_figure(cost_figure(comparison), comparison.scenario)


def journey(comparison: Comparison) -> Figure:
    """Draw whom customers met where, and how it felt, in the scenario's own words."""
    return labelled_figure(journey_figure(comparison), comparison.scenario)


def models(comparison: Comparison) -> Figure:
    """Draw what the answer owes to assumptions, in the scenario's own words."""
    return labelled_figure(models_figure(comparison), comparison.scenario)


def plane(comparison: Comparison) -> Figure:
    """Draw who stands above the action line, in the scenario's own words."""
    return labelled_figure(plane_figure(comparison), comparison.scenario)


def funnel(comparison: Comparison) -> Figure:
    """Draw what kept customers from acting, in the scenario's own words."""
    return labelled_figure(funnel_figure(comparison), comparison.scenario)


def winners(comparison: Comparison) -> Figure:
    """Draw who gains and who loses, in the scenario's own words."""
    return labelled_figure(winners_figure(comparison), comparison.scenario)


def learning(comparison: Comparison) -> Figure:
    """Draw which variants customers have, and the regret, in the scenario's own words."""
    return labelled_figure(learning_figure(comparison), comparison.scenario)


FIGURES = Figures(
    answer=answer,
    retention=retention,
    cost=cost,
    journey=journey,
    models=models,
    plane=plane,
    funnel=funnel,
    winners=winners,
    learning=learning,
    save=save_figures,
    page=write_page,
)
"""What `loyaltysim.compare` hands to comparisons."""
