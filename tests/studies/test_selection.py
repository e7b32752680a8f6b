"""Shares of wallet and naive comparisons against effects, by numbers worked out by hand; who is a member."""

import numpy as np
import pytest
from pydantic import TypeAdapter
from tests.studies.worlds import bundled

from loyaltysim.behaviour.constants import Constants
from loyaltysim.studies.measure import Seen
from loyaltysim.studies.measures import AnyMeasure
from loyaltysim.studies.play import play_arms
from loyaltysim.studies.trace import Trace


def trace(**series):
    """Make a trace of four people who are given as rows of days."""
    days = {name: np.array(rows, np.float32).T for name, rows in series.items()}
    return Trace(days, np.zeros(4, np.int8), ("all",))


NOWHERE = [0, 0, 0]
ELSEWHERE = {"rival": [[0, 1, 0], [1, 1, 1], [1, 1, 0], NOWHERE], "other": [NOWHERE] * 4}
ARMS = {
    # Shares of 2/3, 1/4 and 1/3 with the card, of 1/2, 1/4 and 1/3 without; the last buys nowhere.
    "card": trace(
        buy=[[1, 0, 1], [0, 0, 1], [0, 1, 0], NOWHERE],
        **ELSEWHERE,
        member=[[0, 1, 1], *[NOWHERE] * 3],
    ),
    "none": trace(buy=[[1, 0, 0], [0, 0, 1], [0, 1, 0], NOWHERE], **ELSEWHERE),
}
WALLET = {
    "kind": "wallet",
    "arm": "card",
    "of": "buy",
    "elsewhere": ["rival", "other"],
    "days": [1, 3],
}
JOINED = {"of": "member", "days": [2, 2], "arm": "card"}
STAYED_OUT = {**JOINED, "at_least": 0, "at_most": 0}
NAIVE = {**WALLET, "as": "difference", "among": JOINED, "others": STAYED_OUT}
EFFECT = {**WALLET, "as": "difference", "among": JOINED, "against": "none"}


def read(measure):
    return TypeAdapter(AnyMeasure).validate_python(measure)


def estimate(measure):
    return read(measure).value(Seen(ARMS, Constants.default()))


def test_a_share_of_wallet_is_the_mean_over_those_who_buy_anywhere():
    assert estimate(WALLET) == pytest.approx((2 / 3 + 1 / 4 + 1 / 3) / 3)
    assert estimate({**WALLET, "days": [1, 1]}) == pytest.approx((1 + 0 + 0) / 3)


def test_members_have_a_larger_share_than_the_card_gives_them():
    assert estimate(NAIVE) == pytest.approx(2 / 3 - (1 / 4 + 1 / 3) / 2)
    assert estimate(EFFECT) == pytest.approx(2 / 3 - 1 / 2)


def test_a_multiple_sets_one_estimate_against_another():
    measure = {"kind": "multiple", "estimate": NAIVE, "than": EFFECT}
    assert estimate(measure) == pytest.approx((2 / 3 - 7 / 24) / (1 / 6))
    assert np.isnan(estimate({**measure, "than": {**EFFECT, "days": [1, 1]}}))
    found = read({**measure, "than": {**EFFECT, "days": [1, 2]}})
    assert found.last_day() == 3
    assert set(found.arms()) == {"card", "none"}
    assert set(found.names()) == {"buy", "rival", "other", "member"}
    assert found.chosen() == ()


def test_who_joins_is_a_member_from_the_day_after_on():
    study = bundled("members_of_a_card")
    small = type(study)(
        study.name,
        study.scenario,
        study.design.model_copy(update={"people": 100}),
        study.data,
        study.ways,
    )
    names = ("member", "shopping", "leader")
    played = play_arms(small, ("card", "no card"), (Constants.default(), 1), names, days=20)
    member, shopping = (played["card"].series(name) for name in names[:2])
    assert not member[0].any()
    assert 0 < member[-1].sum() < member.shape[1]
    assert (np.diff(member, axis=0) >= 0).all()
    joined = np.diff(member, axis=0) > 0
    assert (shopping[:-1][joined] > 0).all()
    assert played["no card"].series("member").all()
    assert played["card"].series("leader").any()
