"""Asking mechanics: whatever one answers is checked, so that no rule can break a run unseen."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltysim.customers.columns import FACTORS, PRINCIPLES
from loyaltysim.errors import LoyaltysimError, MechanicError, Problem
from loyaltysim.hooks import BEST, NOTHING, Answer, Flow, Offer
from loyaltysim.units import ROUNDING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from loyaltysim.hooks import (
        Acts,
        Amount,
        Arrivals,
        Cases,
        Contacts,
        Demand,
        Help,
        Messages,
        Post,
        Reference,
        Rows,
        Symbol,
        Touch,
    )
    from loyaltysim.hooks.arrays import Counted
    from loyaltysim.simulation.instances import Running
    from loyaltysim.simulation.state import Run

NUMBER = (int, float)
QUESTIONS = frozenset({"offers", "demands", "references"})
"""Hooks that change no column, so that what was found for one stays true for the others."""


def ask_to_open(run: Run, running: Running) -> Answer:
    """Ask an instance for its answer to the calendar."""
    return _checked(run, running, "open")


def ask_for_arrivals(run: Run, running: Running, arrivals: Arrivals) -> Answer:
    """Ask an instance for its answer to newcomers whom it brought."""
    return _checked(run, running, "on_arrivals", arrivals)


def ask_for_acts(run: Run, running: Running, acts: Acts) -> Answer:
    """Ask an instance for its answer to the acts of one kind."""
    return _checked(run, running, "on_acts", acts)


def ask_for_contacts(run: Run, running: Running, contacts: Contacts) -> Answer:
    """Ask an instance for its answer to what became of its messages."""
    return _checked(run, running, "on_contacts", contacts)


def ask_who_is_admitted(running: Running, act: int, rows: Rows) -> NDArray[np.bool_] | None:
    """Ask an instance who of those who set about an act is let in; None for all."""
    let_in: NDArray[np.bool_] | None = _ask(running, "admits", act, rows)
    if let_in is None:
        return None
    if np.shape(let_in) != rows.shape or let_in.dtype != np.bool_:
        raise fault(running, "admits", "does not say yes or no of each row", "or answer None")
    return let_in


def ask_for_support(running: Running, customers: int) -> NDArray[np.float64]:
    """Ask an instance how much others do for each customer, shape (n,)."""
    told = _ask(running, "support")
    _check_numbers(running, "support", "support", told)
    support = np.broadcast_to(np.asarray(told, np.float64), (customers,))
    if support.min(initial=0.0) < 0 or support.max(initial=0.0) > 1:
        raise fault(running, "support", "support is below 0 or above 1", "a share, 0 to 1")
    return support


def ask_what_is_measured(running: Running) -> Mapping[str, Counted]:
    """Ask an instance for its own figures at the horizon."""
    measured: Mapping[str, Counted] = _ask(running, "measured")
    told = running.mechanic.measures.keys()
    if not told - running.mechanic.never() <= measured.keys() <= told:
        hint = "give each of those that `measures` names, unless `never` does, and no other"
        raise fault(running, "measured", f"measures {', '.join(measured) or 'nothing'}", hint)
    for name, (part, whole) in measured.items():
        _check_numbers(running, "measured", name, np.concatenate([part, whole]))
    return measured


def ask_for_help(running: Running, cases: Cases) -> Help | None:
    """Ask an instance what those with a problem find who could turn to it."""
    found: Help | None = _ask(running, "helps", cases)
    if found is not None:
        if _check_numbers(running, "helps", "reach", found.reach) < 0:
            raise fault(running, "helps", "reach is below 0", "a chance, 0 to 1")
        _check_demands(running, "helps", found.demands)
    return found


def ask_to_help(run: Run, running: Running, cases: Cases) -> Answer:
    """Ask an instance for its answer to those who turned to it, and to those who still wait."""
    return _checked(run, running, "on_cases", cases)


def ask_to_close(run: Run, running: Running) -> Answer:
    """Ask an instance for its answer to the end of the day."""
    return _checked(run, running, "close")


def ask_whom_to_spare(run: Run, running: Running) -> Rows:
    """Ask an instance for customers whom nobody may send a message today."""
    rows: Rows = np.asarray(_ask(running, "spares"))
    if rows.dtype != np.intp:
        hint = "answer row numbers, such as np.flatnonzero gives"
        raise fault(running, "spares", f"answers {rows!r}", hint)
    _check_rows(run, running, "spares", rows)
    return rows


def ask_for_messages(run: Run, running: Running) -> tuple[Messages, ...]:
    """Ask an instance for the messages it sends today."""
    messages: tuple[Messages, ...] = _ask(running, "messages")
    for message in messages:
        _check_rows(run, running, "messages", message.rows)
        _check_peace(running, message.rows)
        _check_numbers(running, "messages", "cost", message.cost)
        if message.principle is not None:
            _check_persuades(run, running, "messages")
        if not 0 <= message.act < len(run.setup.acts):
            raise fault(running, "messages", f"there is no act {message.act}", "use `view.about`")
    _check_once(running, messages)
    return messages


def _check_peace(running: Running, rows: Rows) -> None:
    """Refuse messages to those whom another instance wants to be left in peace."""
    spared = running.view.spared
    if spared is not None and spared[rows].any():
        hint = "choose among `view.reachable`"
        raise fault(running, "messages", "asks customers who are to be left in peace today", hint)


def ask_for_principles(running: Running, message: Messages, rows: Rows) -> NDArray[np.int8] | None:
    """Ask which principle a message carries for each of some customers; None where it never carries any."""
    if message.principle is None:
        return None
    told: NDArray[np.int8] = _answered(running, "messages", message.principle, rows)
    _check_principles(running, "messages", rows, told)
    return told


def _check_persuades(run: Run, running: Running, hook: str) -> None:
    """Refuse principles where the run has nobody's susceptibility."""
    if not run.setup.persuades:
        hint = "say so in `persuades`"
        raise fault(running, hook, "carries principles without saying that it may", hint)


