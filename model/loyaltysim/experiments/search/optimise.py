"""Find the best scheme under constraints, and whether it is really better than the next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from loyaltysim.comparison.playing.atomic import make_folder
from loyaltysim.comparison.playing.files import write_csv
from loyaltysim.comparison.results import JOURNAL
from loyaltysim.experiments.options import options_of
from loyaltysim.experiments.search.confirm import confirm, finalists_of
from loyaltysim.experiments.search.finalists import best_scenario
from loyaltysim.experiments.search.journal import Journal
from loyaltysim.experiments.search.limits import front
from loyaltysim.experiments.search.load import load_hunt
from loyaltysim.experiments.search.models import play_models
from loyaltysim.experiments.search.search import search
from loyaltysim.experiments.search.tables import candidates_table, finalists_table
from loyaltysim.experiments.search.verdict import judge
from loyaltysim.extras import need

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    import pandas as pd

    from loyaltysim.comparison.playing.runner import Progress, Runner
    from loyaltysim.experiments.folder import Folder
    from loyaltysim.experiments.options import Options
    from loyaltysim.experiments.search.candidates import Candidate
    from loyaltysim.experiments.search.confirm import Confirmation
    from loyaltysim.experiments.search.load import Hunt
    from loyaltysim.experiments.search.models import Models
    from loyaltysim.experiments.search.search import Tried
    from loyaltysim.experiments.search.verdict import SearchVerdict

    Draw = Callable[["Search", Path], Iterable[Path]]

CANDIDATES = "candidates.csv"


@dataclass(frozen=True)
class Search:
    """Candidates that were tried, and what new markets say of the best of them."""

    hunt: Hunt
    tried: tuple[Tried, ...]
    """In the order of trying."""

    confirmation: Confirmation | None = None
    """None if no candidate keeps to the constraints."""

    models: Models | None = None
    """What plausible models say of the finalists; None if they were not asked."""

    folder: Path | None = None
    """Where the files are; None if none were written."""

    @cached_property
    def front(self) -> tuple[Tried, ...]:
        """Those that keep to the constraints and that no other beats in all objectives, the best at the first one first."""
        known = {one.candidate.same: one for one in reversed(self.tried) if one.keeps}
        kept = {
            one.candidate.number: one.measured for one in known.values() if one.measured is not None
        }
        return tuple(self.tried[number] for number in front(kept, self.hunt.plan.objectives))

    @property
    def best(self) -> Candidate | None:
        """The best of the finalists; None if no candidate keeps to the constraints."""
        judged = self.confirmation
        return None if judged is None else judged.finalists[judged.best].candidate

    @cached_property
    def verdict(self) -> SearchVerdict:
        """Which is best, and whether it really is."""
        return judge(self.confirmation, self.tried, self.hunt, self.models)

    @property
    def candidates(self) -> pd.DataFrame:
        """One row a candidate, with its values, its effects with 95% intervals, and what became of it."""
        return candidates_table(self.tried, [one.candidate.number for one in self.front])

    @property
    def finalists(self) -> pd.DataFrame:
        """One row a finalist, on markets that the search never used, and in which plausible models it is best."""
        return finalists_table(self.confirmation, self.models)


def optimise(  # noqa: PLR0913 - each is a choice of the user's
    plan: str | Path | Mapping[str, object],
    *,
    jobs: int | None = None,
    out: str | Path | None = "results",
    fresh: bool = False,
    progress: Progress | Literal[False] = False,
    draw: Draw | None = None,
    dask: str | None = None,
    any_worker: bool = False,
) -> Search:
    """Find the best scheme under constraints.

    All candidates are played by the same customers with the same luck; the finalists then by others, and under other
    plausible behavioural constants.

    Parameters
    ----------
    plan
        The path of a plan, the name of a bundled plan, or what a plan says, as a dict.
    jobs
        Processes to use; all usable cores if left out. Results do not depend on it.
    out
        Folder for the tables and for finished work, which the next call uses; None keeps nothing.
    fresh
        Whether to play everything anew, as if nothing were finished.
    progress
        Called with what is being done, and how much of it is done and to be done.
    draw
        Writes pictures; `loyaltysim.optimise` brings the project's own.
    dask
        Address of a Dask scheduler whose workers play, instead of processes here. Results do not depend on it.
    any_worker
        Whether workers may have other versions or processors than this machine, so that the last digits may differ.

    Raises
    ------
    ScenarioError
        With every problem of the plan, before anything is played.
    InputError
        When Optuna is not installed.
    """
    need("`optimise`", "optuna")
    options = options_of(
        jobs=jobs,
        out=out,
        fresh=fresh,
        progress=progress,
        dask=dask,
        any_worker=any_worker,
        draw=draw,
    )
    return carry_out(load_hunt(plan), options)


def carry_out(hunt: Hunt, options: Options) -> Search:
    """Carry out a plan."""
    said = hunt.plan.model_dump(mode="json")
    folder = options.folder(
        "optimise", hunt.name, plan=hunt.plan, scenario=hunt.scenario, said=said
    )
    with options.runner() as runner:
        found = Search(hunt, tuple(_try(hunt, runner, options.progress, folder)))
        ranked = _ranked(found)
        if ranked:
            judged = confirm(finalists_of(ranked), hunt, runner, options.progress)
            found = replace(found, confirmation=judged)
            if judged is not None:
                models = play_models(judged, hunt, runner, options.progress)
                found = replace(found, models=models)
    return found if folder is None else _written(found, folder, options.draw)


def _try(hunt: Hunt, runner: Runner, progress: Progress, folder: Folder | None) -> list[Tried]:
    """Try all candidates; keep the table and Optuna's journal up to date."""
    tried: list[Tried] = []
    journal = None if folder is None else Journal(make_folder(folder.path) / JOURNAL, hunt)
    for group in search(hunt, runner, progress):
        tried += group.tried
        if folder is not None and journal is not None:
            journal.add(group)
            write_csv(folder.path / CANDIDATES, candidates_table(tried, ()))
    return tried


def _ranked(found: Search) -> list[Tried]:
    """Rank what keeps to the constraints by the first objective."""
    aim = found.hunt.plan.objectives[0]
    left = {n: one.measured for n, one in enumerate(found.tried) if one.keeps and one.measured}
    ranked: list[Tried] = []
    while left:
        for number in front(left, [aim]):
            ranked.append(found.tried[number])
            del left[number]
    return ranked


def _written(found: Search, folder: Folder, draw: Draw | None) -> Search:
    found = replace(found, folder=folder.path)
    tables = {CANDIDATES: found.candidates, "candidates.parquet": found.candidates}
    texts = {}
    if found.confirmation is not None:
        tables["finalists.csv"] = found.finalists
        texts["best.yaml"] = best_scenario(found.hunt, found.confirmation)
    if found.models is not None:
        drawn = found.models.assumptions
        tables["assumptions.parquet"] = drawn.draws.join(drawn.constants, on="draw")
    verdict = found.verdict
    told = {
        "schemes": [found.hunt.baseline, *found.hunt.kinds],
        "candidates": len(found.tried),
        "best": None if found.best is None else found.best.words,
        "verdict": {
            "kind": verdict.kind,
            "sentence": verdict.sentence,
            "reasons": list(verdict.reasons),
        },
    }
    folder.finish(tables, told, None if draw is None else lambda place: draw(found, place), texts)
    return found
