"""What suits whom: it hangs on traits alone, so that it is found once for all schemes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.behaviour.user_type_fit import forced

if TYPE_CHECKING:
    from loyaltysim.behaviour.user_type_fit import Fit
    from loyaltysim.customers.table import Real


class Likings:
    """How well mechanics suit customers, and how much compulsory ones repel them, found once for all schemes.

    Parameters
    ----------
    user_type
        Weights of the Hexad's types, shape (6, n).
    """

    def __init__(self, user_type: Real) -> None:
        self._user_type = user_type
        self._found: dict[tuple[tuple[float, ...], bool], tuple[Real, Real | None]] = {}

    def of(self, fit: Fit, *, compulsory: bool) -> tuple[Real, Real | None]:
        """Give both, of shape (n,) and not to be changed; nobody minds what is not compulsory."""
        key = fit.by_user_type, compulsory
        if key not in self._found:
            suits = fit.suits(self._user_type)
            self._found[key] = forced(suits) if compulsory else (suits, None)
        return self._found[key]
