"""Plans of searches from files and from Python: every kind of candidate with the scenario in which it is played."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from loyaltysim.errors import Problem, ScenarioError, closest
from loyaltysim.experiments.plans.check import check_each
from loyaltysim.experiments.plans.design import Axis
from loyaltysim.experiments.plans.load import Experiment, check_paths
from loyaltysim.experiments.plans.plan import Range
from loyaltysim.experiments.plans.points import Base, Point
from loyaltysim.experiments.plans.source import read_plan
from loyaltysim.experiments.search.plan import SearchPlan
from loyaltysim.scenario.changes import find_way
from loyaltysim.scenario.extends import Reading
from loyaltysim.scenario.load import check_tree
from loyaltysim.scenario.text.nodes import Node, follow, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from loyaltysim.experiments.plans.source import Source
    from loyaltysim.scenario.schema import Scenario


@dataclass(frozen=True)
class Kind:
    """One kind of candidate."""

    name: str
    base: Base
    """The scenario with the baseline and the candidate as it is written, and no other scheme."""

    axes: Mapping[str, Axis]
    """What varies, by path from the scheme on."""

    @property
    def size(self) -> float:
        """Count the candidates of this kind; infinite where numbers vary between two ends."""
        spans = [axis.span for axis in self.axes.values()]
        if any(span is not None and not span.whole for span in spans):
            return math.inf
        return math.prod(len(axis.whole_steps()) for axis in self.axes.values())

    def path(self, path: str) -> str:
        """Give the path from the scenario on."""
        return f"schemes.{self.name}.{path}"

    def written(self, path: str) -> Node | None:
        """Give what the candidate says at a path; None if it says nothing."""
        way = find_way(self.base.root, self.path(path))
        if isinstance(way, Problem):
            return None
        parts = list(follow(self.base.root, way))
        return parts[-1][1] if len(parts) == len(way) else None


@dataclass(frozen=True)
class Hunt:
    """A plan of a search that can be carried out."""

    plan: SearchPlan
    name: str
    scenario: Scenario
    """The scenario of the plan, before any candidate."""

    base: Base
    kinds: Mapping[str, Kind]

    @property
    def baseline(self) -> str:
        """The scheme that all candidates are compared with."""
        return self.scenario.compare.baseline


def load_hunt(source: str | Path | Mapping[str, object]) -> Hunt:
    """Read a plan of a search.

    Parameters
    ----------
    source
        Path of a file, the bare name of a bundled plan, or what a file would say.

    Raises
    ------
    ScenarioError
        With every problem of the plan, or of a candidate at any end of what varies in it.
    """
    text, plan, base, scenario = read_plan(source, "optimise", SearchPlan)
    problems: list[Problem] = []
    kinds = {}
    for name in plan.candidates:
        try:
            kinds[name] = _kind(name, plan, text, base, scenario)
        except ScenarioError as error:
            problems += error.problems
    if problems:
        raise ScenarioError(*dict.fromkeys(problems))
    return Hunt(plan, text.stem, scenario, base, kinds)


def _kind(name: str, plan: SearchPlan, text: Source, base: Base, scenario: Scenario) -> Kind:
    node = text.root.mapping["candidates"].mapping[name]
    called = f"candidates.{name}"
    if name == scenario.compare.baseline:
        place = text.root.mapping["candidates"].keys[name]
        raise ScenarioError(place.problem("is the baseline's name", "choose another", called))
    alone = with_schemes(base, scenario.compare.baseline, {name: _scheme(node, base, called)})
    vary, written = node.mapping.get("vary"), plan.candidates[name].vary
    axes = {
        path: Axis(vary.mapping[path], values if isinstance(values, Range) else None)
        for path, values in written.items()
        if vary is not None
    }
    kind = Kind(name, alone, axes)
    values = {kind.path(path): axis.written for path, axis in axes.items()}
    check_paths(alone, values, vary, f"{called}.vary", f"schemes.{name}.")
    tried, read = list(_each_alone(kind)), _read(alone)
    check_each(Experiment(plan, name, alone, read, ()), tried)
    scenarios = (read, *(point.scenario(alone) for point in tried))
    if any(one.schemes[name].for_reference() for one in scenarios):
        told, hint = "no firm can know what it goes by", "leave out persuasion: oracle"
        raise ScenarioError(node.mapping["scheme"].place.problem(told, hint, f"{called}.scheme"))
    return kind


def _scheme(node: Node, base: Base, called: str) -> Node:
    """Give the mechanics of a candidate."""
    said, known = node.mapping["scheme"], base.root.mapping["schemes"].mapping
    if not isinstance(said.content, str):
        return said
    if said.content not in known:
        near = closest(said.content, known)
        hint = f"did you mean {near}?" if near else f"the schemes are {', '.join(known)}"
        told = f"no scheme of the scenario is named {shorten(said.content)}"
        raise ScenarioError(said.place.problem(told, hint, f"{called}.scheme"))
    return known[said.content]


def with_schemes(base: Base, baseline: str, schemes: Mapping[str, Node]) -> Base:
    """Put schemes in the place of all but the baseline."""
    old = base.root.mapping["schemes"]
    content = {baseline: old.mapping[baseline], **schemes}
    keys = {name: old.keys.get(name, node.place) for name, node in content.items()}
    group = Node(old.place, content, keys=keys)
    root = base.root.with_child("schemes", group, base.root.keys["schemes"])
    return Base(root, base.folders, base.stem)


def _read(base: Base) -> Scenario:
    return check_tree(base.root, Reading(folders=dict(base.folders)), base.stem)


def _each_alone(kind: Kind) -> Iterator[Point]:
    """Give every listed value and every end, alone."""
    for path, axis in kind.axes.items():
        for number, share in enumerate(axis.alone()):
            yield Point(number, {kind.path(path): axis.at(share)})
