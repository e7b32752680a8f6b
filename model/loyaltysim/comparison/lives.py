"""What a comparison tells of single customers: who wins and loses, and how some lived through each scheme."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from loyaltysim.comparison.playing.work import batches_of
from loyaltysim.comparison.stories import choose, watch
from loyaltysim.comparison.winners import COLUMNS, LUCKS, NAMES, Outcomes, winners_table
from loyaltysim.simulation.reliving import relive_batch

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from loyaltysim.comparison.playing.case import Case
    from loyaltysim.comparison.playing.runner import Runner

FILES = {
    "winners": "winners.csv",
    "people": "stories.parquet",
    "events": "story_days.parquet",
    "plane": "plane.parquet",
}


@dataclass(frozen=True)
class Lives:
    """Single customers of the first market."""

    winners: pd.DataFrame
    """One row a scheme and group (see `winners_table`)."""

    people: pd.DataFrame
    """Whose days are told, one row each."""

    events: pd.DataFrame
    """Their days under each scheme, one row an event."""

    plane: pd.DataFrame
    """Motivation and ability of many, one row a scheme, week and customer."""


def find_lives(case: Case, leader: str, runner: Runner) -> Lives:
    """Replay the first market's customers with other luck, then look at a few of them.

    Parameters
    ----------
    leader
        The scheme whose customers are told of: the best, or the best but the baseline.
    """
    found = replace(case, keep_customers=False, keep_transactions=False, other_luck=True)
    again = replace(runner, play_batch=relive_batch)
    batches = batches_of(found, range(LUCKS))
    again.play(f"replaying the same customers with {LUCKS} lucks", batches)
    parts = [again.read(batch) for batch in batches]
    size = case.scenario.market_size
    played = {
        name: Outcomes.of([part[name].customers or {} for part in parts], size)
        for name in case.scenario.schemes
    }
    base = played[case.scenario.compare.baseline]
    told = watch(found, choose(base, played[leader]))
    return Lives(winners=winners_table(case.scenario, played), **told)


def lives_tables(lives: Lives) -> Mapping[str, pd.DataFrame]:
    """Give the tables by the names of their files."""
    return {file: getattr(lives, name) for name, file in FILES.items()}


def load_lives(folder: Path) -> Lives | None:
    """Read them from a folder of results; None if they are not there."""
    if not all((folder / file).is_file() for file in FILES.values()):
        return None
    return Lives(**{name: _read(folder / file) for name, file in FILES.items()})


def _read(path: Path) -> pd.DataFrame:
    """Read a table to the last digit."""
    if path.suffix == ".parquet":
        return pd.read_parquet(path)
    texts = pd.read_csv(path, dtype=str, keep_default_na=False)
    kinds = {name: int if name == "customers" else float for name in COLUMNS[len(NAMES) :]}
    return texts.astype(kinds)
