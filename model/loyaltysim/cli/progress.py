"""Show how far the work is, on standard error, for people who watch."""

from __future__ import annotations

import shutil
import sys
from functools import partial
from itertools import repeat
from typing import TYPE_CHECKING, Never, Self

from loyaltysim.cli.lines import Lines
from loyaltysim.cli.ticking import Ticking

if TYPE_CHECKING:
    from types import TracebackType

    from tqdm import tqdm

KNOWN = "{desc}: {percentage:3.0f}%|{bar}| {elapsed} passed, {remaining} left"
UNKNOWN = "{desc}: {percentage:3.0f}%|{bar}| {elapsed} passed, time left not yet known"
"""The line before anything is finished from which the time could be foretold."""
ROWS = 20
"""Rows of the terminal as far as the bar is concerned, which takes one; some know neither rows nor columns."""
TICK = 0.5
"""Seconds after which the line is written anew, for work comes in large pieces."""


class Bar:
    """A bar that says what is being done and how long it will take.

    Parameters
    ----------
    shown
        Whether to show anything: a bar in a terminal, and elsewhere a plain line now and then.
    """

    def __init__(self, *, shown: bool) -> None:
        watched = sys.stderr.isatty()
        self.shown = shown and watched
        self._lines = Lines() if shown and not watched else None
        self._label = ""
        self._bar: tqdm[Never] | None = None
        self._ticking = Ticking()

    def __call__(self, label: str, done: int, total: int) -> None:
        """Report customer-days done of all to be done under a label."""
        if self._lines is not None:
            self._lines(label, done, total)
        if not self.shown:
            return
        if self._bar is None or label != self._label:
            self._open(label, done, total)
        if self._bar is not None and done > self._bar.n:
            self._bar.total, self._bar.bar_format = total, KNOWN
            self._bar.update(done - self._bar.n)

    def _open(self, label: str, done: int, total: int) -> None:
        from tqdm import tqdm

        self.close()
        self._label = label
        self._bar = tqdm(
            desc=label,
            total=total,
            initial=done,
            leave=False,
            ncols=_columns(),
            nrows=ROWS,
            bar_format=UNKNOWN,
        )
        self._ticking.start(partial(_refresh, self._bar), repeat(TICK))

    def close(self) -> None:
        """Take the bar away."""
        if self._lines is not None:
            self._lines.close()
        if self._bar is not None:
            self._ticking.stop()
            self._bar.close()
            self._bar = None

    def __enter__(self) -> Self:
        """Be ready; the bar opens with the first report."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take the bar away, whatever happened."""
        self.close()


def _columns() -> int:
    """Give the width of the line; a terminal that does not know its own has 80 characters."""
    return shutil.get_terminal_size().columns - 1


def _refresh(bar: tqdm[Never]) -> None:
    """Write the line anew."""
    bar.ncols = _columns()
    bar.refresh()
