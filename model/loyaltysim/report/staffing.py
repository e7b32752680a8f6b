"""Which schemes let humans meet more customers, and against which other schemes that shows."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from loyaltysim.hooks import Stage
from loyaltysim.mechanics.helper import Helper
from loyaltysim.mechanics.service.touchpoint import Touchpoint
from loyaltysim.report.tables.journey import HELP, STAGES, stage_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from loyaltysim.comparison import Comparison
    from loyaltysim.mechanics.mechanic import Mechanic
    from loyaltysim.scenario.blocks.scheme import Instance, Scheme

HUMAN = "human"
TELLS = 0.1
"""Part of the meetings under the other scheme by which they must differ to be told: by less they do through whoever stays (assumption)."""


class Staffed(NamedTuple):
    """A scheme whose people meet more customers than those of another scheme."""

    scheme: str
    against: str
    """The scheme from which it differs least, and in people alone or machines that they replace; the baseline where there is none."""

    meetings: dict[str, float]
    """How many more meetings, per launch customer, by stage in the order of a journey; below 0 fewer."""

    alone: bool
    """Whether people, and machines that they replace, are all that differs."""

    people: tuple[str, ...]
    """Its instances with people that the other has not; all where it has none of its own."""

    beside: tuple[str, ...]
    """Names of the instances that differ, too."""

    @property
    def known(self) -> bool:
        """Whether profit tells of its people: nothing but people differs, and humans meet fewer customers nowhere."""
        return self.alone and min(self.meetings.values()) > 0


def staffed(comparison: Comparison) -> list[Staffed]:
    """Find the schemes whose service lets humans meet more customers than that of another scheme does.

    What changes how often the same people are met, such as a reward for which customers come oftener, is no service.
    """
    met = _met(comparison)
    found = (_best(comparison, name, met) for name, some in met.items() if some)
    return [one for one in found if one is not None]


def _met(comparison: Comparison) -> dict[str, dict[str, float]]:
    """Count the meetings with humans of every scheme, per launch customer, by stage."""
    found = comparison.journey
    met: dict[str, dict[str, float]] = {str(name): {} for name in comparison.schemes.index}
    for _, row in found[found["by"] == HUMAN].iterrows():
        met[str(row["scheme"])][stage_of(row)] = float(row["meetings"])
    return met


def _best(
    comparison: Comparison, name: str, met: Mapping[str, Mapping[str, float]]
) -> Staffed | None:
    """Hold a scheme against the one that tells most of its people, since least else differs.

    The baseline is what the others are held against, so that it is told only where it has more people than another.
    """
    baseline = comparison.scenario.compare.baseline
    pairs = [_Pair(comparison, name, other, met) for other in met if other != name]
    pairs = [pair for pair in pairs if pair.changes]
    more = [pair for pair in pairs if min(pair.changes.values()) > 0]
    usual = [pair for pair in pairs if pair.other == baseline]
    for some in (
        [pair for pair in more if pair.alone],
        [pair for pair in usual if max(pair.changes.values()) > 0],
        [pair for pair in more if name == baseline],
    ):
        if some:
            return min(some, key=lambda pair: (*pair.unlike(), pair.other != baseline)).told()
    return None


class _Pair:
    """Two schemes beside one another: the instances by which they differ, and where these decide whom humans meet."""

    def __init__(
        self,
        comparison: Comparison,
        name: str,
        other: str,
        met: Mapping[str, Mapping[str, float]],
    ) -> None:
        scenario = comparison.scenario
        self.name, self.other = name, other
        one, two = scenario.schemes[name], scenario.schemes[other]
        self.mine, self.others = (in_force(scheme, scenario.days) for scheme in (one, two))
        self.own = [some for some in self.mine if some not in self.others]
        self.gone = [some for some in self.others if some not in self.mine]
        self.stages = {
            stage for some in (*self.own, *self.gone) for stage in some.mechanic.staffs()
        }
        where = {_told_as(stage) for stage in self.stages}
        self.changes = _changed(met[name], met[other], where)
        """How many more meetings there are where service differs; none where nothing worth telling is."""

        self.alone = (one.joining, one.adapt) == (two.joining, two.adapt) and not self.beside()

    def beside(self) -> list[str]:
        """Name what differs beside people, and beside machines that they replace."""
        people = [*_people(self.own), *_people(self.gone)]
        replaced = {stage for stage in self.stages if _told_as(stage) in self.changes}
        gone = [some for some in self.gone if _serves(some.mechanic, replaced)]
        staff = [some for some in people if _serves(some.mechanic, self.stages)]
        differing = (*self.own, *self.gone)
        return sorted({some.name for some in differing if some not in (*staff, *gone)})

    def unlike(self) -> tuple[int, int, bool, int]:
        """Rank the other scheme: by what differs, its people, and whether nobody serves in the place of those here.

        What replaces something at the same stage is one difference.
        """
        own, gone = (Counter(_stages(some)) for some in (self.own, self.gone))
        nobody = not any(_places(some.mechanic) & self.stages for some in self.others)
        people = len(list(_people(self.others)))
        return (own | gone).total(), people, nobody, len(self.own) + len(self.gone)

    def told(self) -> Staffed:
        """Tell what the one has that the other has not."""
        people = list(_people(self.mine))
        own = [one for one in people if one not in self.others] or people
        names = tuple(one.name for one in own)
        beside = tuple(self.beside())
        return Staffed(self.name, self.other, self.changes, self.alone, names, beside)


def in_force(scheme: Scheme, days: int) -> list[Instance]:
    """Give the instances of all variants that are in force on some day."""
    return [one for one in scheme.all_instances() if one.mechanic.comes_into_force(days)]


def _people(instances: list[Instance]) -> Iterator[Instance]:
    """Give the instances with people: helpers that are human, and touchpoints with somebody there."""
    for one in instances:
        if one.mechanic.human if isinstance(one.mechanic, Helper) else one.mechanic.staffs():
            yield one


def _places(mechanic: Mechanic) -> AbstractSet[Stage]:
    """Give where it serves: its people, or a machine in their place."""
    if isinstance(mechanic, Touchpoint):
        return {Stage(one.at) for one in mechanic.rules_throughout()}
    return set(mechanic.staffs())


def _stages(instances: list[Instance]) -> Iterator[Stage]:
    return (stage for one in instances for stage in _places(one.mechanic))


def _told_as(stage: Stage) -> str:
    """Name the part of a journey in which people at a stage are met."""
    return HELP if stage == Stage.PROBLEM else stage.value


def _serves(mechanic: Mechanic, stages: AbstractSet[Stage]) -> bool:
    """Tell whether it serves at some stages and does nothing else."""
    places = _places(mechanic)
    return bool(places) and places <= stages


def _changed(
    met: Mapping[str, float], usual: Mapping[str, float], where: Container[str]
) -> dict[str, float]:
    """Give how many more meetings there are at some stages, where these are many enough to tell."""
    changes = {}
    for place in STAGES:
        before = usual.get(place, 0.0)
        more = met.get(place, 0.0) - before
        if place in where and more and abs(more) >= TELLS * before:
            changes[place] = more
    return changes
