"""Work on several processes says nothing of how they are kept."""

import time

import numpy as np
import pytest

from loyaltysim.comparison.playing.parallel import spread_out

HELD: list[np.ndarray] = []


def grow(number):
    """Keep more memory than joblib lets a worker keep, for longer than it waits until it looks."""
    HELD.append(np.ones(50_000_000))
    time.sleep(1.2)
    return number


@pytest.mark.slow
def test_workers_that_have_grown_are_renewed_without_a_word(recwarn):
    assert list(spread_out(grow, range(9), 2)) == list(range(9))
    assert not [str(one.message) for one in recwarn]
