"""The two models agree draw for draw on some schemes; the slow tests hold every mechanic to that."""

from __future__ import annotations

import pytest
from tests.reference.every import SCHEMES
from tests.reference.test_agreement import assert_agree


@pytest.mark.parametrize(("case", "scheme"), [("shop", "together"), ("acts", "clubs")])
def test_the_two_models_agree(case, scheme):
    assert_agree(case, SCHEMES[scheme])
