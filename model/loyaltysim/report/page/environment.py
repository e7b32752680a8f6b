"""The templates with what they may use: texts, numbers and the style sheet."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from loyaltysim.language import ENGLISH, say, spoken
from loyaltysim.report import numbers
from loyaltysim.report.labels import labels

if TYPE_CHECKING:
    from loyaltysim.scenario import Scenario


@cache
def environment() -> Environment:
    """Give the templates; what they say comes with what they are given (`language_of`)."""
    templates = Environment(
        loader=PackageLoader("loyaltysim.report.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters |= {
        name: getattr(numbers, name) for name in ("percent", "points", "amount", "count")
    }
    return templates


def language_of(scenario: Scenario | None = None) -> dict[str, Any]:
    """Give what templates need to speak the language in force.

    Parameters
    ----------
    scenario
        Its own word stands in the place of `customer`.
    """
    own = labels(scenario) if scenario is not None else str
    return {
        "say": lambda text, **fills: own(say(text, **fills)),
        "language": spoken(),
        "in_english": Markup("") if spoken() == ENGLISH else Markup(' lang="en"'),
        "css": css(),
    }


@cache
def css() -> Markup:
    """Give the style sheet of pages, which holds nothing that anybody typed."""
    return Markup((files("loyaltysim.report.page") / "page.css").read_text(encoding="utf-8"))  # noqa: S704
