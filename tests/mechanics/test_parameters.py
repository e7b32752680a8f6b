"""What a mechanic refuses to be told, and that it says why."""

import pytest
from pydantic import ValidationError

from loyaltysim.errors import LoyaltysimError
from loyaltysim.mechanics.money.discount import Discount
from loyaltysim.mechanics.registry import get_mechanic, mechanic, mechanic_names

REWARD = {"value": 5.0, "cost": 2.0}
REDEEM = {"points": 100, "value": 5.0, "cost": 5.0}

REFUSED = [
    ("stamp_card", {"stamps": 0, "reward": REWARD}, "greater than or equal to 1"),
    ("stamp_card", {"stamps": 1001, "reward": REWARD}, "less than or equal to 1000"),
    ("stamp_card", {"stamps": 10}, "Field required"),
    ("stamp_card", {"stamps": 10, "reward": {"value": 0, "cost": 0}}, "or equal to 0.000001"),
    ("stamp_card", {"stamps": 10, "reward": {"value": 1, "cost": -1}}, "or equal to 0"),
    ("stamp_card", {"stamps": 10, "head_start": 10, "reward": REWARD}, "below the 10 stamps"),
    ("stamp_card", {"stamps": 10, "reward": REWARD, "expires_after": 0}, "or equal to 1"),
    ("message", {"channel": "pigeon"}, "'app', 'e_mail', 'mail', 'cold_mail' or 'in_person'"),
    ("points", {"per_spend": -1, "redeem": REDEEM}, "or equal to 0"),
    ("points", {"per_act": 1, "redeem": {**REDEEM, "points": 0}}, "or equal to 0.000001"),
    ("points", {"per_act": float("nan"), "redeem": REDEEM}, "finite"),
    (
        "points",
        {
            "per_act": 1,
            "pending_days": 31,
            "expiry": {"policy": "rolling", "days": 30},
            "redeem": REDEEM,
        },
        "pending_days: must be at most 30, the days that points live",
    ),
    (
        "points",
        {"per_act": 1e9, "redeem": {**REDEEM, "value": 1e6}},
        "the points of an act are worth more than 1,000,000,000,000",
    ),
    (
        "points",
        {"per_act": 1, "expiry": {"policy": "monthly", "days": 30}, "redeem": REDEEM},
        "policy",
    ),
    ("discount", {"rate": 0}, "greater than 0"),
    ("discount", {"rate": 1.01}, "less than or equal to 1"),
    ("discount", {"rate": 0.1, "min_spent": 5}, "Extra inputs"),
    ("discount", {"rate": float("inf")}, "finite"),
    ("streak", {"every": 32}, "less than or equal to 31"),
    (
        "streak",
        {"milestones": [{"at": 5, "reward": REWARD}, {"at": 5, "reward": REWARD}]},
        "rising order, each length once",
    ),
    ("lottery", {"chance": 9e-6, "prize": REWARD}, "greater than or equal to 0.00001"),
    ("lottery", {"chance": 1.5, "prize": REWARD}, "less than or equal to 1"),
    ("surprise", {"chance": 0.1, "gift": REWARD, "gift_kind": "kiss"}, "in_kind"),
    ("message", {"every": 0}, "or equal to 1"),
    ("message", {"every": 7, "cap": 6}, "cap: 6 are never reached with a message every 7 days"),
    ("message", {"sends": "shout"}, "spark"),
    ("message", {"target": {"when": {"instance": "streak"}}}, "is"),
]


@pytest.mark.parametrize(("kind", "parameters", "words"), REFUSED)
def test_what_makes_no_sense_is_refused(kind, parameters, words):
    with pytest.raises(ValidationError) as refused:
        get_mechanic(kind)(**parameters)
    assert words in str(refused.value)


def test_mechanics_cannot_be_changed_once_made():
    made = Discount(rate=0.1)
    with pytest.raises(ValidationError, match="frozen"):
        made.rate = 0.2


@pytest.mark.parametrize("kind", mechanic_names())
def test_every_parameter_says_what_it_is(kind):
    fields = get_mechanic(kind).model_fields
    assert [name for name, field in fields.items() if not field.description] == []
    assert get_mechanic(kind).theory


def test_an_unknown_name_suggests_the_nearest():
    with pytest.raises(LoyaltysimError, match="no mechanic is named stampcard; did you mean"):
        get_mechanic("stampcard")


def test_two_mechanics_cannot_share_a_name():
    with pytest.raises(LoyaltysimError, match="two mechanics are named discount"):
        mechanic("discount")(get_mechanic("lottery"))


def test_a_class_of_the_same_name_in_another_package_is_another_mechanic():
    built_in = get_mechanic("discount")
    other = type("Discount", (built_in,), {"__module__": "somewhere.else"})
    with pytest.raises(LoyaltysimError, match="two mechanics are named discount"):
        mechanic("discount")(other)
    assert get_mechanic("discount") is built_in
