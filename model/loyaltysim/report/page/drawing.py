"""Pictures inside a page: SVG that is drawn twice, for wide and for narrow screens."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import matplotlib as mpl
from markupsafe import Markup, escape

from loyaltysim.report.canvas import NARROW, WIDE
from loyaltysim.report.style import styled

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.figure import Figure

    from loyaltysim.report.canvas import Form

_UNSTAMPED = {"Date": None, "Creator": None, "Format": None, "Type": None}
_STYLE = re.compile(r"<defs>\s*<style.*?</style>\s*</defs>", re.DOTALL)
_METADATA = re.compile(r"<metadata>.*?</metadata>", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FONT = re.compile(r"'DejaVu Sans'(, [^;\"]*)?")
_NUMBER = re.compile(r"(?<=[ (\"MLQCmlqc,])(-?\d+\.\d{2})\d+")
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
        Unique on the page: what is named inside the SVG begins with it.
    """
    wide, narrow = (
        inline_svg(draw(form), f"{name}-{size}", title, sentence)
        for form, size in ((WIDE, "wide"), (NARROW, "narrow"))
    )
    return Picture(title, sentence, wide, narrow)


def inline_svg(figure: Figure, name: str, title: str, sentence: str) -> Markup:
    """Give a figure as SVG to be put into a page, with a title and a description for those who do not see it."""
    drawn = io.StringIO()
    with styled(), mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": name}):
        figure.savefig(drawn, format="svg", metadata=_UNSTAMPED)
    svg = drawn.getvalue()
    svg = svg[svg.index("<svg") :]
    for unwanted in (_STYLE, _METADATA, _COMMENT):
        svg = unwanted.sub("", svg)
    svg = _NUMBER.sub(r"\1", _FONT.sub("system-ui, sans-serif", svg))
    svg = re.sub(r'\bid="', f'id="{name}-', svg)
    svg = re.sub(r'(href="|url\()#', rf"\1#{name}-", svg)
    head = (
        f'<svg role="img" aria-labelledby="{name}-title {name}-desc" viewBox="\\1">'
        f'<title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-desc">{escape(sentence)}</desc>'
    )
    svg = _SIZE.sub(lambda found: found.expand(head), svg, count=1)
    return Markup(re.sub(r"\n\s*", "\n", svg))  # noqa: S704 - matplotlib escapes what it writes
