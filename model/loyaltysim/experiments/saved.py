"""Results read back: what is in a folder of results, and the frames of one of them as they were."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from loyaltysim.comparison.results import LOG, MANIFEST, REPORTED
from loyaltysim.errors import InputError, Problem
from loyaltysim.experiments.exact_csv import read_exactly

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Kind = Literal["comparison", "sweep", "sensitivity", "optimise"]
_PLANS: tuple[Kind, ...] = ("sweep", "sensitivity", "optimise")
_OURS = {"scenario", "title", "runs", "engine", "files"}
_NAMES = {"comparison": "effects", "kpis": "schemes"}
"""What a frame is called where it is not called as its file."""
_SHORT = {
    "same": "as good as the next",
    "best": "really better than all others",
    "open": "it cannot be told whether it is better than another",
    "baseline": "no better than the baseline",
}
"""What a search says of its best."""
_BY_SCHEME = {"why_not": "class", "why_left": None}
"""Frames with a row a scheme, and the name of their columns."""


@dataclass(frozen=True)
class Results:
    """A folder of results; its frames are attributes, as those of what `compare` and the others return."""

    folder: Path
    kind: Kind
    manifest: Mapping[str, Any] = field(repr=False)
    frames: Mapping[str, pd.DataFrame] = field(repr=False)
    """Every table by its name."""

    def __getattr__(self, name: str) -> pd.DataFrame:
        """Give a frame by its name."""
        frames: Mapping[str, pd.DataFrame] = self.__dict__.get("frames", {})
        if name in frames:
            return frames[name]
        told = f"{self.__dict__.get('kind')} has no {name}; it has {', '.join(frames)}"
        raise AttributeError(told)

    @property
    def scenario(self) -> str:
        """Name of the scenario."""
        return str(self.manifest["scenario"])

    @property
    def title(self) -> str:
        """What was asked."""
        return str(self.manifest["title"])

    @property
    def alone(self) -> bool:
        """Whether one scheme was played alone."""
        return plays_one(self.kind, _schemes(self.manifest))

    @property
    def verdict(self) -> str:
        """The answer in a sentence, or how much there is of what gives none."""
        return verdict_of(self.kind, self.manifest)

    @property
    def when(self) -> datetime:
        """When it was finished."""
        return _when(self.folder)

    def frame(self) -> pd.DataFrame:
        """Give all rows of a sweep, as `Sweep.frame` does; of anything else its first table."""
        return (
            self.frames["points"] if "points" in self.frames else next(iter(self.frames.values()))
        )


def load_results(path: str | Path) -> Results:
    """Read a folder of results back.

    Parameters
    ----------
    path
        The folder that a command named at its end.

    Raises
    ------
    InputError
        When there are no results, or a file of theirs is missing or damaged.
    """
    folder = Path(path)
    manifest = _manifest(folder / MANIFEST)
    if manifest is None:
        hint = "name a folder that `loyaltysim results` lists"
        raise InputError(Problem("there are no finished results here", hint, file=str(path)))
    return Results(folder, _kind(manifest), manifest, _frames(folder, manifest))


def list_results(out: str | Path = "results") -> pd.DataFrame:
    """List what is in a folder of results, the newest first: one row a comparison, sweep, sensitivity or search."""
    found = [
        {
            "finished": _when(folder),
            "kind": _kind(manifest),
            "scenario": manifest["scenario"],
            "title": manifest["title"],
            "schemes": _schemes(manifest),
            "in_short": _in_short(manifest),
            "verdict": verdict_of(_kind(manifest), manifest),
            "folder": str(folder),
        }
        for folder, manifest in _listed(Path(out))
    ]
    columns = ["finished", "kind", "scenario", "title", "schemes", "in_short", "verdict", "folder"]
    found.sort(key=lambda row: (row["finished"], row["folder"]), reverse=True)
    return pd.DataFrame(found, columns=columns)


def verdict_of(kind: Kind, manifest: Mapping[str, Any]) -> str:
    """Tell the answer of a run in a sentence, or how much there is of what gives none."""
    said = manifest.get("verdict")
    if isinstance(said, dict):
        return str(said.get("sentence") or f"{said['kind']}: {said.get('scheme') or 'no scheme'}")
    failed = f", of which {manifest['failed']:,} failed" if manifest.get("failed") else ""
    told = f"{manifest.get('points', 0):,} points{failed}"
    ranking = manifest.get("ranking")
    return f"{ranking[0]} {told}" if kind == "sensitivity" and ranking else told


def _in_short(manifest: Mapping[str, Any]) -> str:
    """Tell the answer of a run in a few words."""
    said, kind = manifest.get("verdict"), _kind(manifest)
    if not isinstance(said, dict):
        return verdict_of(kind, manifest)
    if plays_one(kind, _schemes(manifest)):
        return "one scheme, played alone"
    if said.get("scheme"):
        return f'"{said["scheme"]}" is best'
    if manifest.get("best"):
        return f"{manifest['best']}: {_SHORT[said['kind']]}"
    told = {"same": "as good as one another", "none": "none keeps to the constraints"}
    return told.get(str(said["kind"]), str(said["kind"]))


def _listed(out: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    for path in sorted(out.glob(f"*/*/{MANIFEST}")):
        manifest = _manifest(path)
        if manifest is not None:
            yield path.parent, manifest


def _manifest(path: Path) -> dict[str, Any] | None:
    """Read a manifest; None if it is none of a comparison or of a plan."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return said if isinstance(said, dict) and said.keys() >= _OURS else None


