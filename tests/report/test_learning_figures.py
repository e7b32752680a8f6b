"""One sentence says whether a firm's own figures tell what is true of its variants."""

from types import SimpleNamespace
from typing import Any

import pytest

from loyaltysim.comparison.measures.effects import Effect
from loyaltysim.report.learning_figures import figures_told

OWN = "The firm's own figures"
NOT_THERE = f"{OWN} promise a difference that is not there, as far as can be told: "


def around(low, high):
    return Effect((low + high) / 2, low, high, (high - low) / 4, 30)


def told(*cases):
    """Say it of as many segments, of each what is seen and what is true."""
    one: Any = SimpleNamespace(
        segments=[f"segment {at}" for at in range(len(cases))],
        variants=["card", "none"],
        seen_uplift=lambda _, segment: around(*cases[segment][0]),
        true_uplift=lambda _, segment: around(*cases[segment][1]),
    )
    return figures_told(one)


def test_a_true_difference_of_nothing_has_its_words():
    sentence = told(((0.15, 0.25), (0.0, 0.0)))
    assert sentence == (
        f'{NOT_THERE}by these customers of "segment 0" bring 20.0% more with "none" than with "card"; in truth as much.'
    )


def test_a_true_difference_that_may_be_luck_is_said_to_be():
    sentence = told(((0.15, 0.25), (-0.03, 0.01)))
    assert sentence.startswith(NOT_THERE)
    assert sentence.endswith("; in truth 1.0% less, which may be luck.")


def test_a_difference_that_is_not_seen_is_said_to_be_there():
    assert told(((-0.02, 0.02), (0.15, 0.25))) == (
        f"{OWN} do not show a difference that there is: by these it cannot be told from luck whether customers of "
        '"segment 0" bring more with "none" than with "card"; in truth they bring 20.0% more.'
    )


@pytest.mark.parametrize(
    ("seen", "true", "sentence"),
    [
        ((0.15, 0.25), (0.05, 0.1), "say whether a variant is better, but not by how much"),
        ((0.15, 0.25), (-0.1, -0.05), "mislead"),
        ((0.15, 0.25), (0.1, 0.2), "say what is true of its variants, as far as can be told."),
        ((0.1, 0.2), (float("nan"), float("nan")), "say what is true of its variants"),
    ],
)
def test_sure_differences_are_exaggerated_or_turned_round(seen, true, sentence):
    assert told((seen, true)).startswith(f"{OWN} {sentence}")


def test_the_gravest_is_told_though_another_is_larger():
    exaggerated = ((0.7, 0.9), (0.1, 0.2))
    promised = ((0.15, 0.25), (-0.03, 0.01))
    turned = ((0.05, 0.1), (-0.1, -0.05))
    assert told(exaggerated, promised).startswith(NOT_THERE)
    assert told(exaggerated, promised, turned).startswith(f"{OWN} mislead: ")
