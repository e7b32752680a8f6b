"""Replays that were made before, kept on disk and found by all that they depend on."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from loyaltysim.comparison.playing.atomic import make_folder, storing, write_bytes
from loyaltysim.comparison.playing.identity import content_key, engine, source_digest
from loyaltysim.comparison.playing.people import population_key
from loyaltysim.studies.replay import REPLICATIONS, Estimate, Replay, replay

if TYPE_CHECKING:
    from pathlib import Path

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.studies.study import Study

REPLAY = "replay.json"


@dataclass(frozen=True)
class Piece:
    """One replay that is wanted.

    Parameters
    ----------
    findings
        Names of those that are estimated; None for all.
    replications
        Samples of the study's own size.
    """

    study: Study
    constants: Constants
    seed: int
    findings: tuple[str, ...] | None = None
    replications: int = REPLICATIONS

    def key(self) -> str:
        """Name it by all that its numbers depend on."""
        mine = [self.constants, self.seed, self.findings, self.replications]
        study = [self.study.name, self.study.scenario, self.study.design]
        return content_key([study, population_key(self.study.scenario), mine, _computed_by()])


@cache
def _computed_by() -> tuple[dict[str, str], str]:
    """Name what computes: the model, and the source of what replays."""
    return engine(), source_digest("studies")


@dataclass(frozen=True)
class ReplayStore:
    """A folder of replays, which several processes may share."""

    folder: Path

    def get(self, piece: Piece) -> Replay:
        """Read a replay, or make it."""
        path = self.folder / piece.key() / REPLAY
        found = _read(path)
        if found is None:
            found = replay(
                piece.study, piece.constants, piece.seed, piece.findings, piece.replications
            )
            make_folder(path.parent)
            write_bytes(path, json.dumps(asdict(found)).encode())
        return found


def _read(path: Path) -> Replay | None:
    """Read a replay; None if it is not there or not whole."""
    with storing(path):
        try:
            return _replay(json.loads(path.read_bytes()))
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError, AttributeError):
            return None


def _replay(data: dict[str, Any]) -> Replay:
    estimates = {
        name: Estimate(float(one["value"]), float(one["error"]), tuple(one["sampled"]))
        for name, one in data["estimates"].items()
    }
    return Replay(data["study"], data["found"], data["missed"], estimates)
