"""Schemes that pay in money, and one change for each of their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.reference.schemes import instance
from tests.reference.seasons import season

if TYPE_CHECKING:
    from tests.reference.schemes import Scheme


def _reminder(column: str) -> Any:
    return instance(
        "message", every=1, sends="spark", target={"when": {"instance": "it", "is": column}}
    )


_OFF: dict[str, Any] = {"amount": 6.0, "cost": 4.0, "expires_after": 9}
_PAID: dict[str, Any] = {"amount": 2.0, "periods": 6}

MONEY: dict[str, Scheme] = {
    "cash back": {"it": instance("cash_back", rate=0.15)},
    "cash back limited": {
        "it": instance("cash_back", rate=0.3, min_spend=11.0, pays_every=9, most=6.0)
    },
    "voucher given": {
        "it": instance("voucher", **{**_OFF, "expires_after": 25}, min_spend=10.0),
        "reminder": _reminder("expires_soon"),
    },
    "voucher for acts": {
        "it": instance("voucher", **_OFF, for_acts=3, remind=4),
        "reminder": _reminder("expires_soon"),
    },
    "voucher for spend": {
        "it": instance("voucher", **_OFF, for_spend=60.0, min_spend=9.0),
        "reminder": _reminder("in_hand"),
    },
    "paid gains": {"it": instance("framed_payment", **_PAID)},
    "paid losses": {"it": instance("framed_payment", **_PAID, frame="loss")},
    "paid weekly": {"it": instance("framed_payment", amount=3.0, every=7, acts=2, periods=2)},
    "paid weekly losses": {
        "it": instance("framed_payment", amount=3.0, every=7, acts=2, periods=2, frame="loss")
    },
    "samples once": {"it": instance("sample", first=6, share=0.6, eases=0.9, cost=0.4)},
    "samples again": {
        "it": instance(
            "sample", first=3, every=11, share=0.4, eases=0.8, forgotten_after=12, cost=0.3
        ),
        "mail": _reminder("tried"),
    },
    "season of sample": {
        "it": instance(
            "sample",
            first=1,
            every=1,
            share=0.5,
            eases=0.9,
            cost=0.2,
            **season({"share": 0.9, "eases": 0.4, "forgotten_after": 5}),
        )
    },
    "season of cash_back": {
        "it": instance("cash_back", rate=0.2, pays_every=7, **season({"rate": 0.4, "most": 3.0}))
    },
    "season of voucher": {
        "it": instance("voucher", **_OFF, for_acts=3, **season({"for_acts": 2, "expires_after": 4}))
    },
    "season of framed_payment": {
        "it": instance(
            "framed_payment", **_PAID, frame="loss", **season({"amount": 3.0, "periods": 4})
        )
    },
}
MONEY_OF_ACTS: Scheme = {
    "back": instance("cash_back", act="shop", rate=0.1),
    "paid": instance("framed_payment", act="practice", amount=1.0, every=7, acts=2, periods=3),
    "sample": instance("sample", act="shop", share=0.7, eases=0.9, cost=0.2),
    "voucher": instance("voucher", act="shop", **_OFF, for_acts=1),
}
"""On several acts."""

_ACTS = "money of acts"
MONEY_CHANGES: dict[str, dict[str, tuple[str, str, Any]]] = {
    "cash_back": {
        "act": (_ACTS, "back", None),
        "rate": ("cash back", "it", 0.16),
        "min_spend": ("cash back limited", "it", 12.0),
        "pays_every": ("cash back limited", "it", 10),
        "most": ("cash back limited", "it", 5.0),
    },
    "voucher": {
        "act": (_ACTS, "voucher", None),
        "amount": ("voucher for acts", "it", 6.5),
        "cost": ("voucher for acts", "it", 4.5),
        "min_spend": ("voucher for spend", "it", 10.0),
        "expires_after": ("voucher for acts", "it", 8),
        "for_acts": ("voucher for acts", "it", 4),
        "for_spend": ("voucher for spend", "it", 55.0),
        "remind": ("voucher for acts", "it", 3),
    },
    "sample": {
        "act": (_ACTS, "sample", None),
        "first": ("samples once", "it", 7),
        "every": ("samples again", "it", 12),
        "share": ("samples once", "it", 0.5),
        "eases": ("samples once", "it", 0.7),
        "forgotten_after": ("samples again", "it", 5),
        "cost": ("samples once", "it", 0.5),
    },
    "framed_payment": {
        "act": (_ACTS, "paid", None),
        "amount": ("paid gains", "it", 2.1),
        "frame": ("paid gains", "it", "loss"),
        "every": ("paid weekly", "it", 6),
        "acts": ("paid weekly", "it", 1),
        "periods": ("paid losses", "it", 7),
    },
}
"""Other values of parameters, each to be made in one model only."""
