"""How much a scenario may take: of time, of memory, and of the machine that others use, too."""

from __future__ import annotations

import math
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from loyaltysim.comparison.verdict.how_many import USUAL_DRAWS
from loyaltysim.errors import Problem, ScenarioError
from loyaltysim.language import say

if TYPE_CHECKING:
    from loyaltysim.scenario import Scenario

GB = 2**30
_MEMORY = Path("/proc/meminfo")


def half_the_cores() -> int:
    """Give as many as leave room for somebody else."""
    return max(1, (os.cpu_count() or 1) // 2)


@dataclass(frozen=True)
class Limits:
    """What one request and one run may take, and how many there may be."""

    text: int = 200_000
    """Bytes of a scenario."""
    body: int = 1_000_000
    """Bytes of a request, in which every letter of a scenario may take several."""
    data: int = 25_000_000
    """Bytes of a purchase record."""
    all_data: int = 2_000_000_000
    """Bytes of all drafts and of what was played of them, together."""
    drafts: int = 1000
    desk_seconds: float = 20.0
    desk_memory: int = 2 * GB
    run_seconds: float = 1800.0
    run_memory: int = 4 * GB
    """Bytes of each process of a run; another run begins only where there is as much for it and for all that are being played."""
    run_size: float = 3e9
    """Customer-days of all schemes together, plausible models not counted."""
    runs_at_once: int = 2
    """Runs that are played at the same time, at most; fewer where memory is short."""
    runs_waiting: int = 20
    jobs: int = half_the_cores()
    """Processes of one run."""
    assumptions: int = USUAL_DRAWS


def free_memory() -> float:
    """Give the bytes that the system could still give to processes; infinite where it does not tell."""
    try:
        with _MEMORY.open(encoding="ascii") as told:
            lines = dict(line.split(":", 1) for line in told)
        return 1024.0 * float(lines["MemAvailable"].removesuffix("kB\n"))
    except (OSError, KeyError, ValueError):
        return math.inf


def confine(memory: int, seconds: float) -> None:
    """Bound the memory and the time of this process; systems without such bounds rely on their time-out."""
    try:
        import resource  # noqa: PLC0415 - not everywhere
    except ImportError:
        return
    with suppress(ValueError, OSError):  # a lower bound is in force already
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 1))
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def check_size(scenario: Scenario, limits: Limits) -> None:
    """Refuse a scenario that would keep the machine from others.

    Raises
    ------
    ScenarioError
        When it is too large.
    """
    days = scenario.days + scenario.burn_in
    size = float(max(scenario.customers, 30 * scenario.market_size)) * days * len(scenario.schemes)
    if size > limits.run_size:
        told = say(
            "this takes {size} billion customer-days, and the studio plays {most} billion at most",
            size=f"{size / 1e9:,.1f}",
            most=f"{limits.run_size / 1e9:,.1f}",
        )
        hint = say("lower customers or days, or play it with `loyaltysim compare`")
        raise ScenarioError(Problem(told, hint))
