import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyaltysim.report.plots.layout import spread

labels = st.lists(st.tuples(st.floats(0, 100), st.floats(0.5, 8)), min_size=1, max_size=12)


@given(labels)
def test_labels_never_overlap_and_keep_their_order(wanted):
    centres, heights = zip(*wanted, strict=True)
    placed = spread(centres, heights, 0.0, 100.0)
    order = sorted(range(len(placed)), key=lambda i: placed[i])
    for below, above in itertools.pairwise(order):
        assert placed[below] + heights[below] / 2 <= placed[above] - heights[above] / 2 + 1e-9
        assert centres[below] <= centres[above]
    assert min(placed[i] - heights[i] / 2 for i in order) >= -1e-9
    assert max(placed[i] + heights[i] / 2 for i in order) <= 100 + 1e-9


def test_labels_with_room_stay_where_they_are_wanted():
    assert spread([90.0, 10.0, 50.0], [2.0, 2.0, 2.0], 0.0, 100.0) == [90.0, 10.0, 50.0]


def test_colliding_labels_share_the_move():
    assert spread([50.0, 51.0, 20.0], [3.0, 3.0, 3.0], 0.0, 100.0) == [49.0, 52.0, 20.0]


def test_too_many_labels_start_at_the_lower_bound():
    placed = spread([1.0, 1.0, 1.0], [2.0, 2.0, 2.0], 0.0, 3.0)
    assert placed == pytest.approx([1.0, 3.0, 5.0])
