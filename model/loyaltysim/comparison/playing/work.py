"""What there is to play: batches of markets under one set of constants, and which of it is missing."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from loyaltysim.comparison.playing.markets import batches
from loyaltysim.errors import Problem, StoreError
from loyaltysim.simulation.run import setup_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.comparison.playing.case import Case
    from loyaltysim.comparison.playing.store import Store
    from loyaltysim.customers.population import Population
    from loyaltysim.scenario.schema import Scenario
    from loyaltysim.simulation.run import SchemeRecord


_YOUNG = 1
"""Generation of Python's garbage in which the models of a batch are; looking at all of it takes a hundred times longer."""
_UNREADABLE = "what was just written here cannot be read back"


class PlayBatch(Protocol):
    """Plays schemes over consecutive markets, as `loyaltysim.simulation.run.run_batch` does."""

    def __call__(  # noqa: PLR0913 - the simulation's own
        self,
        scenario: Scenario,
        population: Population,
        markets: range,
        *,
        schemes: Sequence[str],
        constants: Constants,
        seed: int,
        keep_customers: bool,
        keep_transactions: bool,
    ) -> dict[str, SchemeRecord]:
        """Play every scheme and give its record."""


@dataclass(frozen=True)
class Batch:
    """The unit of work: consecutive markets of a case, all schemes that are missing."""

    case: Case
    markets: range
    schemes: tuple[str, ...]

    @property
    def size(self) -> int:
        """Count customer-days over all schemes."""
        scenario = self.case.scenario
        return len(self.markets) * scenario.market_size * scenario.days * len(self.schemes)

    def missing(self, store: Store) -> Batch:
        """Narrow the batch to the schemes whose record is not there; only reading checks it."""
        keys = self.case.keys
        left = [name for name in self.schemes if not store.has(keys[name], self.markets)]
        return Batch(self.case, self.markets, tuple(left))

    def play(self, store: Store, play_batch: PlayBatch) -> None:
        """Play what is missing, which another process may have done meanwhile, and keep it."""
        left = self.missing(store).schemes
        if left:
            self._play(left, store, play_batch)

    def _play(self, schemes: Sequence[str], store: Store, play_batch: PlayBatch) -> None:
        case = self.case
        records = play_batch(
            case.scenario,
            case.people(store).population,
            self.markets,
            schemes=schemes,
            constants=case.constants,
            seed=case.scenario.seed,
            keep_customers=case.keep_customers,
            keep_transactions=case.keep_transactions,
        )
        gc.collect(_YOUNG)  # a Mesa model refers to itself: a finished one stays until Python looks
        for name, record in records.items():
            store.save(case.keys[name], self.markets, record)

    def read(self, store: Store, play_batch: PlayBatch) -> dict[str, SchemeRecord]:
        """Read the batch's records; what was damaged since it was played is played again."""
        found = self._load(self.schemes, store)
        damaged = [name for name in self.schemes if name not in found]
        if damaged:
            self._play(damaged, store, play_batch)
            found |= self._load(damaged, store)
        if len(found) < len(self.schemes):
            raise StoreError(Problem(_UNREADABLE, "check the disk", file=str(store.folder)))
        return {name: found[name] for name in self.schemes}

    def _load(self, schemes: Sequence[str], store: Store) -> dict[str, SchemeRecord]:
        keys = self.case.keys
        loaded = ((name, store.load(keys[name], self.markets)) for name in schemes)
        return {name: record for name, record in loaded if record is not None}


def batches_of(case: Case, markets: range) -> tuple[Batch, ...]:
    """Cut the work of a case into batches that bound the memory, all schemes in each."""
    rows, schemes = setup_of(case.scenario).rooms.rows, tuple(case.scenario.schemes)
    return tuple(Batch(case, cut, schemes) for cut in batches(markets, rows))
