"""What kind of file was given: how it is packed, and in which encoding its text is written."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import io
import re
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO, cast

from loyaltysim.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from typing_extensions import Buffer

LARGEST = 4_000_000_000
"""Unpacked bytes of what is read."""
MOST_ROWS = 250_000_000
"""Rows of what is read: a text of the largest size has no more of customer, date and amount. Parquet may
pack any number into few bytes."""
_CHUNK, _HEX = 2**20, 32
_SEPARATOR = re.compile(r'"?sep=([,;|\t])"?', re.IGNORECASE)
_GZIP = b"\x1f\x8b"
_PARQUET = b"PAR1"
_BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_ZIP = b"PK\x03\x04"
_WORKBOOK = "xl/workbook.xml"
_KNOWN_BINARY = {
    _ZIP: ("a zip archive", "unpack it"),
    b"\xd0\xcf\x11\xe0": (
        "an old Excel workbook, or one with a password",
        "save it as .xlsx without a password, or the sheet as CSV",
    ),
    b"BZh": ("a bzip2 archive", "unpack it, or pack it as .gz"),
    b"\xfd7zXZ": ("an xz archive", "unpack it, or pack it as .gz"),
    b"%PDF": ("a PDF", "give a CSV file"),
    b"SQLite format 3": ("an SQLite database", "export the table as CSV"),
}
# Bytes that text never holds: control characters other than tab, line ends, form feed and escape.
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x1b\x1a"))


@dataclass(frozen=True)
class TextFile:
    """A readable file of text, or a table of another kind (where `encoding` is empty)."""

    path: Path
    packed: bool
    encoding: str
    note: str = ""
    separator: str = ""
    """What separates values, where Excel's first line says it (`sep=;`): the header is in the second."""
    workbook: bool = False
    """Whether the file is an Excel workbook."""

    @property
    def parquet(self) -> bool:
        """Whether the file is Parquet instead of text."""
        return not self.encoding and not self.workbook

    def open_bytes(self) -> BinaryIO:
        """Open the unpacked bytes."""
        return _open(self.path, packed=self.packed)

    @contextmanager
    def open_hashed(self) -> Iterator[tuple[BinaryIO, Hashing]]:
        """Open the unpacked bytes, and keep the hash of what the file holds while they are read."""
        with self.path.open("rb") as raw:
            hashing = Hashing(raw)
            packed = io.BufferedReader(hashing)
            stream = gzip.GzipFile(fileobj=packed) if self.packed else packed
            yield cast("BinaryIO", stream), hashing

    def open_text(self) -> io.TextIOWrapper:
        """Open the text, line ends left as they are."""
        return io.TextIOWrapper(
            self.open_bytes(), encoding=self.encoding, errors="replace", newline=""
        )


class Hashing(io.RawIOBase):
    """Bytes of a file, hashed as they are read."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw, self._hash = raw, hashlib.blake2b()

    def readable(self) -> bool:
        """Say that there is something to read."""
        return True

    def readinto(self, buffer: Buffer) -> int:
        """Read as much as fits."""
        chunk = self._raw.read(memoryview(buffer).nbytes)
        memoryview(buffer)[: len(chunk)] = chunk
        self._hash.update(chunk)
        return len(chunk)

    def content(self) -> str:
        """Read to the end, and give the hash of everything, as `content_of` does."""
        while chunk := self._raw.read(_CHUNK):
            self._hash.update(chunk)
        return self._hash.hexdigest()[:_HEX]


def inspect(path: Path) -> TextFile:
    """Find out how a file must be read.

    Raises
    ------
    InputError
        When the file is missing, empty, unreadable, too large or not text.
    """
    with _refusing(path):
        return _inspect(path)


def content_of(path: Path) -> str:
    """Hash what a file holds now.

    Raises
    ------
    InputError
        When it is missing or unreadable.
    """
    with _refusing(path), path.open("rb") as stream:
        return hashlib.file_digest(stream, "blake2b").hexdigest()[:_HEX]


def bytes_of(path: Path) -> bytes:
    """Read what a file holds, as it is packed.

    Raises
    ------
    InputError
        When it is missing or unreadable.
    """
    with _refusing(path):
        return path.read_bytes()


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Turn the failures of the file system into one clear message."""
    try:
        yield
    except FileNotFoundError:
        raise _refusal(path, "no such file", "paths are read from the scenario's folder") from None
    except IsADirectoryError:
        raise _refusal(path, "is a folder", "name the file in it") from None
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise _refusal(path, "the gzip archive is damaged or incomplete", "pack it anew") from None
    except OSError as error:
        raise _refusal(path, f"cannot be read ({error.strerror or error})") from None


