"""What a scenario is: the whole of what a file may say, and what holds where it says nothing."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Discriminator, Field, Tag, model_validator

from loyaltysim.behaviour.user_type_fit import Fit
from loyaltysim.customers.newcomers import Newcomers
from loyaltysim.customers.population import ActTraits, SegmentPopulation
from loyaltysim.mechanics.parameters import CUSTOM
from loyaltysim.scenario.blocks.acts import ActSpec
from loyaltysim.scenario.blocks.arrivals import ArrivalsSpec, check_total
from loyaltysim.scenario.blocks.block import Block, Name, Text, quantity, refuse
from loyaltysim.scenario.blocks.calendar import CalendarSpec
from loyaltysim.scenario.blocks.network import Network
from loyaltysim.scenario.blocks.population import Population
from loyaltysim.scenario.blocks.rivals import RivalSpec
from loyaltysim.scenario.blocks.scheme import Scheme
from loyaltysim.scenario.blocks.segments import Segments
from loyaltysim.scenario.blocks.suits import Suits
from loyaltysim.scenario.blocks.word_of_mouth import WordOfMouth
from loyaltysim.scenario.defaults import with_defaults
from loyaltysim.scenario.text.nodes import shorten
from loyaltysim.units import MOST_DAYS, MOST_MONEY


class Open(Block):
    """Customers may leave on any day."""

    @model_validator(mode="before")
    @classmethod
    def _read_word(cls, data: object) -> object:
        return {} if data == "open" else data


class Subscription(Block):
    """Customers pay a fee and may leave only at the end of a period."""

    period_days: int = quantity("days between renewals", "days", alias="period", ge=1, le=MOST_DAYS)
    fee: float = quantity("price of a period", "currency", ge=0, le=MOST_MONEY)
    cost: float = quantity(
        "what the firm delivers in a period costs it", "currency", default=0.0, ge=0, le=MOST_MONEY
    )

    @model_validator(mode="before")
    @classmethod
    def _inside(cls, data: object) -> object:
        if isinstance(data, dict) and set(data) == {"subscription"}:
            return data["subscription"]
        return data


def _which(data: Any) -> str | None:  # noqa: ANN401 -- anything may stand in a file
    if data == "open" or isinstance(data, Open):
        return "(open)"
    wrapped = isinstance(data, dict) and set(data) == {"subscription"}
    return "subscription" if wrapped or isinstance(data, Subscription) else None


Relationship = Annotated[
    Annotated[Open, Tag("(open)")] | Annotated[Subscription, Tag("subscription")],
    Discriminator(
        _which,
        custom_error_type=CUSTOM,
        custom_error_message="must be open, or a subscription",
        custom_error_context={
            "hint": "write open, or {subscription: {period: 30 days, fee: 9.99}}",
            "shown": True,
        },
    ),
]


def _is_folder_name(name: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,60}", name):
        refuse(f"must be letters, digits, - and _, but is {shorten(name)}", "such as coffee_bar")
    return name


def _is_currency(code: str) -> str:
    if not re.fullmatch(r"[A-Z]{3}", code):
        refuse(f"must be three capital letters, but is {shorten(code)}", "such as EUR")
    return code


FolderName = Annotated[str, AfterValidator(_is_folder_name)]
Currency = Annotated[str, AfterValidator(_is_currency)]


class Compare(Block):
    """How the schemes are compared."""

    baseline: str = Field(
        description="the scheme the others are compared with; the first empty one, else the first, "
        "if left out"
    )
    metric: Literal["retention", "active_retention", "profit"] = Field(
        default="retention",
        description="what counts: customers who stay, customers who acted lately, or profit",
    )
    also: tuple[Literal["sales", "buyers", "lasting"], ...] = Field(
        default=(),
        description="what else is asked, answered below the verdict: which part of the sales a scheme causes, what "
        "one more buyer costs and who loses what is bought more, and whether the effects last from the first third to the last",
    )
    matters: float = quantity(
        "smallest difference that matters: of a share percentage points such as 0.5pp, of profit "
        "currency per customer",
        "share",
        ge=0,
        le=MOST_MONEY,
    )
    active_days: int = quantity(
        "days within which a customer must have acted to be active",
        "days",
        default=30,
        ge=1,
        le=MOST_DAYS,
    )


class Scenario(Block):
    """A question about reward schemes, with everything that the answer depends on."""

    name: FolderName = Field(
        default="scenario",
        description="short name, used for the folder of results; the file's name if left out",
    )
    title: Text = Field(min_length=1, description="one line that says what is compared")
    question: Text = Field(default="", description="what the reader wants to know, in a few lines")
    sources: tuple[Text, ...] = Field(
        default=(), description="where the numbers come from, a text each"
    )
    days: int = quantity("days from launch to horizon", "days", ge=1, le=MOST_DAYS)
    customers: int = quantity(
        "customers to simulate, rounded up to whole markets",
        "customers",
        default=60_000,
        ge=1,
        le=100_000_000,
    )
    market_size: int = quantity(
        "customers per market, the unit of replication; small markets take longer, as luck is drawn "
        "for 2,048 at least",
        "customers",
        default=2000,
        ge=100,
        le=100_000,
    )
    burn_in: int = quantity(
        "days played before the launch, without any scheme",
        "days",
        default=60,
        ge=0,
        le=MOST_DAYS,
    )
    seed: int = Field(
        default=1, ge=0, le=2**63 - 1, description="any whole number; another seed is other luck"
    )
    currency: Currency = Field(default="EUR", description="three capital letters, such as EUR")
    learning: bool = Field(
        default=True,
        description="`off` stops habits, fatigue and all other learning, as in classic models",
    )
    acts: dict[Name, ActSpec] = Field(
        min_length=1, description="what customers are asked to do; the first act is the main one"
    )
    relationship: Relationship = Field(
        default=Open(), description="`open`, or a subscription with its period and fee"
    )
    replacement_cost: float = quantity(
        "cost to the firm of each customer who leaves, such as that of replacing an employee, which all schemes "
        "bear alike: taken off their profit",
        "currency",
        default=0,
        ge=0,
        le=MOST_MONEY,
    )
    calendar: CalendarSpec | None = Field(
        default=None,
        description="the day of the launch, and weekdays and seasons on which needs differ",
    )
    population: Population = Field(
        description="who the customers are: named segments, or `fit` with a purchase record"
    )
    network: Network | None = Field(
        default=None,
        description="friendships inside a market, over which leaving is contagious; none if left out",
    )
    rivals: dict[Name, RivalSpec] = Field(
        default={},
        description="competitors who can serve the occasions of the main act; none if left out",
    )
    arrivals: ArrivalsSpec | None = Field(
        default=None, description="customers who come after the launch; none if left out"
    )
    word_of_mouth: WordOfMouth | None = Field(
        default=None,
        description="what customers say of the firm, and whom it brings or keeps away; nothing if left out",
    )
    schemes: dict[Name, Scheme] = Field(
        min_length=1, description="the schemes to compare, each a list of mechanics"
    )
    mechanics: dict[Name, Suits] = Field(
        default={},
        description="kinds of mechanics that suit user types otherwise than usual, such as "
        "{streak: {fit: {player: 1}, game: off}}",
    )
    compare: Compare = Field(description="how the schemes are compared")
    precision: float | None = quantity(
        "half-width of the 95% interval to be reached, such as 0.5pp of a share, in the unit of `matters`; markets are "
        "added until it is",
        "share",
        default=None,
        gt=0,
        le=MOST_MONEY,
    )

    @model_validator(mode="before")
    @classmethod
    def _fill(cls, data: object) -> object:
        return with_defaults(data) if isinstance(data, Mapping) else data

    @model_validator(mode="after")
    def _not_too_many(self) -> Self:
        if self.arrivals is not None:
            check_total(self.arrivals, self.days)
        return self

    @property
    def main_act(self) -> str:
        """Name of the act that the schemes want most."""
        return next(iter(self.acts))

    def act_traits(self) -> tuple[ActTraits, ...]:
        """Give the acts in numbers, the main act first."""
        return tuple(spec.traits(name) for name, spec in self.acts.items())

    def fits(self) -> dict[str, Fit]:
        """Give how kinds of mechanics suit user types, where this scenario changes it."""
        return {kind: suits.of(kind) for kind, suits in self.mechanics.items()}

    @property
    def active_within(self) -> int:
        """Count the last days in one of which a customer must have acted to be active: no more than are played."""
        return min(self.compare.active_days, self.days)

    @property
    def contenders(self) -> tuple[str, ...]:
        """Names of the schemes that a firm could run; the others are for reference."""
        return tuple(name for name, scheme in self.schemes.items() if not scheme.for_reference())

    def persuades(self) -> bool:
        """Tell whether messages of any scheme, the firm's or a rival's, may carry principles of persuasion."""
        own = (one for scheme in self.schemes.values() for one in scheme.all_instances())
        others = (one for rival in self.rivals.values() for one in rival.scheme.instances)
        return any(one.mechanic.persuades() for one in (*own, *others))

    def segment_population(self) -> SegmentPopulation | None:
        """Give the described segments in numbers per day; None when customers are fitted."""
        if not isinstance(self.population, Segments):
            return None
        specs = self.population.specs
        segments = tuple(spec.segment(name) for name, spec in specs.items())
        return SegmentPopulation(segments, self.arrivals.shares(specs) if self.arrivals else None)

    def newcomers(self) -> Newcomers | None:
        """Give those who come after the launch in numbers; None where nobody does."""
        schemes = self.schemes.values()
        brought = (sum(one.mechanic.brings() for one in s.instances) for s in schemes)
        talk = self.word_of_mouth.talk() if self.word_of_mouth else None
        each = max(brought, default=0) + (talk.most if talk else 0)
        if self.arrivals is not None:
            return self.arrivals.newcomers(each, talk)
        return Newcomers(each=each, talk=talk) if each else None
