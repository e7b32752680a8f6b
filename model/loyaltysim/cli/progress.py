"""Show how far the work is, on standard error, for people who watch."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Never, Self

if TYPE_CHECKING:
    from types import TracebackType

    from tqdm import tqdm


class Bar:
    """A bar that says what is being done and how long it will take.

    Parameters
    ----------
    shown
        Whether to show anything; never shown where standard error is not a terminal.
    """

    def __init__(self, *, shown: bool) -> None:
        self._shown = shown and sys.stderr.isatty()
        self._label = ""
        self._bar: tqdm[Never] | None = None

    def __call__(self, label: str, done: int, total: int) -> None:
        """Report customer-days done of all to be done under a label."""
        if not self._shown:
            return
        if self._bar is None or label != self._label:
            self._open(label, done, total)
        if self._bar is not None:
            self._bar.total = total
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
            dynamic_ncols=True,
            bar_format="{desc}: {percentage:3.0f}%|{bar}| {elapsed} passed, {remaining} left",
        )

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
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
