"""Which mechanics suit which user types: the table `user_type_fit.yaml` beside this file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
from ruamel.yaml import YAML

from loyaltysim.customers.columns import USER_TYPES

if TYPE_CHECKING:
    from loyaltysim.customers.table import Real


@dataclass(frozen=True, slots=True)
class Fit:
    """How a kind of mechanic suits the six user types."""

    by_user_type: tuple[float, ...]
    game: bool = False

    def suits(self, user_type: Real) -> Real:
        """Give how well it suits customers by their weights, shape (6, n): the sum of products.

        Notes
        -----
        A sum in a fixed order: the matrix product of a library rounds by the place in the array,
        so that one customer more would change others.
        """
        total: Real = np.zeros_like(user_type[0])
        for weight, share in zip(self.by_user_type, user_type, strict=True):
            total += weight * share
        return total


SUITS_ALL = Fit((1.0,) * len(USER_TYPES))


@cache
def _table() -> dict[str, Fit]:
    text = files("loyaltysim.behaviour").joinpath("user_type_fit.yaml").read_text("utf-8")
    rows = YAML(typ="safe", pure=True).load(text)
    return {
        kind: Fit(tuple(row[name] for name in USER_TYPES), row["game"])
        for kind, row in rows.items()
    }


def fit_of(kind: str) -> Fit:
    """Give the fit of a kind of mechanic; one that is not in the table suits everyone alike."""
    return _table().get(kind, SUITS_ALL)
