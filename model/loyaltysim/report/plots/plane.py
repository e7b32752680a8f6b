"""Fogg's plane, week by week: motivation against ability, and who is above the action line."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from loyaltysim.behaviour.action import log_odds
from loyaltysim.behaviour.constants import Constants
from loyaltysim.language import in_figures, say
from loyaltysim.report.plots.canvas import FILE, Form, page
from loyaltysim.report.plots.style import BASELINE, looks, styled

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from loyaltysim.comparison import Comparison
    from loyaltysim.report.plots.canvas import Page
    from loyaltysim.report.plots.style import Look

PANEL, GAP, ABOVE, BELOW = 2.15, 0.9, 1.0, 1.05
"""Inches: the height of a panel, the room above each, the heading, and what stands below the panels."""
WIDTH_OF_LETTER, KEY_LINE = 0.075, 0.18
"""Inches."""
ONE = Form(width=3.9, left=0.55, right=3.75, heading=False, beside=False)
"""A single week, for screens on which weeks are seen one beside or one after the other."""
ONE_PANEL, ONE_BELOW = 2.7, 0.5
WEEKS = {
    "before": "the week before it starts",
    "first": "its first week",
    "month": "four weeks later",
    "last": "the last week",
}
KEYS = {
    "often": "acts at half of the prompts or more",
    "seldom": "at fewer",
    "crossed": "above the line only under the scheme; leads from where they stand under the baseline",
}
RIVALS = (
    'Also above the line an act may go to a rival, so that "{scheme}" can win acts from rivals without lifting anybody '
    "across it."
)
OFTEN = 0.5
"""Share of prompts from which on a customer counts as one who acts."""
TICKS = [0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 10, 20, 50]
EDGE = 0.005
"""Share of customers beyond each edge of the plane, who are not shown."""


class Plane(NamedTuple):
    """What is drawn: the scheme, its look, and the edges of the plane in logarithms."""

    comparison: Comparison
    scheme: str
    look: Look
    ability: tuple[float, float]
    motivation: tuple[float, float]


def plane_figure(comparison: Comparison, form: Form = FILE) -> Figure:
    """Draw the same customers on the plane in several weeks, under the best scheme and the baseline.

    Returns
    -------
    A picture of its own, unknown to pyplot.

    Raises
    ------
    ValueError
        When nobody looked at single customers.
    """
    spots = _spots(comparison)
    weeks = list(dict.fromkeys(spots["window"]))
    across = 2 if not form.beside or len(weeks) < 3 else len(weeks)
    rows = -(-len(weeks) // across)
    with styled():
        height = (ABOVE if form.heading else 0.05) + rows * (PANEL + GAP) + BELOW
        sheet = page(comparison.scenario.title, plane_sentence(comparison), height, form)
        plane = _plane(comparison, spots)
        for number, week in enumerate(weeks):
            row, column = divmod(number, across)
            axes = _panel(sheet, (row, column), (rows, across))
            _draw(axes, plane, spots[spots["window"] == week])
            _name(axes, spots[spots["window"] == week], week, first=column == 0)
        _keys(sheet, plane)
    return sheet.figure


class Week(NamedTuple):
    """One week on the plane."""

    name: str
    days: str
    crossed: int
    """Customers above the line under the scheme and below it under the baseline."""
    figure: Figure


def plane_weeks(comparison: Comparison) -> list[Week]:
    """Draw every week by itself, on the same axes, so that one can step from one to the next.

    Raises
    ------
    ValueError
        When nobody looked at single customers.
    """
    spots, baseline = _spots(comparison), comparison.scenario.compare.baseline
    with styled():
        plane = _plane(comparison, spots)
        return [
            Week(
                say(WEEKS[str(name)]),
                _days(week),
                len(_crossed(week, plane.scheme, baseline)),
                _week_figure(plane, week),
            )
            for name, week in spots.groupby("window", sort=False)
        ]


def _week_figure(plane: Plane, spots: pd.DataFrame) -> Figure:
    sheet = page("", "", ONE_BELOW + ONE_PANEL + 0.1, ONE)
    axes = sheet.plot(ONE_BELOW, ONE_BELOW + ONE_PANEL)
    _draw(axes, plane, spots)
    axes.set_xlabel(say("ability"), size=9)
    axes.set_ylabel(say("motivation"), size=9)
    return sheet.figure


def plane_look(comparison: Comparison) -> Look:
    """Give the look of the scheme that is shown."""
    names = [str(name) for name in comparison.schemes.index]
    return looks(names, comparison.scenario.compare.baseline)[shown_scheme(comparison)]


def _spots(comparison: Comparison) -> pd.DataFrame:
    if comparison.lives is None or comparison.lives.plane.empty:
        msg = "nobody looked at single customers"
        raise ValueError(msg)
    return comparison.lives.plane


def shown_scheme(comparison: Comparison) -> str:
    """Name the best scheme that is not the baseline, or the only one."""
    baseline = comparison.scenario.compare.baseline
    return next((name for name in comparison.ranked if name != baseline), baseline)


def plane_sentence(comparison: Comparison) -> str:
    """Say what to see."""
    spots, scheme = _spots(comparison), shown_scheme(comparison)
    last = list(dict.fromkeys(spots["window"]))[-1]
    crossed = len(
        _crossed(spots[spots["window"] == last], scheme, comparison.scenario.compare.baseline)
    )
    told = say(
        "Each mark is a customer who was prompted in that week; above the line an act is likelier than not. Of {many} "
        'customers of the first market those stand out whom "{scheme}" lifts across it: {crossed} in the last week.',
        many=int(spots["customer"].nunique()),
        scheme=scheme,
        crossed=crossed,
    )
    return f"{told} {say(RIVALS, scheme=scheme)}" if comparison.scenario.rivals else told


def _plane(comparison: Comparison, spots: pd.DataFrame) -> Plane:
    baseline, scheme = comparison.scenario.compare.baseline, shown_scheme(comparison)
    look = plane_look(comparison)
    shown = spots[spots["scheme"].isin([scheme, baseline])]
    return Plane(
        comparison, scheme, look, _edges(shown["ln_ability"]), _edges(shown["ln_motivation"])
    )


def _edges(values: pd.Series[float]) -> tuple[float, float]:
    low, high = np.quantile(values, [EDGE, 1 - EDGE])
    room = max(0.1 * (high - low), 0.1)
    return float(low - room), float(high + room)


def _panel(sheet: Page, place: tuple[int, int], grid: tuple[int, int]) -> Axes:
    (row, column), (rows, across) = place, grid
    whole = sheet.form.width - sheet.form.left - 0.15
    width = (whole - 0.25 * (across - 1)) / across
    left = sheet.form.left + column * (width + 0.25)
    low = BELOW + (rows - 1 - row) * (PANEL + GAP)
    return sheet.plot(low, low + PANEL, left, left + width)


def _draw(axes: Axes, plane: Plane, spots: pd.DataFrame) -> None:
    baseline, constants = plane.comparison.scenario.compare.baseline, Constants.default()
    edge = np.array([plane.ability[0], plane.ability[1]])
    line = -constants.action_odds / constants.action_slope - edge
    axes.plot(np.exp(edge), np.exp(line), color="#222222", lw=1.2)
    mine, base = (_of(spots, name) for name in (plane.scheme, baseline))
    crossed = _crossed(spots, plane.scheme, baseline)
    for customer in crossed:
        ends = [one.loc[customer] for one in (base, mine)]
        axes.plot(
            [np.exp(end["ln_ability"]) for end in ends],
            [np.exp(end["ln_motivation"]) for end in ends],
            color=plane.look.colour,
            lw=0.8,
        )
    rest = mine.loc[mine.index.difference(crossed)]
    often = rest["acts"] >= OFTEN * rest["prompts"]
    for acts, face in ((True, BASELINE), (False, "white")):
        found = rest[often == acts]
        _dots(axes, found, marker="o", ms=3.2, mfc=face, mec=BASELINE, mew=0.6)
    _dots(axes, mine.loc[crossed], marker="D", ms=4.2, mfc=plane.look.colour, mec="white", mew=0.4)
    axes.set(xscale="log", yscale="log")
    axes.set_xlim(*np.exp(plane.ability).tolist())
    axes.set_ylim(*np.exp(plane.motivation).tolist())
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(FixedLocator(TICKS))
        axis.set_minor_locator(NullLocator())
        axis.set_major_formatter(FuncFormatter(lambda value, _: in_figures(f"{value:g}")))
    axes.grid(visible=False)


def _dots(axes: Axes, found: pd.DataFrame, **look: object) -> None:
    x, y = np.exp(found["ln_ability"]), np.exp(found["ln_motivation"])
    axes.plot(x, y, linestyle="", **look)  # type: ignore[arg-type]


def _of(spots: pd.DataFrame, scheme: str) -> pd.DataFrame:
    return spots[spots["scheme"] == scheme].set_index("customer")


def _crossed(spots: pd.DataFrame, scheme: str, baseline: str) -> pd.Index:
    """Name who stands above the line under the scheme, and below it under the baseline."""
    mine, base = (_of(spots, name) for name in (scheme, baseline))
    both = mine.index.intersection(base.index)
    return both[_above(mine.loc[both]) & ~_above(base.loc[both])]


def _above(found: pd.DataFrame) -> NDArray[np.bool_]:
    constants = Constants.default()
    odds = log_odds((found["ln_motivation"] + found["ln_ability"]).to_numpy(), constants)
    return np.asarray(odds > 0)


def _name(axes: Axes, spots: pd.DataFrame, week: str, *, first: bool) -> None:
    axes.set_title(f"{say(WEEKS[week])}\n{_days(spots)}", loc="left", size=9, color="#333333")
    axes.set_xlabel(say("ability"), size=9)
    if first:
        axes.set_ylabel(say("motivation"), size=9)
    else:
        axes.set_yticklabels([])


def _days(spots: pd.DataFrame) -> str:
    days = say("{low} to {high}", low=spots["from_day"].iloc[0] + 1, high=spots["to_day"].iloc[0])
    return say("days {days}", days=days)


def _keys(sheet: Page, plane: Plane) -> None:
    """Say below the panels what the marks mean."""
    keys = (
        (
            {"marker": "o", "mfc": BASELINE, "mec": BASELINE, "ms": 4},
            say(KEYS["often"]),
        ),
        ({"marker": "o", "mfc": "white", "mec": BASELINE, "ms": 4}, say(KEYS["seldom"])),
        (
            {"marker": "D", "mfc": plane.look.colour, "mec": "white", "ms": 5.5},
            say(KEYS["crossed"]),
        ),
    )
    y, x, rows = 0.5, sheet.edge, int((sheet.form.width - 0.3) / WIDTH_OF_LETTER)
    for look, told in keys:
        lines = textwrap.wrap(told, rows)
        room = 0.4 + WIDTH_OF_LETTER * len(lines[0])
        if x > sheet.edge and x + room > sheet.form.width:
            x, y = sheet.edge, y - KEY_LINE
        sheet.line([x + 0.08], [y], linestyle="", **look)
        for number, line in enumerate(lines):
            height = y - KEY_LINE * number
            sheet.write(x + 0.2, height, line, size=8.5, va="center", color="#333333")
        x += room
