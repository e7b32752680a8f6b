"""Short names for paths, each still told from all others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.comparison.verdict.flips import Named, by_meaning
from loyaltysim.experiments.plans.points import CONSTANTS

if TYPE_CHECKING:
    from collections.abc import Iterable


def short_labels(paths: Iterable[str]) -> dict[str, str]:
    """Leave out of every path what is not needed to tell it from the others.

    Two words of a path are kept at least, for `reward.value` says more than `value`; constants go by their names.

    Examples
    --------
    >>> short_labels(["schemes.card.stamp_card.stamps", "constants.habit_rate"])
    {'schemes.card.stamp_card.stamps': 'stamp_card.stamps', 'constants.habit_rate': 'habit_rate'}
    """
    known = list(paths)
    return {path: _label(path, [other for other in known if other != path]) for path in known}


def named(paths: Iterable[str]) -> dict[str, Named]:
    """Call parameters by what tells them apart, and constants by what they mean.

    Examples
    --------
    >>> named(["constants.novelty_days"])["constants.novelty_days"]
    Named(told='wearing off of novelty (novelty_days)', unit='days')
    """
    return {
        path: by_meaning(label) if path.startswith(CONSTANTS) else Named(label)
        for path, label in short_labels(paths).items()
    }


def _label(path: str, others: list[str]) -> str:
    if path.startswith(CONSTANTS):
        return path.removeprefix(CONSTANTS)
    words = path.split(".")
    for count in range(2, len(words)):
        label = ".".join(words[-count:])
        if not any(other.endswith(f".{label}") for other in others):
            return label
    return path
