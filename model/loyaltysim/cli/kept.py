"""What loyaltysim made in a folder of results, file by file: nothing else may ever be removed."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from loyaltysim.comparison.playing.atomic import storing, sweep
from loyaltysim.comparison.playing.store import RUNS
from loyaltysim.comparison.results import JOURNAL, LOG, MANIFEST, checksum, reports_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_RUN_FOLDER = re.compile(r"[0-9a-f]{32}")
_RUN_FILE = re.compile(r"\d+-\d+\.run|customers\.fit|replay\.json|rows\.json")
_PLAYED = frozenset({"scenario", "runs", "engine", "files"})
_FITTED = frozenset({"log", "log_checksum", "columns", "loyaltysim", "files"})
"""What the manifests of played scenarios and of fitted logs say."""


@dataclass(frozen=True)
class Kept:
    """A folder that loyaltysim made, and which of its files are as they were written."""

    folder: Path
    files: tuple[Path, ...]
    foreign: tuple[Path, ...] = field(default=())
    """Files in it that somebody else put there, or changed."""

    @property
    def size(self) -> int:
        """Bytes of the files."""
        return sum(path.stat().st_size for path in self.files)

    @property
    def newest(self) -> float:
        """When the youngest file was written, in seconds since 1970."""
        return max(path.stat().st_mtime for path in self.files)

    def remove(self) -> None:
        """Remove the files, then the folders that this leaves empty."""
        with storing(self.folder):
            for path in self.files:
                path.unlink(missing_ok=True)
        sweep(self.folder)
        for folder in sorted({self.folder, *(path.parent for path in self.files)}, reverse=True):
            _remove_empty(folder)
        if self.folder.parent.name != RUNS:
            _remove_empty(self.folder.parent)


def _remove_empty(folder: Path) -> None:
    with storing(folder):
        if not any(folder.iterdir()):
            folder.rmdir()


def kept_runs(out: Path) -> Iterator[Kept]:
    """Find the finished work that later comparisons use."""
    below = [] if (out / RUNS).is_symlink() else _folders(out / RUNS)
    for folder in below:
        if _RUN_FOLDER.fullmatch(folder.name):
            found = [path for path in _files(folder) if path.parent == folder]
            ours = [path for path in found if _RUN_FILE.fullmatch(path.name)]
            if ours:
                yield Kept(folder, tuple(ours))


def kept_results(out: Path) -> Iterator[Kept]:
    """Find the folders of results, which their manifests tell from any other."""
    for scenario in _folders(out):
        for folder in _folders(scenario):
            listed = _listed(folder / MANIFEST)
            if listed is not None:
                yield _result(folder, {**listed, **reports_of(folder)})


def _result(folder: Path, listed: dict[str, str]) -> Kept:
    unchecked = {MANIFEST, LOG, JOURNAL}  # these cannot be in the manifest

    def made(path: Path) -> bool:
        name = path.relative_to(folder).as_posix()
        return name in unchecked or (name in listed and listed[name] == checksum(path))

    ours = tuple(path for path in _files(folder) if made(path))
    return Kept(folder, ours, tuple(path for path in folder.rglob("*") if _other(path, ours)))


def _other(path: Path, ours: tuple[Path, ...]) -> bool:
    return path not in ours and (path.is_symlink() or not path.is_dir())


def _listed(manifest: Path) -> dict[str, str] | None:
    """Give the files that a manifest lists; None if it is none of loyaltysim's."""
    if not manifest.is_file() or manifest.is_symlink():
        return None
    try:
        said = json.loads(manifest.read_text(encoding="utf-8"))
    except ValueError:
        return None
    ours = isinstance(said, dict) and any(kind <= said.keys() for kind in (_PLAYED, _FITTED))
    return said["files"] if ours and isinstance(said["files"], dict) else None


def _folders(folder: Path) -> list[Path]:
    """List the real folders in one; what a link leads to may be anybody's."""
    if not folder.is_dir():
        return []
    with storing(folder):
        return sorted(path for path in folder.iterdir() if path.is_dir() and not path.is_symlink())


def _files(folder: Path) -> list[Path]:
    with storing(folder):
        return sorted(
            path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()
        )
