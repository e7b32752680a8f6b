"""Fogg's plane as steps: a picture for each week, of which one sees all or one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from loyaltysim.language import say
from loyaltysim.report.labels import labelled_figure, labels
from loyaltysim.report.page.drawing import inline_svg
from loyaltysim.report.plots.plane import (
    KEYS,
    plane_look,
    plane_sentence,
    plane_weeks,
    shown_scheme,
)

if TYPE_CHECKING:
    from loyaltysim.comparison import Comparison


def plane(comparison: Comparison) -> dict[str, Any]:
    """Give the weeks with their pictures and what to see in each; nothing where nobody looked at single customers."""
    if comparison.lives is None or comparison.lives.plane.empty:
        return {}
    own, scheme = labels(comparison.scenario), shown_scheme(comparison)
    weeks = []
    for number, week in enumerate(plane_weeks(comparison)):
        told = own(_told(week.crossed, scheme))
        figure = labelled_figure(week.figure, comparison.scenario)
        title = f"{week.name[:1].upper()}{week.name[1:]}, {week.days}"
        weeks.append(
            {
                "name": week.name,
                "title": title,
                "told": told,
                "svg": inline_svg(figure, f"p{number}", title, told),
            }
        )
    return {
        "title": own(say("Motivation and ability, week by week")),
        "sentence": own(plane_sentence(comparison)),
        "weeks": weeks,
        "colour": plane_look(comparison).colour,
        "keys": {name: own(say(text)) for name, text in KEYS.items()},
    }


def _told(crossed: int, scheme: str) -> str:
    if crossed == 0:
        return say('"{scheme}" lifts nobody across the line.', scheme=scheme)
    if crossed == 1:
        return say('"{scheme}" lifts 1 customer across the line.', scheme=scheme)
    return say('"{scheme}" lifts {count} customers across the line.', scheme=scheme, count=crossed)
