"""How much room purchase records may take, those that are being received included."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from loyaltysim.comparison.playing.atomic import storing
from loyaltysim.errors import Problem
from loyaltysim.language import say
from loyaltysim.studio.folders import FullError

if TYPE_CHECKING:
    from pathlib import Path

    from loyaltysim.studio.folders import Drafts, Runs
    from loyaltysim.studio.limits import Limits


class Room:
    """The room for drafts and for what was played of them; files that both share are counted once."""

    def __init__(self, drafts: Drafts, runs: Runs, limits: Limits) -> None:
        self._drafts, self._runs, self._limits = drafts.folder, runs.folder, limits
        self._reserved = 0
        self._lock = threading.Lock()

    def reserve(self) -> None:
        """Keep room for a file of any size that is allowed, until `release`.

        Raises
        ------
        FullError
            When there is none.
        """
        most = self._limits.data
        with self._lock:
            if self._taken() + self._reserved + most > self._limits.all_data:
                told = say("there is too much data; remove runs and scenarios")
                raise FullError(Problem(told))
            self._reserved += most

    def release(self) -> None:
        """Give back what was reserved for a file."""
        with self._lock:
            self._reserved -= self._limits.data

    def _taken(self) -> int:
        folders = [self._drafts, *self._runs.glob("*/files")]
        with storing(self._drafts):
            return sum({key: size for one in folders for key, size in _files(one)}.values())


def _files(folder: Path) -> list[tuple[tuple[int, int], int]]:
    """Give the files below a folder, by what tells one from another, with their bytes."""
    found = [path.lstat() for path in folder.rglob("*") if path.is_file()]
    return [((one.st_dev, one.st_ino), one.st_size) for one in found]