def _check_principles(running: Running, hook: str, rows: Rows, told: NDArray[np.int8]) -> None:
    if np.shape(told) != rows.shape or told.dtype != np.int8:
        raise fault(running, hook, "does not give a principle for each row", "as int8")
    if told.size and (told.min() < BEST or told.max() >= len(PRINCIPLES)):
        hint = f"0 to {len(PRINCIPLES) - 1}, NEUTRAL or BEST"
        raise fault(running, hook, "names a principle that there is not", hint)


def _check_once(running: Running, messages: Sequence[Messages]) -> None:
    """Refuse two messages for one act to one customer on one day: they share their luck."""
    for act in {message.act for message in messages} if len(messages) > 1 else ():
        rows = np.concatenate([message.rows for message in messages if message.act == act])
        if np.unique(rows).size < rows.size:
            hint = "send at most one message a day for an act"
            raise fault(running, "messages", "sends a customer two messages for one act", hint)


def ask_for_offers(running: Running, act: int, rows: Rows) -> tuple[Offer | Symbol, ...]:
    """Ask an instance what an act offers to the prompted."""
    offers: tuple[Offer | Symbol, ...] = _ask(running, "offers", act, rows)
    for offer in offers:
        if isinstance(offer, Offer):
            _check_offer(running, offer)
        else:
            _check_way(running, offer)
    return offers


def _check_offer(running: Running, offer: Offer) -> None:
    if offer.chance is not None:
        _check_chances(running, offer.chance)
    if offer.cycle is not None and not np.all(np.asarray(offer.cycle) >= 1):
        hint = "acts from one reward to the next: 1 or more, infinite where it comes once"
        raise fault(running, "offers", "cycle is below 1", hint)


def ask_for_references(running: Running, act: int, rows: Rows) -> tuple[Reference, ...]:
    """Ask an instance what the prompted compare themselves with."""
    references: tuple[Reference, ...] = _ask(running, "references", act, rows)
    for reference in references:
        for name in ("level", "own", "days_since_told"):
            numbers = getattr(reference, name)
            if _check_numbers(running, "references", name, numbers) < 0:
                raise fault(running, "references", f"{name} is below 0", "0 or more")
    return references


