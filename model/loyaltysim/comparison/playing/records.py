"""Records and populations as bytes with a checksum, so that damage is never read as a result."""

from __future__ import annotations

import hashlib
import json
import math
import struct
from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltysim.simulation.run import SchemeRecord

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

_DIGEST_BYTES = 32
_LENGTH = struct.Struct("<Q")
"""Of the list of what follows it."""
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
    """Write a record with a checksum."""
    return seal(dict(_flatten(record)))


def decode(data: bytes) -> SchemeRecord | None:
    """Read a record; None if a single bit is not as it was written."""
    arrays = unseal(data)
    return None if arrays is None else _rebuild(arrays)


def seal(arrays: Mapping[str, NDArray[np.generic]]) -> bytes:
    """Write arrays as a checksum, the list of their names, types and shapes, and their numbers one after the other.

    Raises
    ------
    TypeError
        When an array holds anything but numbers and texts.
    """
    objects = [name for name, values in arrays.items() if values.dtype.hasobject]
    if objects:
        message = f"only numbers and texts can be kept, not {', '.join(objects)}"
        raise TypeError(message)
    told = [
        (name, values.dtype.str, values.shape, "F" if values.flags.fnc else "C")
        for name, values in arrays.items()
    ]
    listed = json.dumps(told).encode()
    numbers = (values.tobytes(order="A") for values in arrays.values())
    payload = b"".join([_LENGTH.pack(len(listed)), listed, *numbers])
    return _checksum(payload) + payload


def unseal(data: bytes) -> dict[str, Any] | None:
    """Read arrays, which may be written to; None if a single bit is not as it was written."""
    checksum, payload = data[:_DIGEST_BYTES], data[_DIGEST_BYTES:]
    if checksum != _checksum(payload):
        return None
    begin = _LENGTH.size + _LENGTH.unpack_from(payload)[0]
    found = {}
    for name, dtype, shape, order in json.loads(payload[_LENGTH.size : begin]):
        end = begin + math.prod(shape) * np.dtype(dtype).itemsize
        flat = np.frombuffer(bytearray(payload[begin:end]), dtype)
        found[name], begin = flat.reshape(shape, order=order), end
    return found


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
