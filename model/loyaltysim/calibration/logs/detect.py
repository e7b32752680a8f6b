"""Which column of a log is which, told from its name and from what stands in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.calibration.logs.amounts import read_amounts
from loyaltysim.calibration.logs.cells import read_head
from loyaltysim.calibration.logs.coarse_dates import read_coarse
from loyaltysim.calibration.logs.dates import read_dates
from loyaltysim.calibration.logs.headers import called_so
from loyaltysim.errors import InputError, Problem
from loyaltysim.scenario.blocks.fit import LogColumns

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Texts = NDArray[np.object_]

ROWS = 500
_MOSTLY = 0.9
_FOR_ONE_UNIT = re.compile(
    r"unit|disc|tax|ship|qty|quantity|stuk|eenheid|korting|btw|verzend|aantal|einzel|st[üu]e?ck|rabatt|mwst|versand|menge|anzahl"
    r"|remise|tva|livraison|quantit[ée]|qt[ée]",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Found:
    """A column with its name and the texts of its first rows."""

    name: str
    texts: tuple[str, ...]


def detect_columns(path: Path, given: Mapping[str, str], apart: Collection[str] = ()) -> LogColumns:
    """Tell which columns hold customer, date, amount and what marks cancellations.

    Parameters
    ----------
    path
        The log.
    given
        Headers that the user has named, by what they hold; these are taken as they are.
    apart
        Headers that are used for something else.

    Raises
    ------
    InputError
        When no column can be the customer's or the date's.
    """
    header, rows = read_head(path, ROWS)
    by_place = list(zip(*rows, strict=True)) or [()] * len(header)
    left = [
        _Found(name, texts)
        for name, texts in zip(header, by_place, strict=True)
        if name and name not in {*given.values(), *apart}
    ]
    chosen: dict[str, str] = dict(given)
    for kind in ("date", "customer", "amount", "cancelled"):
        found = chosen.get(kind) or _choose(kind, left)
        if found:
            chosen[kind] = found
            left = [one for one in left if one.name != found]
    _refuse_missing(path, chosen, header)
    return LogColumns(**chosen)


def _refuse_missing(path: Path, chosen: Mapping[str, str], header: Sequence[str]) -> None:
    for kind in ("customer", "date"):
        if kind not in chosen:
            listed = ", ".join(header[:20])
            hint = f"name it with --{kind}; the header has {listed}"
            raise InputError(Problem(f"no column seems to hold the {kind}", hint, file=str(path)))


def _choose(kind: str, columns: Sequence[_Found]) -> str:
    """Find the first column whose name and texts both fit; for dates the texts are enough."""
    suited = [one for one in columns if _CONTENT[kind](one.texts)]
    named = [one.name for one in suited if called_so(kind, one.name)]
    if kind == "amount":
        named.sort(
            key=lambda name: bool(_FOR_ONE_UNIT.search(name))
        )  # a line's total before the price of one
    if not named and kind == "date":
        named = [one.name for one in suited if not _are_coarse(one.texts)]
    return named[0] if named else ""


def _share(texts: Sequence[str], good: Callable[[Texts], NDArray[np.bool_]]) -> float:
    filled = np.array([text.strip() for text in texts if text.strip()], dtype=object)
    return float(np.mean(good(filled))) if filled.size else 0.0


def _are_dates(texts: Sequence[str]) -> bool:
    def good(filled: Texts) -> NDArray[np.bool_]:
        bad = [fault.bad for fault in read_dates(filled, day_first=None).faults[:3]]
        dates: NDArray[np.bool_] = ~np.any(bad, axis=0)
        return dates

    return _share(texts, good) >= _MOSTLY


def _are_coarse(texts: Sequence[str]) -> bool:
    """Tell whether texts are numbers of days, months or years, as many other numbers could be."""
    return read_coarse(np.array([text.strip() for text in texts], dtype=object)) is not None


def _are_amounts(texts: Sequence[str]) -> bool:
    return _share(texts, lambda filled: np.isfinite(read_amounts(filled).values)) >= _MOSTLY


def _come_again(texts: Sequence[str]) -> bool:
    """Tell whether texts could be customers: there are several."""
    return len({text for text in texts if text.strip()}) > 1 or len(texts) < 2


def _are_flags(texts: Sequence[str]) -> bool:
    return len(set(texts)) <= 12 and not _are_dates(texts)


_CONTENT: dict[str, Callable[[Sequence[str]], bool]] = {
    "date": _are_dates,
    "customer": _come_again,
    "amount": _are_amounts,
    "cancelled": _are_flags,
}
