"""Which mechanics suit which user types: the table `user_type_fit.yaml` beside this file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ruamel.yaml import YAML

from loyaltysim.customers.columns import USER_TYPES


@dataclass(frozen=True, slots=True)
class Fit:
    """How a kind of mechanic suits the six user types."""

    by_user_type: tuple[float, ...]
    game: bool = False
    motivators: tuple[str, ...] = ()


SUITS_ALL = Fit((1.0,) * len(USER_TYPES))


@cache
def _table() -> dict[str, Fit]:
    text = files("loyaltysim.behaviour").joinpath("user_type_fit.yaml").read_text("utf-8")
    rows = YAML(typ="safe", pure=True).load(text)
    return {
        kind: Fit(tuple(row[name] for name in USER_TYPES), row["game"], tuple(row["motivators"]))
        for kind, row in rows.items()
    }


def fit_of(kind: str) -> Fit:
    """Give the fit of a kind of mechanic; one that is not in the table suits everyone alike."""
    return _table().get(kind, SUITS_ALL)
