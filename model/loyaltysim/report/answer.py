"""An answer in a sentence: of several schemes what is told of each can stand in a line of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from loyaltysim.language import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_SLOT = "\0"


class Answer(NamedTuple):
    """What is said before the schemes, of each of them, and after them."""

    head: str
    each: tuple[str, ...] = ()
    tail: str = ""

    @property
    def sentence(self) -> str:
        """The answer in one piece."""
        return f"{self.head}{'; '.join(self.each)}{self.tail}"

    @property
    def is_list(self) -> bool:
        """Whether there is so much of it that it reads better as a list."""
        return len(self.each) > 1

    @property
    def after(self) -> str:
        """What follows the list, without what ended the sentence."""
        return self.tail.removeprefix(".").strip()

    def labelled(self, label: Callable[[str], str]) -> Answer:
        """Put the scenario's own words into all parts."""
        return Answer(label(self.head), tuple(map(label, self.each)), label(self.tail))


def answer(text: str, told: Iterable[str], **values: object) -> Answer:
    """Say a text with a place `{told}` for what is told of each scheme."""
    head, _, tail = say(text, told=_SLOT, **values).partition(_SLOT)
    return Answer(head, tuple(told), tail)
