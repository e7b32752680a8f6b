"""Compare the schemes of a scenario: play, judge, vary the assumptions, write everything down."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from loyaltysim.behaviour.constants import Constants
from loyaltysim.comparison.comparison import Comparison
from loyaltysim.comparison.draws import vary_assumptions
from loyaltysim.comparison.lives import find_lives
from loyaltysim.comparison.main_result import MainResult, play_main
from loyaltysim.comparison.overrides import keep_only, override
from loyaltysim.comparison.playing.case import Case
from loyaltysim.comparison.playing.cluster import opened_cluster
from loyaltysim.comparison.playing.parallel import usable_cores
from loyaltysim.comparison.playing.people import population_key
from loyaltysim.comparison.playing.runner import Progress, Runner, silent
from loyaltysim.comparison.playing.store import Store, opened_store
from loyaltysim.comparison.results import results_folder, write_log, write_results
from loyaltysim.comparison.single import write_customers, write_transactions
from loyaltysim.comparison.verdict.how_many import USUAL_DRAWS
from loyaltysim.errors import InputError, Problem
from loyaltysim.scenario.checks.notes import scenario_notes
from loyaltysim.scenario.load import load_scenario
from loyaltysim.scenario.schema import Scenario
from loyaltysim.simulation.difficulty import difficulty_note
from loyaltysim.simulation.run import run_batch, setup_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from loyaltysim.comparison.comparison import Figures
    from loyaltysim.comparison.lives import Lives
    from loyaltysim.comparison.measures.gathered import Gathered
    from loyaltysim.comparison.playing.people import People
    from loyaltysim.comparison.playing.work import PlayBatch

    OnResult = Callable[[Comparison], object]


def compare(  # noqa: PLR0913 - each is a choice of the user's
    scenario: str | Path | Scenario,
    *,
    days: int | None = None,
    customers: int | None = None,
    seed: int | None = None,
    jobs: int | None = None,
    out: str | Path | None = "results",
    only: Sequence[str] = (),
    assumptions: int = USUAL_DRAWS,
    progress: Progress | Literal[False] = False,
    on_result: OnResult | None = None,
    on_round: OnResult | None = None,
    transactions: bool = False,
    customers_table: bool = False,
    figures: Figures | None = None,
    dask: str | None = None,
    any_worker: bool = False,
) -> Comparison:
    """Play all schemes of a scenario over the same markets and compare them.

    Parameters
    ----------
    scenario
        A scenario, the path of a file, or the name of a bundled scenario.
    days, customers, seed
        Instead of the scenario's own.
    jobs
        Processes to use; all usable cores if left out. Results do not depend on it.
    out
        Folder for results and finished work, which the next call uses; None keeps nothing.
    only
        Schemes to play beside the baseline; all if left out.
    assumptions
        How many plausible sets of behavioural constants to try after the main result.
    progress
        Called with what is being done, and the customer-days done and to be done.
    on_result
        Called with the main result before the assumptions are varied.
    on_round
        Called with what is known so far whenever all schemes have played more markets, before the main result.
    transactions, customers_table
        Whether to write every purchase, and every customer.
    figures
        What draws; `loyaltysim.compare` brings the project's own.
    dask
        Address of a Dask scheduler whose workers play, instead of processes here. Results do not depend on it.
    any_worker
        Whether workers may have other versions or processors than this machine, so that the last digits may differ.
    """
    given = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
    changed = override(given, {"days": days, "customers": customers, "seed": seed})
    _check({"jobs": (jobs, 1), "assumptions": (assumptions, 0)})
    kept, folder = keep_only(changed, only), None if out is None else Path(out)
    plan = Plan(kept, jobs or usable_cores(), folder, assumptions, progress or silent)
    plan = replace(plan, on_result=on_result or _ignore, on_round=on_round, figures=figures)
    plan = replace(plan, transactions=transactions, customers_table=customers_table)
    plan = replace(plan, dask=dask, any_worker=any_worker)
    return carry_out(plan, run_batch)


@dataclass(frozen=True)
class Plan:
    """What to compare and how."""

    scenario: Scenario
    jobs: int = 1
    out: Path | None = None
    assumptions: int = 0
    progress: Progress = silent
    on_result: OnResult = lambda _: None
    on_round: OnResult | None = None
    transactions: bool = False
    customers_table: bool = False
    figures: Figures | None = None
    dask: str | None = None
    any_worker: bool = False


def carry_out(plan: Plan, play_batch: PlayBatch) -> Comparison:
    """Carry out a plan with whatever plays batches."""
    started = time.perf_counter()
    with (
        opened_store(plan.out, any_worker=plan.any_worker) as store,
        opened_cluster(plan.dask, any_worker=plan.any_worker) as cluster,
    ):
        runner = Runner(store, play_batch, plan.jobs, plan.progress, cluster)
        case, people, notes = case_of(plan, store)
        runs = store.names(case.keys)
        main = play_main(case, runner, _rounds(plan))
        comparison = Comparison(
            plan.scenario,
            main.gathered,
            main.markets,
            (*notes, *main.notes),
            guessed=people.guessed,
            figures=plan.figures,
        )
        if plan.out is not None:
            folder = results_folder(plan.out, comparison, runs, plan.assumptions)
            comparison = replace(comparison, folder=folder)
            write_log(folder, "main result", seconds=_since(started), jobs=plan.jobs)
        plan.on_result(comparison)
        varied = vary_assumptions(case, plan.assumptions, comparison.panels, runner)
        comparison = replace(comparison, assumptions=varied)
        if comparison.folder is not None:
            folder, lives = comparison.folder, _lives(plan, case, comparison, runner)
            comparison = replace(comparison, lives=lives)
            single = _write_single(folder, case, main, runner)
            write_results(comparison, case.constants, runs, folder, single)
            write_log(folder, "finished", seconds=_since(started), jobs=plan.jobs)
        return comparison


def _rounds(plan: Plan) -> Callable[[Gathered], object] | None:
    """Show what is known so far, if anybody wants to see it."""
    show = plan.on_round
    if show is None:
        return None
    return lambda gathered: show(Comparison(plan.scenario, gathered, gathered.markets_played))


def _lives(plan: Plan, case: Case, comparison: Comparison, runner: Runner) -> Lives | None:
    """Look at single customers, where a page is to tell of them."""
    if plan.figures is None or plan.figures.page is None:
        return None
    baseline = plan.scenario.compare.baseline
    others = [name for name in comparison.ranked if name != baseline]
    return find_lives(case, others[0] if others else baseline, runner)


def _write_single(folder: Path, case: Case, main: MainResult, runner: Runner) -> list[Path]:
    """Write what was asked for of single customers, and name the files."""
    asked = [
        (case.keep_customers, folder / "customers.parquet", write_customers),
        (case.keep_transactions, folder / "transactions.parquet", write_transactions),
    ]
    wanted = [(path, write) for wish, path, write in asked if wish]
    for path, write in wanted:
        write(path, main.batches, runner)
    return [path for path, _ in wanted]


def case_of(plan: Plan, store: Store) -> tuple[Case, People, tuple[str, ...]]:
    """Say who the customers are, and what there is to tell about a fit."""
    scenario, constants = plan.scenario, Constants.default()
    case = Case(
        scenario=scenario,
        constants=constants,
        population_key=population_key(scenario),
        population=scenario.segment_population(),
        keep_customers=plan.customers_table,
        keep_transactions=plan.transactions,
    )
    people = case.people(store)
    hard = difficulty_note(setup_of(scenario), people.population, constants, scenario.seed)
    case = replace(case, population=people.population)
    others = (OTHER_WORKERS_NOTE,) if plan.any_worker else ()
    notes = (*people.notes, *scenario_notes(scenario), *others)
    return case, people, (*notes, hard) if hard else notes


def _check(numbers: dict[str, tuple[int | None, int]]) -> None:
    problems = [
        Problem(f"must be at least {least}, but is {value}", where=name)
        for name, (value, least) in numbers.items()
        if value is not None and value < least
    ]
    if problems:
        raise InputError(*problems)


OTHER_WORKERS_NOTE = "workers with other versions or processors were allowed, so another run may differ in the last digits"


def _ignore(_comparison: Comparison) -> None:
    """Show nothing."""


def _since(started: float) -> float:
    return round(time.perf_counter() - started, 3)
