"""A scenario as forms: fields, groups and lists as plain values for the templates, made from its schema."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from loyaltysim.errors import Problem
from loyaltysim.language import describe, say
from loyaltysim.scenario.blocks.adapting import OFF
from loyaltysim.scenario.faults import dotted
from loyaltysim.scenario.text.nodes import follow, shorten
from loyaltysim.studio.changing import CHANGES
from loyaltysim.studio.ranges import Slider, allowed, slider
from loyaltysim.studio.schemas import (
    ANYTHING,
    Schema,
    below,
    chosen,
    is_group,
    is_list,
    is_mechanics,
    is_number,
    resolved,
    variants,
)
from loyaltysim.studio.varying import is_variant, own_value, variant_schema

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from loyaltysim.scenario.text.nodes import Loc, Node, Place
    from loyaltysim.studio.changing import Base

LONG = {"question", "title"}
LABELS = {"cv": "variation (cv)"}
"""Keys whose names say too little."""
LONG_TEXT = 40
SLIDERS = {"days", "share", "mean", "margin", "interest"}
"""Numbers that have a slider, beside all those of mechanics."""
ON = "on"
Spot: TypeAlias = tuple[int, int]
"""Line and column."""
_BRACES = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
_TEXT, _NUMBER, _CHOICE = "text", "number", "choice"


@dataclass
class Part:
    """What fields and groups have in common."""

    path: Loc
    label: str
    help: str = ""
    errors: list[str] = field(default_factory=list)
    named: bool = False
    """Whether users chose its name, so that it can be renamed, copied, moved and removed."""

    optional: bool = False

    @property
    def key(self) -> str:
        """The way to it, as pages send it."""
        return json.dumps(self.path, ensure_ascii=False)

    @property
    def where(self) -> str:
        """The way to it, as messages name it."""
        return dotted(self.path)

    @property
    def id(self) -> str:
        """A name that is unique on the page and stays the same."""
        return "f-" + "-".join(
            "".join(
                char if char.isalnum() and char.isascii() else f"_{ord(char):x}"
                for char in str(part)
            )
            for part in self.path
        )


@dataclass
class Field(Part):
    """A value."""

    kind: str = _TEXT
    value: str = ""
    unit: str = ""
    range: str = ""
    default: str = ""
    choices: tuple[str, ...] = ()
    slider: Slider | None = None
    is_text: bool = False
    long: bool = False
    as_group: bool = False
    """Whether it can be written in more detail, as a group."""

    is_group = False


@dataclass
class Group(Part):
    """Keys or entries under a heading."""

    members: list[Part] = field(default_factory=list)
    more: list[Field] = field(default_factory=list)
    """Fields that are not in the file."""

    addable: list[Part] = field(default_factory=list)
    """Groups and lists that are not in the file."""

    kind: str = "group"
    """group, map (entries with names of the user's), list, mechanics, or changes."""

    mechanic: str = ""
    is_group = True


@dataclass
class Forms:
    """Makes forms of a scenario's tree; remembers which problems found a place."""

    problems: Sequence[Problem] = ()
    currency: str = "EUR"
    base: Base | None = None
    """What the scenario extends."""

    root: Node | None = None
    """The whole scenario, as far as this file says it."""

    def part(self, name: str | int, path: Loc, schema: Schema, node: Node | None) -> Part:
        """Make the form of a place."""
        if not path:
            self.root = node
        if is_variant(path):
            schema = variant_schema(path, self.root)
        group = chosen(schema, node)
        if group is None:
            return self._field(name, path, schema, node)
        made = Group(path, _label(name), _help(schema, group), self._errors(path))
        if path == (CHANGES,) and self.base is not None:
            self._changes(made, self.base, node)
        elif is_mechanics(group):
            self._mechanics(made, group, node)
        elif is_list(group):
            self._list(made, group, node)
        else:
            self._group(made, group, node)
        if is_variant(path) and node is not None and not node.mapping:
            made.help = say("It changes nothing: the list of mechanics as it is.")
        return made

    def _changes(self, made: Group, base: Base, node: Node | None) -> None:
        """Make a form for each change, after what is changed."""
        made.kind = "changes"
        for key, child in node.mapping.items() if node is not None else ():
            path, way = (*made.path, key), base.way(key)
            schema = None if isinstance(way, Problem) else base.schema(way)
            if isinstance(way, Problem) or schema is None:
                part = self._unknown(key, path, child)
            else:
                part = self.part(key, path, schema, child)
                part.help = " ".join(filter(None, (part.help, base.told(way))))
                part.errors += self._errors_at(dotted(way), self._places(path))
            part.label, part.named, part.optional = key, True, True
            part.errors += self._errors_at(f"{CHANGES}.{shorten(key, 60)}")
            made.members.append(part)

    def _group(self, made: Group, schema: Schema, node: Node | None) -> None:
        known = schema.get("properties", {})
        written = node.mapping if node is not None else {}
        for key, child in written.items():
            inside = below(schema, key)
            if inside is None:
                made.members.append(self._unknown(key, (*made.path, key), child))
                continue
            part = self.part(key, (*made.path, key), inside, child)
            part.named = key not in known and inside is not ANYTHING
            part.optional = inside is ANYTHING or (
                key in known and key not in schema.get("required", ())
            )
            made.members.append(part)
        more = schema.get("additionalProperties")
        if isinstance(more, dict) and more is not ANYTHING:
            made.kind = "map"
        for key in known:
            if key not in written and (key != CHANGES or self.base is not None):
                self._unset(made, key, known[key], needed=key in schema.get("required", ()))

    def _unset(self, made: Group, key: str, schema: Schema, *, needed: bool) -> None:
        path = (*made.path, key)
        if all(is_group(one) or is_list(one) for one in variants(schema)):
            made.addable.append(Part(path, _label(key), _help(schema, {})))
            made.errors += [f"{_label(key)}: {told}" for told in self._errors(path)]
            return
        empty = self._field(key, path, schema, None)
        empty.optional = not needed
        inherited = own_value(path, self.root)
        if inherited is None and self.base is not None:
            inherited = self.base.value(path)
        if inherited is not None:
            empty.default = _written(inherited)
        shown = needed or is_variant(made.path)
        (made.members if shown else made.more).append(empty)

    def _list(self, made: Group, schema: Schema, node: Node | None) -> None:
        made.kind = "list"
        name = made.label.removesuffix("s")
        for number, child in enumerate(node.sequence if node is not None else ()):
            label = f"{name} {number + 1}"
            part = self.part(label, (*made.path, number), schema["items"], child)
            part.named = True
            made.members.append(part)

    def _mechanics(self, made: Group, schema: Schema, node: Node | None) -> None:
        made.kind = "mechanics"
        kinds = {key: one for one in schema["items"]["anyOf"] for key in one["properties"]}
        for number, item in enumerate(node.sequence if node is not None else ()):
            path = (*made.path, number)
            kind, params = next(iter(item.mapping.items()), ("", item))
            if kind not in kinds:
                made.members.append(self._unknown(kind or str(number + 1), path, item))
                continue
            inside = Group((*path, kind), _label(kind), mechanic=kind)
            inside.errors = self._errors(inside.path)
            group = kinds[kind]["properties"][kind]
            inside.help = describe(group.get("description", ""))
            self._group(inside, group, params)
            inside.path, inside.named, inside.kind = path, True, "mechanic"
            made.members.append(inside)

    def _unknown(self, name: str, path: Loc, node: Node) -> Part:
        """Show what no form fits: it can be taken away, or be mended on the page of the YAML."""
        part = Field(path, name, say("No form knows this; the YAML page shows it."), named=False)
        part.value, part.kind, part.optional = node.shown(), "shown", True
        part.errors = self._errors(path)
        return part

    def _field(self, name: str | int, path: Loc, schema: Schema, node: Node | None) -> Field:
        schema = resolved(schema)
        options = variants(schema)
        made = Field(path, _label(name), _help(schema, {}), self._errors(path))
        made.value = "" if node is None else _written(node)
        made.help = made.help.replace(say("in currency"), f"in {self.currency}")
        unit = str(schema.get("unit", ""))
        made.unit = self.currency if unit == "currency" else describe(unit)
        made.default = _default(schema)
        made.as_group = any(is_group(one) for one in options)
        numbers = [one for one in options if is_number(one)]
        words = [str(word) for one in options for word in _words(one)]
        if numbers:
            made.kind, made.range = _NUMBER, allowed(numbers[0], unit)
            way = self._way(path)
            if way[-1] in SLIDERS or way[0] == "schemes":
                made.slider = slider(numbers[0], made.value)
        elif words:
            made.kind, made.choices = _CHOICE, tuple(dict.fromkeys(words))
        else:
            made.is_text, made.long = (
                schema is not ANYTHING,
                path[-1] in LONG or len(made.value) > LONG_TEXT,
            )
        return made

    def _way(self, path: Loc) -> Loc:
        """Give the place that a change means, and any other as it is."""
        way = self.base.way(str(path[-1])) if self.base and path[0] == CHANGES else path
        return path if isinstance(way, Problem) else way

    def _errors(self, path: Loc) -> list[str]:
        """Find the problems of a place; of two mechanics of a kind in a scheme each has its own."""
        return self._errors_at(dotted(path), self._places(path))

    def _errors_at(self, where: str, places: Collection[Spot] = ()) -> list[str]:
        return [
            sentence(one)
            for one in self.problems
            if one.where == where and (not places or _spot(one) in places or not self._here(one))
        ]

    def _places(self, path: Loc) -> set[Spot]:
        """Give where a problem of a way stands: at what is there, or at the key of the last group that is."""
        steps = list(follow(self.root, path)) if self.root is not None else []
        return {_spot(place) for _, node, key in steps[-1:] for place in (node.place, key)}

    def _here(self, problem: Problem) -> bool:
        """Tell whether a problem stands in this file, and not in one that it extends."""
        return self.root is not None and bool(problem.line) and problem.file == self.root.place.file


def _spot(place: Place | Problem) -> Spot:
    return place.line, place.column


def sentence(problem: Problem) -> str:
    """Write what is wrong and what would be right."""
    told = f"{problem.message}; {problem.hint}" if problem.hint else problem.message
    return told[:1].upper() + told[1:] + ("" if told.endswith(("?", ".")) else ".")


def _words(schema: Schema) -> list[object]:
    if "const" in schema:
        return [schema["const"]]
    if schema.get("type") == "boolean":
        return [ON, OFF]
    found: list[object] = schema.get("enum", [])
    return found


def _label(name: str | int) -> str:
    return LABELS.get(str(name), str(name).replace("_", " "))


def _help(schema: Schema, group: Schema) -> str:
    told = str(resolved(schema).get("description") or group.get("description", ""))
    told = _without_yaml(describe(told))
    return (
        told[:1].upper() + told[1:] + ("." if told and not told.endswith((".", "?", "}")) else "")
    )


def _without_yaml(told: str) -> str:
    """Leave out examples in braces, which are for those who write files: a form has fields."""
    words = f"{re.escape(say('such as'))}|{re.escape(say('or'))}"
    return re.sub(rf",? (?:{words}) {_BRACES}", "", told)


def _default(schema: Schema) -> str:
    value: Any = schema.get("default")
    if value is None or value in ([], {}, ""):
        return ""
    if isinstance(value, bool):
        return ON if value else OFF
    if isinstance(value, float):
        return f"{value:.15g}"
    return "" if isinstance(value, dict | list) else f"{value}"


def _written(node: Node) -> str:
    if isinstance(node.content, bool):
        return ON if node.content else OFF
    return "" if node.content is None else node.text
