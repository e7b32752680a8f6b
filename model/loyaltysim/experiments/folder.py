"""The folder of a sweep: its table, its points and the manifest, which is written last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from loyaltysim.comparison.atomic import make_folder, sweep, write_bytes
from loyaltysim.comparison.files import write_csv, write_frame, write_json
from loyaltysim.comparison.identity import content_key, engine
from loyaltysim.comparison.results import MANIFEST, checksum
from loyaltysim.scenario.dump import dump_scenario

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from loyaltysim.experiments.load import Experiment
    from loyaltysim.experiments.rows import Row

TABLE = "points.csv"


class SweepFolder:
    """Where the files of a sweep are, named after the plan and all that its points say.

    Parameters
    ----------
    out
        Folder of all results.
    any_worker
        Whether workers that compute differently may have played; such tables are kept apart.
    """

    def __init__(self, out: Path, experiment: Experiment, *, any_worker: bool = False) -> None:
        self.experiment = experiment
        said = [dump_scenario(experiment.scenario), [p.parameters for p in experiment.points]]
        self.key = content_key([*said, engine(), *([any_worker] * any_worker)])
        self.path = out / experiment.scenario.name / f"sweep-{experiment.name}-{self.key[:10]}"

    def write_table(self, rows: Sequence[Row]) -> None:
        """Write the rows that are there, as a whole."""
        make_folder(self.path)
        sweep(self.path)
        write_csv(self.path / TABLE, pd.DataFrame(list(rows)))

    def finish(self, rows: Sequence[Row]) -> None:
        """Write the whole table, the scenario before anything varies, and the manifest."""
        self.write_table(rows)
        files = [self.path / name for name in (TABLE, "points.parquet", "scenario.yaml")]
        write_frame(files[1], _of_one_kind(pd.DataFrame(list(rows))))
        write_bytes(files[2], dump_scenario(self.experiment.scenario).encode())
        write_json(self.path / MANIFEST, self._manifest(rows, files))

    def _manifest(self, rows: Sequence[Row], files: Sequence[Path]) -> dict[str, object]:
        experiment = self.experiment
        return {
            "sweep": experiment.name,
            "scenario": experiment.scenario.name,
            "title": experiment.plan.title or experiment.scenario.title,
            "plan": experiment.plan.model_dump(mode="json", by_alias=True, exclude_defaults=True),
            "points": len(experiment.points),
            "failed": sum(1 for row in rows if row["failed"]),
            "runs": {"points": self.key},
            "engine": engine(),
            "files": {path.name: checksum(path) for path in files},
        }


def _of_one_kind(frame: pd.DataFrame) -> pd.DataFrame:
    """Turn columns of texts and numbers mixed into texts, as Parquet wants columns of one kind."""
    mixed = [
        name
        for name, column in frame.items()
        if column.dtype == object and len({type(v) for v in column.dropna()}) > 1
    ]
    return frame.assign(**{str(name): frame[name].astype(str) for name in mixed})
