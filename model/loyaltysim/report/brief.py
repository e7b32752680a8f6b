"""What stands below the verdict, in sentences for those who read no tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.report.aftermath_brief import aftermath_brief
from loyaltysim.report.answer import Answer
from loyaltysim.report.asked import asked_answers
from loyaltysim.report.labels import labels
from loyaltysim.report.learning_brief import learning_brief
from loyaltysim.report.profiles import profiles_told

if TYPE_CHECKING:
    from loyaltysim.comparison import Comparison


def brief(comparison: Comparison) -> list[Answer]:
    """Answer what else is asked, and say what learning and profiles brought and what is left of schemes that end."""
    sentences = (
        *learning_brief(comparison),
        *profiles_told(comparison),
        *aftermath_brief(comparison),
    )
    told = (*asked_answers(comparison), *map(Answer, sentences))
    return [one.labelled(labels(comparison.scenario)) for one in told]
