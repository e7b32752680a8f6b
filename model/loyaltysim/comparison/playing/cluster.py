"""Send work to a Dask cluster. What comes out is what one process makes of it, bit for bit.

Workers share no disk with this machine. They may come and go: what a worker that went was doing is given to another.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from loyaltysim.calibration.logs.textfile import bytes_of
from loyaltysim.comparison.playing.errand import Errand, do_errand, record_file
from loyaltysim.comparison.playing.identity import engine
from loyaltysim.errors import ClusterError, Problem
from loyaltysim.extras import need

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence
    from pathlib import Path

    from loyaltysim.comparison.playing.errand import Parcel
    from loyaltysim.comparison.playing.store import Store
    from loyaltysim.comparison.playing.work import Batch, PlayBatch

PATIENCE = 20
"""Seconds for which a scheduler, and then its first worker, is waited for."""

KEPT = "finished work is kept, so run the command again"


@dataclass(frozen=True)
class Cluster:
    """The workers behind a scheduler."""

    client: Any
    """`distributed.Client`."""

    address: str
    any_worker: bool = False
    """Whether workers may compute differently."""

    def play(
        self, batches: Sequence[Batch], play_batch: PlayBatch, store: Store, *, forgiving: bool
    ) -> Generator[str]:
        """Play batches, keep their records, and say of each why it failed; "" if it did not.

        Raises
        ------
        ClusterError
            When the cluster goes away, or a worker may not be used.
        """
        errand = Errand(play_batch, engine(), forgiving, self.any_worker)
        with _lost(self.address):
            yield from self._played(batches, errand, store)

    def _played(self, batches: Sequence[Batch], errand: Errand, store: Store) -> Generator[str]:
        futures = self._sent(batches, errand)
        try:
            for batch, future in zip(batches, futures, strict=True):
                parcel: Parcel = future.result()
                future.release()
                for name, record in parcel.records.items():
                    store.put(batch.case.keys[name], batch.markets, record)
                yield parcel.failed
        finally:
            self.client.cancel([future for future in futures if not future.done()])

    def _sent(self, batches: Sequence[Batch], errand: Errand) -> list[Any]:
        records: dict[Path | None, Any] = {None: None}
        sent = []
        for batch in batches:
            file = record_file(batch.case)
            if file is not None and file not in records:
                records[file] = self.client.scatter((file.name, bytes_of(file)))
            told = {"errand": errand, "record": records[file]}
            sent.append(self.client.submit(do_errand, batch, **told, pure=False))
        return sent


@contextmanager
def opened_cluster(address: str | None, *, any_worker: bool = False) -> Iterator[Cluster | None]:
    """Reach a scheduler and hold on to it; None where no address is given.

    Raises
    ------
    InputError
        When Dask is not installed.
    ClusterError
        When the scheduler cannot be reached or has no worker.
    """
    if address is None:
        yield None
        return
    client = _reached(address)
    try:
        yield Cluster(client, address, any_worker)
    finally:
        client.close(timeout=PATIENCE)


def _reached(address: str) -> Any:  # noqa: ANN401 - distributed has no types
    need("Dask", "distributed", where="--dask")
    from distributed import Client

    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        hint = "start `dask scheduler` and `dask worker`, and give the address that the scheduler prints, such as tcp://10.0.0.1:8786"
        raise ClusterError(
            Problem(f"there is no Dask scheduler at {address}", hint, "--dask")
        ) from error
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as error:
        client.close()
        hint = f"start some with `dask worker {address}`"
        raise ClusterError(
            Problem(f"the Dask scheduler at {address} has no workers", hint, "--dask")
        ) from error
    return client


@contextmanager
def _lost(address: str) -> Iterator[None]:
    """Tell that the cluster went away, or loses its workers again and again."""
    from distributed import CancelledError, KilledWorker
    from distributed.comm.core import CommClosedError

    try:
        yield
    except KilledWorker as error:
        message = "the workers of the cluster ended again and again, perhaps for want of memory"
        raise ClusterError(Problem(message, f"give them more; {KEPT}", "--dask")) from error
    except (CancelledError, CommClosedError) as error:
        message = f"the Dask scheduler at {address} went away"
        raise ClusterError(Problem(message, KEPT, "--dask")) from error
