"""The comparison with the pictures of this layer: what users call."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, ParamSpec

from loyaltysim.comparison.compare import compare as compare_only
from loyaltysim.report.figures import FIGURES

if TYPE_CHECKING:
    from collections.abc import Callable

    from loyaltysim.comparison.comparison import Comparison

P = ParamSpec("P")


def _with_figures(function: Callable[P, Comparison]) -> Callable[P, Comparison]:
    @wraps(function)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> Comparison:
        kwargs.setdefault("figures", FIGURES)
        return function(*args, **kwargs)

    return drawn


compare = _with_figures(compare_only)
