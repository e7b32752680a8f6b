"""BG/NBD as the package has it: the published fit, and an independent implementation."""

# ruff: noqa: N806 -- x, t_x and T are what the literature calls them

import numpy as np
import pytest
from tests.calibration import bg_nbd, cdnow

from loyaltysim.calibration.forecasts.bg_nbd import (
    bg_nbd_active,
    bg_nbd_alive,
    bg_nbd_expected,
    fit_bg_nbd,
)


@pytest.mark.oracle
def test_cdnow_gives_the_published_fit_and_forecast():
    """Fader, Hardie & Lee (2005), table 2."""
    record = cdnow.weeks()
    found = fit_bg_nbd(record)
    assert found == pytest.approx([0.243, 4.414, 0.793, 2.426], abs=2e-3)
    expected = bg_nbd_expected(found, record, 39.0)
    assert expected.sum() == pytest.approx(cdnow.BG_NBD_TOTAL, abs=1)
    x, t_x, T = record
    assert expected == pytest.approx(bg_nbd.expected_next(found, x, t_x, T, 39.0))


def test_nobody_leaves_before_a_repeat_purchase_and_chances_are_chances():
    record = cdnow.weeks()
    found = fit_bg_nbd(record)
    alive, active = bg_nbd_alive(found, record), bg_nbd_active(found, record, 39.0)
    assert np.all(alive[record[0] == 0] == 1.0)
    assert np.all((active > 0) & (active < alive))
    assert np.all(active < bg_nbd_expected(found, record, 39.0))
