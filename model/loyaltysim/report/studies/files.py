"""What `loyaltysim evidence` writes."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from loyaltysim.comparison.playing.atomic import make_folder, write_bytes
from loyaltysim.comparison.playing.files import write_csv, write_json
from loyaltysim.report.plots.style import save
from loyaltysim.report.studies.forest import forest
from loyaltysim.report.studies.page import page
from loyaltysim.report.studies.table import frame
from loyaltysim.report.studies.web_page import web_page

if TYPE_CHECKING:
    from pathlib import Path

    from loyaltysim.studies.evidence import Evidence


def write(evidence: Evidence, folder: Path, command: str, version: str) -> None:
    """Write the table, the picture, the pages, and what they were made from, into a folder."""
    make_folder(folder)
    write_csv(folder / "evidence.csv", frame(evidence))
    picture = forest(evidence)
    save(picture, folder / "forest.svg")
    save(picture, folder / "forest.png")
    write_bytes(folder / "README.md", page(evidence, command, version).encode())
    write_bytes(folder / "report.html", web_page(evidence, command, version).encode())
    write_json(
        folder / "manifest.json",
        {
            "command": command,
            "version": version,
            "seeds": list(evidence.seeds),
            "constants": asdict(evidence.constants),
            "baselines": {one.study: dict(one.found) for one in evidence.replays},
        },
    )
