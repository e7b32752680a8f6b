"""The pictures of the report, each with a title and a sentence that says what to see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.language import say
from loyaltysim.report.labels import labelled_figure, labels
from loyaltysim.report.numbers import percent
from loyaltysim.report.page.drawing import Picture, picture
from loyaltysim.report.plots.answer import answer_figure
from loyaltysim.report.plots.cost import cost_figure, cost_sentence
from loyaltysim.report.plots.journey import SENTENCE, journey_figure
from loyaltysim.report.plots.learning import choosing, learning_figure, learning_sentence
from loyaltysim.report.plots.models import models_figure, models_sentence
from loyaltysim.report.plots.retention import retention_figure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from matplotlib.figure import Figure

    from loyaltysim.comparison import Comparison

    Drawn = tuple[str, Callable[..., Figure], str, str]

ANSWER = (
    "Each row is a scheme; further right is better. The thick line is what luck leaves open, the thin one what the "
    "assumptions leave open. A line that stays right of the grey band makes a difference that matters."
)


def pictures(comparison: Comparison) -> dict[str, Picture]:
    """Draw every picture that there is something to draw for."""
    own, scenario = labels(comparison.scenario), comparison.scenario
    found = {}
    for name, draw, title, sentence in _drawn(comparison):
        found[name] = picture(
            name,
            lambda form, draw=draw: labelled_figure(draw(comparison, form), scenario),  # type: ignore[misc]
            own(title),
            own(sentence),
        )
    return found


def _drawn(comparison: Comparison) -> Iterator[Drawn]:
    days, baseline = comparison.scenario.days, comparison.scenario.compare.baseline
    title = say("Who is still a customer after {days} days", days=days)
    yield "retention", retention_figure, title, retention_sentence(comparison)
    if len(comparison.schemes) > 1:
        yield (
            "answer",
            answer_figure,
            say('The difference from "{baseline}"', baseline=baseline),
            say(ANSWER),
        )
        yield (
            "cost",
            cost_figure,
            say("What it costs and what it changes"),
            cost_sentence(comparison),
        )
    if not comparison.journey.empty:
        title = say("Where customers meet the firm, and how it feels")
        yield "journey", journey_figure, title, say(SENTENCE)
    if choosing(comparison):
        title = say("Which variants customers have, period by period")
        yield "learning", learning_figure, title, learning_sentence(comparison)
    if comparison.assumptions is not None:
        title = say("The same under other assumptions")
        yield "models", models_figure, title, models_sentence(comparison)


def retention_sentence(comparison: Comparison) -> str:
    """Say where the curves end."""
    kept = comparison.schemes["retention"]
    best, worst = str(kept.idxmax()), str(kept.idxmin())
    told = say(
        'Of 100 customers at launch {many} are still there under "{scheme}".',
        many=percent(float(kept[best])).rstrip("%"),
        scheme=best,
    )
    if len(kept) == 1 or kept[best] == kept[worst]:
        return told
    rest = say(
        'Under "{scheme}" it is {few}. The lower plot shows the difference that each scheme makes.',
        scheme=worst,
        few=percent(float(kept[worst])).rstrip("%"),
    )
    return f"{told} {rest}"
