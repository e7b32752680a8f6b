"""The reference of plans, made from what they may say: `python -m loyaltysim.experiments.reference`."""

from __future__ import annotations

import re
import sys
from importlib.resources import files
from typing import TYPE_CHECKING

from pydantic_core import PydanticUndefined

from loyaltysim.experiments.plans.plan import Design, Plan, Question, Range
from loyaltysim.experiments.search.plan import CandidateSpec, Limits, SearchPlan
from loyaltysim.experiments.sensitivity.plan import Method, SensitivityPlan
from loyaltysim.scenario.blocks.block import unit_of

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

_GROUPS: tuple[type[BaseModel], ...] = (
    Question, Plan, Range, Design, SensitivityPlan, Method, SearchPlan, CandidateSpec, Limits,
)  # fmt: skip
_HEAD = "| key | meaning | unit | default |\n|---|---|---|---|"
_TOLD = {
    ("Plan", "design"): "grid",
    ("SensitivityPlan", "method"): "morris",
    ("SensitivityPlan", "effects"): "retention, cost, profit",
    ("SearchPlan", "objectives"): "retention",
}
"""Defaults that are told in other words than Python's."""


def reference() -> str:
    """Write the reference of plans in Markdown."""
    template = files("loyaltysim.experiments").joinpath("reference.md").read_text("utf-8")
    tables = {model.__name__: table(model) for model in _GROUPS}
    return re.sub(r"<!-- table (\w+) -->", lambda found: tables[found[1]], template)


def table(model: type[BaseModel]) -> str:
    """Write the table of a group's own keys."""
    shared = Question.model_fields if model is not Question else {}
    rows = [
        f"| `{field.alias or name}` | {field.description} | {unit_of(field)} | {_default(model, name, field)} |"
        for name, field in model.model_fields.items()
        if name not in shared
    ]
    return "\n".join([_HEAD, *rows])


def _default(model: type[BaseModel], name: str, field: FieldInfo) -> str:
    value = field.default
    if (model.__name__, name) in _TOLD:
        return _TOLD[model.__name__, name]
    if value is PydanticUndefined:
        return "required"
    if isinstance(value, bool):
        return "on" if value else "off"
    return str(value) if isinstance(value, int | float) else "none"


if __name__ == "__main__":
    sys.stdout.write(reference())
