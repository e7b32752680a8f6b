"""Plans carried out with the pictures of this layer: what users call."""

from __future__ import annotations

import re
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from loyaltysim.experiments.search.optimise import optimise as optimise_only
from loyaltysim.experiments.sensitivity.analyse import sensitivity as sensitivity_only
from loyaltysim.report.experiments.front_figure import front_figure
from loyaltysim.report.experiments.tornado import tornado_figure
from loyaltysim.report.labels import labelled_figure
from loyaltysim.report.plots.style import save

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from matplotlib.figure import Figure

    from loyaltysim.experiments.search.optimise import Search
    from loyaltysim.experiments.sensitivity.found import Sensitivity

Found = TypeVar("Found")
P = ParamSpec("P")


def draw_sensitivity(found: Sensitivity, folder: Path) -> list[Path]:
    """Write a tornado for every scheme with parameters that vary, and name the files."""
    scenario = found.space.experiment.scenario
    pictures = {
        f"tornado-{_file_name(scheme)}": labelled_figure(tornado_figure(found, scheme), scenario)
        for scheme in found.schemes
    }
    return save_all(pictures, folder)


def save_all(pictures: dict[str, Figure], folder: Path) -> list[Path]:
    """Write pictures as SVG and PNG under their names, and name the files."""
    paths = []
    for name, figure in pictures.items():
        for ending in ("svg", "png"):
            paths.append(folder / f"{name}.{ending}")
            save(figure, paths[-1])
    return paths


def _file_name(scheme: str) -> str:
    return re.sub(r"\W+", "_", scheme).strip("_") or "scheme"


def draw_search(found: Search, folder: Path) -> list[Path]:
    """Write the picture of the candidates, and name the files."""
    return save_all({"front": labelled_figure(front_figure(found), found.hunt.scenario)}, folder)


def _with_pictures(
    function: Callable[P, Found], draw: Callable[[Found, Path], list[Path]]
) -> Callable[P, Found]:
    @wraps(function)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> Found:
        kwargs.setdefault("draw", draw)
        return function(*args, **kwargs)

    return drawn


sensitivity = _with_pictures(sensitivity_only, draw_sensitivity)
optimise = _with_pictures(optimise_only, draw_search)
