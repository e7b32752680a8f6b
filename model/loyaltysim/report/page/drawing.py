"""Pictures inside a page: SVG that is drawn twice, for wide and for narrow screens."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import matplotlib as mpl
from markupsafe import Markup, escape

from loyaltysim.report.plots.canvas import NARROW, WIDE
from loyaltysim.report.plots.style import styled

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.figure import Figure

    from loyaltysim.report.plots.canvas import Form

_UNSTAMPED = {"Date": None, "Creator": None, "Format": None, "Type": None}
_UNSEEN = re.compile(
    r"<defs>\s*<style.*?</style>\s*</defs>|<metadata>.*?</metadata>|<!--.*?-->", re.DOTALL
)
_TAG = re.compile(r"<[^>]+>")
_SHORTER = tuple(
    (re.compile(pattern), shorter)
    for pattern, shorter in (
        (r"; font-family: [^\";]*", ""),  # that of the page
        (r' transform="rotate\(-?0 [^)]*\)"', ""),
        (r"(?<=[ (\"MLQC])(-?\d+\.\d)\d+", r"\1"),
        (r"(?<=\d)\.0(?=[ \"\n)])", ""),
        (r" ?\n?(?<=[\d \"\n])([MLQCz])[ \n]", r"\1"),
        (r"xlink:href", "href"),
    )
)
"""What makes the tags of a picture shorter and changes nothing: a tenth of a point is the finest that is seen."""
_PATH = re.compile(r' d="([MLz\d.\s-]+)"')
_STEP = re.compile(r"([MLz])([^MLz]*)")
_MARKS = re.compile(r"(<g[^>]*)>\s*((?:<use [^>]*/>\s*){2,})</g>")
_LOOK = re.compile(r' style="([^"]*)"')
_SIZE = re.compile(r'<svg [^>]*?viewBox="([^"]+)"[^>]*>', re.DOTALL)


@dataclass(frozen=True)
class Picture:
    """A picture of a page."""

    title: str
    sentence: str
    """What to see."""

    wide: Markup
    narrow: Markup


def picture(name: str, draw: Callable[[Form], Figure], title: str, sentence: str) -> Picture:
    """Draw a picture for a page.

    Parameters
    ----------
    name
        Its first letter is unique on the page: what is named inside the SVG begins with it.
    """
    wide, narrow = (
        inline_svg(draw(form), f"{name[0]}{size}", title, sentence)
        for form, size in ((WIDE, "w"), (NARROW, "n"))
    )
    return Picture(title, sentence, wide, narrow)


def inline_svg(figure: Figure, name: str, title: str, sentence: str) -> Markup:
    """Give a figure as SVG to be put into a page, with a title and a description for those who do not see it."""
    drawn = io.StringIO()
    with styled(), mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": name}):
        figure.savefig(drawn, format="svg", metadata=_UNSTAMPED)
    svg = drawn.getvalue()
    svg = _TAG.sub(_shortened, _UNSEEN.sub("", svg[svg.index("<svg") :]))
    svg = re.sub(r"\n\s*", "\n", svg)
    svg = re.sub(r'\bid="', f'id="{name}-', svg)
    svg = re.sub(r'(href="|url\()#', rf"\1#{name}-", svg)
    head = (
        f'<svg role="img" aria-labelledby="{name}-title {name}-desc" viewBox="\\1">'
        f'<title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-desc">{escape(sentence)}</desc>'
    )
    svg = _SIZE.sub(lambda found: found.expand(head), svg, count=1)
    return Markup(_MARKS.sub(_share_look, svg))  # noqa: S704 - matplotlib escapes what it writes


def _shortened(tag: re.Match[str]) -> str:
    text = tag[0]
    for pattern, shorter in _SHORTER:
        text = pattern.sub(shorter, text)
    return _PATH.sub(lambda found: f' d="{_relative(found[1])}"', text)


def _relative(path: str) -> str:
    """Write the points of a path as steps from one to the next, which are shorter; no rounding adds up.

    Examples
    --------
    >>> _relative("M100 200.5L106.7 200L113.4 199.5z")
    'M100 200.5l6.7-0.5 6.7-0.5z'
    """
    written, x, y = "", 0, 0
    for command, numbers in _STEP.findall(path):
        if command == "z":
            written += "z"
            continue
        to_x, to_y = (round(10 * float(number)) for number in numbers.split())
        if command == "M":
            written += f"M{to_x / 10:g} {to_y / 10:g}"
        else:
            mark = " " if "l" in written[written.rindex("M") :] else "l"
            written += f"{mark}{(to_x - x) / 10:g} {(to_y - y) / 10:g}"
        x, y = to_x, to_y
    return written.replace(" -", "-")


def _share_look(found: re.Match[str]) -> str:
    """Say once how marks of a group look, if all look alike."""
    group, marks = found[1], found[2]
    looks = set(_LOOK.findall(marks))
    if len(looks) != 1 or "style=" in group:
        return found[0]
    return f'{group} style="{looks.pop()}">{_LOOK.sub("", marks)}</g>'
