"""The tables of a search."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from loyaltysim.experiments.aims import AIMS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from loyaltysim.experiments.search.confirm import Confirmation
    from loyaltysim.experiments.search.measured import Measured
    from loyaltysim.experiments.search.models import Models
    from loyaltysim.experiments.search.search import Tried


def candidates_table(tried: Sequence[Tried], fronts: Collection[int]) -> pd.DataFrame:
    """Give a row for each candidate.

    Parameters
    ----------
    fronts
        Numbers of the candidates that no other beats.
    """
    return pd.DataFrame([_row(one, one.candidate.number in fronts) for one in tried])


def finalists_table(found: Confirmation | None, models: Models | None = None) -> pd.DataFrame:
    """Give a row for each finalist, the best on new markets first: effects, and the lead of the best over it.

    Parameters
    ----------
    models
        What plausible models say of them; None if they were not asked.
    """
    if found is None:
        return pd.DataFrame()
    names = {number: name for name, number in found.names.items()}
    return pd.DataFrame([_finalist(found, number, names[number], models) for number in names])


def _finalist(
    found: Confirmation, number: int, name: str, models: Models | None
) -> dict[str, object]:
    lead = found.leads.get(number)
    place = "best" if number == found.best else None if lead is None else found.place(lead)
    ends = ("estimate", "low", "high")
    bounds = {f"lead_{end}": None if lead is None else getattr(lead, end) for end in ends}
    known = models is not None and name in models.assumptions.schemes
    best_in = models.assumptions.best(name).estimate if known and models is not None else None
    told = {"best_is": place, **bounds, "best_in_models": best_in}
    return {**told, **_known(found.finalists[number])}


def _row(one: Tried, in_front: bool) -> dict[str, object]:  # noqa: FBT001 -- a cell of the row
    beyond = [name for name, distance in one.beyond.items() if distance > 0]
    return {
        **_known(one),
        "given_up": one.given_up or None,
        "beyond": ", ".join(beyond) or None,
        "keeps": one.keeps,
        "front": in_front,
        "failed": one.failed or None,
    }


def _known(one: Tried) -> dict[str, object]:
    candidate = one.candidate
    told = {} if one.measured is None else _effects(one.measured)
    return {
        "candidate": candidate.number,
        "kind": candidate.kind.name,
        **candidate.parameters,
        **told,
    }


def _effects(measured: Measured) -> dict[str, object]:
    effects = {name: measured.effect(name) for name in AIMS}
    return {
        "markets": measured.markets,
        **{
            f"{name}{suffix}": getattr(effect, end)
            for name, effect in effects.items()
            for suffix, end in (("", "estimate"), ("_low", "low"), ("_high", "high"))
        },
    }
