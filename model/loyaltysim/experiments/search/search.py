"""Try candidates: Optuna chooses, few markets give up the hopeless ones, and the others play all markets.

Candidates are chosen and played in groups of one size, however many processes there are, and the choice of
a group depends on the groups before it alone. So the same plan tries the same candidates, and an interrupted
search tries them again, with the markets that were played read instead of played.
"""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from loyaltysim.comparison.playing.markets import market_count
from loyaltysim.errors import LoyaltysimError, StoreError, reason_of
from loyaltysim.experiments.aims import AIMS
from loyaltysim.experiments.search.candidates import as_written, choose
from loyaltysim.experiments.search.limits import front, hopeless, violations
from loyaltysim.experiments.search.measured import measure
from loyaltysim.experiments.stream import play_cases
from loyaltysim.randomness import generator

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from optuna import Study
    from optuna.distributions import BaseDistribution
    from optuna.trial import Trial

    from loyaltysim.comparison.playing.case import Case
    from loyaltysim.comparison.playing.runner import Progress, Runner
    from loyaltysim.experiments.search.candidates import Candidate
    from loyaltysim.experiments.search.load import Hunt
    from loyaltysim.experiments.search.measured import Measured

    Choice = tuple[dict[str, object], dict[str, BaseDistribution]]

GROUP = 8
"""Candidates that are chosen together."""
PATIENCE = 20
"""Times that Optuna may choose what was tried already."""
FEWEST = 6
"""Markets of the first look."""


@dataclass(frozen=True)
class Tried:
    """A candidate and what came of it."""

    candidate: Candidate
    measured: Measured | None = None
    """None if it could not be played."""

    given_up: str = ""
    """Why it did not play all markets; "" if it did."""

    failed: str = ""
    """Why it could not be played."""

    beyond: Mapping[str, float] = field(default_factory=dict)
    """By constraint how far it is beyond it; 0 or less keeps to it."""

    @property
    def keeps(self) -> bool:
        """Whether it played all markets and keeps to all constraints."""
        whole = self.measured is not None and not self.given_up and not self.failed
        return whole and all(beyond <= 0 for beyond in self.beyond.values())


