"""What all pages share: where things are kept, who plays, who reads scenarios."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from loyaltysim.studio.desk import Desk
from loyaltysim.studio.folders import Drafts, Runs
from loyaltysim.studio.keeper import Keeper
from loyaltysim.studio.key import kept_token, own_folder

if TYPE_CHECKING:
    from pathlib import Path

    from loyaltysim.studio.limits import Limits


@dataclass(frozen=True)
class Studio:
    """The parts of the studio."""

    limits: Limits
    token: str
    """What tells its user from others on the same machine."""
    out: Path
    """Folder of results."""
    incoming: Path
    """Folder of files that are being received."""
    drafts: Drafts
    runs: Runs
    keeper: Keeper
    desk: Desk

    @classmethod
    def opened(cls, folder: Path, limits: Limits) -> Studio:
        """Open a folder, new or with what is there."""
        folder = own_folder(folder.resolve())
        token = kept_token(folder)
        runs, out = Runs(folder / "runs"), folder / "results"
        drafts = Drafts(folder / "drafts", limits.drafts)
        return cls(
            limits,
            token,
            out,
            folder / "incoming",
            drafts,
            runs,
            Keeper(runs, out, limits),
            Desk(limits),
        )
