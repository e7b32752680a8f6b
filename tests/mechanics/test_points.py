"""Points on an act that is not the main one."""

from tests.worlds import EASY_VISIT, REVIEW, make, play, world

ON_REVIEWS = {
    "ask": make("message", act="review", every=20, starts=5),
    "gems": make(
        "points",
        act="review",
        per_act=1,
        redeem={"points": 1000, "value": 5, "cost": 5},
        expiry={"policy": "activity", "days": 12},
    ),
}


def test_points_live_as_long_as_the_act_that_earns_them_is_done():
    model = play(world(acts=(EASY_VISIT, REVIEW)), ON_REVIEWS, days=17).model
    gems, states = model.ledger.accounts["gems"], model.customers.states
    reviewers, visitors = states.acts[1] > 0, states.last_act[0] > 5
    assert (reviewers & visitors & states.present).any()
    assert gems.balance[reviewers].all()
    model.step()
    assert not gems.balance[states.present].any()