def markets_of(hunt: Hunt) -> tuple[int, int]:
    """Count the markets of the first look, and all markets of the search."""
    count, _ = market_count(hunt.scenario.customers, hunt.scenario.market_size)
    return max(FEWEST, count // 4), count


class Group(NamedTuple):
    """Candidates that were tried together."""

    tried: list[Tried]
    choices: list[Choice]
    """What Optuna chose of which spaces, for its journal."""


def search(hunt: Hunt, runner: Runner, progress: Progress) -> Iterator[Group]:
    """Try candidates, group after group."""
    study, total = _study(hunt), _tries(hunt)
    label = f"trying {total} candidates"
    best: list[Measured] = []
    known: set[object] = set()
    done = 0
    progress(label, 0, total)
    while done < total:
        chosen = [_next(study, done + n, hunt, known) for n in range(min(GROUP, total - done))]
        trials, group = zip(*chosen, strict=True)
        tried = try_group(group, hunt, runner, best)
        for trial, one in zip(trials, tried, strict=True):
            tell(study, trial, one, hunt)
        done += len(group)
        progress(label, done, total)
        best = _best([*best, *(one.measured for one in tried if one.keeps and one.measured)], hunt)
        yield Group(tried, [(dict(one.params), dict(one.distributions)) for one in trials])


def _tries(hunt: Hunt) -> int:
    """Count the candidates that are tried, which are not more than there are."""
    return int(min(hunt.plan.tries, sum(kind.size for kind in hunt.kinds.values())))


def _next(study: Study, number: int, hunt: Hunt, known: set[object]) -> tuple[Trial, Candidate]:
    """Ask for a candidate that was not tried yet: what Optuna thinks good, else any, and a repetition if it must be."""
    import optuna  # noqa: PLC0415 -- an extra, needed here only

    good, any_at_all = (
        study.sampler,
        optuna.samplers.RandomSampler(seed=_seed(hunt, f"candidate {number}")),
    )
    with quietly():
        found = _asked(study, number, hunt, known)
        if found is None:
            study.sampler = any_at_all
            found = _asked(study, number, hunt, known) or _asked(study, number, hunt, set())
        study.sampler = good
    assert found is not None  # noqa: S101 -- where nothing is known, all is new
    known.add(found[1].same)
    return found


def _asked(
    study: Study, number: int, hunt: Hunt, known: set[object]
) -> tuple[Trial, Candidate] | None:
    """Ask until there is a new candidate; None if there is none after many questions."""
    from optuna.trial import TrialState  # noqa: PLC0415 -- an extra, needed here only

    for _ in range(PATIENCE):
        trial = study.ask()
        candidate = choose(trial, number, hunt.kinds)
        if candidate.same not in known:
            return trial, candidate
        study.tell(trial, state=TrialState.FAIL)
    return None


def try_group(
    group: Sequence[Candidate], hunt: Hunt, runner: Runner, best: Sequence[Measured]
) -> list[Tried]:
    """Play candidates in few markets, and those that are not hopeless in all."""
    first, every = markets_of(hunt)
    tried = play_on([Tried(one) for one in group], range(first), runner)
    plan = hunt.plan
    tried = [
        one
        if one.measured is None
        else replace(one, given_up=hopeless(one.measured, plan.constraints, best, plan.objectives))
        for one in tried
    ]
    return [
        one
        if one.measured is None
        else replace(one, beyond=violations(one.measured, plan.constraints))
        for one in play_on(tried, range(first, every), runner)
    ]


def play_on(tried: Sequence[Tried], markets: range, runner: Runner) -> list[Tried]:
    """Play more markets with all candidates that go on."""
    cases = [None if one.failed or one.given_up else _case(one.candidate) for one in tried]
    playable = [case if not isinstance(case, str) else None for case in cases]
    found = []
    for one, case, failure in zip(tried, cases, play_cases(playable, runner, markets), strict=True):
        if case is None:
            found.append(one)
        elif isinstance(case, str) or failure:
            reason = case if isinstance(case, str) else failure
            found.append(replace(one, measured=None, failed=reason))
        else:
            found.append(_with(one, case, markets, runner))
    return found


def tell(study: Study, trial: Trial, tried: Tried, hunt: Hunt) -> None:
    """Tell Optuna what came of its choice; of one that was given up, what few markets say."""
    from optuna.trial import TrialState  # noqa: PLC0415 -- an extra, needed here only

    if tried.measured is None:
        study.tell(trial, state=TrialState.FAIL)
        return
    for name, beyond in tried.beyond.items():
        trial.set_constraint(name, beyond)
    study.tell(trial, worths(tried.measured, hunt))


def worths(measured: Measured, hunt: Hunt) -> list[float]:
    """Give the objectives, as they are."""
    return [measured.effect(aim).estimate for aim in hunt.plan.objectives]


def directions(hunt: Hunt) -> list[Literal["maximize", "minimize"]]:
    """Say for every objective in Optuna's words whether more or less is better."""
    return ["maximize" if AIMS[aim].better > 0 else "minimize" for aim in hunt.plan.objectives]


def _with(one: Tried, case: Case, markets: range, runner: Runner) -> Tried:
    try:
        more = measure(case, markets, runner)
    except StoreError:
        raise
    except Exception as error:  # whatever it is concerns this candidate alone
        return replace(one, measured=None, failed=reason_of(error))
    return replace(one, measured=more if one.measured is None else one.measured.and_then(more))


def _case(candidate: Candidate) -> Case | str:
    """Say what a candidate means, or why it means nothing."""
    try:
        return candidate.case()
    except LoyaltysimError as error:
        return reason_of(error)


def _best(known: Sequence[Measured], hunt: Hunt) -> list[Measured]:
    """Keep those that no other beats, for what is surely beaten by another is so by one of these."""
    kept = front(dict(enumerate(known)), hunt.plan.objectives)
    return [known[number] for number in kept]


def _study(hunt: Hunt) -> Study:
    import optuna  # noqa: PLC0415 -- an extra, needed here only

    with quietly():
        sampler = optuna.samplers.TPESampler(
            seed=_seed(hunt, "search"), multivariate=True, group=True, n_startup_trials=2 * GROUP
        )
        study = optuna.create_study(sampler=sampler, directions=directions(hunt))
    for kind in hunt.kinds.values():
        written = as_written(kind, hunt.kinds)
        if written is not None:
            study.enqueue_trial(written)
    return study


def _seed(hunt: Hunt, purpose: str) -> int:
    return int(generator(hunt.scenario.seed, purpose).integers(2**31))


@contextmanager
def quietly() -> Iterator[None]:
    """Keep Optuna from telling on standard error what only its developers need to know."""
    import optuna  # noqa: PLC0415 -- an extra, needed here only

    before = optuna.logging.get_verbosity()
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", optuna.exceptions.ExperimentalWarning)
            yield
    finally:
        optuna.logging.set_verbosity(before)
