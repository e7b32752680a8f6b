"""The tables of a search, and its finalists as a scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from loyaltysim.experiments.aims import AIMS
from loyaltysim.experiments.optimise_load import with_schemes
from loyaltysim.scenario.dump import dump_scenario

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from loyaltysim.experiments.confirm import Confirmation
    from loyaltysim.experiments.measured import Measured
    from loyaltysim.experiments.optimise_load import Hunt
    from loyaltysim.experiments.search import Tried
    from loyaltysim.scenario.nodes import Node


def candidates_table(tried: Sequence[Tried], fronts: Collection[int]) -> pd.DataFrame:
    """Give a row for each candidate.

    Parameters
    ----------
    fronts
        Numbers of the candidates that no other beats.
    """
    return pd.DataFrame([_row(one, one.candidate.number in fronts) for one in tried])


def finalists_table(found: Confirmation | None) -> pd.DataFrame:
    """Give a row for each finalist, the best on new markets first: effects, and the lead of the best over it."""
    if found is None:
        return pd.DataFrame()
    order = [found.best, *(n for n in range(len(found.finalists)) if n != found.best)]
    return pd.DataFrame([_finalist(found, number) for number in order])


def _finalist(found: Confirmation, number: int) -> dict[str, object]:
    lead = found.leads.get(number)
    place = "best" if number == found.best else None if lead is None else found.place(lead)
    ends = ("estimate", "low", "high")
    bounds = {f"lead_{end}": None if lead is None else getattr(lead, end) for end in ends}
    return {"best_is": place, **bounds, **_known(found.finalists[number])}


def best_scenario(hunt: Hunt, found: Confirmation) -> str:
    """Write the scenario with the baseline and the finalists, the best first, as its schemes."""
    order = [found.best, *(n for n in range(len(found.finalists)) if n != found.best)]
    schemes: dict[str, Node] = {}
    for number in order:
        candidate = found.finalists[number].candidate
        kind, count = candidate.kind, 1
        name = kind.name
        while name in schemes:
            count += 1
            name = f"{kind.name} ({count})"
        schemes[name] = candidate.scheme()
    base = with_schemes(hunt.base, hunt.baseline, schemes)
    return dump_scenario(base.scenario_at({}))


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
