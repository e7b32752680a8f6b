"""What is left of a liking where one has to take part."""

import numpy as np
import pytest

from loyaltysim.behaviour.user_type_fit import forced


def test_half_a_liking_is_the_line_between_taking_part_gladly_and_minding_it():
    left, minded = forced(np.array([0.0, 0.25, 0.5, 0.75, 1.0]))
    assert left == pytest.approx([0.0, 0.0, 0.0, 0.5, 1.0])
    assert minded == pytest.approx([1.0, 0.5, 0.0, 0.0, 0.0])
