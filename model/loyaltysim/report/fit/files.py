"""The folder of a fitted sales log: the file of customers, tables, pictures, and a manifest."""

from __future__ import annotations

import platform
from importlib.metadata import version
from typing import TYPE_CHECKING

from loyaltysim.calibration.customers_file import customers_yaml
from loyaltysim.comparison.playing.atomic import make_folder, storing, write_bytes
from loyaltysim.comparison.playing.files import write_csv, write_json
from loyaltysim.comparison.results import MANIFEST, checksum
from loyaltysim.report.fit.cohort_figure import cohort_figure
from loyaltysim.report.fit.frames import fit_tables
from loyaltysim.report.fit.page import fit_page
from loyaltysim.report.fit.scheme_text import scheme_tables
from loyaltysim.report.fit.ticket_figure import ticket_figure
from loyaltysim.report.fit.tracking_figure import tracking_figure
from loyaltysim.report.plots.style import save

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd
    from matplotlib.figure import Figure

    from loyaltysim.calibration.fit_log import FittedLog

CUSTOMERS, REPORT = "customers.yaml", "report.html"
_LIBRARIES = ("matplotlib", "numpy", "pandas", "pyarrow", "scipy")


def write_fit(
    fit: FittedLog,
    folder: Path,
    currency: str | None = None,
    expected: Mapping[str, float] | None = None,
    *,
    randomised: bool = False,
) -> None:
    """Write everything of a fit; the manifest comes last, and no file holds a customer.

    Parameters
    ----------
    currency
        Code of the money, for the file of customers.
    expected
        What the model expects of the scheme that was running, by value.
    randomised
        Whether a lot is said to have decided who came under it.
    """
    make_folder(folder)
    customers = customers_yaml(fit.customers, CUSTOMERS, currency)
    with storing(folder):
        written = [folder / CUSTOMERS, folder / REPORT]
        write_bytes(written[0], customers.encode())
        page = fit_page(fit, customers, expected or {}, randomised=randomised)
        write_bytes(written[1], page.encode())
        for name, table in (fit_tables(fit) | _shown(scheme_tables(fit, expected or {}))).items():
            written.append(folder / name)
            write_csv(written[-1], table)
        for name, figure in _figures(fit).items():
            for ending in ("svg", "png"):
                written.append(folder / f"{name}.{ending}")
                save(figure, written[-1])
    write_json(folder / MANIFEST, _manifest(fit, written))


def _figures(fit: FittedLog) -> dict[str, Figure]:
    """Draw what there is to draw, by name."""
    figures = {"tracking": tracking_figure(fit)}
    if fit.cohorts.period.size:
        figures["cohorts"] = cohort_figure(fit)
    if fit.tickets is not None:
        figures["tickets"] = ticket_figure(fit.tickets)
    return figures


def _shown(tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    return {name: table for name, table in tables.items() if not table.empty}


def _manifest(fit: FittedLog, written: list[Path]) -> dict[str, object]:
    return {
        "log": fit.source.file,
        "log_checksum": fit.source.content,
        "columns": fit.columns.model_dump(),
        **dict(fit.headers),
        "contract_days": fit.customers.contract,
        "holdout_days": fit.pace.real_days(fit.later.days),
        "notes": list(fit.notes),
        "loyaltysim": version("loyaltysim"),
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in _LIBRARIES},
        "files": {path.name: checksum(path) for path in sorted(written)},
    }
