"""Schemes of service, and the changes of their parameters that must be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.reference.schemes import instance
from tests.reference.seasons import season

if TYPE_CHECKING:
    from tests.reference.schemes import Scheme

_HARD = {"time": 1.2, "brain_cycles": 1.4, "non_routine": 0.8}
_BUSY: dict[str, Any] = {"capacity": 22.0, "patience": 3, "cost": 2.0}

_TAUGHT: dict[str, Any] = {"trained": 0.8, "reach": 0.9}

CONSTANTS_OF_SERVICE = ("effort_vexation", "recovery", "vexation_days", "vexation_leaving")
"""They act on leaving only, and are tried where that is strong (`test_service.py`)."""
_KNOWN: dict[str, Any] = {"persuasion": "profile", "profile": "customers"}
SERVICE: dict[str, Scheme] = {
    "pages": {"it": instance("self_service", effort=_HARD, cost=0.1)},
    "assistant": {"it": instance("virtual_assistant", knows=0.4, cost=0.05)},
    "advisers": {"it": instance("adviser", **_BUSY, trained=0.6)},
    "slow advisers": {"it": instance("adviser", answers=2, capacity=30.0, patience=4)},
    "path": {
        "adviser": instance("adviser", **_BUSY, knows=0.3),
        "assistant": instance("virtual_assistant", step=25, knows=0.5),
        "chat": instance("proactive_chat", reach=0.7, cost=0.8, capacity=20.0, trained=0.2),
        "pages": instance("self_service", resolves=0.3),
        "second pages": instance("self_service", resolves=0.2, step=10),
        "web": instance("web_care", reach=0.6, cost=1.5, knows=0.2, capacity=5.0),
    },
    "forum of peers": {
        "club": instance("community", enough=30.0),
        "it": instance("peer_forum", community="club", reach=0.8, answers=2),
        "adviser": instance("adviser", **_BUSY),
    },
    "principled advisers": {
        "a": instance("web_care", **_TAUGHT, step=5, principle="liking", resolves=0.3),
        "b": instance("adviser", **_TAUGHT, **_BUSY, persuasion="profile", resolves=0.4),
        "c": instance("proactive_chat", **_TAUGHT, persuasion="oracle", step=55, resolves=0.5),
        "chat": instance("proactive_chat", **_TAUGHT, principle="commitment", step=56),
        "people": instance("adviser", **_TAUGHT, principle="reciprocity", step=57),
        "web": instance("web_care", **_TAUGHT, persuasion="best_average"),
        "mail": instance("message", every=2, persuasion="random"),
    },
    "principled meetings": {
        "calls": instance(
            "touchpoint",
            at="contact",
            by="human",
            every=4,
            warmth=0.1,
            persuasion="oracle",
            **_TAUGHT,
        ),
        "counter": instance(
            "touchpoint", at="act", by="human", warmth=0.1, trained=0.7, persuasion="random"
        ),
        "thanks": instance(
            "touchpoint", at="contact", by="human", every=5, trained=1, principle="scarcity"
        ),
        "welcome": instance(
            "touchpoint", at="onboarding", by="human", trained=1, principle="liking"
        ),
    },
    "one profile of all": {
        "calls": instance("touchpoint", at="contact", by="human", every=3, **_TAUGHT, **_KNOWN),
        "chat": instance("proactive_chat", **_TAUGHT, **_KNOWN, step=5, resolves=0.3),
        "mail": instance("message", every=2, **_KNOWN),
        "pages": instance("self_service", resolves=0.1, step=1),
        "people": instance("adviser", **_TAUGHT, **_KNOWN, **_BUSY, resolves=0.4),
        "web": instance("web_care", **_TAUGHT, **_KNOWN, step=4, resolves=0.2),
    },
    "season of principles": {
        "it": instance(
            "adviser",
            trained=1,
            persuasion="profile",
            **season({"resolves": 0.5, "trained": 0.4}),
        )
    },
    "chat": {
        "it": instance("proactive_chat", reach=0.7, cost=0.8),
        "pages": instance("self_service", resolves=0.3),
    },
    "web care": {"it": instance("web_care", reach=0.6, cost=1.5)},
    "calls": {
        "it": instance(
            "touchpoint",
            at="contact",
            by="human",
            every=9,
            outreach=True,
            warmth=0.5,
            reach=0.7,
            cost=1.2,
        )
    },
    "calls in peace": {
        "it": instance("touchpoint", at="contact", every=4, effort=_HARD),
        "mail": instance("message", every=2),
        "peace": instance("restraint", after_act=3),
    },
    "counter": {
        "it": instance(
            "touchpoint",
            at="act",
            by="human",
            warmth=0.4,
            trained=0.5,
            effort={"time": 0.5, "social_deviance": 0.7},
            cost=0.3,
        )
    },
    "welcome": {
        "it": instance(
            "touchpoint", at="onboarding", by="human", warmth=0.6, eases=0.4, factor="time", lasts=9
        )
    },
    "renewals": {"it": instance("touchpoint", at="renewal", days_before=3, warmth=0.3, reach=0.9)},
    "season of self_service": {
        "it": instance("self_service", answers=3, **season({"resolves": 0.8, "answers": 1})),
        "other": instance("virtual_assistant", step=40),
    },
    "season of virtual_assistant": {
        "it": instance("virtual_assistant", reach=1, **season({"resolves": 0.9})),
    },
    "season of peer_forum": {
        "community": instance("community", starts=9, stops=50),
        "it": instance("peer_forum", answers=3, **season({"answers": 5})),
    },
    "season of proactive_chat": {
        "it": instance("proactive_chat", capacity=8.0, **season({"capacity": 2.0})),
        "pages": instance("self_service", resolves=0.2),
    },
    "season of adviser": {
        "it": instance("adviser", capacity=9.0, **season({"trained": 1.0, "capacity": 30.0})),
        "later": instance("web_care", reach=0.8),
    },
    "season of web_care": {"it": instance("web_care", answers=2, **season({"reach": 0.9}))},
    "season of touchpoint": {
        "it": instance("touchpoint", at="contact", every=5, warmth=0.3, **season({"every": 2}))
    },
}
"""Where things go wrong with the one act."""

SERVICE_ACTS: Scheme = {
    "bot": instance("virtual_assistant", act="lesson", step=45, knows=0.3, answers=2),
    "chat": instance("proactive_chat", act="lesson", reach=0.9),
    "club": instance("community", act="lesson", post="practice"),
    "other club": instance("community", act="lesson", post="lesson", enough=20.0),
    "web": instance("web_care", act="lesson", reach=0.9),
    "counter": instance("touchpoint", at="act", act="practice", effort=_HARD, warmth=0.1),
    "forum": instance(
        "peer_forum", community="club", act="lesson", knows=0.2, step=47, reach=1, answers=0
    ),
    "pages": instance("self_service", act="practice", reach=0.9),
    "people": instance("adviser", **_BUSY),
    "teller": instance("touchpoint", at="act", act="shop", by="human", warmth=0.5, cost=0.2),
}
"""On several acts, of which some go wrong."""

_PATH = "path"
_ACTS = "service acts"
_TAUGHT_PATH = "principled advisers"
_ONE_PROFILE = "one profile of all"


def _of_helper(scheme: str, it: str, act: tuple[str, str, Any], effort: Any) -> dict[str, Any]:
    """Give the changes of what all helpers have, on one instance of a scheme that has it."""
    return {
        "act": act,
        "step": (_PATH, "adviser", 5),
        "reach": (scheme, it, 0.5),
        "resolves": (scheme, it, 0.99),
        "effort": (scheme, it, effort),
        "warmth": (scheme, it, 0.9),
        "knows": (scheme, it, 0.7),
        "cost": (scheme, it, 3.0),
        "answers": (scheme, it, 4),
        "capacity": (scheme, it, 4.0),
        "patience": (scheme, it, 2),
    }


_EASY = {"time": 0.3}
SERVICE_CHANGES: dict[str, dict[str, tuple[str, str, Any]]] = {
    "self_service": _of_helper(_PATH, "second pages", (_ACTS, "pages", "shop"), _EASY)
    | {"step": (_PATH, "pages", 70), "patience": ("season of self_service", "it", 2)},
    "virtual_assistant": _of_helper(_PATH, "assistant", (_PATH, "assistant", "visit"), _EASY)
    | {
        "act": (_ACTS, "bot", "practice"),
        "step": (_PATH, "assistant", 70),
        "patience": (_ACTS, "bot", 1),
    },
    "peer_forum": _of_helper("forum of peers", "it", (_ACTS, "forum", None), _EASY)
    | {
        "step": ("forum of peers", "it", 60),
        "knows": (_ACTS, "forum", 0.7),
        "patience": ("forum of peers", "it", 1),
        "community": (_ACTS, "forum", "other club"),
    },
    "proactive_chat": _of_helper(_PATH, "chat", (_ACTS, "chat", "practice"), _EASY)
    | {
        "step": (_PATH, "chat", 70),
        "patience": ("season of proactive_chat", "it", 1),
        "trained": (_PATH, "chat", 0.9),
        "persuasion": (_TAUGHT_PATH, "c", "random"),
        "principle": (_TAUGHT_PATH, "chat", "scarcity"),
        "profile": (_ONE_PROFILE, "chat", "others"),
    },
    "adviser": _of_helper(_PATH, "adviser", (_ACTS, "people", "practice"), _EASY)
    | {
        "patience": ("slow advisers", "it", 2),
        "trained": ("advisers", "it", 0.9),
        "persuasion": (_TAUGHT_PATH, "b", "best_average"),
        "principle": (_TAUGHT_PATH, "people", "liking"),
        "profile": (_ONE_PROFILE, "people", None),
    },
    "web_care": _of_helper(_PATH, "web", (_ACTS, "web", "practice"), _EASY)
    | {
        "step": (_PATH, "web", 5),
        "trained": (_PATH, "web", 0.9),
        "persuasion": (_TAUGHT_PATH, "web", "none"),
        "principle": (_TAUGHT_PATH, "a", "authority"),
        "profile": (_ONE_PROFILE, "web", "others"),
    },
    "touchpoint": {
        "persuasion": ("principled meetings", "counter", "best_average"),
        "principle": ("principled meetings", "thanks", "authority"),
        "profile": (_ONE_PROFILE, "calls", "others"),
        "act": (_ACTS, "counter", "lesson"),
        "at": ("counter", "it", "contact"),
        "by": ("calls", "it", "machine"),
        "reach": ("calls", "it", 0.8),
        "effort": ("counter", "it", {"time": 1.5}),
        "warmth": ("calls", "it", 0.6),
        "trained": ("counter", "it", 0.7),
        "cost": ("calls", "it", 1.3),
        "outreach": ("calls", "it", False),
        "every": ("calls", "it", 8),
        "days_before": ("renewals", "it", 4),
        "eases": ("welcome", "it", 0.6),
        "factor": ("welcome", "it", "money"),
        "lasts": ("welcome", "it", 20),
    },
}
"""Kind -> parameter -> scheme and instance that it is tried on, and its other value."""
