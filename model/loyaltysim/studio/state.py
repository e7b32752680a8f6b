"""What all pages share: where things are kept, who plays, who reads scenarios."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from loyaltysim.studio.desk import Desk
from loyaltysim.studio.folders import Drafts, Runs
from loyaltysim.studio.keeper import Keeper
from loyaltysim.studio.key import kept_token, own_folder
from loyaltysim.studio.room import Room

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
    room: Room
    keeper: Keeper
    desk: Desk

    @classmethod
    def opened(cls, folder: Path, limits: Limits) -> Studio:
        """Open a folder, new or with what is there."""
        folder = own_folder(folder.resolve())
        token = kept_token(folder)
        runs, out = Runs(folder / "runs"), folder / "results"
        drafts = Drafts(folder / "drafts", limits.drafts)
        incoming = folder / "incoming"
        shutil.rmtree(incoming, ignore_errors=True)  # what a server that was killed has left
        return cls(
            limits,
            token,
            out,
            incoming,
            drafts,
            runs,
            Room(drafts, runs, limits),
            Keeper(runs, out, limits),
            Desk(limits),
        )
