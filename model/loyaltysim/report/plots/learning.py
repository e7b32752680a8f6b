"""What schemes that learn give to whom: the share of customers who have each variant, period by period, over the regret."""

from __future__ import annotations

import textwrap
from itertools import accumulate
from typing import TYPE_CHECKING

from matplotlib.ticker import MaxNLocator

from loyaltysim.language import say
from loyaltysim.report.numbers import percent
from loyaltysim.report.plots.canvas import (
    BOTTOM,
    FILE,
    LABEL_SIZE,
    LINE,
    Form,
    page,
    room_beside,
)
from loyaltysim.report.plots.regrets import draw_regrets, regrets_of, write_labels
from loyaltysim.report.plots.rows import CHARACTERS, NAMES
from loyaltysim.report.plots.style import looks, styled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from loyaltysim.comparison import Comparison
    from loyaltysim.comparison.measures.adaptation import Learnt
    from loyaltysim.report.plots.canvas import Page
    from loyaltysim.report.plots.regrets import Regrets
    from loyaltysim.report.plots.style import Look

ROW, FULL = 0.34, 0.85
"""Inches of a row at least, and the share of it that all customers fill."""
REGRET, GAP = 1.7, 0.55
"""Inches of a plot of regret at least, and between two plots."""
MOST_POINTS = 60
"""Decisions of a row on a page, about."""
OTHERS = 0.35
"""How much of its colour a variant has that is not the best."""
SHARES = (
    "Each row is a variant: the higher it is filled, the more customers have it, from one decision to the next. The figures at its end "
    "are the shares at the last decision."
)
HINDSIGHT = (
    "Dark and with *: the variant that would have brought most, had all customers had it. Below, the regret: what that variant would "
    "have brought more until then; below 0 learning has brought more than any one variant."
)


def choosing(comparison: Comparison) -> list[Learnt]:
    """Give the schemes that learn and have anything to choose."""
    return [one for one in comparison.learnt if len(one.variants) > 1]


def learning_sentence(comparison: Comparison) -> str:
    """Say what to see."""
    known = any(one.knows for one in choosing(comparison))
    return f"{say(SHARES)} {say(HINDSIGHT)}" if known else say(SHARES)


def learning_figure(comparison: Comparison, form: Form = FILE) -> Figure:
    """Draw who has which variant, with the best single one in hindsight marked, and below it the regret so far.

    Returns
    -------
    A picture of its own, unknown to pyplot.

    Raises
    ------
    ValueError
        When no scheme learns which of several variants to give.
    """
    shown, scenario = choosing(comparison), comparison.scenario
    if not shown:
        msg = "no scheme learns which of several variants to give"
        raise ValueError(msg)
    look = looks([str(name) for name in comparison.schemes.index], scenario.compare.baseline)
    regrets = regrets_of(shown, scenario.currency, look)
    heights = _heights(shown, regrets, form)
    with styled():
        sheet = _sheet(comparison, sum(heights) + GAP * (len(heights) - 1), form, regrets)
        tops = accumulate((height + GAP for height in heights[:-1]), initial=0.0)
        ends = [
            (sheet.top - top - height, sheet.top - top)
            for top, height in zip(tops, heights, strict=True)
        ]
        for one, between in zip(shown, ends, strict=False):
            _draw_shares(sheet, between, one, look[one.scheme])
        below = zip(regrets, ends[len(shown) :], strict=True)
        plots = [draw_regrets(sheet, between, one, look) for one, between in below]
        _share_days(sheet, scenario.days)
        write_labels(sheet, plots)
    return sheet.figure


def _heights(shown: Sequence[Learnt], regrets: Sequence[Regrets], form: Form) -> list[float]:
    """Give the inches of each plot: a row for each variant as high as the longest name, then room for labels."""
    row = max(ROW, LINE * (1 + max(name.count("\n") for one in shown for name in _names(one))))
    room = [room_beside(one.labels) if form.beside else 0.0 for one in regrets]
    return [*(row * len(one.variants) for one in shown), *(max(REGRET, least) for least in room)]


def _names(one: Learnt) -> list[str]:
    """Name the variants, with a mark at the best for all."""
    return [
        textwrap.fill(f"* {name}" if _best(one, number) else name, CHARACTERS)
        for number, name in enumerate(one.variants)
    ]


def _best(one: Learnt, variant: int) -> bool:
    return one.knows and one.best == variant


def _sheet(comparison: Comparison, body: float, form: Form, regrets: Sequence[Regrets]) -> Page:
    """Make a page on which the plots are as high as they are to be."""
    title, sentence = comparison.scenario.title, learning_sentence(comparison)
    labels = [label for one in regrets for label in one.labels]
    above = body - page(title, sentence, body, form).top
    return page(title, sentence, BOTTOM + body + above, form, labels)


def _draw_shares(sheet: Page, between: tuple[float, float], one: Learnt, look: Look) -> None:
    """Draw a row for each variant, filled as far as customers have it."""
    axes = sheet.plot(*between, NAMES)
    heights = [FULL / 2 - 1 - number for number in range(len(one.variants))]
    axes.set_ylim(-len(heights), 0)
    axes.set_yticks(heights, _names(one))
    axes.tick_params(axis="y", length=0)
    axes.grid(visible=False, axis="y")
    for number, height in enumerate(heights):
        _fill(axes, one, number, look.colour, thinned=not sheet.form.heading)
        told, right = percent(one.share(-1, None, number)), sheet.form.right + 0.08
        sheet.write(right, sheet.up(axes, height), told, size=LABEL_SIZE, va="center")
    sheet.caption_over(axes, between[1], f'"{one.scheme}"')


def _fill(axes: Axes, one: Learnt, number: int, colour: str, *, thinned: bool) -> None:
    """Fill the row of a variant from decision to decision."""
    last, floor = one.periods, -1.0 - number
    decisions = [*range(0, last, -(-last // MOST_POINTS) if thinned else 1), last]
    tops = [floor + FULL * one.share(min(at, last - 1), None, number) for at in decisions]
    days = [at * one.plan.every for at in decisions]
    alpha = 1.0 if _best(one, number) else OTHERS
    axes.fill_between(days, floor, tops, step="post", color=colour, alpha=alpha, lw=0)
    axes.axhline(floor, color="#999999", lw=0.6)


def _share_days(sheet: Page, days: int) -> None:
    """Give all plots the same days, which are told below the last one."""
    *others, last = sheet.figure.axes
    for axes in (*others, last):
        axes.set_xlim(0, days)
        axes.xaxis.set_major_locator(MaxNLocator(nbins=8 if sheet.form.beside else 4, integer=True))
        axes.grid(visible=True, axis="x")
    for axes in others:
        axes.tick_params(axis="x", labelbottom=False)
    last.set_xlabel(say("days since launch"))
