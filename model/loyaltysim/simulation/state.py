"""One run: some markets under one scheme, with all that the steps of a day read and write."""

from __future__ import annotations

from operator import is_
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.behaviour.repetition import repetitions
from loyaltysim.customers.joining import AUTOMATIC
from loyaltysim.hooks import NOTHING, MomentKind
from loyaltysim.ledger import Ledger
from loyaltysim.simulation.adapting import Adapting, start_variants
from loyaltysim.simulation.arriving import Arriving, most_brought
from loyaltysim.simulation.asking import check_held
from loyaltysim.simulation.familiar import Familiar
from loyaltysim.simulation.firms import Firm
from loyaltysim.simulation.instance_view import InstanceView
from loyaltysim.simulation.instances import share_columns, start_instance
from loyaltysim.simulation.joining import first_members
from loyaltysim.simulation.problems import Problems
from loyaltysim.simulation.recording.counting import count
from loyaltysim.simulation.recording.persuaded import Persuaded
from loyaltysim.simulation.rivalry import alternatives, start_rival
from loyaltysim.simulation.today import NO_ROWS, ActToday, Today, union
from loyaltysim.simulation.touching import meet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from loyaltysim.behaviour.repetition import Repetition
    from loyaltysim.customers.joining import Joining
    from loyaltysim.customers.table import Customers, Real
    from loyaltysim.hooks import Answer, Post
    from loyaltysim.mechanics.adaptation import Adaptation
    from loyaltysim.mechanics.mechanic import Mechanic
    from loyaltysim.simulation.instances import Running
    from loyaltysim.simulation.steps.persuading import Carried
    from loyaltysim.simulation.watching import Watched
    from loyaltysim.simulation.world import World


