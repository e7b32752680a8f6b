"""What the pictures share: the page with its heading, panels, and labels beside them."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from loyaltysim.language import say
from loyaltysim.report.plots.layout import spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from loyaltysim.comparison import Comparison
    from loyaltysim.report.plots.style import Look

WIDTH = 9.0
MARGIN, LEFT, RIGHT, BOTTOM = 0.3, 0.75, 6.35, 0.6
"""Inches: the page's width and margin, and the edges of the plots; labels stand to their right."""
LABEL_SIZE, LABEL_CHARACTERS = 9.0, 29
LINES, MOST_LINES = 5, 9
"""Lines of the sentence that a page has room for, and that it makes room for."""
LINE = 1.25 * LABEL_SIZE / 72
"""Inches that a line of a label takes."""
BELOW_CHARACTERS = 56
CAPTION_LINE = 1.25 * LABEL_SIZE / 72


@dataclass(frozen=True)
class Form:
    """For what a picture is drawn: how wide it is, and what stands in it."""

    width: float = WIDTH
    left: float = LEFT
    right: float = RIGHT
    """Inches: the width, and the edges of the plots."""

    heading: bool = True
    """Whether title and sentence are part of the picture; on a web page they stand above it."""

    beside: bool = True
    """Whether labels stand beside the plots; where there is no room they stand below."""

    characters: int = 130
    """Characters of a line of a caption."""


FILE = Form()
WIDE = Form(heading=False)
NARROW = Form(width=4.3, left=0.62, right=3.72, heading=False, beside=False, characters=62)
"""For screens of the width of a phone, on which it is shown at about its own size."""


@dataclass(frozen=True)
class Page:
    """A page with its heading, measured in inches from the lower left corner of what lies above the labels below."""

    figure: Figure
    height: float
    top: float
    """Where the first plot may end, below the heading and room for a caption."""

    form: Form = FILE
    floor: float = 0.0
    """Inches that labels take below everything else."""

    def panel(self, low: float, high: float, caption: str) -> Axes:
        """Add a plot between two heights, with a caption over it that says what is shown."""
        axes = self.plot(low, high)
        self.caption_over(axes, high, caption)
        return axes

    def plot(
        self, low: float, high: float, left: float | None = None, right: float | None = None
    ) -> Axes:
        """Add a plot between two heights, and two edges."""
        left = self.form.left if left is None else left
        across = ((self.form.right if right is None else right) - left) / self.form.width
        bottom, up = (low + self.floor) / self.height, (high - low) / self.height
        return self.figure.add_axes((left / self.form.width, bottom, across, up))

    def caption_over(self, axes: Axes, high: float, caption: str) -> None:
        """Say over a plot that ends at a height what is shown; a long caption takes room from it."""
        lines = textwrap.wrap(caption, self.form.characters)
        box, less = axes.get_position(), CAPTION_LINE * (len(lines) - 1) / self.height
        axes.set_position((box.x0, box.y0, box.width, box.height - less))
        self.caption(high - less * self.height, "\n".join(lines))

    def caption(self, high: float, caption: str) -> None:
        """Say over a plot that ends at a height what is shown."""
        self.write(self.edge, high + 0.1, caption, size=LABEL_SIZE, color="#444444", va="bottom")

    @property
    def edge(self) -> float:
        """Inches from the left at which texts begin."""
        return MARGIN if self.form.heading else 0.05

    def up(self, axes: Axes, value: float) -> float:
        """Find how high on the page a value of a plot's y axis stands."""
        box, (bottom, top) = axes.get_position(), axes.get_ylim()
        share = float(box.y0 + box.height * (value - bottom) / (top - bottom))
        return self.height * share - self.floor

    def write(self, x: float, y: float, text: str, **look: Any) -> None:  # noqa: ANN401 - matplotlib's own words
        """Write text at a place."""
        self.figure.text(x / self.form.width, (y + self.floor) / self.height, text, **look)

    def line(self, x: Sequence[float], y: Sequence[float], **look: Any) -> Line2D:  # noqa: ANN401
        """Draw a line outside the plots, shapes (points,)."""
        across = [i / self.form.width for i in x]
        up = [(i + self.floor) / self.height for i in y]
        line = Line2D(across, up, transform=self.figure.transFigure, **look)
        self.figure.add_artist(line)
        return line


@dataclass(frozen=True)
class Label:
    """What stands beside a plot: words about a scheme, and the height they belong to."""

    height: float
    text: str
    look: Look


