"""How customers join a scheme: all at once, by their own decision, or by invitation."""

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import Discriminator, Field, Tag, model_validator

from loyaltysim.customers.columns import FACTORS
from loyaltysim.customers.joining import AUTOMATIC, Joining
from loyaltysim.mechanics.parameters import CUSTOM
from loyaltysim.scenario.blocks.acts import Demands
from loyaltysim.scenario.blocks.adapting import AdaptSpec
from loyaltysim.scenario.blocks.block import Block, quantity, refuse

AUTOMATIC_TAG = "(automatic)"


class Automatic(Block):
    """Everybody is a member from the first day."""

    @model_validator(mode="before")
    @classmethod
    def _inside(cls, data: object) -> object:
        return _unwrapped(data, "automatic")

    def numbers(self) -> Joining:
        """Give the numbers alone."""
        return AUTOMATIC


class OptIn(Block):
    """Customers decide at their main acts whether to join."""

    effort: Demands = Field(
        default=Demands(),
        description="what joining asks of the six elements of simplicity; 1 exhausts a median customer",
    )

    @model_validator(mode="before")
    @classmethod
    def _inside(cls, data: object) -> object:
        return _unwrapped(data, "opt_in")

    def numbers(self) -> Joining:
        """Give the numbers alone."""
        stated = self.effort.stated()
        return Joining("opt_in", effort=tuple(stated.get(name, 0.0) for name in FACTORS))


class Invited(Block):
    """A share of customers, drawn by lot, are members; the others are not."""

    share: float = quantity("share of customers invited", "share", default=0.5, gt=0, le=1)

    @model_validator(mode="before")
    @classmethod
    def _inside(cls, data: object) -> object:
        return _unwrapped(data, "invited")

    def numbers(self) -> Joining:
        """Give the numbers alone."""
        return Joining("invited", share=self.share)


def _unwrapped(data: object, name: str) -> object:
    if data == name:
        return {}
    return data[name] if isinstance(data, Mapping) and set(data) == {name} else data


def _which(data: Any) -> str | None:  # noqa: ANN401 -- anything may stand in a file
    if isinstance(data, Automatic | OptIn | Invited):
        way = data.numbers().way
        return AUTOMATIC_TAG if way == "automatic" else way
    word = next(iter(data)) if isinstance(data, Mapping) and len(data) == 1 else data
    words = {"automatic": AUTOMATIC_TAG, "opt_in": "opt_in", "invited": "invited"}
    return words.get(word) if isinstance(word, str) else None


JoiningSpec = Annotated[
    Annotated[Automatic, Tag(AUTOMATIC_TAG)]
    | Annotated[OptIn, Tag("opt_in")]
    | Annotated[Invited, Tag("invited")],
    Discriminator(
        _which,
        custom_error_type=CUSTOM,
        custom_error_message="must be automatic, opt_in or invited",
        custom_error_context={
            "hint": "such as opt_in, {opt_in: {effort: {time: 0.8}}}, or {invited: {share: 50%}}",
            "shown": True,
        },
    ),
]


class WrittenScheme(Block):
    """A scheme that says how customers join it."""

    joining: JoiningSpec = Field(
        default=Automatic(), description="automatic, opt_in or invited: who is a member"
    )
    adapt: AdaptSpec | None = Field(
        default=None,
        description="what may vary among customers, and how the firm decides who has what; nothing if left out",
    )
    mechanics: Any = Field(description="the list of mechanics")

    @model_validator(mode="after")
    def _something_to_join(self) -> Self:
        if isinstance(self.joining, OptIn) and self.mechanics in (None, []):
            hint = "give the scheme mechanics, or leave joining out"
            refuse("nobody can join a scheme without mechanics", hint, "joining")
        return self
