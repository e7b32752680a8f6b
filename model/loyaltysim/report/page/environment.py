"""The templates with what they may use: texts, numbers and the style sheet."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from loyaltysim.language import ENGLISH, say, spoken
from loyaltysim.report import numbers
from loyaltysim.report.labels import labels

if TYPE_CHECKING:
    from loyaltysim.scenario import Scenario


def environment(scenario: Scenario | None = None) -> Environment:
    """Give the templates; a scenario's own word stands in the place of `customer`."""
    own = labels(scenario) if scenario is not None else str
    templates = _environment().overlay()
    templates.globals = {
        **_environment().globals,
        "say": lambda text, **fills: own(say(text, **fills)),
        "language": spoken(),
        "in_english": Markup("") if spoken() == ENGLISH else Markup(' lang="en"'),
        "css": css(),
    }
    return templates


@cache
def _environment() -> Environment:
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


@cache
def css() -> Markup:
    """Give the style sheet of pages, which holds nothing that anybody typed."""
    return Markup((files("loyaltysim.report.page") / "page.css").read_text(encoding="utf-8"))  # noqa: S704
