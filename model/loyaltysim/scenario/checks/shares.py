"""Shares of segments as they were written, added up although something else about them is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from loyaltysim.scenario.blocks.block import in_share
from loyaltysim.scenario.blocks.user_types import wrong_sum
from loyaltysim.scenario.checks.written import group, numeric
from loyaltysim.scenario.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

_OTHER = ("called", "use")


def share_faults(data: Mapping[str, object]) -> Iterator[Fault]:
    """Find segments whose shares do not add up, where every share can be read."""
    population = group(data, "population")
    if "fit" in population:
        return
    shares = [(name, _share(written)) for name, written in _written(population)]
    known = {name: share for name, share in shares if share is not None}
    wrong = wrong_sum(known, "segments") if known and len(known) == len(shares) else None
    if wrong is not None:
        yield Fault(("population",), *wrong)


def _written(population: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """Give what stands for the share of each segment, the ready-made ones first."""
    use = population.get("use")
    ready = use if isinstance(use, Mapping) else {use: 1.0} if isinstance(use, str) else {}
    yield from ready.items()
    described = {name: of for name, of in population.items() if name not in _OTHER}
    alone = {"share": 1.0} if len(described) == 1 and "use" not in population else {}
    for name, of in described.items():
        yield name, {**alone, **of}.get("share") if isinstance(of, Mapping) else None


def _share(written: object) -> float | None:
    """Read a share; None where it is none."""
    share = numeric(in_share(written))
    return share if share is not None and 0 < share <= 1 else None