def ask_for_demands(running: Running, act: int, rows: Rows) -> tuple[Demand, ...]:
    """Ask an instance how an act becomes harder or easier for the prompted."""
    demands: tuple[Demand, ...] = _ask(running, "demands", act, rows)
    for demand in demands:
        if not 0 <= demand.factor < len(FACTORS):
            raise fault(
                running,
                "demands",
                f"there is no factor {demand.factor}",
                f"0 to {len(FACTORS) - 1}",
            )
        _check_numbers(running, "demands", "ln_change", demand.ln_change)
        _check_numbers(running, "demands", "added", demand.added)
    return demands


def fault(running: Running, hook: str, what: str, hint: str) -> MechanicError:
    """Say which mechanic of which module answered what, and what would be right."""
    kind = type(running.mechanic)
    where = f"{running.name} ({kind.__module__}.{kind.__qualname__}), {hook}"
    return MechanicError(Problem(what, hint, where))


def _ask(running: Running, hook: str, *about: Any) -> Any:  # noqa: ANN401 -- as hooks differ
    if hook not in QUESTIONS:
        running.view.forget()
    return _answered(running, hook, getattr(running.mechanic, hook), running.view, *about)


def _answered(running: Running, hook: str, ask: Callable[..., Any], *about: Any) -> Any:  # noqa: ANN401 -- as hooks differ
    try:
        return ask(*about)
    except LoyaltysimError:
        raise
    # A mechanic may come from another package: whatever it raises, its name must be told.
    except Exception as error:
        what = f"failed with {type(error).__name__}: {error}"
        raise fault(running, hook, what, "mend the mechanic") from error


def _checked(run: Run, running: Running, hook: str, *about: Any) -> Answer:  # noqa: ANN401 -- as hooks differ
    answer: Answer = _ask(running, hook, *about)
    if not isinstance(answer, Answer):
        raise fault(running, hook, f"answers {answer!r}", "answer NOTHING or an Answer")
    if answer is not NOTHING:
        _check_answer(run, running, hook, answer)
    return answer


def _check_answer(run: Run, running: Running, hook: str, answer: Answer) -> None:
    for post in answer.posts:
        _check_post(run, running, hook, post)
    for moment in answer.moments:
        _check_rows(run, running, hook, moment.rows)
        _check_numbers(running, hook, "size", moment.size)
        _check_numbers(running, hook, "delay", moment.delay)
    for touch in answer.touches:
        _check_touch(run, running, hook, touch)
    if answer.gave_up is not None:
        _check_rows(run, running, hook, answer.gave_up)
    if answer.arrivals is not None:
        _check_rows(run, running, hook, answer.arrivals)
        if not running.mechanic.brings():
            hint = "declare in `brings` how many each customer can bring"
            raise fault(running, hook, "brings newcomers without saying how many", hint)


def _check_touch(run: Run, running: Running, hook: str, touch: Touch) -> None:
    _check_rows(run, running, hook, touch.rows)
    _check_numbers(running, hook, "warmth", touch.warmth)
    _check_demands(running, hook, touch.demands)
    if touch.principle is not None:
        _check_persuades(run, running, hook)
        _check_principles(running, hook, touch.rows, touch.principle)
    if touch.human and touch.stage not in running.mechanic.staffs():
        told = f"lets a human meet customers at {touch.stage} without saying that it may"
        raise fault(running, hook, told, "say so in `staffs`")
    if touch.solved is not None and hook != "on_cases":
        raise fault(running, hook, "solves problems", "solve them in `on_cases`")


def _check_demands(running: Running, hook: str, demands: Sequence[Amount]) -> None:
    if len(demands) != len(FACTORS):
        hint = f"{len(FACTORS)}, one for each factor"
        raise fault(running, hook, f"asks for {len(demands)} demands", hint)
    for demand in demands:
        if _check_numbers(running, hook, "demand", demand) < 0:
            raise fault(running, hook, "demand is below 0", "0 or more")