def _kind(manifest: Mapping[str, Any]) -> Kind:
    return next((kind for kind in _PLANS if kind in manifest), "comparison")


def plays_one(kind: Kind, schemes: Sequence[str]) -> bool:
    """Tell whether results are of one scheme, played alone, and so compare nothing."""
    return kind == "comparison" and len(schemes) == 1


def _schemes(manifest: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(manifest.get("schemes") or manifest["runs"])


def _when(folder: Path) -> datetime:
    """Tell when results were finished: as the log says, else when the manifest was written."""
    try:
        lines = (folder / LOG).read_text(encoding="utf-8").splitlines()
        told = [line for line in map(json.loads, lines) if line["event"] != REPORTED]
        return datetime.fromisoformat(told[-1]["at"])
    except (OSError, ValueError, LookupError, TypeError):
        return datetime.fromtimestamp((folder / MANIFEST).stat().st_mtime, UTC)


def _frames(folder: Path, manifest: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
    """Read every table; where there are both, the one that has the types with it."""
    files = [Path(name) for name in manifest["files"] if Path(name).suffix in {".csv", ".parquet"}]
    best = {path.stem: path for path in sorted(files, key=lambda path: path.suffix)}
    return {_NAMES.get(stem, stem): _frame(folder / path, stem) for stem, path in best.items()}


def _frame(path: Path, stem: str) -> pd.DataFrame:
    try:
        frame = pd.read_parquet(path) if path.suffix == ".parquet" else read_exactly(path)
    except (OSError, ValueError) as error:
        told = f"the table cannot be read ({error})"
        raise InputError(Problem(told, "run the command again", file=str(path))) from error
    if stem == "kpis":
        return _schemes_frame(frame)
    if stem in _BY_SCHEME:
        return frame.set_index("scheme").rename_axis(columns=_BY_SCHEME[stem])
    return frame


def _schemes_frame(kpis: pd.DataFrame) -> pd.DataFrame:
    """Give one row a scheme and one column a figure, in their order."""
    wide = kpis.pivot_table(index="scheme", columns="kpi", values="value", dropna=False, sort=False)
    wide = wide.reindex(columns=list(dict.fromkeys(kpis["kpi"])))
    return wide.reindex(list(dict.fromkeys(kpis["scheme"]))).rename_axis(
        index="scheme", columns=None
    )
