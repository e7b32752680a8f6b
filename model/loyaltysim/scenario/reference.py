"""The reference of the file format, made from the schema: `python -m loyaltysim.scenario.reference`."""

from __future__ import annotations

import re
import sys
from importlib.resources import files
from typing import TYPE_CHECKING

from loyaltysim.mechanics.effort import Effort
from loyaltysim.mechanics.points.rules.expiry import ActivityExpiry, FixedExpiry, RollingExpiry
from loyaltysim.mechanics.points.rules.redemption import Redemption
from loyaltysim.mechanics.registry import BUILT_IN, get_mechanic
from loyaltysim.mechanics.reward import MoneyReward, PointsReward
from loyaltysim.mechanics.term import Term
from loyaltysim.scenario.blocks.acts import ActSpec, Demands, IncidentsSpec, PerOccasion
from loyaltysim.scenario.blocks.adapting import AdaptSpec
from loyaltysim.scenario.blocks.arrivals import ArrivalsSpec
from loyaltysim.scenario.blocks.block import unit_of
from loyaltysim.scenario.blocks.calendar import CalendarSpec, Seasons, Weekdays
from loyaltysim.scenario.blocks.fit import FitSpec
from loyaltysim.scenario.blocks.network import Network
from loyaltysim.scenario.blocks.rates import Rate, Ticket
from loyaltysim.scenario.blocks.rivals import Copy, RivalSpec
from loyaltysim.scenario.blocks.segments import Segments, SegmentSpec
from loyaltysim.scenario.blocks.suits import Suits, TypeFit
from loyaltysim.scenario.blocks.susceptibility import Susceptibility
from loyaltysim.scenario.blocks.user_types import UserTypes
from loyaltysim.scenario.blocks.word_of_mouth import WordOfMouth
from loyaltysim.scenario.cells import default, groups, values
from loyaltysim.scenario.fields import named_fields
from loyaltysim.scenario.schema import Compare, Scenario, Subscription

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

_GROUPS: tuple[type[BaseModel], ...] = (
    ActSpec, AdaptSpec, ArrivalsSpec, CalendarSpec, Compare, Copy, Demands, FitSpec, IncidentsSpec, Network, PerOccasion, Rate,
    RivalSpec, Scenario, Seasons, Segments, SegmentSpec, Subscription, Suits, Susceptibility, Ticket, TypeFit, UserTypes, Weekdays,
    WordOfMouth,
)  # fmt: skip
_HEAD = "| key | meaning | unit | default | values |\n|---|---|---|---|---|"
_SHARED: dict[str, tuple[type[BaseModel], ...]] = {
    "reward": (MoneyReward, PointsReward),
    "effort": (Effort,),
    "redeem": (Redemption,),
    "expiry": (RollingExpiry, FixedExpiry, ActivityExpiry),
}
"""Groups that several mechanics have, or of which there are several kinds, by the heading under which each is told once."""


def reference() -> str:
    """Write the reference of scenario files in Markdown."""
    template = files("loyaltysim.scenario").joinpath("reference.md").read_text("utf-8")
    tables = {model.__name__: table(model) for model in _GROUPS}
    tables["Term"] = table(Term)
    tables["mechanics"] = "\n\n".join(_mechanic(kind) for kind in BUILT_IN)
    tables |= {name: _shared(kinds) for name, kinds in _SHARED.items()}
    return re.sub(r"<!-- table (\w+) -->", lambda found: tables[found[1]], template)


def table(model: type[BaseModel]) -> str:
    """Write the table of a group's keys."""
    return _table(_rows(model))


def _table(rows: Iterator[str]) -> str:
    return "\n".join([_HEAD, *dict.fromkeys(rows)])


def _mechanic(kind: str) -> str:
    model = get_mechanic(kind)
    own = _table(_rows(model, but=Term.model_fields))
    return f"### {kind}\n\n{(model.__doc__ or '').strip()}\n\n{own}"


def _shared(kinds: Collection[type[BaseModel]]) -> str:
    """Write the keys of all kinds of a group; what they have in common is told once."""
    return _table(row for kind in kinds for row in _rows(kind, unless=_instead(kind, kinds)))


def _rows(
    model: type[BaseModel], prefix: str = "", but: Collection[str] = (), unless: str = ""
) -> Iterator[str]:
    for name, field in named_fields(model).items():
        if name in but:
            continue
        kinds = groups(field)
        shared = next((one for one, same in _SHARED.items() if same == kinds), "")
        left_out = default(model, name, field)
        left_out += f", unless `{unless}`" if unless and field.is_required() else ""
        takes = values(field) + (f", see [{shared}](#{shared})" if shared else "")
        cells = (f"`{prefix}{name}`", _meaning(model, field), unit_of(field), left_out, takes)
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
        if model not in _GROUPS and not shared:
            for kind in kinds:
                yield from _rows(kind, f"{prefix}{name}.")


def _meaning(model: type[BaseModel], field: FieldInfo) -> str:
    """Say what a key means: one that only tells which kind a group is, what that kind is."""
    told = (model.__doc__ or "").partition("\n")[0].removesuffix(".")
    return field.description or told[:1].lower() + told[1:]


def _instead(kind: type[BaseModel], kinds: Collection[type[BaseModel]]) -> str:
    """Name the key that makes a group one of another kind; nothing where one key of all kinds tells which it is."""
    needed = [
        {name for name, field in named_fields(one).items() if field.is_required()} for one in kinds
    ]
    if not needed or set.intersection(*needed):
        return ""
    others = (name for one in kinds if one is not kind for name in named_fields(one))
    return next((name for name in others if any(name in keys for keys in needed)), "")


if __name__ == "__main__":
    sys.stdout.write(reference())