def _check_post(run: Run, running: Running, hook: str, post: Post) -> None:
    _check_rows(run, running, hook, post.rows)
    for name in ("amount", "value", "cost"):
        numbers = getattr(post, name)
        least = _check_numbers(running, hook, name, numbers)
        if not isinstance(numbers, NUMBER) and np.size(numbers) not in {1, post.rows.size}:
            told = f"{name} has {np.size(numbers)} numbers for {post.rows.size} rows"
            raise fault(running, hook, told, "one number for all, or one for each")
        if least < 0:
            raise fault(running, hook, f"{name} is below 0", "0 or more")
    if post.flow is not Flow.GRANT:
        _check_account(running, hook, post)


def _check_account(running: Running, hook: str, post: Post) -> None:
    account = running.firm.ledger.accounts.get(post.account or running.name)
    if account is None:
        hint = f"the scheme has no account {post.account}" if post.account else "declare `account`"
        raise fault(running, hook, f"posts {post.flow} without an account", hint)
    if post.account not in {"", running.name} and not account.spec.takes:
        told = f"posts to {post.account}, which takes nothing from others"
        raise fault(running, hook, told, "post to an account that says `takes`")


def check_held(running: Running, post: Post) -> None:
    """Refuse to redeem, or to let expire, more than customers hold when it is booked."""
    if post.flow is Flow.GRANT or post.flow is Flow.EARN or not post.rows.size:
        return
    held = running.firm.ledger.accounts[post.account or running.name].balance.take(post.rows)
    if (post.amount > held * (1.0 + ROUNDING) + ROUNDING).any():
        told = f"posts {post.flow} of more than is held"
        raise fault(running, "posts", told, "at most `view.balance`, and what was earned before")


def _check_rows(run: Run, running: Running, hook: str, rows: NDArray[np.intp]) -> None:
    """Refuse rows that are not those of present customers, ascending and each at most once."""
    if not rows.size or id(rows) in run.today.known:
        return
    ascending = bool((rows[1:] > rows[:-1]).all())
    if not ascending or rows[0] < 0 or rows[-1] >= run.customers.n:
        hint = "ascending, each at most once, such as np.flatnonzero gives"
        raise fault(running, hook, "names rows that are not in order", hint)
    if not run.customers.states.present.take(rows).all():
        raise fault(running, hook, "names customers who have left", "choose among `view.here`")
    run.today.know(rows)


def _check_chances(running: Running, chance: Amount) -> None:
    if isinstance(chance, NUMBER):
        within = 0 <= chance <= 1.0 + ROUNDING
    else:
        chances = np.atleast_1d(chance)
        within = bool((chances >= 0).all() and (chances.sum(axis=0) <= 1.0 + ROUNDING).all())
    if not within:
        hint = "0 or more, of all outcomes together at most 1"
        raise fault(running, "offers", "offers chances that are none", hint)


def _check_way(running: Running, symbol: Symbol) -> None:
    """Refuse a way to a symbol that is none."""
    if _check_numbers(running, "offers", "acts_left", symbol.acts_left) < 0:
        raise fault(running, "offers", "acts_left is below 0", "0 or more")
    least, most = _limits(running, "offers", "left_share", symbol.left_share)
    if least < 0 or most > 1.0 + ROUNDING:
        raise fault(running, "offers", "left_share is below 0 or above 1", "a share, 0 to 1")


def _check_numbers(running: Running, hook: str, name: str, numbers: Amount) -> float:
    """Refuse infinity and NaN, and give the least of the numbers, or 0 where all are above it."""
    return _limits(running, hook, name, numbers)[0]


def _limits(running: Running, hook: str, name: str, numbers: Amount) -> tuple[float, float]:
    """Refuse infinity and NaN, and give the least and the most of the numbers and 0."""
    if isinstance(numbers, NUMBER):
        least = most = numbers
    else:
        array = np.asarray(numbers)
        least, most = array.min(initial=0), array.max(initial=0)
    if not (math.isfinite(least) and math.isfinite(most)):
        raise fault(
            running, hook, f"{name} is not a finite number", "infinity and NaN mean nothing"
        )
    return least, most