class Run:
    """The customers of some markets under one scheme, on one day.

    Parameters
    ----------
    world
        Customers, luck and constants. The run takes a copy of the customers' states.
    scheme
        The scheme's instances by name.
    first_day
        Day of the first step; 0 is the launch.
    joining
        How customers become members of the scheme.
    adaptation
        What may vary among customers, and how that is decided; then its variants stand in the place of `scheme`.
    """

    def __init__(
        self,
        world: World,
        scheme: Mapping[str, Mechanic],
        first_day: int,
        joining: Joining = AUTOMATIC,
        adaptation: Adaptation | None = None,
    ) -> None:
        self.setup, self.constants, self.luck = world.setup, world.constants, world.luck
        self.dtype, self.network = world.dtype, world.network
        self.susceptible, self.screens = world.susceptible, world.screens
        self.likings, self.eases = world.likings, world.eases
        self.customers: Customers = world.customers.branch()
        decay = self.dtype(world.constants.habit_decay)
        self.habit_loss: Real = self.customers.traits.habit_rate * decay
        self.contract_phase = self.customers.traits.contract_phase
        self._let_in(world, scheme)
        self.day = first_day - 1
        self.joining, self.joined = joining, NO_ROWS
        self.members = first_members(world, joining)
        self.alternatives = alternatives(self.setup)
        self.watched: Watched | None = None
        """What customers do, where a firm that adapts is to see it."""
        self.adapting = Adapting(self, adaptation) if adaptation else None
        self._enforce(dict(sorted(scheme.items())))
        self._staff_desks()
        self._let_rivals_in()
        self._begin_unknown()
        self._notice_feelings()
        self.rush = 1.0
        acts, constants = self.setup.acts, self.constants
        self.repetitions: list[tuple[Repetition, ...]] = [
            repetitions(act.most, act.satiation, constants) for act in acts
        ]
        self.repeatable = [number for number, act in enumerate(acts) if act.most > 1]
        """Acts of which several can be done on one occasion."""
        self.today = Today([])
        self.persuaded: dict[str, Persuaded] = {}
        """What came of the principles that the firm's instances used, by instance."""
        self._count_customers()

    def _count_customers(self) -> None:
        """Count who is a customer at the start."""
        self.here = self.customers.by_market(self.customers.states.present)
        """Customers now, by market."""
        self.began_with = self.here.copy()
        self.launched = self.customers.states.present.copy()

    def _let_in(self, world: World, scheme: Mapping[str, Mechanic]) -> None:
        """Keep places for customers who come later, if any do."""
        self.arriving: Arriving | None = None
        if world.arrives is not None:
            most = most_brought(self.setup, scheme.values())
            self.arriving = Arriving(world.arrives, self.setup.rooms, self.customers, most)
            self.contract_phase = self.contract_phase.copy()

    def _enforce(self, scheme: dict[str, Mechanic]) -> None:
        """Put the scheme's instances in force, with their accounts and views."""
        customers, names = self.customers, self.setup.act_names
        if self.adapting is not None:
            self.watched = self.adapting.watched
            self.instances = start_variants(self.adapting, self)
        else:
            self.instances = tuple(
                start_instance(name, mechanic, names, customers, self.setup.fits, self.likings)
                for name, mechanic in scheme.items()
            )
        share_columns(self.instances)
        accounts = {one.name: one.mechanic.account() for one in self.instances}
        self.ledger = Ledger(
            {name: spec for name, spec in accounts.items() if spec is not None},
            customers.market,
            len(self.luck.markets),
        )
        self.firms = [Firm(self.ledger, customers.states, np.zeros(customers.n, np.int32))]
        self.awake: tuple[Running, ...] = ()
        """The instances that are in force today, the firm's own first, in the order of names."""
        self._about: list[tuple[Running, ...]] = [() for _ in self.setup.acts]
        self._asked: dict[tuple[str, int | None], tuple[Running, ...]] = {}
        for running in self.instances:
            running.firm = self.firms[0]
            running.open_to(self.members)
            running.view = InstanceView(running, self)
            running.view.meet(self.instances)

    def _staff_desks(self) -> None:
        """Find who helps with problems, and in which order."""
        self.problems = None
        if self.setup.goes_wrong:
            self.problems = Problems.none(self.customers.n, self.dtype)
        helping = [one for one in self.instances if "helps" in one.answers]
        found: dict[tuple[int, str], list[Running]] = {}
        for one in helping:
            found.setdefault((one.term.place(), one.base or one.name), []).append(one)
        self.desks = [found[where] for where in sorted(found)]

    def _let_rivals_in(self) -> None:
        """Put the rivals' schemes in force beside the firm's."""
        for number in self.alternatives[1:]:
            firm, instances = start_rival(self.setup, number, self.customers, self.likings)
            self.firms.append(firm)
            for running in instances:
                running.view = InstanceView(running, self)
                running.view.meet(instances)
            self.instances += tuple(instances)

    def firm_of(self, number: int) -> Firm:
        """Tell whose an act is."""
        return self.firms[max(0, number - self.setup.own + 1)]

    def _begin_unknown(self) -> None:
        """Let instances begin as what nobody has met yet, which is the same for all of them."""
        unknown = Familiar.new(self.customers.n, self.dtype)
        for running in self.instances:
            running.familiar = unknown

    def _notice_feelings(self) -> None:
        """Note which states are not all zero: the others change nothing and cost nothing."""
        states = self.customers.states
        self.unannounced: set[str] = set()
        self.crowds = bool(states.crowding.any())
        self.praised = bool(states.praise.any())
        self.attaches = bool(states.attachment.any())
        self.stings = bool(states.sting.any())
        self.tires = bool(states.fatigue.any())
        self.wakes = bool(states.woken.any())
        self.mourns = bool(states.friends_lost.any())
        self.vexes = bool(states.vexation.any())

    def act_need(self, number: int) -> Real:
        """Give the occasions per day for an act, shape (n,)."""
        return self.screens.act_need(number)

    def may_do(self, number: int) -> NDArray[np.bool_] | None:
        """Tell who has not yet done an act as often as it can be done since the launch; None for all."""
        limit = self.setup.acts[number].limit
        return None if limit is None or self.day < 0 else self.customers.states.acts[number] < limit

    def begin_instances(self) -> None:
        """Turn the instances to today: those in force grow a day older, those that stop are closed."""
        arrived = np.unique(self.today.came)
        came = arrived
        if self.members is not None:
            self.members[self.joined] = True
            came, self.joined = union([arrived, self.joined]), NO_ROWS
        joins = {} if self.adapting is None else self.adapting.turn(self, came)
        for running in self.instances:
            running.view.day, running.view.spared = self.day, None
            new = arrived if running.firm.rival else joins.get(running.name, came)
            running.begin_day(self.day, self.customers.states.present, new)
            account = running.firm.ledger.accounts.get(running.name)
            if account is None:
                continue
            if running.awake:
                account.begin_day(running.age, running.account or account.told)
            elif self.day - running.begins == running.term.stops:
                account.end(self.customers.states.present)
        for firm in self.firms:
            firm.ledger.price()
        if self.adapting is not None and self.adapting.plan.cost:
            self._keep_up(self.adapting)
        self._wake(tuple(running for running in self.instances if running.awake))

    def _wake(self, awake: tuple[Running, ...]) -> None:
        """Take note of the instances in force, where they are not those of the day before."""
        if len(awake) == len(self.awake) and all(map(is_, awake, self.awake)):
            return
        self.awake = awake
        self._about = [
            tuple(running for running in awake if number in running.acts)
            for number in range(len(self.setup.acts))
        ]
        self._asked.clear()

    def about(self, number: int) -> tuple[Running, ...]:
        """Give the instances in force today that are about an act."""
        return self._about[number]

    def asked(self, hook: str, number: int | None = None) -> tuple[Running, ...]:
        """Give those of the instances in force today, or about an act, that answer to a hook."""
        if (hook, number) not in self._asked:
            among = self.awake if number is None else self._about[number]
            self._asked[hook, number] = tuple(one for one in among if hook in one.answers)
        return self._asked[hook, number]

    def take(self, running: Running, answer: Answer) -> None:
        """Book what an instance answered, and remember its moments until customers learn."""
        if answer is NOTHING:
            return
        for touch in answer.touches:
            meet(self, running, touch)
        for post in answer.posts:
            check_held(running, post)
            running.firm.ledger.book(running.name, post)
            if not running.firm.rival:
                self._watch(post)
        self.today.moments.extend((running, moment) for moment in answer.moments)
        if any(one.kind is MomentKind.UNANNOUNCED_REWARD for one in answer.moments):
            self.unannounced.add(running.key)
        if answer.arrivals is not None and self.arriving is not None:
            self.arriving.bring(running, answer.arrivals)

    def _watch(self, post: Post) -> None:
        """Let a firm that looks at its customers take note of what it has booked."""
        if self.watched is not None:
            self.watched.post(post)

    def _keep_up(self, adapting: Adapting) -> None:
        """Pay for the system that learns."""
        post = adapting.upkeep(self)
        self.ledger.book("", post)
        self._watch(post)

    def note_principles(self, running: Running, met: Carried) -> None:
        """Take note of which principles those who noticed an instance's message met in it."""
        if running.firm.rival or not met.whom.size:
            return
        if running.name not in self.persuaded:
            self.persuaded[running.name] = Persuaded(self)
        self.persuaded[running.name].note(self, met)

    def begin_day(self) -> None:
        """Turn to the next day: fresh luck and an empty scratch pad."""
        self.day += 1
        self.rush = self.setup.calendar.rush(self.day)
        self.luck.begin_day(self.day)
        self.today = Today([ActToday() for _ in self.setup.acts])
        if self.arriving is not None:
            self.arriving.come(self)
            self.here += count(self.customers, self.today.came)
        self.began_with = self.here.copy()

    @property
    def cohort(self) -> NDArray[np.int32]:
        """Day on which each one became a customer: 0 at the launch, `NEVER` for nobody, shape (n,)."""
        if self.arriving is None:
            return np.broadcast_to(np.int32(0), self.launched.shape)
        return self.arriving.cohort

    @property
    def retained(self) -> NDArray[np.bool_]:
        """Who was a customer at the launch and still is, shape (n,)."""
        return self.launched & self.customers.states.present
