"""What customers are asked to do."""

from typing import Any

from pydantic import Field

from loyaltysim.customers.columns import FACTORS
from loyaltysim.customers.population import ActTraits, Incidents
from loyaltysim.mechanics.parameters import Misfit, Misfits
from loyaltysim.scenario.blocks.block import Block, quantity
from loyaltysim.scenario.blocks.rates import Ticket


def _demand(description: str) -> Any:  # noqa: ANN401 -- a field stands for its default
    unit = "times a median customer's means"
    return quantity(description, unit, default=None, gt=0, le=100)


class Demands(Block):
    """What the act asks of Fogg's six simplicity factors; 1 exhausts a median customer."""

    time: float | None = _demand("time it takes")
    money: float | None = _demand("money it takes")
    physical_effort: float | None = _demand("bodily effort")
    brain_cycles: float | None = _demand("thinking")
    social_deviance: float | None = _demand("going against what others do")
    non_routine: float | None = _demand("leaving one's routine")

    def stated(self) -> dict[str, float]:
        """Give the demands that the file states."""
        return {name: value for name, value in self if value is not None}


class PerOccasion(Block):
    """How often an act can be done on one occasion, such as rounds of a game or coffees for a table."""

    most: int = quantity(
        "acts on one occasion, at most; who has done one decides anew on the next",
        "acts",
        default=1,
        ge=1,
        le=50,
    )
    satiation: float = quantity(
        "share of the motivation that each act takes from the next one on the same occasion: of boredom, and of time and "
        "money that are spent; usually 0.05 to 0.5",
        "share",
        default=0.2,
        ge=0,
        le=1,
    )


class IncidentsSpec(Block):
    """What goes wrong with the act, so that customers need help; from the launch on."""

    per_1000: float = quantity(
        "acts of 1,000 after which something is wrong, such as a parcel that does not come; usually 5 to 50",
        "incidents per 1,000 acts",
        ge=0,
        le=1000,
    )
    severity: float = quantity(
        "how much it vexes: 0.1 a nuisance, 0.5 a spoilt evening, 1 as bad as can be",
        "share",
        default=0.3,
        ge=0,
        le=1,
    )

    def incidents(self) -> Incidents:
        """Give them in numbers."""
        return Incidents(rate=self.per_1000 / 1000.0, severity=self.severity)


class ActSpec(Block):
    """One named act."""

    ticket: Ticket | None = quantity(
        "what a customer usually spends: a number, or mean and cv; none for an act without a price",
        "currency",
        default=None,
    )
    margin: float | None = quantity(
        "share of the spend left after the cost of goods; needed with a ticket, usually 0.2 to 0.7",
        "share",
        default=None,
        ge=0,
        le=1,
    )
    basket_cv: float = quantity(
        "variation of one customer's spend from act to act; usually 0 to 1",
        "times the ticket",
        default=0.0,
        ge=0,
        le=10,
    )
    minutes: float | None = quantity(
        "time the act takes; needed without a ticket, as the yardstick of rewards",
        "minutes",
        default=None,
        ge=0.01,
        le=1440,
    )
    interest: float = quantity(
        "how interesting the act is by itself: 0 a chore, 1 a pleasure; usually 0.2 to 0.8",
        "share",
        default=0.4,
        ge=0,
        le=1,
    )
    helps_firm: float = quantity(
        "how much the act does for the firm in the eyes of those who do it: 1 as buying of it and working for it do, 0 what one does for "
        "oneself alone when nobody of the firm is there; attachment to the firm moves it by that share",
        "share",
        default=1.0,
        ge=0,
        le=1,
    )
    need: float | None = quantity(
        "occasions per occasion of the main act; 1 for the main act, else 0 if left out",
        "times the main act's",
        default=None,
        ge=0,
        le=100,
    )
    limit: int | None = quantity(
        "how often a customer can do it at all, such as 1 for completing a profile; no limit if left "
        "out",
        "acts",
        default=None,
        ge=1,
        le=1_000_000,
    )
    per_occasion: PerOccasion = Field(
        default=PerOccasion(),
        description="how often it is done on one occasion; once if left out",
    )
    demands: Demands = Field(default=Demands(), description="what the act asks of customers")
    ease: float | None = quantity(
        "share of customers for whom nothing stands in the way of the act (all they lack is an occasion): 70% easy, "
        "40% middling, 10% hard; scales `demands` alike to fit, or time where none are stated",
        "share",
        default=None,
        ge=0.01,
        le=0.99,
    )

    incidents: IncidentsSpec | None = Field(
        default=None,
        description="what goes wrong with it, from the launch on; nothing if left out. Mechanics of the family service help",
    )

    def misfits(self) -> Misfits:
        """Find an act that cannot be valued, and more on one occasion than there may be in all."""
        if self.ticket is None and self.minutes is None:
            hint = "give a ticket (currency per act), or minutes for an act without a price"
            yield Misfit("the act has neither a ticket nor minutes", hint)
        if self.ticket is not None and self.margin is None:
            hint = "give the share of the ticket left after the cost of goods, such as margin: 0.4"
            yield Misfit("an act with a ticket needs a margin", hint)
        most = self.per_occasion.most
        if self.limit is not None and most > self.limit:
            message = f"{most} acts on one occasion are more than the limit of {self.limit} in all"
            yield Misfit(message, "lower `most`, or raise `limit`", ("per_occasion", "most"))

    def traits(self, name: str) -> ActTraits:
        """Give the act in numbers."""
        priced = self.ticket is not None
        return ActTraits(
            name=name,
            ticket=self.ticket.spread() if self.ticket else None,
            minutes=self.minutes or 0.0,
            basket_cv=self.basket_cv if priced else 0.0,
            margin=(self.margin or 0.0) if priced else 0.0,
            interest=self.interest,
            helps_firm=self.helps_firm,
            need=self.need or 0.0,
            demands=tuple(self._asked().get(factor, 0.0) for factor in FACTORS),
            ease=self.ease,
            limit=self.limit,
            most=self.per_occasion.most,
            satiation=self.per_occasion.satiation if self.per_occasion.most > 1 else 0.0,
            incidents=self.incidents.incidents() if self.incidents else None,
        )

    def _asked(self) -> dict[str, float]:
        """Give the demands; what is only said to be so and so easy takes time."""
        stated = self.demands.stated()
        return stated or {"time": 1.0} if self.ease is not None else stated
