"""What mechanics appeal to, and which user types they suit: the table `mechanics.yaml` beside this file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

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
    motivators: tuple[str, ...] = ()
    """Which of Paharia's (2013) five it appeals to."""

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


def forced(suits: Real) -> tuple[Real, Real]:
    """Give what is left of a liking where one has to take part, and how much one is repelled, 0 to 1.

    Notes
    -----
    max(0, 2 fit - 1) and max(0, 1 - 2 fit): who would hardly have chosen it minds that it was not theirs to choose
    (reactance, Brehm 1966; compulsory games at work, Mollick & Rothbard 2014). The form is an assumption.
    """
    choice: Real = 2.0 * suits - 1.0
    return np.maximum(choice, 0.0), np.maximum(-choice, 0.0)


MOTIVATORS = ("autonomy", "mastery", "purpose", "progress", "social_interaction")
"""Paharia's (2013) five motivators."""
SUITS_ALL = (1.0,) * len(USER_TYPES)
PLAIN = Fit(SUITS_ALL)


@cache
def _table() -> dict[str, Fit]:
    text = files("loyaltysim.behaviour").joinpath("mechanics.yaml").read_text("utf-8")
    rows = YAML(typ="safe", pure=True).load(text)
    return {kind: _fit(row) for kind, row in rows.items()}


def _fit(row: dict[str, Any]) -> Fit:
    by_type = row.get("fit")
    suits = tuple(by_type[name] for name in USER_TYPES) if by_type else SUITS_ALL
    return Fit(suits, row["game"], tuple(row["motivators"]))


def fit_of(kind: str) -> Fit:
    """Give the fit of a kind of mechanic; one that is not in the table suits everyone alike."""
    return _table().get(kind, PLAIN)
