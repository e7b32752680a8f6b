"""Rivals at work: their schemes, the occasions that they can serve, and whom customers choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.behaviour.action import log_odds, needed_log_odds
from loyaltysim.behaviour.rivals import choose, ln_crowd, price_pull
from loyaltysim.ledger import Ledger
from loyaltysim.simulation.firms import Firm, RivalBond
from loyaltysim.simulation.instances import share_columns, start_instance
from loyaltysim.simulation.today import NO_ROWS, union

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from loyaltysim.customers.table import Customers, Real
    from loyaltysim.hooks import Rows
    from loyaltysim.mechanics.mechanic import Mechanic
    from loyaltysim.simulation.instances import Running
    from loyaltysim.simulation.likings import Likings
    from loyaltysim.simulation.setup import Setup
    from loyaltysim.simulation.state import Run


def start_rival(
    setup: Setup, number: int, customers: Customers, likings: Likings
) -> tuple[Firm, list[Running]]:
    """Open a rival's books and make the instances of its scheme ready.

    Parameters
    ----------
    number
        Number of its act. All instances of its scheme are about it, and everybody is a member.
    """
    act = setup.acts[number]
    given = setup.rival_schemes.get(act.name)
    scheme: dict[str, Mechanic] = dict(sorted(given.instances.items())) if given else {}
    accounts = {name: mechanic.account() for name, mechanic in scheme.items()}
    ledger = Ledger(
        {name: spec for name, spec in accounts.items() if spec is not None},
        customers.market,
        len(customers.markets),
    )
    principles = len(customers.traits.susceptibility)
    bond = RivalBond.fresh(customers.n, customers.traits.need.dtype.type, principles)
    firm = Firm(ledger, bond, np.zeros(customers.n, np.int32), act.name)
    instances = []
    for name, mechanic in scheme.items():
        running = start_instance(name, mechanic, setup.act_names, customers, setup.fits, likings)
        running.acts = tuple(number for _ in running.acts)
        running.firm, running.begins = firm, _first_day(setup, number)
        instances.append(running)
    share_columns(instances)
    return firm, instances


def _first_day(setup: Setup, number: int) -> int:
    act = setup.acts[number]
    opens = act.rival.starts if act.rival is not None else None
    return (opens or 0) + setup.rival_schemes[act.name].after


def alternatives(setup: Setup) -> tuple[int, ...]:
    """Name the acts between which customers choose at an occasion of the main act, which is the first."""
    return (0, *range(setup.own, len(setup.acts)))


def shared_occasions(run: Run, number: int) -> Rows:
    """Give those who met an occasion of the main act, at which a rival can serve them if it is open."""
    rival, main = run.setup.acts[number].rival, run.today.acts[0]
    if rival is None or not rival.is_open(run.day):
        return NO_ROWS
    return main.rows if main.occasion is None else main.rows[main.occasion]


def strongest_habit(run: Run, number: int, rows: Rows) -> Real:
    """Give the habit that brings occasions of an act: of all who can serve them, the strongest."""
    habit = run.customers.states.habit
    found: Real = habit[number].take(rows)
    for other in run.alternatives[1:] if number == 0 else ():
        np.maximum(found, habit[other].take(rows), out=found)
    return found


def last_served(run: Run, number: int, rows: Rows) -> NDArray[np.int32]:
    """Give the day on which the need for an act was last met, by whomever."""
    last_act = run.customers.states.last_act
    found: NDArray[np.int32] = last_act[number].take(rows)
    for other in run.alternatives if number in run.alternatives else ():
        if other != number:
            np.maximum(found, last_act[other].take(rows), out=found)
    return found


def pull_of_price(run: Run, number: int, rows: Rows) -> Real | None:
    """Give the desire that the price of a rival's act adds or takes, shape (rows,); None if nothing."""
    rival, traits = run.setup.acts[number].rival, run.customers.traits
    if rival is None or rival.price == 1:
        return None
    sensitivity = traits.reward_sensitivity.take(rows)
    return price_pull(rival.price, sensitivity, traits.loss_aversion.take(rows), run.constants)


def taste_for_seller(run: Run, number: int, rows: Rows) -> Real | None:
    """Give the log-odds of taste for whose act it is against the firm, shape (rows,); None for the firm."""
    if run.setup.acts[number].rival is None:
        return None
    liking: Real = run.customers.traits.taste[run.alternatives.index(number) - 1].take(rows)
    return liking


def choose_among_rivals(run: Run) -> None:
    """Let everyone who is prompted for the main act or by a rival choose one of them, or none.

    Notes
    -----
    The draw of the main act decides whether it is the firm. What it asks for is raised by the rivals' odds,
    so that all that is judged with the same draw afterwards holds beside them. Another draw decides between the
    rivals and nobody.
    """
    acts = [run.today.acts[number] for number in run.alternatives]
    if all(act.rows is acts[0].rows or not act.rows.size for act in acts):
        rows = acts[0].rows
    else:
        rows = union([act.rows for act in acts])
    odds, places = _odds(run, rows)
    main = run.setup.acts[0].name
    uniform: Real = run.luck.events(f"act:{main}").take(rows).astype(run.dtype)
    needed = needed_log_odds(uniform, run.constants)
    chosen = choose(odds, needed, run.luck.events(f"rival:{main}").take(rows).astype(run.dtype))
    for place, act in enumerate(acts):
        act.acted = chosen[places[place]] == place
    acts[0].needed = (needed + ln_crowd(odds[1:]))[places[0]]
    run.today.elsewhere = rows[chosen > 0]


def _odds(run: Run, rows: Rows) -> tuple[Real, Sequence[NDArray[np.intp]]]:
    """Give the log-odds of every alternative, and the places in `rows` of those prompted for it."""
    odds: Real = np.full((len(run.alternatives), rows.size), -np.inf, run.dtype)
    places = []
    for place, number in enumerate(run.alternatives):
        act = run.today.acts[number]
        at = np.searchsorted(rows, act.rows)
        own = log_odds(act.ln_motivation + act.ln_ability, run.constants)
        liking = taste_for_seller(run, number, act.rows)
        if liking is not None:
            own += liking
        odds[place, at] = own
        places.append(at)
    return odds, places
