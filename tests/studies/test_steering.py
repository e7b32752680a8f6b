"""The share of those who steer towards a goal, by hand."""

import math

import numpy as np
import pytest

from loyaltysim.behaviour.constants import Constants
from loyaltysim.studies.measure import Seen
from loyaltysim.studies.steering import Steered
from loyaltysim.studies.trace import Trace

# five people, four days; the fifth never reaches the goal, and the fourth on the first day
WITH = np.array([[0, 1, 0, 1, 1], [1, 1, 1, 1, 0], [1, 0, 1, 1, 0], [0, 1, 0, 1, 1]])
WITHOUT = np.array([[1, 1, 0, 0, 1], [0, 1, 0, 0, 0], [1, 0, 1, 0, 0], [0, 1, 0, 0, 0]])
GOALS = np.array([[0, 0, 0, 1, 0], [0, 0, 0, 0, 0], [1, 0, 1, 0, 0], [0, 1, 0, 0, 0]])


def seen(goals: np.ndarray) -> Seen:
    """Put what was done into two arms."""
    arms = {
        name: Trace(
            {"answer": done.astype(np.float32), "goals": goals.astype(np.float32)},
            np.zeros(5, np.int8),
            ("all",),
        )
        for name, done in {"badge": WITH, "none": WITHOUT}.items()
    }
    return Seen(arms, Constants.default())


@pytest.mark.parametrize(
    ("before", "more", "share"),
    [
        # up to the goal, two days: 2 against 1, 1 against 1, 2 against 1; who reached it on day 1 is too early
        (2, 0.4, 2 / 3),
        (2, 1.0, 2 / 3),
        (2, 1.5, 0.0),
        # three days: 2 against 2, 2 against 2, 2 against 1
        (3, 0.4, 1 / 3),
        # its own day alone: as much as without, but for who reached it on day 1: 1 against 0
        (1, 0.0, 1 / 4),
    ],
)
def test_share_who_steer(before: int, more: float, share: float) -> None:
    """Only those count who did more than they would have, and enough more."""
    measure = Steered(
        kind="steered", arm="badge", without="none", of="answer", before=before, more=more
    )
    assert measure.value(seen(GOALS)) == pytest.approx(share)


def test_in_a_sample_a_person_is_set_beside_the_same_person() -> None:
    """Each arm has drawn others: by their places in the samples, strangers would be compared."""
    whole = seen(GOALS)
    drawn = {"badge": np.array([1, 1, 0]), "none": np.array([4, 4, 2])}
    arms = {arm: trace.take(drawn[arm]) for arm, trace in whole.arms.items()}
    measure = Steered(kind="steered", arm="badge", without="none", of="answer", before=2)
    sample = Seen(arms, whole.constants, whole.arms, drawn)
    # person 1, twice: 1 against 1; person 0: 2 against 1
    assert measure.value(sample) == pytest.approx(1 / 3)


def test_nobody_reaches_the_goal() -> None:
    """Where there is nobody there is no share."""
    measure = Steered(kind="steered", arm="badge", without="none", of="answer")
    assert math.isnan(measure.value(seen(np.zeros_like(GOALS))))
