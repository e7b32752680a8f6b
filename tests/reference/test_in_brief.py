"""The two models agree draw for draw on some schemes; the slow tests hold every mechanic to that."""

from __future__ import annotations

import pytest
from tests.reference.every import SCHEMES
from tests.reference.test_agreement import assert_agree
from tests.reference.test_rivals import assert_agree as assert_agree_on_rivals


@pytest.mark.parametrize(("case", "scheme"), [("shop", "together"), ("acts", "clubs")])
def test_the_two_models_agree(case, scheme):
    assert_agree(case, SCHEMES[scheme])


def test_the_two_models_agree_on_rivals():
    assert_agree_on_rivals("rivals", "together")
