"""Do pieces of work on one or several processes, in order."""

from __future__ import annotations

import os
import warnings
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar, cast

import joblib

from loyaltysim.comparison.playing.worker import begin_worker, deaf
from loyaltysim.errors import LoyaltysimError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

_DONE: Any = object()

Piece = TypeVar("Piece")
Result = TypeVar("Result")


def usable_cores() -> int:
    """Count the cores that this process may use."""
    return int(joblib.cpu_count())


def spread_out(
    work: Callable[[Piece], Result], pieces: Sequence[Piece], jobs: int
) -> Generator[Result]:
    """Do the work for every piece and give each result, in order, when it is there.

    Parameters
    ----------
    work
        A function that other processes can import.
    jobs
        Processes to use; with 1 everything happens in this one.

    Raises
    ------
    LoyaltysimError
        When a worker process was ended from outside.
    """
    jobs = min(jobs, len(pieces))
    if jobs <= 1:
        yield from map(work, pieces)
        return
    try:
        yield from _quiet(_started(work, pieces, jobs))
    except BrokenProcessPool as error:
        raise LoyaltysimError(
            Problem(
                "a worker process was ended from outside, perhaps for want of memory",
                "try again with --jobs 1; finished work is kept",
            )
        ) from error


def _quiet(finished: Generator[Result]) -> Generator[Result]:
    """Give results, without joblib's words about workers that it renews and about what was still to be done."""
    try:
        while True:
            with _without_word():
                result = next(finished, _DONE)
            if result is _DONE:
                return
            yield result
    finally:
        with _without_word():
            finished.close()


@contextmanager
def _without_word() -> Iterator[None]:
    with warnings.catch_warnings():
        for told in (".*still being processed", "A worker stopped"):
            warnings.filterwarnings("ignore", message=told, category=UserWarning)
        yield


def _started(
    work: Callable[[Piece], Result], pieces: Sequence[Piece], jobs: int
) -> Generator[Result]:
    # ordered: joblib's unordered generator may stop with "Set changed size during iteration"
    parallel = joblib.Parallel(
        n_jobs=jobs, backend="loky", return_as="generator", batch_size=1, max_nbytes=None
    )
    with deaf():
        finished = parallel(joblib.delayed(_in_worker)(work, one, os.getpid()) for one in pieces)
    # as `return_as` says, though its annotation does not
    return cast("Generator[Result]", finished)


def _in_worker(work: Callable[[Any], Any], piece: object, parent: int) -> object:
    begin_worker(parent)
    return work(piece)
