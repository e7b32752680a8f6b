"""An instance of a scheme on a day: whether it is in force, how old it is, and its rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from tests.reference.customer import Customer
    from tests.reference.mechanics.membership import Membership


class Instance:
    """What all members of one instance share; `acts` are the numbers of the acts it is about."""

    def __init__(
        self,
        name: str,
        given: Any,
        member: type[Membership],
        number: Callable[[str | None], int],
        rival: str = "",
        begins: int = 0,
        variants: Collection[int] | None = None,
        title: str = "",
    ) -> None:
        self.rival, self.begins, self.variants = rival, begins, variants
        self.name, self.given, self.member = self.full_name(name), given, member
        self.title = self.full_name(title or name)
        """Its name among the accounts: those of variants are apart."""
        self.acts = tuple(number(act) for act in member.about(given))
        self.rule, self.age = given, 0
        self.in_force = self.ends = self.ended = self.compulsory = False
        self._lived = 0
        self.board: dict[Any, Any] = {}
        """What is common to all members, such as the posts of a forum."""
        self.noted: dict[Any, Any] = {}
        """What was found out today, once for all."""

    def full_name(self, name: str) -> str:
        """Make a name of its scheme unique among the schemes of all."""
        return f"{self.rival}: {name}" if self.rival else name

    def is_for(self, customer: Customer) -> bool:
        """Tell whether a customer is a member of its scheme, under this variant; everybody is of a rival's."""
        return bool(self.rival) or (customer.member and self.is_under(customer.variant))

    def is_under(self, variant: int) -> bool:
        """Tell whether its rules are those of a variant."""
        return self.variants is None or variant in self.variants

    @property
    def kind(self) -> str:
        return str(self.given.kind)

    @property
    def began(self) -> bool:
        """Whether it was ever in force."""
        return self._lived > 0

    def once(self, *what: Any) -> bool:
        """Tell whoever asks first on a day that it is for him or her to do what is done once for all."""
        first = what not in self.noted
        self.noted[what] = True
        return first

    def begin_day(self, day: int) -> None:
        """Find the rules of the day, and count it if it is one of the term."""
        self.noted.clear()
        day -= self.begins
        for change in self.given.changes:
            if change.day == day:
                rules = self.rule.model_dump(by_alias=True, exclude={"changes"})
                self.rule = type(self.given).model_validate({**rules, **change.to})
        self.compulsory = bool(vars(self.rule).get("compulsory"))
        self.age, self.in_force = self._lived, self._is_in_force(day)
        self.ends = day == self.given.stops
        self.ended = self.ended or self.ends
        self._lived += self.in_force

    def _is_in_force(self, day: int) -> bool:
        stops = self.given.stops
        if day < self.given.starts or (stops is not None and day >= stops):
            return False
        return not any(pause.first <= day <= pause.last for pause in self.given.pauses)
