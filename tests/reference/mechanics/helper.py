"""Those who help with problems: a queue, so many answers a day, and who is served how."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from tests.reference.mechanics.capacity import served
from tests.reference.mechanics.groups import market_of
from tests.reference.mechanics.membership import Membership
from tests.reference.mechanics.profile import Profile, spoken
from tests.reference.persuading import agreed, pull, resolved
from tests.reference.serving import hand_on, meet

from loyaltysim.customers.columns import FACTORS

if TYPE_CHECKING:
    from tests.reference.instance import Instance


class Helper(Membership):
    helps = True
    human = False

    def join(self) -> None:
        self._leave_the_queue()
        self.queued: int | None = None
        self.tried = 0
        self.profile: Any = None

    def _leave_the_queue(self) -> None:
        """Turn to it anew, who waits with it under another variant."""
        problem, desks = self.customer.problem, self.customer.model.desks
        if problem and self.instance in desks[problem.place]:
            problem.waits = False

    def asked(self) -> list[float]:
        return [getattr(self.rule.effort, name) * self.felt_part() for name in FACTORS]

    def felt_part(self) -> float:
        return 1.0

    def warm(self) -> float:
        return float(self.rule.warmth)

    def reach(self, handed: int) -> float:
        return float(self.rule.reach)

    def chance(self) -> float:
        return float(self.rule.resolves)

    def put(self) -> str | None:
        """Choose the principle by which a solution is put."""
        return None

    def moved(self, told: str | None) -> float:
        """Give the chance that the solution is taken as it is put."""
        if told is None:
            return self.chance()
        found = pull(self.customer, self.bond, resolved(self.customer, self.bond, told))
        return agreed(self.chance(), found, self.customer.model.constants)

    def count(self, what: str) -> None:
        board = self.instance.board
        board.setdefault("counts", Counter())[what] += 1

    def queue(self, handed: int) -> None:
        self.queued, self.tried = self.day, handed
        self.count("turned")

    def waited(self) -> int:
        return -1 if self.queued is None else self.day - self.queued

    def since(self) -> int:
        return -1 if self.queued is None else self.queued

    @classmethod
    def work(cls, members: list[Any]) -> None:
        """Serve the members of one market, and let go those who have waited too long."""
        if not members:
            return
        rule = members[0].rule
        due = [m for m in members if m.queued is not None and m.waited() >= rule.answers]
        for one in served(members[0], due, Helper.since, rule.capacity):
            one.receive()
        for one in members:
            if one.queued is not None and rule.patience and one.waited() >= rule.patience:
                one.count("lost")
                one.queued = None
                hand_on(one.customer)

    def receive(self) -> None:
        waited = self.waited()
        repeats = 1.0 + (1.0 - self.rule.knows) * self.tried
        asked = [repeats * demand for demand in self.asked()]
        asked[0] += 0.2 * waited
        told = self.put()
        solved = self.customer.luck(f"instance:{self.name}:solves") < self.moved(told)
        if told is not None and self.rule.policy == "profile":
            self.profile.learn(told, answered=bool(solved), expected=self.rule.resolves)
        self.queued = None
        self.count("served")
        if waited > self.rule.answers:
            self.count("waited")
        meet(
            self,
            "problem",
            asked,
            self.warm(),
            human=self.human,
            solved=bool(solved),
            principle=told,
        )
        self.grant(0.0, self.rule.cost)
        if solved:
            self.count("cured")
            self.customer.problem = None
        else:
            hand_on(self.customer)

    @classmethod
    def measured(cls, instance: Instance, model: Any) -> dict[str, tuple[float, float]]:
        counts = instance.board.get("counts", Counter())
        return {
            "solved": (counts["cured"], counts["served"]),
            "queued": (counts["waited"], counts["served"]),
            "gave_up": (counts["lost"], counts["turned"]),
        }


class Person(Helper):
    human = True

    def join(self) -> None:
        super().join()
        self.profile = Profile(self)

    def felt_part(self) -> float:
        return 1.0 - 0.3 * float(self.rule.trained)

    def warm(self) -> float:
        w = float(self.rule.warmth)
        return w + 0.5 * float(self.rule.trained) * (1.0 - w)

    def put(self) -> str | None:
        return spoken(self, self.profile)


class Unasked(Person):
    unasked = True


class ProactiveChat(Unasked):
    def reach(self, handed: int) -> float:
        return float(self.rule.reach) if handed else 0.0


class PeerForum(Helper):
    def chance(self) -> float:
        other = self.peer(self.rule.community).instance
        alive = other.board["alive", market_of(self)] if other.in_force else 0.0
        return float(self.rule.resolves * alive)
