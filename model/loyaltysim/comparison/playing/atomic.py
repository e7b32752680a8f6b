"""Files that are whole or not there: written beside their place, flushed, then moved into it."""

from __future__ import annotations

import errno
import os
import platform
import re
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING

from loyaltysim.errors import Problem, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_TEMPORARY = re.compile(r"\.(?P<host>.*)-(?P<pid>\d+)-[0-9a-f]{32}\.tmp")

_REASONS = {
    errno.ENOSPC: (
        "the disk is full",
        "make room; finished work is kept and the command continues it",
    ),
    errno.EDQUOT: ("your disk quota is used up", "make room; finished work is kept"),
    errno.EACCES: ("there is no permission to write here", "choose another folder with --out"),
    errno.EPERM: ("there is no permission to write here", "choose another folder with --out"),
    errno.EROFS: ("this disk is read-only", "choose another folder with --out"),
    errno.ENOTDIR: ("a file stands where a folder is needed", "choose another folder with --out"),
    errno.EEXIST: ("a file stands where a folder is needed", "choose another folder with --out"),
    errno.EISDIR: ("a folder stands where a file is needed", "move it away"),
    errno.ENAMETOOLONG: ("the path is too long", "choose a shorter folder with --out"),
}


@contextmanager
def storing(path: Path) -> Iterator[None]:
    """Turn the failures of the file system into one clear message."""
    try:
        yield
    except OSError as error:
        what, remedy = _REASONS.get(
            error.errno or 0,
            (f"it cannot be used ({error.strerror or error})", "choose another folder"),
        )
        raise StoreError(Problem(what, remedy, file=str(path))) from error


def make_folder(path: Path) -> Path:
    """Create a folder and those above it."""
    with storing(path):
        path.mkdir(parents=True, exist_ok=True)
    return path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary path; when the block ends well, the file there takes its place.

    Nobody ever sees a half-written file under the final name, whenever the process ends, and of two
    processes that write the same file the last one wins.
    """
    with storing(path):
        temporary = path.parent / f".{_host()}-{os.getpid()}-{uuid.uuid4().hex}.tmp"
        try:
            yield temporary
            _flush(temporary)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file as a whole."""
    with replacing(path) as temporary:
        temporary.write_bytes(data)


def sweep(folder: Path) -> None:
    """Remove what killed processes of this machine left half-written."""
    with storing(folder):
        for path in folder.iterdir():
            found = _TEMPORARY.fullmatch(path.name)
            if found and found["host"] == _host() and not _alive(int(found["pid"])):
                path.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _host() -> str:
    return re.sub(r"\W", "_", platform.node())


def _alive(pid: int) -> bool:
    if os.name != "posix":  # elsewhere signal 0 is not a question but an interrupt
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
