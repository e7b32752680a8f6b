"""Records and populations as bytes with a checksum, so that damage is never read as a result."""

from __future__ import annotations

import hashlib
import io
import math
import struct
import zipfile
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltysim.simulation.run import SchemeRecord

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

_DIGEST_BYTES = 32
_LENGTHS, _HEADER = struct.Struct("<HH"), struct.Struct("<H")
"""Lengths of a file's name and extra field in an archive, and of an array's header."""
_PAIRS = ("segments", "user_types", "by_act", "measures")
_ARRAYS = (
    "daily",
    "markets",
    "why_not",
    "activity",
    "cohorts",
    "brands",
    "journey",
    "adapted",
    "customers",
    "transactions",
)


def encode(record: SchemeRecord) -> bytes:
    """Write a record as a checksum followed by a NumPy archive."""
    return seal(dict(_flatten(record)))


def decode(data: bytes) -> SchemeRecord | None:
    """Read a record; None if a single bit is not as it was written."""
    arrays = unseal(data)
    return None if arrays is None else _rebuild(arrays)


def seal(arrays: Mapping[str, NDArray[np.generic]]) -> bytes:
    """Write arrays as a checksum followed by a NumPy archive."""
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=False, **arrays)
    payload = buffer.getvalue()
    return _checksum(payload) + payload


def unseal(data: bytes) -> dict[str, Any] | None:
    """Read arrays; None if a single bit is not as it was written."""
    checksum, payload = data[:_DIGEST_BYTES], data[_DIGEST_BYTES:]
    if checksum != _checksum(payload):
        return None
    with zipfile.ZipFile(io.BytesIO(payload)) as archive:
        return {
            info.filename.removesuffix(".npy"): _array(payload, info.header_offset)
            for info in archive.infolist()
        }


def _array(payload: bytes, at: int) -> NDArray[np.generic]:
    """Read an array of the archive at its offset, several times as fast as NumPy, which reads each header anew.

    The checksum says that these are the bytes that `seal` wrote: nothing compressed, nothing pickled.
    """
    name, extra = _LENGTHS.unpack_from(payload, at + 26)
    start = at + 30 + name + extra
    (length,) = _HEADER.unpack_from(payload, start + 8)
    begin = start + 10 + length
    dtype, in_columns, shape = _header(payload[start:begin])
    size = math.prod(shape) * dtype.itemsize
    flat = np.frombuffer(bytearray(payload[begin : begin + size]), dtype)  # may be written to
    return flat.reshape(shape, order="F" if in_columns else "C")


@lru_cache(maxsize=1024)
def _header(text: bytes) -> tuple[np.dtype[np.generic], bool, tuple[int, ...]]:
    """Read the header of an array, of which there are few different ones."""
    file = io.BytesIO(text)
    np.lib.format.read_magic(file)
    shape, in_columns, dtype = np.lib.format.read_array_header_1_0(file)
    return dtype, in_columns, shape


def _checksum(payload: bytes) -> bytes:
    return hashlib.blake2b(payload, digest_size=_DIGEST_BYTES).digest()


def _flatten(record: SchemeRecord) -> Iterator[tuple[str, NDArray[np.generic]]]:
    for group in _ARRAYS:
        for name, values in (getattr(record, group) or {}).items():
            yield f"{group}/{name}", values
    for group in _PAIRS:
        for name, (launched, retained) in getattr(record, group).items():
            yield f"{group}/{name}", np.stack([launched, retained])


def _rebuild(arrays: dict[str, Any]) -> SchemeRecord:
    groups: dict[str, dict[str, Any]] = {name: {} for name in (*_ARRAYS, *_PAIRS)}
    for path, values in arrays.items():
        group, _, name = path.partition("/")
        groups[group][name] = values
    for group in _PAIRS:
        groups[group] = {name: (pair[0], pair[1]) for name, pair in groups[group].items()}
    customers, transactions = (groups.pop(name) or None for name in ("customers", "transactions"))
    return SchemeRecord(**groups, customers=customers, transactions=transactions)
