"""What a comparison tells of a scheme when others came under it later."""

import numpy as np
import pytest

from loyaltysim.calibration.dilution import FARTHEST, Effect, Undiluted, undiluted

SE = 0.06
"""Of the ratio as compared."""


def of(ratio, share):
    inverse = float(undiluted(np.array(1.0 / ratio), np.array(share)))
    return Undiluted(Effect(inverse, SE / ratio**2 / (1.0 - share)), Effect(ratio, SE))


@pytest.mark.parametrize("times", [0.5, 1.0, 1.6, 4.0])
@pytest.mark.parametrize("share", [0.0, 0.3, 0.8])
def test_what_dilutes_is_undone(times, share):
    one = of(times / (1.0 - share + share * times), share)
    assert one.estimate == pytest.approx(times)
    assert one.low < times < one.high


@pytest.mark.parametrize("ratio", [2.0, 0.5])
def test_a_little_more_dilution_never_makes_much_of_a_difference(ratio):
    """Also where nothing is left that could have been diluted: twice as often cannot be half of anything."""
    taken = np.array([of(ratio, share).taken_out for share in np.arange(0.0, 0.9, 0.0005)])
    assert np.abs(np.diff(np.log(taken))).max() < 0.01


def test_no_more_is_taken_out_than_near_what_is_sure():
    assert of(2.0, 0.3).sure
    assert of(2.0, 0.3).taken_out == pytest.approx(3.5)
    for share in (0.401, 0.5, 0.7):
        assert of(2.0, share).taken_out == pytest.approx(FARTHEST * (2.0 - 1.96 * SE), rel=1e-4)
        assert not of(2.0, share).sure
    assert of(0.5, 0.9).taken_out == pytest.approx((0.5 + 1.96 * SE) / FARTHEST, rel=1e-4)


def test_where_dilution_leaves_nothing_an_effect_has_no_end():
    assert of(2.0, 0.5).estimate > 1e6
    assert of(2.0, 0.5).high == np.inf
    assert of(2.0, 0.3).high < 6.0
