"""What all pages share: where things are kept, who plays, who reads scenarios."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from loyaltysim.studio.desk import Desk
from loyaltysim.studio.folders import Drafts, Runs
from loyaltysim.studio.keeper import Keeper

if TYPE_CHECKING:
    from pathlib import Path

    from loyaltysim.studio.limits import Limits


@dataclass(frozen=True)
class Studio:
    """The parts of the studio."""

    limits: Limits
    out: Path
    """Folder of results."""
    drafts: Drafts
    runs: Runs
    keeper: Keeper
    desk: Desk

    @classmethod
    def opened(cls, folder: Path, limits: Limits) -> Studio:
        """Open a folder, new or with what is there."""
        folder = folder.resolve()
        runs, out = Runs(folder / "runs"), folder / "results"
        drafts = Drafts(folder / "drafts", limits.drafts)
        return cls(limits, out, drafts, runs, Keeper(runs, out, limits), Desk(limits))
