"""Schemes of the social mechanics, and the changes of their parameters that must be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.reference.schemes import instance
from tests.reference.seasons import season

if TYPE_CHECKING:
    from tests.reference.schemes import Scheme

TEAM_REWARD = {"value": 3.0, "cost": 1.2}

SOCIAL: dict[str, Scheme] = {
    "leaderboard": {"board": instance("leaderboard", top=5)},
    "leaderboard of the top": {"board": instance("leaderboard", every=10, shows="top", top=8)},
    "leaderboards": {"board": instance("leaderboard", every=5, size=20, top=2)},
    "compulsory board": {"board": instance("leaderboard", size=20, compulsory=True)},
    "compulsory teams": {
        "team": instance("team_goal", every=5, goal=5, compulsory=True, reward=TEAM_REWARD),
        "badges": instance("badge", at=[1, 3, 9], compulsory=True),
    },
    "leagues": {"leagues": instance("leagues", every=5, size=15, promoted=4, relegated=3)},
    "few leagues": {
        "leagues": instance("leagues", every=3, size=9, leagues=3, promoted=5, relegated=4)
    },
    "team": {"team": instance("team_goal", every=5, goal=5, reward=TEAM_REWARD)},
    "pairs": {"team": instance("team_goal", every=3, size=2, goal=2, reward=TEAM_REWARD)},
    "alone": {"team": instance("team_goal", every=4, size=1, goal=2, reward=TEAM_REWARD)},
    "buddies": {"support": instance("peer_support", cost=0.4)},
    "coaches": {"support": instance("peer_support", by="staff", every=9, lasts=4, cost=0.8)},
    "forum": {
        "forum": instance("community", enough=40, eases=0.3, factor="money", moderation=0.01)
    },
    "praise": {"praise": instance("recognition", every=3, sincerity=0.8, cost=0.1)},
    "praise by chance": {"praise": instance("recognition", every=1, chance=0.4)},
    "norm": {"norm": instance("social_norm", every=9, cost=0.05)},
    "norm with approval": {"norm": instance("social_norm", every=8, approval=True)},
    "norm that says": {"norm": instance("social_norm", every=7, says=0.7)},
    "season of leaderboard": {
        "it": instance("leaderboard", every=5, top=9, **season({"top": 3, "shows": "top"}))
    },
    "season of leagues": {
        "it": instance("leagues", every=4, size=12, promoted=5, **season({"promoted": 2}))
    },
    "season of team_goal": {
        "it": instance("team_goal", every=5, goal=6, reward=TEAM_REWARD, **season({"goal": 3}))
    },
    "season of peer_support": {"it": instance("peer_support", cost=0.3, **season({"lasts": 20}))},
    "season of community": {"it": instance("community", enough=30, **season({"belonging": 0.9}))},
    "season of recognition": {"it": instance("recognition", every=4, **season({"every": 1}))},
    "season of social_norm": {"it": instance("social_norm", every=13, **season({"says": 0.9}))},
}
"""Each for one act, without friends."""

AMONG_FRIENDS: dict[str, Scheme] = {
    "friends support": {"support": instance("peer_support", by="friends")},
    "friends' norm": {"norm": instance("social_norm", every=6, compares_with="friends")},
    "all social": {
        "a norm": instance("social_norm", every=9, compares_with="friends", approval=True),
        "board": instance("leaderboard", size=40),
        "friends": instance("peer_support", by="friends", lasts=4),
        "leagues": instance("leagues", every=6, size=20),
        "praise": instance("recognition", every=2, chance=0.5),
        "team": instance("team_goal", every=5, goal=5, reward={"points": 4, "into": "the points"}),
        "the points": instance("points", redeem={"points": 20, "value": 4.0, "cost": 2.0}),
        "warning": instance(
            "message", every=1, target={"when": {"instance": "leagues", "is": "in_danger"}}, cap=5
        ),
    },
}
"""Only where customers have friends."""

SOCIAL_ACTS: Scheme = {
    "board": instance("leaderboard", act="practice", size=25, top=3),
    "forum": instance("community", act="lesson", post="profile", enough=20, eases=0.5),
    "second forum": instance("community", act="shop", post="practice", enough=20, factor="money"),
    "leagues": instance("leagues", act="lesson", every=6),
    "norm": instance("social_norm", act="practice", every=9),
    "praise": instance("recognition", act="profile", every=1),
    "support": instance("peer_support", act="lesson"),
    "team": instance("team_goal", act="shop", every=9, goal=3, reward=TEAM_REWARD),
}

SOCIAL_CHANGES: dict[str, dict[str, tuple[str, str, Any]]] = {
    "leaderboard": {
        "act": ("social acts", "board", None),
        "every": ("leaderboard", "board", 6),
        "size": ("leaderboards", "board", 25),
        "shows": ("leaderboard of the top", "board", "neighbours"),
        "top": ("leaderboards", "board", 3),
    },
    "leagues": {
        "act": ("social acts", "leagues", "shop"),
        "every": ("leagues", "leagues", 6),
        "leagues": ("few leagues", "leagues", 2),
        "size": ("leagues", "leagues", 12),
        "promoted": ("leagues", "leagues", 5),
        "relegated": ("leagues", "leagues", 4),
    },
    "team_goal": {
        "act": ("social acts", "team", None),
        "every": ("team", "team", 6),
        "size": ("team", "team", 5),
        "goal": ("team", "team", 6),
        "reward": ("team", "team", {"value": 3.0, "cost": 1.3}),
        "reward.value": ("team", "team", {"value": 3.5, "cost": 1.2}),
    },
    "peer_support": {
        "act": ("social acts", "support", "shop"),
        "by": ("buddies", "support", "staff"),
        "lasts": ("buddies", "support", 6),
        "every": ("coaches", "support", 8),
        "cost": ("coaches", "support", 0.9),
    },
    "community": {
        "act": ("social acts", "second forum", "lesson"),
        "post": ("social acts", "second forum", "lesson"),
        "enough": ("forum", "forum", 30.0),
        "eases": ("forum", "forum", 0.4),
        "factor": ("forum", "forum", "time"),
        "belonging": ("forum", "forum", 0.3),
        "moderation": ("forum", "forum", 0.02),
    },
    "recognition": {
        "act": ("social acts", "praise", None),
        "every": ("praise", "praise", 4),
        "chance": ("praise by chance", "praise", 0.5),
        "sincerity": ("praise", "praise", 0.9),
        "cost": ("praise", "praise", 0.2),
    },
    "social_norm": {
        "act": ("social acts", "norm", None),
        "every": ("norm", "norm", 8),
        "compares_with": ("friends' norm", "norm", "everyone"),
        "says": ("norm that says", "norm", 0.8),
        "approval": ("norm with approval", "norm", False),
        "cost": ("norm", "norm", 0.06),
    },
}
"""Kind -> parameter -> scheme and instance that it is tried on, and its other value."""
