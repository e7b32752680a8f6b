"""How far the work is in plain lines, now and then, for those who read it later in a file."""

from __future__ import annotations

import sys
import time
from itertools import chain, repeat

from loyaltysim.cli.ticking import Ticking

QUIET = 5.0
"""Seconds without a line at first, so that what is done at once says nothing."""
EVERY = 30.0
"""Seconds from one line to the next, beside those with which a stage begins."""


class Lines:
    """Write to standard error what is being done, and how long it will take."""

    def __init__(self) -> None:
        self._label, self._done, self._total = "", 0, 0
        self._begun = self._stage = time.monotonic()
        self._before = 0
        self._ticking = Ticking()

    def __call__(self, label: str, done: int, total: int) -> None:
        """Take in what is done of all to be done under a label."""
        begins = label != self._label
        if begins:
            self._stage, self._before = time.monotonic(), done
        self._label, self._done, self._total = label, done, total
        if not self._ticking.running:
            self._begun = time.monotonic()
            self._ticking.start(self._write, chain([QUIET], repeat(EVERY)))
        elif begins and time.monotonic() - self._begun >= QUIET:
            self._write()

    def close(self) -> None:
        """Write no more."""
        self._ticking.stop()

    def _write(self) -> None:
        sys.stderr.write(f"{self.line()}\n")
        sys.stderr.flush()

    def line(self) -> str:
        """Say how far it is, how long this has taken, and how long the rest will take if it goes on so."""
        from tqdm import tqdm

        passed = time.monotonic() - self._stage
        share = self._done / self._total if self._total else 0.0
        told = f"{self._label}: {share:.0%}, {tqdm.format_interval(passed)} passed"
        done = self._done - self._before
        if not done:
            return f"{told}, time left not yet known"
        left = passed / done * (self._total - self._done)
        return f"{told}, about {tqdm.format_interval(left)} left"
