"""What a worker of a cluster does: it shares no disk with the client, so it plays into a folder of its own and sends the records home."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from loyaltysim.comparison.playing.identity import digest, engine
from loyaltysim.comparison.playing.store import Store
from loyaltysim.comparison.playing.worker import Work
from loyaltysim.errors import ClusterError, Problem
from loyaltysim.scenario.blocks.fit import FitSpec

if TYPE_CHECKING:
    from collections.abc import Mapping

    from loyaltysim.comparison.playing.case import Case
    from loyaltysim.comparison.playing.work import Batch, PlayBatch

OTHER_WORKERS = "--any-worker"
"""The option that allows workers which compute differently."""


@dataclass(frozen=True)
class Parcel:
    """What comes home of a batch."""

    records: Mapping[str, bytes]
    """The record of each scheme, as a store keeps it."""

    failed: str = ""
    """Why it could not be played; "" if it could."""


@dataclass(frozen=True)
class Errand:
    """What a worker is told beside the batch."""

    play_batch: PlayBatch
    engine: Mapping[str, str]
    """What computes at the client, under whose keys the records are kept."""

    forgiving: bool = False
    """Whether a batch that fails is told of, and does not end the work."""

    any_worker: bool = False
    """Whether workers may compute differently."""


def do_errand(batch: Batch, errand: Errand, record: tuple[str, bytes] | None = None) -> Parcel:
    """Play a batch and give its records.

    Parameters
    ----------
    record
        Name and content of the purchase record from which the customers are fitted; None if they are not.

    Raises
    ------
    ClusterError
        When this worker computes differently, and that is not allowed.
    """
    if not errand.any_worker:
        _check(errand.engine)
    store = _own_store()
    own = replace(batch, case=_with_record(batch.case, record))
    failed = Work(store, errand.play_batch, engine(), forgiving=errand.forgiving)(own)
    if failed:
        return Parcel({}, failed)
    keys = own.case.keys
    return Parcel({name: store.take(keys[name], own.markets) for name in own.schemes})


def _check(asked: Mapping[str, str]) -> None:
    own = engine()
    names = [name for name in asked if own.get(name) != asked[name]]
    if not names:
        return
    listed = ", ".join(f"{name} {own.get(name)} (here {asked[name]})" for name in names)
    hint = f"install there what is installed here, or allow it with {OTHER_WORKERS}: the last digits may then differ"
    raise ClusterError(Problem(f"a worker computes with something else: {listed}", hint))


def _with_record(case: Case, record: tuple[str, bytes] | None) -> Case:
    """Let a case read its purchase record here, not where the client has it."""
    spec = case.scenario.population
    if record is None or not isinstance(spec, FitSpec):
        return case
    here = spec.found_at(_written(*record))
    return replace(case, scenario=case.scenario.model_copy(update={"population": here}))


@cache
def _written(name: str, content: bytes) -> Path:
    folder = _own_store().folder / digest(content)
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(content)
    return path


@cache
def _own_store() -> Store:
    """Open the folder of this process, which goes with it; fitted customers stay there from batch to batch."""
    return Store(Path(_folder().name))


@cache
def _folder() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="loyaltysim-worker-")


def record_file(case: Case) -> Path | None:
    """Say where the purchase record is that a worker needs; None where it needs none."""
    spec = case.scenario.population
    return spec.file if case.population is None and isinstance(spec, FitSpec) else None
