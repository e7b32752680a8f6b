"""The candidates of a search: what they bring against what they cost, and those that no other beats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.experiments.aims import AIMS
from loyaltysim.experiments.search.limits import front
from loyaltysim.report.experiments.effects import effect, scale, unit
from loyaltysim.report.plots.canvas import BOTTOM, Label, label_beside, page
from loyaltysim.report.plots.style import BASELINE, looks, styled

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from loyaltysim.experiments.aims import AimName
    from loyaltysim.experiments.search.measured import Measured
    from loyaltysim.experiments.search.optimise import Search
    from loyaltysim.experiments.search.search import Tried
    from loyaltysim.report.plots.style import Look

HEIGHT = 5.4
MARKS = (
    "Filled: keeps to the constraints. Hollow: does not. Small and pale: given up after a first look at few markets. The grey "
    "line joins those that no other beats in both; the ring is the best."
)


def front_figure(found: Search) -> Figure:
    """Draw every candidate by the first objective and the second; by cost where there is only one.

    Returns
    -------
    A picture of its own, unknown to pyplot; `figure.savefig(...)` writes it.
    """
    hunt, (up, across) = found.hunt, axes_of(found)
    with styled():
        title = hunt.plan.title or hunt.scenario.title
        sheet = page(title, f"{found.verdict.sentence} {MARKS}", HEIGHT)
        caption = f'Difference from "{hunt.baseline}" in {AIMS[up].label} ({unit(AIMS[up], hunt.scenario.currency)})'
        axes = sheet.panel(BOTTOM, sheet.top, caption)
        look = looks([hunt.baseline, *hunt.kinds], hunt.baseline)
        axes.axhline(0, color=BASELINE, lw=1.2, dashes=look[hunt.baseline].dashes)
        axes.axvline(0, color=BASELINE, lw=1.2, dashes=look[hunt.baseline].dashes)
        _line(axes, found, up, across)
        for one in found.tried:
            if one.measured is not None:
                _mark(axes, one, _place(one.measured, up, across), look[one.candidate.kind.name])
        _ring(axes, found, up, across)
        _scales(axes, found, across)
        label_beside(sheet, axes, _labels(found, look, up), BOTTOM, lead=False)
    return sheet.figure


def axes_of(found: Search) -> tuple[AimName, AimName]:
    """Choose what goes up and what goes across."""
    first, *others = found.hunt.plan.objectives
    return first, others[0] if others else ("profit" if first == "cost" else "cost")


def _place(measured: Measured, up: AimName, across: AimName) -> tuple[float, float]:
    """Give where a candidate stands: across, up."""
    return tuple(scale(AIMS[aim]) * measured.effect(aim).estimate for aim in (across, up))  # type: ignore[return-value]


def _mark(axes: Axes, one: Tried, place: tuple[float, float], look: Look) -> None:
    faint = bool(one.given_up)
    axes.plot(
        *([value] for value in place),
        color=look.colour,
        marker=look.marker,
        ms=4 if faint else 6.5,
        alpha=0.35 if faint else 0.9,
        mfc=look.colour if one.keeps or faint else "white",
        ls="",
    )


def _line(axes: Axes, found: Search, up: AimName, across: AimName) -> None:
    """Join the candidates that no other beats in what is drawn."""
    kept = [one.measured for one in found.tried if one.keeps and one.measured is not None]
    numbers = front(dict(enumerate(kept)), [up, across])
    places = sorted(_place(kept[number], up, across) for number in numbers)
    axes.plot([x for x, _ in places], [y for _, y in places], color="#bbbbbb", lw=1.4, zorder=1)


def _ring(axes: Axes, found: Search, up: AimName, across: AimName) -> None:
    """Ring the best where the search saw it, as all others are drawn."""
    if found.confirmation is None:
        return
    number = found.confirmation.finalists[found.confirmation.best].candidate.number
    measured = found.tried[number].measured
    if measured is not None:
        x, y = _place(measured, up, across)
        axes.plot([x], [y], marker="o", ms=14, mfc="none", mec="#222222", mew=1.2, ls="")


def _scales(axes: Axes, found: Search, across: AimName) -> None:
    currency, budget = found.hunt.scenario.currency, found.hunt.plan.constraints.budget
    axes.margins(x=0.06, y=0.08)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:+g}" if value else "0")
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:+g}" if value else "0")
    meaning = "programme cost and liability" if across == "cost" else AIMS[across].label
    axes.set_xlabel(f"{meaning}, {unit(AIMS[across], currency)}")
    if across == "cost" and budget is not None:
        axes.axvline(budget, color="#999999", lw=1.0)
        axes.annotate(
            "budget",
            (budget, 0.985),
            xycoords=("data", "axes fraction"),
            xytext=(4, 0),
            textcoords="offset points",
            size=8,
            va="top",
            color="#666666",
        )


def _labels(found: Search, look: dict[str, Look], up: AimName) -> list[Label]:
    """Name every kind beside the best that it has to offer."""
    labels, aim = [], AIMS[up]
    for name in found.hunt.kinds:
        own = [one for one in found.tried if one.candidate.kind.name == name]
        values = [o.measured.effect(up).estimate for o in own if o.keeps and o.measured is not None]
        if values:
            best = aim.better * max(aim.better * value for value in values)
            labels.append(
                Label(scale(aim) * best, f"{name}\n{effect(aim, best)} at best", look[name])
            )
        elif own:
            told = f"{name}\nnone keeps to the constraints"
            labels.append(Label(axes_bottom(found, up), told, look[name]))
    return labels


def axes_bottom(found: Search, up: AimName) -> float:
    """Give the lowest value that is drawn."""
    told = [one.measured.effect(up).estimate for one in found.tried if one.measured is not None]
    return scale(AIMS[up]) * min(told, default=0.0)
