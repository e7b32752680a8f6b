"""How the pictures look: one quiet style, colours and dashes that also differ for colour-blind eyes.

Nothing here touches matplotlib's global state: pictures are made and saved inside `styled()`.
"""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import matplotlib as mpl

from loyaltysim.comparison.atomic import write_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from matplotlib.figure import Figure

BASELINE = "#4d4d4d"
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#aa4499", "#b8860b", "#3399cc", "#882255")
"""After Okabe & Ito (2008) and Tol (2021), dark enough for text on white."""
DASHES: tuple[tuple[float, ...], ...] = (
    (),
    (6, 2),
    (2, 1.5),
    (7, 2, 2, 2),
    (4, 1.5, 1, 1.5, 1, 1.5),
)
MARKERS = "osD^vPX"
_RC: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 9.5,
    "axes.titlesize": 13,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#999999",
    "axes.labelcolor": "#333333",
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.axisbelow": True,
    "grid.color": "#e6e6e6",
    "xtick.color": "#555555",
    "ytick.color": "#555555",
    "xtick.direction": "out",
    "text.color": "#222222",
    "lines.linewidth": 1.8,
    "lines.solid_capstyle": "butt",
    "figure.facecolor": "white",
    "svg.hashsalt": "loyaltysim",
    "savefig.dpi": 144,
}


@dataclass(frozen=True)
class Look:
    """How one scheme is drawn."""

    colour: str
    dashes: tuple[float, ...]
    marker: str


def looks(schemes: Sequence[str], baseline: str) -> dict[str, Look]:
    """Give each scheme its own look: the baseline grey, the others in the order of the file.

    With more schemes than colours the colours come again with other dashes.
    """
    others = [scheme for scheme in schemes if scheme != baseline]
    found = {baseline: Look(BASELINE, (1, 1), "o")}
    for i, scheme in enumerate(others):
        dashes = DASHES[(i + i // len(COLOURS)) % len(DASHES)]
        found[scheme] = Look(COLOURS[i % len(COLOURS)], dashes, MARKERS[i % len(MARKERS)])
    return found


@contextmanager
def styled() -> Iterator[None]:
    """Apply the style to whatever is made inside, and nothing else."""
    with mpl.rc_context(_RC):
        yield


def save(figure: Figure, path: Path) -> None:
    """Write a picture as a whole, and so that equal pictures give equal bytes.

    Parameters
    ----------
    path
        Where to; the ending decides the format, `.svg` or `.png`.
    """
    unstamped = {"svg": {"Date": None, "Creator": None}, "png": {"Software": None}}
    ending = path.suffix.lstrip(".")
    drawn = io.BytesIO()
    with styled():
        figure.savefig(drawn, format=ending, metadata=unstamped[ending])
    write_bytes(path, drawn.getvalue())
