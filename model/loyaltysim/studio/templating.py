"""The templates of the studio, which use those of the report. Light: nothing that computes is loaded for them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

from loyaltysim.language import LANGUAGES, say, spoken


def rendered(name: str, /, **values: Any) -> str:  # noqa: ANN401 - what the template asks for
    """Fill in a template, in the language in force."""
    template = _environment().get_template(name)
    return template.render(say=say, language=spoken(), languages=LANGUAGES, **values)


@cache
def _environment() -> Environment:
    folders = ("loyaltysim.studio", "templates"), ("loyaltysim.report", "page/templates")
    found = [FileSystemLoader(Path(str(files(package))) / inside) for package, inside in folders]
    return Environment(
        loader=ChoiceLoader(found),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
