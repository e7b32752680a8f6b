"""Finished work on disk: one file for each scheme and batch of markets, found by what it depends on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.comparison.atomic import make_folder, storing, sweep, write_bytes
from loyaltysim.comparison.records import decode, encode

if TYPE_CHECKING:
    from pathlib import Path

    from loyaltysim.simulation.run import SchemeRecord


class Store:
    """A folder of finished runs that several processes may share.

    Parameters
    ----------
    folder
        Created if it is not there.

    Raises
    ------
    StoreError
        When the folder cannot be made or written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = make_folder(folder)
        self._probe()

    def load(self, key: str, markets: range) -> SchemeRecord | None:
        """Read a record; None if it is not there or not whole, so that it has to be played."""
        path = self._path(key, markets)
        with storing(path):
            try:
                data = path.read_bytes()
            except FileNotFoundError:
                return None
        return decode(data)

    def save(self, key: str, markets: range, record: SchemeRecord) -> None:
        """Keep a record."""
        path = self._path(key, markets)
        make_folder(path.parent)
        sweep(path.parent)
        write_bytes(path, encode(record))

    def _path(self, key: str, markets: range) -> Path:
        return self.folder / key / f"{markets.start}-{markets.stop}.run"

    def _probe(self) -> None:
        """Find out now, not after the work, that nothing can be written."""
        probe = self.folder / "writable"
        write_bytes(probe, b"")
        probe.unlink(missing_ok=True)
