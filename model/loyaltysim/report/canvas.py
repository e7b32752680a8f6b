"""What the pictures share: the page with its heading, panels, and labels beside them."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from loyaltysim.report.layout import spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from loyaltysim.comparison import Comparison
    from loyaltysim.report.style import Look

WIDTH = 9.0
MARGIN, LEFT, RIGHT, BOTTOM = 0.3, 0.75, 6.35, 0.6
"""Inches: the page's width and margin, and the edges of the plots; labels stand to their right."""
LABEL_SIZE, LABEL_CHARACTERS = 9.0, 29
LINES, MOST_LINES = 5, 9
"""Lines of the sentence that a page has room for, and that it makes room for."""
LINE = 1.25 * LABEL_SIZE / 72
"""Inches that a line of a label takes."""


@dataclass(frozen=True)
class Page:
    """A page with its heading, measured in inches from its lower left corner."""

    figure: Figure
    height: float
    top: float
    """Where the first plot may end, below the heading and room for a caption."""

    def panel(self, low: float, high: float, caption: str) -> Axes:
        """Add a plot between two heights, with a caption over it that says what is shown."""
        axes = self.plot(low, high)
        self.caption(high, caption)
        return axes

    def plot(self, low: float, high: float, left: float = LEFT, right: float = RIGHT) -> Axes:
        """Add a plot between two heights, and two edges."""
        box = (left / WIDTH, low / self.height, (right - left) / WIDTH, (high - low) / self.height)
        return self.figure.add_axes(box)

    def caption(self, high: float, caption: str) -> None:
        """Say over a plot that ends at a height what is shown."""
        self.write(MARGIN, high + 0.1, caption, size=LABEL_SIZE, color="#444444", va="bottom")

    def up(self, axes: Axes, value: float) -> float:
        """Find how high on the page a value of a plot's y axis stands."""
        box, (bottom, top) = axes.get_position(), axes.get_ylim()
        return self.height * float(box.y0 + box.height * (value - bottom) / (top - bottom))

    def write(self, x: float, y: float, text: str, **look: Any) -> None:  # noqa: ANN401 - matplotlib's own words
        """Write text at a place."""
        self.figure.text(x / WIDTH, y / self.height, text, **look)

    def line(self, x: Sequence[float], y: Sequence[float], **look: Any) -> Line2D:  # noqa: ANN401
        """Draw a line outside the plots, shapes (points,)."""
        across, up = [i / WIDTH for i in x], [i / self.height for i in y]
        line = Line2D(across, up, transform=self.figure.transFigure, **look)
        self.figure.add_artist(line)
        return line


@dataclass(frozen=True)
class Label:
    """What stands beside a plot: words about a scheme, and the height they belong to."""

    height: float
    text: str
    look: Look


def page(title: str, sentence: str, height: float) -> Page:
    """Make a page with the heading and the sentence that says what to see.

    Parameters
    ----------
    height
        Inches; more where the sentence is long.
    """
    heading = textwrap.wrap(title, 78, max_lines=2, placeholder=" ...")
    told = textwrap.wrap(sentence, 118, max_lines=MOST_LINES, placeholder=" ...")
    height += 0.17 * max(0, len(told) - LINES)
    below = height - 0.27 - 0.23 * len(heading)
    new = Page(Figure(figsize=(WIDTH, height)), height, below - 0.17 * len(told) - 0.42)
    new.write(MARGIN, height - 0.2, "\n".join(heading), size=12.5, weight="bold", va="top")
    new.write(MARGIN, below, "\n".join(told), color="#444444", va="top")
    return new


def thin_marks(comparison: Comparison) -> str:
    """Say what thin lines show, or why there are none."""
    return "assumptions not varied" if comparison.assumptions is None else "thin: plausible models"


def room_beside(labels: Sequence[Label]) -> float:
    """Give the inches that labels take one under another."""
    return sum(_room(_wrap(label.text)) for label in labels)


def label_beside(
    page: Page, axes: Axes, labels: Sequence[Label], low: float, *, lead: bool
) -> None:
    """Write labels to the right of a plot, near their heights and never over one another.

    Parameters
    ----------
    labels
        Heights in the unit of the y axis.
    low
        Inches above the page's lower edge that labels go down to; lower still for want of room.
    lead
        Whether thin lines lead from the plot's edge to the labels, which then show how the line is
        drawn; otherwise they show the marker.
    """
    box = axes.get_position()
    wanted = [page.up(axes, label.height) for label in labels]
    wrapped = [_wrap(label.text) for label in labels]
    rooms = [_room(text) for text in wrapped]
    top = page.height * box.y1
    placed = spread(wanted, rooms, low if sum(rooms) < top - low else BOTTOM, top)
    for label, text, start, end in zip(labels, wrapped, wanted, placed, strict=True):
        _label(page, label.look, text, (start, end), lead=lead)


def _label(page: Page, look: Look, text: str, heights: tuple[float, float], *, lead: bool) -> None:
    start, end = heights
    if lead:
        page.line([RIGHT + 0.03, RIGHT + 0.3], [start, end], color=look.colour, lw=0.6)
        key = page.line([RIGHT + 0.3, RIGHT + 0.62], [end, end], color=look.colour, lw=1.8)
        if look.dashes:
            key.set_dashes(look.dashes)
    else:
        page.line([RIGHT + 0.5], [end], color=look.colour, marker=look.marker, ms=6)
    page.write(RIGHT + 0.7, end, text, size=LABEL_SIZE, color=look.colour, va="center")


def _room(wrapped: str) -> float:
    return LINE * (wrapped.count("\n") + 1.35)


def _wrap(text: str) -> str:
    return "\n".join(textwrap.fill(line, LABEL_CHARACTERS) for line in text.split("\n"))
