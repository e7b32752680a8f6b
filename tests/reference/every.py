"""Every scheme of the comparison by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.reference.chances import CHANCES, CHANCES_OF_ACTS
from tests.reference.goals import GOAL_SEASONS, GOALS, GOALS_TOGETHER, SEVERAL_GOALS
from tests.reference.made_up.schemes import CLUB_OF_TWO, CLUBS, MADE_UP
from tests.reference.money_schemes import MONEY, MONEY_OF_ACTS
from tests.reference.paid_in_points import PAID_IN_POINTS
from tests.reference.points_schemes import COALITIONS, POINTS
from tests.reference.principles import PRINCIPLED
from tests.reference.referrals import REFERRALS
from tests.reference.revisions import REVISIONS
from tests.reference.romance import ROMANCE, ROMANCE_OF_FRIENDS, ROMANTIC_ACTS
from tests.reference.schemes import ALONE, SEVERAL_ACTS, TOGETHER
from tests.reference.seasons import CALENDAR, SEASONS
from tests.reference.service import SERVICE, SERVICE_ACTS
from tests.reference.social import AMONG_FRIENDS, SOCIAL, SOCIAL_ACTS
from tests.reference.staff import STAFF, STAFF_ACTS
from tests.reference.status import STATUS, STATUS_OF_ACTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.reference.schemes import Scheme

SCHEMES: dict[str, Scheme] = {
    **ALONE,
    **SEASONS,
    **REVISIONS,
    **MADE_UP,
    **PAID_IN_POINTS,
    **CHANCES,
    "chances of acts": CHANCES_OF_ACTS,
    **GOALS,
    **GOAL_SEASONS,
    "goals together": GOALS_TOGETHER,
    "goals of several acts": SEVERAL_GOALS,
    **POINTS,
    **COALITIONS,
    **STATUS,
    "status of acts": STATUS_OF_ACTS,
    **SOCIAL,
    **AMONG_FRIENDS,
    **REFERRALS,
    "social acts": SOCIAL_ACTS,
    **ROMANCE,
    **ROMANCE_OF_FRIENDS,
    "romantic acts": ROMANTIC_ACTS,
    **SERVICE,
    "service acts": SERVICE_ACTS,
    **STAFF,
    "staff acts": STAFF_ACTS,
    **PRINCIPLED,
    **MONEY,
    "money of acts": MONEY_OF_ACTS,
    "together": TOGETHER,
    "several acts": SEVERAL_ACTS,
    "club of two acts": CLUB_OF_TWO,
    "clubs": CLUBS,
    "calendar": CALENDAR,
}
OF_SEVERAL_ACTS = (
    "several acts",
    "goals of several acts",
    "chances of acts",
    "coalition",
    "status of acts",
    "social acts",
    "romantic acts",
    "staff acts",
    "service acts",
    "money of acts",
)
"""Those that need the world with several acts."""


def one_of_each_kind(names: Iterable[str] = SCHEMES) -> Iterator[str]:
    """Choose the first schemes in which each kind of mechanic is met."""
    met: set[str] = set()
    for name in names:
        kinds = {mechanic.kind for mechanic in SCHEMES[name].values()}
        if not kinds <= met:
            yield name
        met |= kinds


def world_for(scheme: str) -> str:
    """Name a world in which a scheme can be played."""
    if any(mechanic.needs_friends() for mechanic in SCHEMES[scheme].values()):
        return "friends"
    if scheme in REFERRALS:
        return "referrals"
    return "acts" if scheme in {*OF_SEVERAL_ACTS, "club of two acts", "clubs"} else "shop"
