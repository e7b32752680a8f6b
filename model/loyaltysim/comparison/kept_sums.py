"""The sums over markets of a comparison as a file: `gathered.npz`, to the last bit."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltysim.comparison.atomic import write_bytes
from loyaltysim.comparison.collect import Days, SchemeSums

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from loyaltysim.comparison.comparison import Comparison

    Arrays = Mapping[str, NDArray[Any]]

GATHERED = "gathered.npz"
DRAWN = "assumptions"
"""Name of the array with the compared metric by draw and scheme."""
_SINGLE = ("markets", "activity", "cohorts", "brands")
_PAIRS = ("segments", "user_types", "by_act", "measures")


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
    for group in _SINGLE:
        for name, values in getattr(sums, group).items():
            yield f"{group}/{name}", values
    for group in _PAIRS:
        for name, pair in getattr(sums, group).items():
            yield f"{group}/{name}", np.stack(pair)
    for name, total in sums.days.totals.items():
        yield f"days/{name}", total
    yield "squares/", sums.days.squares
    yield "products/", sums.days.products
    yield "why_not/", np.array(list(sums.why_not.values()))
    yield "classes/", np.array(list(sums.why_not), dtype=np.str_)
    for week, pair in sums.weeks.items():
        yield f"weeks/{week.start}-{week.stop}", np.stack(pair)


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
    groups: dict[str, dict[str, Any]] = {}
    for path, values in arrays.items():
        group, _, name = path.partition("/")
        groups.setdefault(group, {})[name] = values
    pairs: dict[str, Any] = {
        group: {name: (pair[0], pair[1]) for name, pair in groups.get(group, {}).items()}
        for group in (*_PAIRS, "weeks")
    }
    weeks = {range(*map(int, name.split("-"))): pair for name, pair in pairs.pop("weeks").items()}
    classes = groups["classes"][""].tolist()
    days = Days(groups.get("days", {}), groups["squares"][""], groups["products"][""])
    return SchemeSums(
        days=days,
        why_not=dict(zip(classes, groups["why_not"][""].tolist(), strict=True)),
        weeks=weeks,
        **{group: groups.get(group, {}) for group in _SINGLE},
        **pairs,
    )
