"""What `loyaltysim evidence` was asked for, and what follows for all that it does."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from loyaltysim.studies.store import ReplayStore


class EvidenceOptions(TypedDict):
    """The options of `evidence`."""

    listed: bool
    quick: bool
    fit: bool
    steps: int
    seeds: int
    seed: int
    jobs: int | None
    studies: str | None
    data: str | None
    out: str
    quiet: bool
    as_json: bool


def refuse_idle(options: EvidenceOptions) -> None:
    """Refuse options that say nothing to a fit, before anybody waits for it.

    Raises
    ------
    LoyaltysimError
        With each of them.
    """
    from loyaltysim.errors import LoyaltysimError, Problem

    idle = {
        "--data": options["data"] is not None,
        "--json": options["as_json"],
    }
    given = [name for name, asked in idle.items() if asked and options["fit"]]
    if given:
        raise LoyaltysimError(
            *(Problem(f"--fit takes no {name}", "leave it out") for name in given)
        )


def seeds_of(options: EvidenceOptions) -> range:
    """Give the seeds on which each study is replayed."""
    return range(options["seed"], options["seed"] + options["seeds"])


def store_of(options: EvidenceOptions) -> ReplayStore:
    """Give the store that keeps what was replayed."""
    from pathlib import Path

    from loyaltysim.comparison.playing.store import RUNS
    from loyaltysim.studies.store import ReplayStore

    return ReplayStore(Path(options["out"]) / RUNS)


def typed(names: Sequence[str], options: EvidenceOptions) -> str:
    """Write the command as far as it decides what is found."""
    given = [*names, *(["--quick"] if options["quick"] else [])]
    given += ["--fit", "--steps", str(options["steps"])] if options["fit"] else []
    given += ["--seeds", str(options["seeds"])] if options["seeds"] > 1 else []
    given += ["--seed", str(options["seed"])] if options["seed"] != 1 else []
    given += ["--studies", options["studies"]] if options["studies"] else []
    return shlex.join(["loyaltysim", "evidence", *given])
