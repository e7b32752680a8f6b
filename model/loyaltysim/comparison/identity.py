"""What a run depends on, as one short name: equal names promise equal numbers.

Floating-point results are equal only on the same NumPy and SciPy and the same instruction set (NumPy's
powers differ with and without AVX-512), so these belong to the name, and so does the program itself.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import platform
import sys
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import scipy
from numpy.lib.introspect import opt_func_info
from pydantic import BaseModel

import loyaltysim

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.resources.abc import Traversable

_ENGINE = (
    "behaviour",
    "calibration",
    "comparison/people.py",
    "comparison/records.py",
    "customers",
    "hooks",
    "ledger.py",
    "mechanics",
    "randomness.py",
    "scenario",
    "simulation",
)
"""Parts of the package whose source decides the numbers of a run."""


def digest(*parts: bytes, size: int = 16) -> str:
    """Hash bytes to hexadecimal; parts are kept apart."""
    total = hashlib.blake2b(digest_size=size)
    for part in parts:
        total.update(len(part).to_bytes(8, "little"))
        total.update(part)
    return total.hexdigest()


def content_key(value: object) -> str:
    """Hash numbers, texts, containers, dataclasses, pydantic models and arrays by what they hold."""
    text = json.dumps(_plain(value), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return digest(text.encode())


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float | np.floating):
        return _number(float(value))
    if isinstance(value, np.integer):
        return int(value)
    if isinstance(value, date):
        return ["date", value.isoformat()]
    if isinstance(value, np.ndarray):
        return ["array", value.dtype.str, list(value.shape), digest(value.tobytes())]
    return _compound(value)


def _number(value: float) -> object:
    """Write 2.0 as 2, for a file may say either; other numbers with every bit."""
    whole = value.is_integer() and abs(value) < 2**53
    return int(value) if whole else ["float", value.hex()]


def _compound(value: object) -> object:
    if isinstance(value, dict):
        # in order: the first act is the main one
        return ["dict", *([str(key), _plain(item)] for key, item in value.items())]
    if isinstance(value, range | list | tuple):
        return ["list", *(_plain(item) for item in value)]
    names, cls = _field_names(value), type(value)
    fields = [[name, _plain(getattr(value, name))] for name in names]
    return [_code_of(cls), fields]


def _field_names(value: object) -> list[str]:
    if isinstance(value, BaseModel):
        return sorted(type(value).model_fields)
    if dataclasses.is_dataclass(value):
        return sorted(field.name for field in dataclasses.fields(value))
    msg = f"a run cannot depend on a {type(value).__name__}"
    raise TypeError(msg)


def _code_of(cls: type) -> str:
    """Name a class; one from outside the package also by its source, which `engine` does not cover."""
    name = f"{cls.__module__}.{cls.__qualname__}"
    source = getattr(sys.modules[cls.__module__], "__file__", None)
    if cls.__module__.startswith("loyaltysim.") or source is None:
        return name
    return f"{name}#{digest(Path(source).read_bytes())}"


@cache
def engine() -> dict[str, str]:
    """Name what computes: versions, instruction sets, and a hash of the model's source."""
    return {
        "loyaltysim": loyaltysim.__version__,
        "model_source": _source_digest(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "machine": platform.machine(),
        "cpu_dispatch": content_key(_dispatched()),
    }


def _dispatched() -> dict[str, str]:
    """Give the instruction set that every NumPy function uses on this machine."""
    return {
        f"{function} {signature}": choice["current"]
        for function, signatures in opt_func_info().items()
        for signature, choice in signatures.items()
    }


def _source_digest() -> str:
    root = files("loyaltysim")
    parts = [part for name in _ENGINE for part in _sources(root / name, name)]
    return digest(*parts)


def _sources(place: Traversable, name: str) -> Iterable[bytes]:
    if place.is_dir():
        for child in sorted(place.iterdir(), key=lambda child: child.name):
            yield from _sources(child, f"{name}/{child.name}")
    elif name.endswith((".py", ".yaml")):
        yield from (name.encode(), place.read_bytes())
