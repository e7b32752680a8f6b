"""Schemes of built-in mechanics: each alone, all together, and for several acts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from loyaltysim.mechanics.registry import get_mechanic

if TYPE_CHECKING:
    from loyaltysim.mechanics.mechanic import Mechanic

    Scheme = dict[str, Mechanic]

REWARD = {"value": 9.0, "cost": 4.0}


def instance(kind: str, **parameters: Any) -> Mechanic:
    """Make an instance of a mechanic as a scenario file would."""
    return get_mechanic(kind).model_validate(parameters)


ALONE: dict[str, Scheme] = {
    "none": {},
    "card": {"card": instance("stamp_card", stamps=8, reward=REWARD)},
    "card given": {"card": instance("stamp_card", stamps=10, head_start=2, reward=REWARD)},
    "card always given": {
        "card": instance(
            "stamp_card",
            stamps=5,
            head_start=2,
            head_start_on="every",
            reward=REWARD,
            expires_after=15,
        )
    },
    "card expires": {
        "card": instance("stamp_card", stamps=6, head_start=1, reward=REWARD, expires_after=12)
    },
    "cards given": {
        "card": instance(
            "stamp_card",
            stamps=7,
            head_start=2,
            head_start_on="every",
            reward=REWARD,
            expires_after=15,
        )
    },
    "card once": {
        "card": instance("stamp_card", stamps=4, reward=REWARD, repeat=False, expires_after=20)
    },
    "points": {
        "points": instance(
            "points", per_spend=1.0, per_act=2, redeem={"points": 60, "value": 8.0, "cost": 5.0}
        )
    },
    "points rolling": {
        "points": instance(
            "points",
            per_spend=1.0,
            min_spend=9.0,
            pending_days=4,
            expiry={"policy": "rolling", "days": 7},
            redeem={"points": 90, "value": 12.0, "cost": 8.0},
        )
    },
    "points of two months": {
        "points": instance(
            "points",
            per_act=7,
            expiry={"policy": "rolling", "days": 12},
            redeem={"points": 50, "value": 10.0, "cost": 8.0},
        )
    },
    "points activity": {
        "points": instance(
            "points",
            per_act=10,
            pending_days=2,
            expiry={"policy": "activity", "days": 9},
            redeem={"points": 50, "value": 10.0, "cost": 8.0},
        )
    },
    "points many": {
        "points": instance("points", per_act=5, redeem={"points": 2, "value": 0.6, "cost": 0.4})
    },
    "discount": {"discount": instance("discount", rate=0.15)},
    "discount from": {"discount": instance("discount", rate=0.2, min_spend=11.0)},
    "streak": {"streak": instance("streak", every=7, acts=2, freezes=1)},
    "streak lenient": {"streak": instance("streak", every=7, freezes=6)},
    "streak daily": {
        "streak": instance(
            "streak",
            milestones=[
                {"at": 2, "reward": {"value": 3.0, "cost": 1.0}},
                {"at": 5, "reward": {"value": 6.0, "cost": 2.0}},
            ],
        )
    },
    "streak weekly": {
        "streak": instance(
            "streak",
            every=5,
            acts=2,
            milestones=[
                {"at": 1, "reward": {"value": 2.0, "cost": 1.0}},
                {"at": 3, "reward": {"value": 8.0, "cost": 2.0}},
            ],
        )
    },
    "lottery": {"lottery": instance("lottery", chance=0.08, prize=REWARD)},
    "lottery later": {"lottery": instance("lottery", chance=0.1, prize=REWARD, draw_every=7)},
    "surprise": {"surprise": instance("surprise", chance=0.3, gift=REWARD)},
    "surprise cash": {"surprise": instance("surprise", chance=0.3, gift=REWARD, gift_kind="cash")},
    "sparks": {"mail": instance("message", sends="spark", every=1, cost=0.01)},
    "facilitators": {
        "mail": instance(
            "message", sends="facilitator", every=2, starts=3, target={"idle_days": 3}, cap=6
        )
    },
    "signals": {"mail": instance("message", every=3, cost=0.02)},
    "advice": {"call": instance("message", every=22, starts=4, sends="facilitator", outreach=True)},
    "e-mails": {"mail": instance("message", sends="spark", every=2, channel="e_mail")},
}

TOGETHER: Scheme = {
    "card": instance("stamp_card", stamps=9, head_start=2, reward=REWARD, expires_after=25),
    "points": instance(
        "points", per_spend=1.3, redeem={"points": 100, "value": 8.0, "cost": 5.0}, pending_days=3
    ),
    "lucky": instance("lottery", chance=0.05, prize=REWARD),
    "gift": instance("surprise", chance=0.15, gift=REWARD),
    "cheaper": instance("discount", rate=0.05),
    "streak": instance("streak", every=3, acts=1, freezes=1),
    "daily": instance("streak", milestones=[{"at": 3, "reward": {"value": 4.0, "cost": 2.0}}]),
    "warning": instance(
        "message", sends="spark", every=1, target={"when": {"instance": "streak", "is": "at_risk"}}
    ),
    "reminder": instance(
        "message", every=4, target={"idle_days": 5}, cap=5, cost=0.05, outreach=True, channel="mail"
    ),
    "help": instance("message", sends="facilitator", every=5, starts=2, channel="in_person"),
}

SEVERAL_ACTS: Scheme = {
    "streak": instance("streak", every=1, freezes=2),
    "practice streak": instance("streak", act="practice", every=7, acts=2),
    "gems": instance(
        "points", act="practice", per_act=10, redeem={"points": 40, "value": 2.0, "cost": 1.0}
    ),
    "off": instance("discount", act="shop", rate=0.2),
    "back": instance(
        "points",
        act="shop",
        per_spend=1.0,
        redeem={"points": 50, "value": 5.0, "cost": 3.0},
        expiry={"policy": "activity", "days": 12},
    ),
    "card": instance("stamp_card", act="profile", stamps=2, reward={"value": 4.0, "cost": 1.0}),
    "welcome": instance("surprise", act="profile", chance=0.5, gift={"value": 1.0, "cost": 0.5}),
    "ticket": instance("lottery", act="shop", chance=0.1, prize=REWARD, draw_every=5),
    "nudge": instance("message", act="profile", sends="spark", every=6, channel="cold_mail"),
    "call": instance("message", act="practice", sends="facilitator", every=2),
    "reminder": instance(
        "message", every=1, target={"when": {"instance": "streak", "is": "at_risk"}}, cap=9
    ),
}
