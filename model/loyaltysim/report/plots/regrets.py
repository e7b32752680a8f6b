"""The regret of schemes that learn, as it grows: what the best variant for all would have brought more."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from matplotlib.ticker import MaxNLocator

from loyaltysim.language import in_figures, say
from loyaltysim.report.adaptation_text import wanted
from loyaltysim.report.numbers import signed_amount
from loyaltysim.report.plots.canvas import Label, label_beside
from loyaltysim.report.plots.rows import NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes

    from loyaltysim.comparison.measures.adaptation import Learnt
    from loyaltysim.report.plots.canvas import Page
    from loyaltysim.report.plots.style import Look

    Plot = tuple[Axes, float, list[Label]]
    """A plot, the height at which it ends, and what stands beside it."""


class Regrets(NamedTuple):
    """Schemes that want the same, so that one plot can show what each lacks of it."""

    goal: str
    found: list[Learnt]
    labels: list[Label]


def regrets_of(shown: Sequence[Learnt], currency: str, look: Mapping[str, Look]) -> list[Regrets]:
    """Put those together that want the same; nothing of those of whom nobody knows what would have been best."""
    by_goal: dict[str, list[Learnt]] = {}
    for one in shown:
        if one.knows:
            by_goal.setdefault(wanted(one, currency), []).append(one)
    return [
        Regrets(goal, found, [_label(one, look[one.scheme]) for one in found])
        for goal, found in by_goal.items()
    ]


def _label(one: Learnt, look: Look) -> Label:
    regret = one.regret().estimate
    return Label(regret, f"{one.scheme}\n{signed_amount(regret)}", look)


def draw_regrets(
    sheet: Page, between: tuple[float, float], regrets: Regrets, look: Mapping[str, Look]
) -> Plot:
    """Draw what the best variant for all would have brought more until each day."""
    told = say(
        "Regret so far, in {goal} per launch customer (band: 95% interval, luck alone)",
        goal=regrets.goal,
    )
    axes = sheet.plot(*between, NAMES)
    axes.axhline(0, color="#222222", lw=0.8)
    for one in regrets.found:
        own, course = look[one.scheme], one.regret_course()
        days = [number * one.plan.every for number in range(len(course) + 1)]
        low, middle, high = (
            [0.0, *(getattr(until, part) for until in course)]
            for part in ("low", "estimate", "high")
        )
        axes.fill_between(days, low, high, color=own.colour, alpha=0.18, lw=0)
        (line,) = axes.plot(days, middle, color=own.colour)
        if own.dashes:
            line.set_dashes(own.dashes)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5))
    axes.yaxis.set_major_formatter(lambda more, _: in_figures(f"{more:+g}") if more else "0")
    sheet.caption_over(axes, between[1], told)
    return axes, between[0], regrets.labels


def write_labels(sheet: Page, plots: Sequence[Plot]) -> None:
    """Write labels beside their plots; below all of them where there is no room beside."""
    if plots and not sheet.form.beside:
        (axes, low, _), labels = plots[0], [label for *_, beside in plots for label in beside]
        plots = [(axes, low, labels)]
    for axes, low, labels in plots:
        label_beside(sheet, axes, labels, low, lead=True)
