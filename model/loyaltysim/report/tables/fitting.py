"""Tables that keep within the line: words wrap, and columns for which there is no room go below, with the names again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.box import SIMPLE_HEAD
from rich.measure import Measurement
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console, ConsoleOptions, RenderResult
    from rich.table import Column

BETWEEN = 2
"""Characters that a column takes beside what stands in it."""
READABLE = 6
"""Characters below which a column is not worth having."""


class Fitting(Table):
    """A table that is printed as it is where it fits the line, else in as many parts as it takes.

    Parameters
    ----------
    keys
        Columns at the beginning that say what a row is about, and are repeated in every part.
    """

    def __init__(self, *, keys: int = 1, **look: Any) -> None:  # noqa: ANN401 - as of rich
        self.keys = keys
        super().__init__(
            box=SIMPLE_HEAD,
            pad_edge=False,
            collapse_padding=True,
            show_edge=False,
            header_style="bold",
            title_justify="left",
            title_style="bold",
            caption_justify="left",
            caption_style="dim",
            **look,
        )

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Print it."""
        sizes = [_sizes(console, options, column) for column in self.columns]
        needs, wishes = [need for need, _ in sizes], [wish for _, wish in sizes]
        room = options.max_width - BETWEEN
        whole = [
            max(wish, column.min_width or 0)
            for wish, column in zip(wishes, self.columns, strict=True)
        ]
        if sum(whole) + BETWEEN * (len(whole) - 1) <= room:
            yield from super().__rich_console__(console, options)
            return
        parts = list(_parts(needs, self.keys, room))
        for shown in parts:
            widths = level(
                [needs[i] for i in shown],
                [wishes[i] for i in shown],
                room - BETWEEN * (len(shown) - 1),
            )
            if shown is not parts[0]:
                yield ""
            part = self._part(shown, widths, first=shown is parts[0], last=shown is parts[-1])
            yield from Table.__rich_console__(part, console, options)

    def _part(
        self, shown: Sequence[int], widths: Sequence[int], *, first: bool, last: bool
    ) -> Fitting:
        part = Fitting(title=self.title if first else None, caption=self.caption if last else None)
        for number, width in zip(shown, widths, strict=True):
            column = self.columns[number]
            part.add_column(
                column.header, justify=column.justify, overflow=column.overflow, width=width
            )
        cells = [list(self.columns[number].cells) for number in shown]
        for row, line in zip(self.rows, zip(*cells, strict=True), strict=True):
            part.add_row(*line, style=row.style, end_section=row.end_section)
        return part


def level(needs: Sequence[int], wishes: Sequence[int], room: int) -> list[int]:
    """Share a line out: no column has less than it needs or more than it wishes, and in between all have the same.

    Where there is not enough for all needs, the widest columns but the first lack most.

    Examples
    --------
    >>> level([4, 6, 2], [30, 6, 9], 24)
    [9, 6, 9]
    """
    found = [*needs]
    while sum(found) < room:
        less = [i for i, wish in enumerate(wishes) if found[i] < wish]
        if not less:
            break
        found[min(less, key=found.__getitem__)] += 1
    while sum(found) > room and max(found[1:], default=1) > 1:
        widest = max(range(1, len(found)), key=found.__getitem__)
        found[widest] -= 1
    return found


def _parts(needs: Sequence[int], keys: int, room: int) -> Iterator[list[int]]:
    """Put as many columns beside the keys as there is room for, and so on."""
    always = list(range(min(keys, len(needs) - 1)))
    taken = sum(needs[i] + BETWEEN for i in always)
    if room - taken < READABLE:
        always, taken = [], 0
    shown, used = [*always], taken
    for number in range(len(always), len(needs)):
        if len(shown) > len(always) and used + needs[number] > room:
            yield shown
            shown, used = [*always], taken
        shown.append(number)
        used += needs[number] + BETWEEN
    yield shown


def _sizes(console: Console, options: ConsoleOptions, column: Column) -> tuple[int, int]:
    """Give the characters that a column needs, and those with which nothing in it goes on over another row."""
    wide = options.update(width=10_000)
    found = [Measurement.get(console, wide, cell) for cell in (column.header, *column.cells)]
    wish = max(one.maximum for one in found)
    if column.no_wrap:
        return wish, wish
    word = max(one.minimum for one in found)
    return min(wish, word if column.min_width is None else column.min_width), wish
