"""The folder of a plan that was carried out: tables, the scenario and the manifest, which is written last."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from loyaltysim.comparison.playing.atomic import make_folder, sweep, write_bytes
from loyaltysim.comparison.playing.files import write_csv, write_json, write_table
from loyaltysim.comparison.playing.identity import content_key, engine
from loyaltysim.comparison.playing.store import name_of
from loyaltysim.comparison.results import MANIFEST, checksum, write_log
from loyaltysim.scenario.dump import dump_scenario

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from loyaltysim.experiments.plans.plan import Question
    from loyaltysim.experiments.plans.source import Command
    from loyaltysim.experiments.rows import Row
    from loyaltysim.scenario.schema import Scenario

TABLE = "points.csv"


@dataclass(frozen=True)
class Folder:
    """Where the files of a plan are, named after what is done, the plan, and all that it says."""

    out: Path
    """Folder of all results."""

    command: Command
    name: str
    """Of the plan."""

    plan: Question
    scenario: Scenario
    said: object
    """What decides the numbers, besides the scenario."""

    any_worker: bool = False
    """Whether workers may compute differently; what they find is kept apart."""

    @cached_property
    def key(self) -> str:
        """Name all that the files depend on."""
        key = content_key([dump_scenario(self.scenario), self.said, engine()])
        return name_of(key, any_worker=self.any_worker)

    @property
    def path(self) -> Path:
        """The folder."""
        return self.out / self.scenario.name / f"{self.command}-{self.name}-{self.key[:10]}"

    def write_rows(self, rows: Sequence[Row]) -> None:
        """Write the rows that are there, as a whole."""
        make_folder(self.path)
        sweep(self.path)
        write_csv(self.path / TABLE, pd.DataFrame(list(rows)))

    def finish(
        self,
        tables: Mapping[str, pd.DataFrame],
        told: Mapping[str, object],
        draw: Callable[[Path], Iterable[Path]] | None = None,
        texts: Mapping[str, str] | None = None,
    ) -> None:
        """Write all tables, the scenario before anything varies, pictures, and the manifest.

        Parameters
        ----------
        tables
            By the names of their files.
        told
            What the manifest says beside what all of them say.
        draw
            Writes pictures into a folder, and names the files.
        texts
            More files by their names.
        """
        make_folder(self.path)
        sweep(self.path)
        written = []
        for name, text in {"scenario.yaml": dump_scenario(self.scenario), **(texts or {})}.items():
            written.append(self.path / name)
            write_bytes(written[-1], text.encode())
        for name, frame in tables.items():
            written.append(self.path / name)
            write_table(written[-1], of_one_kind(frame) if name.endswith("parquet") else frame)
        written += draw(self.path) if draw is not None else ()
        write_json(self.path / MANIFEST, self._manifest(told, written))
        write_log(self.path, "finished")

    def _manifest(self, told: Mapping[str, object], files: Sequence[Path]) -> dict[str, object]:
        plan = self.plan.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        return {
            self.command: self.name,
            "scenario": self.scenario.name,
            "title": self.plan.title or self.scenario.title,
            "schemes": list(self.scenario.schemes),
            "plan": plan,
            **told,
            "runs": {"points": self.key},
            "engine": engine(),
            **({"any_worker": True} if self.any_worker else {}),
            "files": {path.relative_to(self.path).as_posix(): checksum(path) for path in files},
        }


def of_one_kind(frame: pd.DataFrame) -> pd.DataFrame:
    """Turn columns of texts and numbers mixed into texts, as Parquet wants columns of one kind."""
    mixed = [
        name
        for name, column in frame.items()
        if column.dtype == object and len({type(v) for v in column.dropna()}) > 1
    ]
    return frame.assign(**{str(name): frame[name].astype(str) for name in mixed})
