"""What a run depends on, as one short name: its input, the program, and how the machine computes.

Runs of equal names have equal numbers, bit for bit, as far as the name can know what they depend on.
Machines compute alike with the same Python, NumPy and SciPy, the same instruction set (NumPy's powers differ
with and without AVX-512) and the same C library (whose `exp` and `pow` NumPy calls where it has none of its
own). The program is the part of the package that decides numbers, and of a plug-in all source of its top
package with its version; of what a plug-in takes from elsewhere, or defines in no file, nothing is known.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import platform
import sys
from datetime import date
from functools import cache
from importlib.metadata import packages_distributions, version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import scipy
from numpy.lib.introspect import opt_func_info
from pydantic import BaseModel

import loyaltysim
from loyaltysim.errors import MechanicError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.resources.abc import Traversable

_ENGINE = (
    "behaviour",
    "calibration",
    "comparison/playing/people.py",
    "comparison/playing/records.py",
    "customers",
    "hooks",
    "ledger.py",
    "mechanics",
    "normal.py",
    "randomness.py",
    "run_off.py",
    "scenario",
    "simulation",
    "units.py",
)
"""Parts of the package whose source decides the numbers of a run."""
_LIBRARIES = ("matplotlib", "mesa", "pandas", "pyarrow", "ruamel.yaml")


def digest(*parts: bytes, size: int = 16) -> str:
    """Hash bytes to hexadecimal; parts are kept apart."""
    total = hashlib.blake2b(digest_size=size)
    for part in parts:
        total.update(len(part).to_bytes(8, "little"))
        total.update(part)
    return total.hexdigest()


def content_key(value: object) -> str:
    """Hash numbers, texts, containers, dataclasses, pydantic models and arrays by what they hold.

    Raises
    ------
    MechanicError
        When there is something else, as only a plug-in's parameters can hold.
    """
    return digest(_text(_plain(value)).encode())


def _text(plain: object) -> str:
    return json.dumps(plain, sort_keys=True, ensure_ascii=True, separators=(",", ":"))


def _plain(value: object, where: str = "") -> object:
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
    return _compound(value, where)


def _number(value: float) -> object:
    """Write 2.0 as 2, for a file may say either; other numbers with every bit."""
    whole = value.is_integer() and abs(value) < 2**53
    return int(value) if whole else ["float", value.hex()]


def _compound(value: object, where: str) -> object:
    if isinstance(value, dict):
        # in order: the first act is the main one
        return ["dict", *([str(key), _plain(item, where)] for key, item in value.items())]
    if isinstance(value, range | list | tuple):
        return ["list", *(_plain(item, where) for item in value)]
    if isinstance(value, set | frozenset):
        return ["set", *sorted((_plain(item, where) for item in value), key=_text)]
    cls = type(value)
    names = _field_names(value, where)
    fields = [[name, _plain(getattr(value, name), f"{cls.__name__}.{name}")] for name in names]
    return [_code_of(cls), fields]


def _field_names(value: object, where: str) -> list[str]:
    if isinstance(value, BaseModel):
        return sorted(type(value).model_fields)
    if dataclasses.is_dataclass(value):
        return sorted(field.name for field in dataclasses.fields(value))
    told = (
        f"a run cannot depend on a value of type {type(value).__name__}, whose content is unknown"
    )
    hint = "use numbers, texts, dates, lists, sets, dicts, arrays, dataclasses or pydantic models"
    raise MechanicError(Problem(told, hint, where))


def _code_of(cls: type) -> str:
    """Name a class; one from outside the package also by its source, which `engine` does not cover."""
    name = f"{cls.__module__}.{cls.__qualname__}"
    top = cls.__module__.partition(".")[0]
    places = () if top == "loyaltysim" else _places(top)
    return f"{name}#{_code_in(top, places)}" if places else name


def _places(top: str) -> tuple[Path, ...]:
    """Give the folders of a package, or the file of a module; none for what is in no file."""
    module = sys.modules[top]
    found = getattr(module, "__path__", None) or [getattr(module, "__file__", None)]
    return tuple(Path(place) for place in found if place is not None)


@cache
def _code_in(top: str, places: tuple[Path, ...]) -> str:
    """Hash the source and the versions of what another package brings."""
    sources = [part for place in places for part in _sources(place, place.name)]
    brought_by = sorted(set(packages_distributions().get(top, ())))
    return digest(*sources, *(f"{name} {version(name)}".encode() for name in brought_by))


@cache
def engine() -> dict[str, str]:
    """Name what computes: versions, instruction sets, C library, and a hash of the model's source."""
    return {
        "loyaltysim": loyaltysim.__version__,
        "model_source": source_digest(*_ENGINE),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "python": platform.python_version(),
        "system": platform.system(),
        "c_library": _c_library(),
        "machine": platform.machine(),
        "cpu_dispatch": content_key(_dispatched()),
    }


@cache
def made_with() -> dict[str, str]:
    """Name what computes, and the libraries that results pass through."""
    return {**engine(), **{name: version(name) for name in _LIBRARIES}}


def _c_library() -> str:
    """Name the C library; where it has no version of its own, by that of the system it belongs to."""
    return " ".join(platform.libc_ver()).strip() or platform.version()


def _dispatched() -> dict[str, str]:
    """Give the instruction set that every NumPy function uses on this machine."""
    return {
        f"{function} {signature}": choice["current"]
        for function, signatures in opt_func_info().items()
        for signature, choice in signatures.items()
    }


def source_digest(*names: str) -> str:
    """Hash the source of parts of the package, such as a module or a folder of modules."""
    root = files("loyaltysim")
    return digest(*(part for name in names for part in _sources(root / name, name)))


def _sources(place: Traversable, name: str) -> Iterable[bytes]:
    if place.is_dir():
        for child in sorted(place.iterdir(), key=lambda child: child.name):
            yield from _sources(child, f"{name}/{child.name}")
    elif name.endswith((".py", ".yaml")):
        yield from (name.encode(), place.read_bytes())
