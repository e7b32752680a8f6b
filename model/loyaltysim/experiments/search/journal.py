"""The journal of a search in Optuna's own format, for those who look with its tools (`optuna.load_study`).

It mirrors what was tried. A search that goes on rests on the store of finished work, so a journal that was
damaged is written anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.comparison.playing.atomic import storing
from loyaltysim.experiments.search.search import directions, quietly, worths

if TYPE_CHECKING:
    from pathlib import Path

    from optuna import Study
    from optuna.distributions import BaseDistribution
    from optuna.trial import FrozenTrial

    from loyaltysim.experiments.search.load import Hunt
    from loyaltysim.experiments.search.search import Group, Tried

    Spaces = dict[str, BaseDistribution]

STUDY = "search"
GRACE = 5
"""Seconds after which the lock of a process that was killed is taken away; writing takes far less."""
NUMBER = "candidate"


class Journal:
    """Appends to a file what was tried and is not in it yet; several processes may do so."""

    def __init__(self, path: Path, hunt: Hunt) -> None:
        self.path, self.hunt = path, hunt
        with storing(path), quietly():
            self._study = self._opened()
            self._known = {trial.user_attrs.get(NUMBER) for trial in self._study.trials}

    def add(self, group: Group) -> None:
        """Add the candidates of a group."""
        with storing(self.path), quietly():
            for one, (params, spaces) in zip(*group, strict=True):
                if one.candidate.number not in self._known:
                    self._study.add_trial(_frozen(one, params, spaces, self.hunt))
                    self._known.add(one.candidate.number)

    def _opened(self) -> Study:
        try:
            return self._study_of()
        except ValueError:  # not a journal that can be read
            self.path.unlink()
            return self._study_of()

    def _study_of(self) -> Study:
        import optuna  # noqa: PLC0415 -- an extra, needed here only
        from optuna.storages import journal  # noqa: PLC0415

        lock = journal.JournalFileOpenLock(str(self.path), grace_period=GRACE)
        if self.path.exists():
            lock.acquire()
            try:
                _cut(self.path)
            finally:
                lock.release()
        backend = journal.JournalFileBackend(str(self.path), lock_obj=lock)
        return optuna.create_study(
            storage=optuna.storages.JournalStorage(backend),
            study_name=STUDY,
            directions=directions(self.hunt),
            load_if_exists=True,
        )


def _cut(path: Path) -> None:
    """Take away a last line that a killed process did not finish."""
    with path.open("r+b") as file:
        data = file.read()
        file.truncate(data.rfind(b"\n") + 1)


def _frozen(one: Tried, params: dict[str, object], spaces: Spaces, hunt: Hunt) -> FrozenTrial:
    from optuna.trial import TrialState, create_trial  # noqa: PLC0415 -- an extra, needed here only

    attributes: dict[str, object] = {NUMBER: one.candidate.number}
    attributes |= {"given_up": one.given_up} if one.given_up else {}
    attributes |= {"failed": one.failed} if one.failed else {}
    if one.measured is None:
        return create_trial(
            state=TrialState.FAIL, params=params, distributions=spaces, user_attrs=attributes
        )
    return create_trial(
        values=worths(one.measured, hunt),
        params=params,
        distributions=spaces,
        user_attrs={**attributes, "markets": one.measured.markets},
        constraints=dict(one.beyond),
    )
