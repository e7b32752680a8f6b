"""Finished work on disk, found by what it depends on.

There is one file for each scheme and batch of markets, one for each fit of customers, and one for the
rows of each point of a sweep.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from loyaltysim.comparison.playing.atomic import make_folder, storing, sweep, write_bytes
from loyaltysim.comparison.playing.identity import content_key
from loyaltysim.comparison.playing.people import decode_people, encode_people
from loyaltysim.comparison.playing.records import decode, encode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from loyaltysim.comparison.playing.people import People
    from loyaltysim.simulation.run import SchemeRecord


RUNS = ".runs"
"""Name of the folder of finished work among the results."""


class Store:
    """A folder of finished runs that several processes may share.

    Parameters
    ----------
    folder
        Created if it is not there.
    any_worker
        Whether others may have done the work that compute differently; it is kept apart.

    Raises
    ------
    StoreError
        When the folder cannot be made or written.
    """

    def __init__(self, folder: Path, *, any_worker: bool = False) -> None:
        self.folder, self.any_worker = make_folder(folder), any_worker
        self._probe()

    def names(self, keys: Mapping[str, str]) -> dict[str, str]:
        """Name what is kept under keys, by scheme."""
        return {scheme: name_of(key, any_worker=self.any_worker) for scheme, key in keys.items()}

    def has(self, key: str, markets: range) -> bool:
        """Tell whether a record is there, whole or not."""
        path = self._path(key, markets)
        with storing(path):
            return path.exists()

    def load(self, key: str, markets: range) -> SchemeRecord | None:
        """Read a record; None if it is not there or not whole, so that it has to be played."""
        data = _bytes(self._path(key, markets))
        return None if data is None else decode(data)

    def save(self, key: str, markets: range, record: SchemeRecord) -> None:
        """Keep a record."""
        _keep(self._path(key, markets), encode(record))

    def take(self, key: str, markets: range) -> bytes:
        """Take a record out, as it was kept.

        Raises
        ------
        StoreError
            When it is not there.
        """
        path = self._path(key, markets)
        with storing(path):
            data = path.read_bytes()
            path.unlink()
            return data

    def put(self, key: str, markets: range, data: bytes) -> None:
        """Keep a record that another store gave."""
        _keep(self._path(key, markets), data)

    def load_people(self, key: str) -> People | None:
        """Read fitted customers; None if they are not there or not whole."""
        data = _bytes(self._people_path(key))
        return None if data is None else decode_people(data)

    def save_people(self, key: str, people: People) -> None:
        """Keep fitted customers."""
        _keep(self._people_path(key), encode_people(people))

    def load_rows(self, key: str) -> list[dict[str, Any]] | None:
        """Read the rows of a table; None if they are not there or not whole."""
        data = _bytes(self._rows_path(key))
        try:
            read = None if data is None else json.loads(data)
        except ValueError:
            return None
        return read if isinstance(read, list) else None

    def save_rows(self, key: str, rows: Sequence[Mapping[str, object]]) -> None:
        """Keep the rows of a table, numbers with every bit."""
        _keep(self._rows_path(key), json.dumps(rows, allow_nan=False).encode())

    def _path(self, key: str, markets: range) -> Path:
        return self._place(key) / f"{markets.start}-{markets.stop}.run"

    def _rows_path(self, key: str) -> Path:
        return self._place(key) / "rows.json"

    def _people_path(self, key: str) -> Path:
        return self._place(key) / "customers.fit"

    def _place(self, key: str) -> Path:
        return self.folder / name_of(key, any_worker=self.any_worker)

    def _probe(self) -> None:
        """Find out now, not after the work, that nothing can be written."""
        probe = self.folder / "writable"
        write_bytes(probe, b"")
        with storing(probe):
            probe.unlink(missing_ok=True)


def name_of(key: str, *, any_worker: bool) -> str:
    """Name what is kept under a key; what others may have done who compute differently has another name."""
    return content_key([key, "any worker"]) if any_worker else key


@contextmanager
def opened_store(out: Path | None, *, any_worker: bool = False) -> Iterator[Store]:
    """Open the store of finished work among the results; without a folder, one that is thrown away."""
    if out is not None:
        yield Store(out / RUNS, any_worker=any_worker)
        return
    with TemporaryDirectory(prefix="loyaltysim-") as folder:
        yield Store(Path(folder), any_worker=any_worker)


def _bytes(path: Path) -> bytes | None:
    with storing(path):
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return None


def _keep(path: Path, data: bytes) -> None:
    make_folder(path.parent)
    sweep(path.parent)
    write_bytes(path, data)
