"""The funnel of why not, scheme by scheme: prompt, notice, motivation and ability, act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from loyaltysim.language import say
from loyaltysim.report.numbers import percent
from loyaltysim.report.why_not import BEFORE, CLASSES, PROMPTED, SHOWN, prompted_share

if TYPE_CHECKING:
    import pandas as pd

    from loyaltysim.comparison import Comparison


def funnel(comparison: Comparison) -> list[dict[str, Any]]:
    """Give every scheme's funnel.

    Returns
    -------
    By scheme: `before`, shares of all customers' days without a prompt; `prompted`, the rest; `then`, what
    became of these as shares of them.
    """
    shares = comparison.why_not
    shown = [str(name) for name in shares.columns if (shares[name] >= SHOWN).any()]
    return [_of_scheme(str(scheme), row, shown) for scheme, row in shares.iterrows()]


def _of_scheme(scheme: str, row: pd.Series[float], shown: list[str]) -> dict[str, Any]:
    prompted = prompted_share({str(name): float(share) for name, share in row.items()})
    return {
        "scheme": scheme,
        "before": [_part(name, float(row[name])) for name in BEFORE if name in shown],
        "prompted": percent(prompted),
        "then": [
            _part(name, float(row[name]) / prompted if prompted else 0.0)
            for name in shown
            if name not in BEFORE
        ],
    }


def _part(name: str, share: float) -> dict[str, Any]:
    words = say(CLASSES[name])
    if name in BEFORE:
        about, colon, rest = words.partition(": ")
        words = f"{about} ({rest})" if colon else about
    words = words.removeprefix(say(PROMPTED))
    return {"name": name, "words": words, "share": percent(share), "width": f"{100 * share:.1f}"}
