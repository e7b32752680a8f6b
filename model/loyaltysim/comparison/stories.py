"""Three customers whose days are told, and where many stand against the action line as a scheme starts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from loyaltysim.comparison.winners import segment_names
from loyaltysim.customers.columns import USER_TYPES
from loyaltysim.simulation.play import launch_world
from loyaltysim.simulation.recording.diary import WatchedModel
from loyaltysim.simulation.run import adaptation_of, instances_of, joining_of, setup_of
from loyaltysim.simulation.world import draw_world

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from loyaltysim.comparison.playing.case import Case
    from loyaltysim.comparison.winners import Outcomes
    from loyaltysim.scenario.schema import Scenario
    from loyaltysim.simulation.world import World

ON_THE_PLANE = 150
"""Customers whose motivation and ability are noted, the first of the market."""
WEEK = 7
MONTH = 28
PEOPLE = ("story", "like", "row", "segment", "user_type", "need", "alike")
EVENTS = ("story", "scheme", "day", "what", "which", "amount")
PLANE = (
    "scheme",
    "window",
    "from_day",
    "to_day",
    "customer",
    "prompts",
    "acts",
    "ln_motivation",
    "ln_ability",
)


class Chosen(NamedTuple):
    """A customer whose days are told."""

    like: str
    """What happens to such customers: `kept`, `lost`, `more`, `alike`."""

    row: int
    share: float
    """Share of the market's customers to whom the same happens."""


def choose(base: Outcomes, scheme: Outcomes) -> tuple[Chosen, ...]:
    """Choose a customer whom the scheme keeps, one whom it does not, and an ordinary one.

    Each is the most ordinary of his or her kind: acts nearest to the kind's median, the first of equals.
    All by the luck of the main result's first market.
    """
    before, after = base.stayed[0], scheme.stayed[0]
    acts, more = scheme.acts[0], scheme.acts[0] - base.acts[0]
    kinds = {
        "kept": ~before & after,
        "more": before & after & (more > 0),
        "alike": before & after & (more == 0),
        "lost": before & ~after,
        "left": ~before & ~after,
    }
    found = [
        Chosen(like, _ordinary(who, acts), float(who.mean()))
        for like, who in kinds.items()
        if who.any()
    ]
    order = ("kept", "more", "lost", "left", "alike")
    return tuple(sorted(found, key=lambda one: order.index(one.like))[:3])


def _ordinary(who: NDArray[np.bool_], acts: NDArray[np.int32]) -> int:
    rows = np.flatnonzero(who)
    return int(rows[np.argmin(np.abs(acts[rows] - np.median(acts[rows])))])


def windows_of(scenario: Scenario) -> dict[str, range]:
    """Name the weeks in which the plane is looked at: before a scheme starts, its first, a month on, the last."""
    starts = min(
        (one.mechanic.starts for scheme in scenario.schemes.values() for one in scheme.instances),
        default=0,
    )
    last = range(scenario.days - WEEK, scenario.days)
    weeks = {
        "before": range(starts - WEEK, starts),
        "first": range(starts, starts + WEEK),
        "month": range(starts + MONTH, starts + MONTH + WEEK),
    }
    kept = {
        name: week for name, week in weeks.items() if week.start >= 0 and week.stop <= last.start
    }
    if "first" not in kept and starts + WEEK <= scenario.days:
        kept["first"] = weeks["first"]
    if all(week.stop <= last.start for week in kept.values()) and last.start >= 0:
        kept["last"] = last
    return kept


def watch(case: Case, chosen: tuple[Chosen, ...]) -> dict[str, pd.DataFrame]:
    """Play the first market again, and write down its chosen customers' days and the plane.

    Returns
    -------
    The frames `people`, `events` and `plane`.
    """
    scenario, windows = case.scenario, windows_of(case.scenario)
    world = _world(case)
    rows = sorted({one.row for one in chosen})
    many = min(ON_THE_PLANE, scenario.market_size)
    models = {}
    for name in scenario.schemes:
        models[name] = WatchedModel(
            world,
            instances_of(scenario, name),
            joining=joining_of(scenario, name),
            adaptation=adaptation_of(scenario, name),
        )
        models[name].watch(rows, many, tuple(windows.values()))
    for _ in range(scenario.days):
        for model in models.values():
            model.step()
    return {
        "people": pd.DataFrame(list(_people(scenario, world, chosen)), columns=list(PEOPLE)),
        "events": pd.DataFrame(list(_events(models, chosen)), columns=list(EVENTS)),
        "plane": pd.DataFrame(list(_plane(models, windows)), columns=list(PLANE)),
    }


def _world(case: Case) -> World:
    population = case.population
    assert population is not None  # noqa: S101 -- the main result has found the customers
    world = draw_world(
        setup_of(case.scenario), population, range(1), case.constants, case.scenario.seed
    )
    return launch_world(world)


def _people(
    scenario: Scenario, world: World, chosen: tuple[Chosen, ...]
) -> Iterator[tuple[object, ...]]:
    traits = world.customers.traits
    names = segment_names(scenario)
    for number, one in enumerate(chosen):
        kind = USER_TYPES[int(traits.user_type[:, one.row].argmax())]
        segment = names[int(traits.segment[one.row])]
        need = float(traits.need[one.row])
        yield number, one.like, one.row, segment, kind.replace("_", " "), need, one.share


def _events(
    models: Mapping[str, WatchedModel], chosen: tuple[Chosen, ...]
) -> Iterator[tuple[object, ...]]:
    for number, one in enumerate(chosen):
        for name, model in models.items():
            mine = [event for event in model.events if event.row == one.row]
            for event in sorted(mine, key=lambda event: event.day):
                yield number, name, event.day, str(event.what), event.which, event.amount


def _plane(
    models: Mapping[str, WatchedModel], windows: Mapping[str, range]
) -> Iterator[tuple[object, ...]]:
    for name, model in models.items():
        for (window, week), spots in zip(windows.items(), model.plane, strict=True):
            for row in np.flatnonzero(spots.prompts).tolist():
                prompts = int(spots.prompts[row])
                middle = (spots.ln_motivation[row] / prompts, spots.ln_ability[row] / prompts)
                yield (
                    name,
                    window,
                    week.start,
                    week.stop,
                    row,
                    prompts,
                    int(spots.acts[row]),
                    *middle,
                )
