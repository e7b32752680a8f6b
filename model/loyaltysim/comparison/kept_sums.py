"""The sums over markets of a comparison as a file: `gathered.npz`, to the last bit."""

from __future__ import annotations

import io
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltysim.comparison.measures.collect import Days, SchemeSums
from loyaltysim.comparison.playing.atomic import write_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from loyaltysim.comparison.comparison import Comparison

    Arrays = Mapping[str, NDArray[Any]]

GATHERED = "gathered.npz"
DRAWN = "assumptions"
"""Name of the array with the compared metric by draw and scheme."""
_DAYS, _SPANS = "days", ("spans", "customer_days")
_SQUARES, _PRODUCTS = "squares", "products"
_PAIR, _NUMBER = "pair", "number"
"""Endings of what is a pair of arrays, and a number, in the sums."""


def write_gathered(path: Path, comparison: Comparison) -> None:
    """Write what was gathered over the markets, equal sums as equal bytes."""
    drawn = io.BytesIO()
    np.savez_compressed(drawn, allow_pickle=False, **dict(_flat(comparison)))
    write_bytes(path, drawn.getvalue())


def _flat(comparison: Comparison) -> Iterator[tuple[str, NDArray[Any]]]:
    for number, sums in enumerate(comparison.gathered.sums.values()):
        for path, values in _of_scheme(sums):
            yield f"{number}/{path}", np.asarray(values)
    if comparison.assumptions is not None:
        yield DRAWN, comparison.assumptions.values


def _of_scheme(sums: SchemeSums) -> Iterator[tuple[str, Any]]:
    """Give every array by FIELD/NAME/KIND; names may have slashes, fields and kinds have none."""
    yield f"{_DAYS}/{_SQUARES}/", sums.days.squares
    yield f"{_DAYS}/{_PRODUCTS}/", sums.days.products
    for name, total in sums.days.totals.items():
        yield f"{_DAYS}/{name}/", total
    for field in fields(sums):
        if field.name != _DAYS:
            for name, values in getattr(sums, field.name).items():
                yield from _named(field.name, name, values)


def _named(field: str, name: str | range, values: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - one of three kinds
    key = f"{name.start}-{name.stop}" if isinstance(name, range) else name
    if isinstance(values, tuple):
        yield f"{field}/{key}/{_PAIR}", np.stack(values)
    else:
        yield f"{field}/{key}/{_NUMBER if isinstance(values, float) else ''}", values


def read_gathered(
    path: Path, schemes: Iterable[str]
) -> tuple[dict[str, SchemeSums], NDArray[Any] | None]:
    """Read the sums by scheme, and the compared metric under the draws of the constants.

    Parameters
    ----------
    schemes
        Their names, in the order of the scenario.
    """
    parts: dict[str, dict[str, NDArray[Any]]] = {}
    with np.load(path, allow_pickle=False) as archive:
        for name in archive.files:
            number, _, rest = name.partition("/")
            parts.setdefault(number, {})[rest] = archive[name]
    drawn = parts.pop(DRAWN, {}).get("")
    return {name: _sums(parts[str(number)]) for number, name in enumerate(schemes)}, drawn


def _sums(arrays: Arrays) -> SchemeSums:
    """Rebuild what was gathered of one scheme."""
    groups: dict[str, dict[Any, Any]] = {}
    for path, values in arrays.items():
        field, _, rest = path.partition("/")
        name, _, kind = rest.rpartition("/")
        groups.setdefault(field, {})[name] = _value(values, kind)
    days = groups.pop(_DAYS)
    squares, products = (days.pop(name) for name in (_SQUARES, _PRODUCTS))
    for field in _SPANS:
        spans = groups.pop(field, {}).items()
        groups[field] = {range(*map(int, span.split("-"))): values for span, values in spans}
    return SchemeSums(days=Days(days, squares, products), **groups)


def _value(values: NDArray[Any], kind: str) -> Any:  # noqa: ANN401 - one of three kinds
    if kind == _PAIR:
        return values[0], values[1]
    return float(values) if kind == _NUMBER else values
