"""Referral agrees with the reference draw for draw, whoever gets what and when, and however one joins."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.reference.cases import CASES
from tests.reference.play import launch, play_product, play_reference
from tests.reference.referrals import REFERRALS
from tests.reference.test_agreement import CONSTANTS, assert_agree
from tests.reference.trace import first_difference

from loyaltysim.customers.joining import Joining

pytestmark = pytest.mark.slow

JOININGS = [Joining("invited", share=0.6), Joining("opt_in")]


@pytest.mark.parametrize("scheme", REFERRALS)
def test_referral(scheme):
    assert_agree("referrals", REFERRALS[scheme])


@pytest.mark.parametrize("joining", JOININGS, ids=["invited", "opt in"])
@pytest.mark.parametrize("scheme", ["referral", "referral on joining", "season of referral"])
def test_where_customers_join_later(scheme, joining):
    case = CASES["referrals"]
    product = play_product(launch(case, CONSTANTS), REFERRALS[scheme], joining)
    reference = play_reference(case, REFERRALS[scheme], CONSTANTS, joining)
    assert first_difference(product, reference) == ""


def test_fitted_customers_with_contracts():
    shape = CASES["referrals"].setup
    contract = CASES["arrivals with contracts"].setup.contract
    case = replace(CASES["referrals"], setup=replace(shape, contract=contract))
    scheme = REFERRALS["referrals in points"]
    product = play_product(launch(case, CONSTANTS), scheme)
    assert first_difference(product, play_reference(case, scheme, CONSTANTS)) == ""
