"""Winners and losers: the same customers, replayed with other luck, under each scheme and the baseline.

One replay tells a customer's fate by luck as much as by the scheme; the mean over many lucks tells what the scheme does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from loyaltysim.comparison.measures.effects import mean_effect
from loyaltysim.customers.columns import USER_TYPES
from loyaltysim.mechanics.status.tiers import Tiers
from loyaltysim.scenario.blocks.segments import Segments

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from loyaltysim.scenario.schema import Scenario

LUCKS = 20
"""Lucks with which each customer is replayed."""
FEWEST = 30
"""Customers below which a group is not shown: so few tell nothing."""
NAMES = ("scheme", "by", "group")
COLUMNS = (
    *(*NAMES, "customers"),
    *("stays", "difference", "low", "high", "winners", "losers", "acts_difference"),
)
ALL, SEGMENT, TIER, USER_TYPE = "all", "segment", "tier", "user_type"
NO_LEVEL = "no level"


@dataclass(frozen=True)
class Outcomes:
    """How each customer fared under one scheme, all of shape (lucks, customers)."""

    stayed: NDArray[np.bool_]
    acts: NDArray[np.int32]
    tier: NDArray[np.int8]
    segment: NDArray[np.int8]
    user_type: NDArray[np.int8]

    @classmethod
    def of(cls, parts: Sequence[Mapping[str, NDArray[Any]]], customers: int) -> Outcomes:
        """Join what batches of lucks came to."""
        names = ("stayed", "acts", "tier", "segment", "user_type")
        joined = {name: np.concatenate([part[name] for part in parts]) for name in names}
        return cls(**{name: values.reshape(-1, customers) for name, values in joined.items()})


def winners_table(scenario: Scenario, played: Mapping[str, Outcomes]) -> pd.DataFrame:
    """Give one row a scheme and group of customers: what it does to their chance of staying.

    A winner stays in more of the lucks under the scheme than under the baseline, a loser in fewer.
    """
    base = played[scenario.compare.baseline]
    rows = [
        (name, by, group, *_row(base, one, members, lucks))
        for name, one in played.items()
        if name != scenario.compare.baseline
        for by, group, members, lucks in _groups(scenario, name, one)
        if members.sum() >= FEWEST
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _groups(
    scenario: Scenario, scheme: str, played: Outcomes
) -> Iterator[tuple[str, str, NDArray[np.bool_], slice]]:
    """Give the groups, who is in them, and the lucks by which they are judged."""
    everybody, lucks = np.ones(played.segment.shape[1], np.bool_), slice(None)
    yield ALL, ALL, everybody, lucks
    names = segment_names(scenario)
    for number, name in enumerate(names):
        if len(names) > 1:
            yield SEGMENT, name, played.segment[0] == number, lucks
    # whoever rose to a level in the first luck is judged by the others: rising is luck as well
    for number, name in enumerate(_tiers(scenario, scheme)):
        yield TIER, name, played.tier[0] == number, slice(1, None)
    for number, name in enumerate(USER_TYPES):
        yield USER_TYPE, name.replace("_", " "), played.user_type[0] == number, lucks


def segment_names(scenario: Scenario) -> tuple[str, ...]:
    """Name the segments in their order; one without a name where customers are fitted."""
    population = scenario.population
    return tuple(population.specs) if isinstance(population, Segments) else ("",)


def _tiers(scenario: Scenario, scheme: str) -> tuple[str, ...]:
    """Name the levels of the scheme's tier programme with most of them, the lowest first."""
    programmes = [
        tuple(level.name for level in one.mechanic.levels)
        for one in scenario.schemes[scheme].instances
        if isinstance(one.mechanic, Tiers)
    ]
    return (NO_LEVEL, *max(programmes, key=len)) if programmes else ()


def _row(
    base: Outcomes, played: Outcomes, members: NDArray[np.bool_], lucks: slice
) -> tuple[float, ...]:
    stays = [one.stayed[lucks][:, members].mean(axis=0) for one in (base, played)]
    acts = [one.acts[lucks][:, members].mean(axis=0) for one in (base, played)]
    gained = stays[1] - stays[0]
    effect = mean_effect(gained)
    return (
        int(members.sum()),
        float(stays[0].mean()),
        *(effect.estimate, effect.low, effect.high),
        float((gained > 0).mean()),
        float((gained < 0).mean()),
        float((acts[1] - acts[0]).mean()),
    )
