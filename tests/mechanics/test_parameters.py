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


BACKWARDS = {"starts": 5, "stops": 3}
ENDS = "stops: must be above 5, the day it starts, but is 3"
LEVELS = [{"name": "silver", "at": 10}, {"name": "silver", "at": 5}]
SEVERAL = [
    (
        "pop_up",
        {"lasts": 5, "every": 3},
        ["every: must be at least 5, the days that an event lasts"],
    ),
    ("restraint", {"every": 10, "quiet_days": 11}, ["quiet_days: must be at most 10"]),
    ("restraint", {}, ["quiet_days: most, quiet_days or after_act must hold something back"]),
    ("character", {"speaks_to": 0.8, "puts_off": 0.3}, ["puts_off: must be at most 0.2"]),
    (
        "voucher",
        {"amount": 5, "cost": 4, "expires_after": 30, "for_acts": 5, "for_spend": 50},
        ["for_spend: a voucher is earned by acts or by spend"],
    ),
    (
        "framed_payment",
        {"amount": 1e12, "periods": 2, "frame": "loss", "every": 7, "acts": 2},
        ["amount: all periods together are worth more than 1,000,000,000,000"],
    ),
    ("unlock", {"after": 5}, ["discount: it opens nothing"]),
    (
        "service_bonus",
        {"act": "call", "instead_of": "call", "acts": 15, "every": 28, "reward": REWARD},
        ["instead_of: is the act the bonus pays for"],
    ),
    ("challenge", {"days": 14, "reward": REWARD}, ["acts: either acts or a spend is the target"]),
    (
        "tiers",
        {"levels": [{"name": "silver", "at": 10, "multiplier": 2}], "per_act": 0},
        ["nothing qualifies", "multiplies: is needed for multipliers"],
    ),
    (
        "points",
        {
            "per_act": 1e9,
            "pending_days": 31,
            "expiry": {"policy": "rolling", "days": 30},
            "redeem": {**REDEEM, "value": 1e6},
        },
        ["pending_days: must be at most 30", "per_act: the points of an act are worth more"],
    ),
    (
        "message",
        {"every": 7, "cap": 6, "principle": "liking", "persuasion": "random", "profile": "guests"},
        ["profile: none is kept", "principle: leave it out", "cap: 6 are never reached"],
    ),
    (
        "adviser",
        {"persuasion": "fixed"},
        ["principle: persuasion: fixed needs the principle", "persuasion: nobody is trained in it"],
    ),
    (
        "touchpoint",
        {"at": "act", "by": "machine", "trained": 0.5, "persuasion": "profile", "reach": 0.5},
        ["trained: a machine is not trained", "persuasion: profile learns", "reach: must be 1"],
    ),
    (
        "touchpoint",
        {"at": "renewal", "by": "human", "eases": 0.2, "outreach": True},
        ["eases: only at onboarding", "outreach: only at contact"],
    ),
    (
        "recognition_points",
        {"awards": 3, "manager_awards": 4, "every": 2, "award": REWARD},
        ["awards: must be at most 2, one a day, but is 3", "manager_awards: must be at most 2"],
    ),
]


@pytest.mark.parametrize(("kind", "parameters", "words"), SEVERAL)
def test_all_that_does_not_fit_in_a_mechanic_is_told_at_once(kind, parameters, words):
    told = refused(kind, **parameters, **BACKWARDS)
    for expected in (ENDS, *words):
        assert told.count(expected) == 1


def refused(kind, **parameters):
    with pytest.raises(ValidationError) as caught:
        get_mechanic(kind)(**parameters)
    (found,) = caught.value.errors()
    return found["msg"]


def test_all_that_does_not_fit_in_levels_is_told_at_once():
    told = refused("tiers", levels=LEVELS)
    assert told.startswith("must rise, each `at` above the one before, but are 10, 5; ")
    assert told.endswith("; must each have a name of their own")


def test_a_pause_and_its_mechanic_are_told_each_at_its_place():
    pauses = [{"first": 9, "last": 3}, {"first": 5, "last": 4}]
    with pytest.raises(ValidationError) as caught:
        Discount.model_validate({"rate": 0.1, "pauses": pauses})
    assert [one["loc"] for one in caught.value.errors()] == [("pauses", 0), ("pauses", 1)]


def test_all_that_changes_lead_to_is_told_at_once_and_only_on_its_first_day():
    changes = [
        {"day": 3, "to": {"every": 0, "cap": -1}},
        {"day": 9, "to": {"cost": 1}},
        {"day": 12, "to": {"every": 7, "cap": 2, "starts": 1}},
        {"day": 15, "to": {"stops": 20}},
    ]
    assert refused("message", every=7, changes=changes).split("; ") == [
        "changes: on day 3: every: Input should be greater than or equal to 1",
        "changes: on day 3: cap: Input should be greater than or equal to 1",
        "changes: on day 12: starts cannot change during the term",
        "changes: on day 15: stops cannot change during the term",
    ]


def test_what_does_not_fit_from_the_first_day_is_not_told_of_changes_too():
    changes = [{"day": 3, "to": {"cost": 1}}]
    told = refused("message", every=7, cap=6, changes=changes)
    assert told == "cap: 6 are never reached with a message every 7 days"


def test_a_change_is_not_blamed_for_what_an_earlier_one_did():
    changes = [
        {"day": 3, "to": {"persuasion": "random"}},
        {"day": 9, "to": {"cost": 1}},
    ]
    told = refused("message", every=7, persuasion="profile", changes=changes)
    assert told == "changes: on day 3: persuasion cannot change during the term"


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