def page(
    title: str, sentence: str, height: float, form: Form = FILE, labels: Sequence[Label] = ()
) -> Page:
    """Make a page with the heading and the sentence that says what to see.

    Parameters
    ----------
    height
        Inches; more where the sentence is long.
    labels
        What will be written beside the plots, or below them where the form has no room beside.
    """
    if not form.heading:
        return _bare_page(height, form, labels)
    heading = textwrap.wrap(title, 78, max_lines=2, placeholder=" ...")
    told = textwrap.wrap(sentence, 118, max_lines=MOST_LINES, placeholder=" ...")
    height += 0.17 * max(0, len(told) - LINES)
    below = height - 0.27 - 0.23 * len(heading)
    new = Page(Figure(figsize=(WIDTH, height)), height, below - 0.17 * len(told) - 0.42)
    new.write(MARGIN, height - 0.2, "\n".join(heading), size=12.5, weight="bold", va="top")
    new.write(MARGIN, below, "\n".join(told), color="#444444", va="top")
    return new


def _bare_page(height: float, form: Form, labels: Sequence[Label]) -> Page:
    floor = 0.0 if form.beside else sum(map(_room_below, labels)) + 0.1
    whole = height + floor
    figure = Figure(figsize=(form.width, whole))
    return Page(figure, whole, height - 0.3, form, floor)


def thin_marks(comparison: Comparison) -> str:
    """Say what thin lines show, or why there are none."""
    if comparison.assumptions is None:
        return say("assumptions not varied")
    return say("thin: plausible models")


def room_beside(labels: Sequence[Label]) -> float:
    """Give the inches that labels take one under another."""
    return sum(_room(_wrap(label.text)) for label in labels)


def page_for(
    title: str, sentence: str, size: tuple[float, float], form: Form, labels: Sequence[Label]
) -> Page:
    """Make a page on which all labels have room beside a plot, however many there are.

    Parameters
    ----------
    size
        Inches: the height, which grows as far as labels need it, and where the plot with labels begins.
    """
    height, low = size
    lacking = low + room_beside(labels) + 0.05 - page(title, sentence, height, form).top
    return page(title, sentence, height + max(0.0, lacking * form.beside), form, labels)


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
    if not page.form.beside:
        _label_below(page, labels, lead=lead)
        return
    box = axes.get_position()
    wanted = [page.up(axes, label.height) for label in labels]
    wrapped = [_wrap(label.text) for label in labels]
    rooms = [_room(text) for text in wrapped]
    top = page.height * box.y1
    placed = spread(wanted, rooms, low if sum(rooms) < top - low else BOTTOM, top)
    for label, text, start, end in zip(labels, wrapped, wanted, placed, strict=True):
        _label(page, label.look, text, (start, end), lead=lead)


def _label(page: Page, look: Look, text: str, heights: tuple[float, float], *, lead: bool) -> None:
    (start, end), right = heights, page.form.right
    if lead:
        page.line([right + 0.03, right + 0.3], [start, end], color=look.colour, lw=0.6)
        key = page.line([right + 0.3, right + 0.62], [end, end], color=look.colour, lw=1.8)
        if look.dashes:
            key.set_dashes(look.dashes)
    else:
        page.line([right + 0.5], [end], color=look.colour, marker=look.marker, ms=6)
    page.write(right + 0.7, end, text, size=LABEL_SIZE, color=look.ink, va="center")


def _label_below(page: Page, labels: Sequence[Label], *, lead: bool) -> None:
    """Write labels one under another below the plots, the highest first."""
    y = -0.05
    for label in sorted(labels, key=lambda label: -label.height):
        look, text = label.look, _wrap_below(label.text)
        room = _room(text)
        middle = y - room / 2
        if lead:
            key = page.line([0.05, 0.4], [middle, middle], color=look.colour, lw=1.8)
            if look.dashes:
                key.set_dashes(look.dashes)
        else:
            page.line([0.22], [middle], color=look.colour, marker=look.marker, ms=6)
        page.write(0.5, middle, text, size=LABEL_SIZE, color=look.ink, va="center")
        y -= room


def _room(wrapped: str) -> float:
    return LINE * (wrapped.count("\n") + 1.35)


def _room_below(label: Label) -> float:
    return _room(_wrap_below(label.text))


def _wrap_below(text: str) -> str:
    return textwrap.fill(text.replace("\n", ": ", 1), BELOW_CHARACTERS)


def _wrap(text: str) -> str:
    return "\n".join(textwrap.fill(line, LABEL_CHARACTERS) for line in text.split("\n"))
