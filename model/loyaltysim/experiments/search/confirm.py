"""Compare the finalists of a search on markets that it never used, as many as it takes to tell them apart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from loyaltysim.comparison.measures.effects import LEVEL, mean_effect
from loyaltysim.experiments.aims import AIMS
from loyaltysim.experiments.search.limits import keeps
from loyaltysim.experiments.search.search import Tried, markets_of, play_on

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from loyaltysim.comparison.measures.effects import Effect
    from loyaltysim.comparison.playing.runner import Progress, Runner
    from loyaltysim.experiments.aims import AimName
    from loyaltysim.experiments.search.load import Hunt
    from loyaltysim.experiments.search.measured import Measured

MOST = 5
"""Finalists."""

Place = Literal["better", "same", "worse", "open"]


@dataclass(frozen=True)
class Confirmation:
    """What new markets say of the finalists."""

    finalists: tuple[Tried, ...]
    """As the search ranked them, with what the new markets say instead of its own."""

    best: int
    """Number of the finalist that is highest on the new markets among those that keep to the constraints."""

    leads: Mapping[int, Effect]
    """Of the best over each other finalist that keeps to the constraints; intervals hold together."""

    against_baseline: Effect
    """How much better the best is than the baseline; its interval holds together with those of the leads."""

    matters: float
    """Smallest difference that matters; 0 where the scenario says nothing of this objective."""

    markets: int

    @cached_property
    def names(self) -> Mapping[str, int]:
        """The finalists by names for schemes, the best first: their kinds, numbered where a kind is there twice."""
        order = [self.best, *(n for n in range(len(self.finalists)) if n != self.best)]
        found: dict[str, int] = {}
        for number in order:
            kind, count = self.finalists[number].candidate.kind.name, 1
            name = kind
            while name in found:
                count += 1
                name = f"{kind} ({count})"
            found[name] = number
        return found

    @property
    def contenders(self) -> tuple[str, ...]:
        """Names of the finalists that keep to the constraints, the best first."""
        return tuple(
            name for name, number in self.names.items() if number in {self.best, *self.leads}
        )

    def place(self, lead: Effect) -> Place:
        """Tell what a lead says."""
        if lead.same or -self.matters < lead.low <= lead.high < self.matters:
            return "same"
        if lead.low > 0:
            return "better"
        return "worse" if lead.high < 0 else "open"

    @property
    def told(self) -> bool:
        """Whether all that is asked is known: against the baseline, and against every other finalist."""
        return all(
            self.place(one) != "open" for one in (self.against_baseline, *self.leads.values())
        )


def finalists_of(ranked: Sequence[Tried]) -> tuple[Tried, ...]:
    """Choose the two best candidates, and the best of every other kind.

    Parameters
    ----------
    ranked
        Those that keep to the constraints, the best first.
    """
    chosen: list[Tried] = []
    for one in ranked:
        twice = any(one.candidate.same == other.candidate.same for other in chosen)
        new_kind = all(one.candidate.kind.name != other.candidate.kind.name for other in chosen)
        if not twice and (len(chosen) < 2 or new_kind) and len(chosen) < MOST:
            chosen.append(one)
    return tuple(chosen)


def confirm(
    finalists: Sequence[Tried], hunt: Hunt, runner: Runner, progress: Progress
) -> Confirmation | None:
    """Play finalists on new markets, twice as many until all is told or there are as many as the plan allows.

    Returns
    -------
    None if no finalist can be played, or keeps to the constraints on the new markets.
    """
    _, used = markets_of(hunt)
    looks = _looks(used, hunt.plan.confirm)
    played: list[Tried] = [replace(one, measured=None) for one in finalists]
    found, before = None, 0
    label = "comparing the best on new markets"
    for done, markets in enumerate(looks):
        progress(label, done, len(looks))
        played = play_on(played, range(used + before, used + markets), runner)
        found, before = judged(played, hunt, len(looks)), markets
        if found is None or found.told:
            break
    progress(label, len(looks), len(looks))
    return found


def _looks(first: int, most: int) -> list[int]:
    """Give the numbers of markets at which the results are looked at."""
    looks = [min(first, most)]
    while looks[-1] < most:
        looks.append(min(2 * looks[-1], most))
    return looks


def judged(played: Sequence[Tried], hunt: Hunt, looks: int) -> Confirmation | None:
    """Rank the finalists; the error of 5% is shared out among all pairs and all looks (Bonferroni)."""
    aim, limits = hunt.plan.objectives[0], hunt.plan.constraints
    known = {n: one.measured for n, one in enumerate(played) if one.measured is not None}
    kept = {number: one for number, one in known.items() if keeps(one, limits)}
    if not kept:
        return None
    better = AIMS[aim].better
    best = max(kept, key=lambda number: better * kept[number].effect(aim).estimate)
    level = 1 - (1 - LEVEL) / (looks * max(1, len(played) * (len(played) + 1) // 2))
    leads = {n: kept[best].lead(one, aim, level) for n, one in kept.items() if n != best}
    compared = hunt.scenario.compare
    return Confirmation(
        tuple(played),
        best,
        leads,
        _better(kept[best], aim, level),
        compared.matters if compared.metric == aim else 0.0,
        kept[best].markets,
    )


def _better(measured: Measured, aim: AimName, level: float) -> Effect:
    """Estimate how much better a candidate is than the baseline."""
    return mean_effect(AIMS[aim].better * measured.by_market[aim], level)
