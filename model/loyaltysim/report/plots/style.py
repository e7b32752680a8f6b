"""How the pictures look: one quiet style, colours and dashes that also differ for colour-blind eyes.

Nothing here touches matplotlib's global state: pictures are made and saved inside `styled()`.
"""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

import matplotlib as mpl

from loyaltysim.comparison.playing.atomic import write_bytes

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
STYLE = "loyaltysim.mplstyle"
"""The style, beside this file: `matplotlib.style.use` reads it, too."""
LEAST_CONTRAST = 4.6
"""Contrast of text on white, a little above the 4.5 that WCAG 2 asks for."""


@dataclass(frozen=True)
class Look:
    """How one scheme is drawn."""

    colour: str
    dashes: tuple[float, ...]
    marker: str

    @property
    def ink(self) -> str:
        """The colour for text: as dark as it takes to be read on white."""
        return ink(self.colour)


@cache
def ink(colour: str) -> str:
    """Darken a colour until text in it can be read on white.

    Examples
    --------
    >>> ink("#000000"), ink("#e69f00")
    ('#000000', '#9a6b00')
    """
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    shade = 1.0
    while 1.05 / (_luminance(red * shade, green * shade, blue * shade) + 0.05) < LEAST_CONTRAST:
        shade -= 0.01
    return "#" + "".join(f"{round(part * shade):02x}" for part in (red, green, blue))


def _luminance(*rgb: float) -> float:
    """Give the relative luminance as WCAG 2 defines it."""
    linear = [
        part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4
        for part in rgb
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def looks(schemes: Sequence[str], baseline: str) -> dict[str, Look]:
    """Give each scheme its own look: the baseline grey, the others in the order of the file.

    With more schemes than colours the colours come again with other dashes and markers.
    """
    others = [scheme for scheme in schemes if scheme != baseline]
    found = {baseline: Look(BASELINE, (1, 1), "o")}
    for i, scheme in enumerate(others):
        turn = i + i // len(COLOURS)
        marks = DASHES[turn % len(DASHES)], MARKERS[turn % len(MARKERS)]
        found[scheme] = Look(COLOURS[i % len(COLOURS)], *marks)
    return found


@contextmanager
def styled() -> Iterator[None]:
    """Apply the style to whatever is made inside, and nothing else."""
    with mpl.rc_context(_style()):
        yield


@cache
def _style() -> Any:  # noqa: ANN401 - matplotlib's own type for parameters
    with as_file(files("loyaltysim.report.plots") / STYLE) as path:
        return mpl.rc_params_from_file(path, use_default_template=False)


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