def _refusal(path: Path, message: str, hint: str = "") -> InputError:
    return InputError(Problem(message, hint=hint, file=str(path)))


def _open(path: Path, *, packed: bool) -> BinaryIO:
    if packed:
        return cast("BinaryIO", gzip.open(path, "rb"))
    return path.open("rb")


def _inspect(path: Path) -> TextFile:
    with path.open("rb") as stream:
        packed = stream.read(2) == _GZIP
    with _open(path, packed=packed) as stream:
        start = stream.read(64 * 1024)
    if not start.strip():
        raise _refusal(path, "is empty", "give a file with a header and a row for each purchase")
    if start.startswith(_PARQUET):
        return TextFile(path, packed, encoding="")
    if start.startswith(_ZIP) and not packed and _is_workbook(path):
        return TextFile(path, packed, encoding="", workbook=True)
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if start.startswith(mark):
            return _separated(_decoded(path, encoding, packed=packed))
    _refuse_binary(path, start)
    return _separated(_decoded(path, "utf-8", packed=packed))


def _is_workbook(path: Path) -> bool:
    """Tell whether a zip archive is an Excel workbook, of a size that can be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            refuse_size(path, sum(part.file_size for part in archive.infolist()))
            return _WORKBOOK in archive.namelist()
    except zipfile.BadZipFile:
        raise _refusal(path, "the workbook or archive is damaged", "save it anew") from None


def _separated(file: TextFile) -> TextFile:
    """Take note of a first line `sep=;`, which Excel writes and heeds."""
    with file.open_text() as stream:
        found = _SEPARATOR.fullmatch(stream.readline(20).rstrip("\r\n"))
    return replace(file, separator=found[1]) if found else file


def _refuse_binary(path: Path, start: bytes) -> None:
    for mark, (kind, hint) in _KNOWN_BINARY.items():
        if start.startswith(mark):
            raise _refusal(path, f"is {kind}, not text", hint)
    if start.translate(None, _CONTROL) != start:
        hint = "give CSV text in UTF-8, or a Parquet file"
        raise _refusal(path, "is binary, not text (or UTF-16 without a byte order mark)", hint)


def _decoded(path: Path, encoding: str, *, packed: bool) -> TextFile:
    """Check the whole file against an encoding, with the fall-back of Windows and Latin-1."""
    for candidate in (encoding, "cp1252", "latin-1") if encoding == "utf-8" else (encoding,):
        if _decodes(path, candidate, packed=packed):
            note = "" if candidate == encoding else _guess(candidate)
            return TextFile(path, packed, candidate, note)
    raise _refusal(path, f"is not the {encoding} that its first bytes announce", "save it as UTF-8")


def _guess(encoding: str) -> str:
    return f"the text is not UTF-8; it was read as {encoding}, which may garble accented letters"


def _decodes(path: Path, encoding: str, *, packed: bool) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for chunk in _chunks(path, packed=packed):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _chunks(path: Path, *, packed: bool) -> Iterator[bytes]:
    seen = 0
    with _open(path, packed=packed) as stream:
        while chunk := stream.read(_CHUNK):
            seen += len(chunk)
            refuse_size(path, seen)
            yield chunk


def refuse_size(path: Path, size: int, rows: int = 0) -> None:
    """Refuse more than the memory is meant for.

    Parameters
    ----------
    size
        Bytes of it, unpacked.

    Raises
    ------
    InputError
        When a file has too many bytes or rows.
    """
    if size > LARGEST:
        message = f"is larger than {LARGEST:,} bytes unpacked"
        raise _refusal(path, message, "keep only customer, date and amount")
    if rows > MOST_ROWS:
        message = f"has more than {MOST_ROWS:,} rows"
        raise _refusal(path, message, "keep a part of the customers, with all rows of each")
