"""From YAML text to a tree with places, by steps and not by recursion, so that depth does no harm."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)

from loyaltysim.errors import Problem, ScenarioError
from loyaltysim.scenario.faults import with_ways
from loyaltysim.scenario.text.nodes import Node, Place, shorten
from loyaltysim.scenario.text.scalars import resolve
from loyaltysim.scenario.text.syntax import syntax_problem
from loyaltysim.units import DURATION_UNIT

if TYPE_CHECKING:
    from ruamel.yaml.events import Event

DEEPEST = 30
MOST_VALUES = 50_000
WIDEST = 300
_TEXT_TAG = "tag:yaml.org,2002:str"
_WHOLE = re.compile(r"[-+]?\d+", re.ASCII)
_DECIMALS = re.compile(
    rf"\d+ *(?:%|pp|percent|percentage points?|[A-Z]{{3}}|[€$£]|(?:(?:per|a|/) *)?{DURATION_UNIT})?",
    re.ASCII,
)
"""What stands behind a decimal comma: digits, and perhaps a unit."""


def compose(text: str, file: str) -> tuple[Node | None, list[Problem]]:
    """Read a YAML text.

    Parameters
    ----------
    text
        The YAML.
    file
        Name of the file in messages.

    Returns
    -------
    The tree, None when the text is empty, and what is wrong although it could be read.

    Raises
    ------
    ScenarioError
        When it cannot be read.
    """
    composer = _Composer(file)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            composer.take(event)
    except ScenarioError:
        raise
    except Exception as error:  # the parser raises IndexError and others at some malformed texts
        raise ScenarioError(*composer.problems, syntax_problem(error, file)) from error
    if composer.root is None or not composer.problems:
        return composer.root, composer.problems
    return composer.root, with_ways(composer.root, composer.problems)


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not come yet."""

    place: Place
    anchor: str | None
    is_mapping: bool
    items: list[Node] = field(default_factory=list)


class _Composer:
    """Takes the parser's events and builds the tree from the leaves up."""

    def __init__(self, file: str) -> None:
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self._file = file
        self._open: list[_Open] = []
        self._anchors: dict[str, Node] = {}
        self._documents = 0
        self._count = 0

    def take(self, event: Event) -> None:
        place = Place(self._file, event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._stop(place, "a second document begins here", "keep one scenario in a file")
        elif isinstance(event, CollectionEndEvent):
            self._close()
        elif isinstance(event, NodeEvent):
            self._begin(event, place)

    def _begin(self, event: Any, place: Place) -> None:  # noqa: ANN401 -- the events share no types
        if isinstance(event, AliasEvent):
            self._add(self._aliased(event.anchor, place))
            return
        tag = event.tag or ""
        if tag and tag != _TEXT_TAG:
            shown = shorten(str(tag).replace("tag:yaml.org,2002:", "!!"))
            self._stop(place, f"the tag {shown} cannot be used", "leave it out")
        if isinstance(event, ScalarEvent):
            is_plain = event.implicit[0] and not tag
            value = resolve(event.value) if is_plain else event.value
            self._finish(Node(place, value, event.value), event.anchor)
            return
        self._open.append(_Open(place, event.anchor, isinstance(event, MappingStartEvent)))
        if len(self._open) > DEEPEST:
            self._stop(place, f"more than {DEEPEST} levels of nesting", "a scenario needs about 8")

    def _aliased(self, name: str, place: Place) -> Node:
        if name not in self._anchors:
            hint = f"write &{shorten(name)} before the value it stands for"
            self._stop(place, f"the alias *{shorten(name)} stands for nothing so far", hint)
        node = self._anchors[name]
        if len(self._open) + node.height > DEEPEST:
            self._stop(place, f"more than {DEEPEST} levels of nesting", "a scenario needs about 8")
        return node

    def _close(self) -> None:
        done = self._open.pop()
        size = 1 + sum(node.size for node in done.items)
        height = 1 + max((node.height for node in done.items), default=0)
        if size > MOST_VALUES:
            message = f"more than {MOST_VALUES:,} values, aliases counted as often as they are used"
            self._stop(done.place, message, "a scenario needs about 100")
        if done.is_mapping and len(done.items) > 2 * WIDEST:
            message = f"more than {WIDEST} keys in one group"
            self._stop(done.place, message, "a scenario needs about 10")
        if done.is_mapping:
            content, keys = self._pairs(done.items)
            node = Node(done.place, content, "", keys, size, height)
        else:
            node = Node(done.place, done.items, "", {}, size, height)
        self._finish(node, done.anchor)

    def _pairs(self, items: list[Node]) -> tuple[dict[str, Node], dict[str, Place]]:
        content: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        for i, (key, value) in enumerate(zip(items[::2], items[1::2], strict=True)):
            meant = self._ends_number(items[2 * i - 2 : 2 * i + 2]) if i else None
            if meant is not None:
                content[items[2 * i - 2].text] = meant
                continue
            name = self._key(key)
            if name is None:
                continue
            if name in content:
                message = f"the key {shorten(name)} is given twice"
                hint = f"it was first given in line {keys[name].line}; keep one"
                self.problems.append(key.place.problem(message, hint))
            else:
                content[name], keys[name] = value, key.place
        return content, keys

    def _ends_number(self, pairs: list[Node]) -> Node | None:
        """Tell of a number with a decimal comma, which YAML takes for a value and the next key, and give the number."""
        name, before, key, value = pairs
        if value.content is not None or not _WHOLE.fullmatch(before.text):
            return None
        if not _DECIMALS.fullmatch(key.text):
            return None
        message = f"must be a number, but is {before.text},{key.text}"
        meant = f"{before.text}.{key.text}"
        self.problems.append(before.place.problem(message, f"write {meant}", name.text))
        return Node(before.place, resolve(meant), meant)

    def _key(self, key: Node) -> str | None:
        if isinstance(key.content, str):
            return key.content
        hint = f'put it in quotes: "{shorten(key.text)}"' if key.text else "write `key: value`"
        message = f"a key must be a text, but is {key.shown()}"
        self.problems.append(key.place.problem(message, hint))
        return key.text or None

    def _finish(self, node: Node, anchor: str | None) -> None:
        if anchor is not None:
            self._anchors[anchor] = node
        self._add(node)

    def _add(self, node: Node) -> None:
        self._count += 1
        if self._count > MOST_VALUES:
            self._stop(
                node.place, f"more than {MOST_VALUES:,} values", "a scenario needs about 100"
            )
        if self._open:
            self._open[-1].items.append(node)
        else:
            self.root = node

    def _stop(self, place: Place, message: str, hint: str) -> None:
        raise ScenarioError(*self.problems, place.problem(message, hint))
