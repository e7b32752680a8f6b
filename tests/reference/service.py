"""Schemes of service, and the changes of their parameters that must be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.reference.schemes import instance
from tests.reference.seasons import season

if TYPE_CHECKING:
    from tests.reference.schemes import Scheme

_HARD = {"time": 1.2, "brain_cycles": 1.4, "non_routine": 0.8}
_BUSY: dict[str, Any] = {"capacity": 22.0, "patience": 3, "cost": 2.0}

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
        "web": instance("web_care", reach=0.6, cost=1.5, knows=0.2),
    },
    "forum": {
        "club": instance("community", enough=30.0),
        "it": instance("peer_forum", community="club", reach=0.8, answers=2),
        "adviser": instance("adviser", **_BUSY),
    },
    "chat": {
        "it": instance("proactive_chat", reach=0.7, cost=0.8),
        "pages": instance("self_service", resolves=0.3),
    },
    "web care": {"it": instance("web_care", reach=0.6, cost=1.5)},
    "calls": {
        "it": instance(
            "touchpoint", at="contact", by="human", every=9, warmth=0.5, reach=0.7, cost=1.2
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
        "it": instance("virtual_assistant", **season({"reach": 0.3})),
    },
    "season of peer_forum": {
        "community": instance("community", starts=9, stops=50),
        "it": instance("peer_forum", answers=3, **season({"answers": 5})),
    },
    "season of proactive_chat": {
        "it": instance("proactive_chat", capacity=20.0, **season({"capacity": 9.0})),
        "pages": instance("self_service", resolves=0.2),
    },
    "season of adviser": {
        "it": instance("adviser", capacity=9.0, **season({"trained": 1.0, "capacity": 30.0})),
        "later": instance("web_care", reach=0.8),
    },
    "season of web_care": {"it": instance("web_care", answers=2, **season({"reach": 0.9}))},
    "season of touchpoint": {
        "it": instance("touchpoint", at="contact", every=5, warmth=0.3, **season({"every": 3}))
    },
}
"""Where things go wrong with the one act."""

SERVICE_ACTS: Scheme = {
    "club": instance("community", act="lesson", post="practice"),
    "counter": instance("touchpoint", at="act", act="practice", effort=_HARD, warmth=0.1),
    "forum": instance("peer_forum", community="club", act="lesson"),
    "pages": instance("self_service", act="practice", reach=0.9),
    "people": instance("adviser", **_BUSY),
    "teller": instance("touchpoint", at="act", act="shop", by="human", warmth=0.5, cost=0.2),
}
"""On several acts, of which some go wrong."""
