"""A stand-in for the simulation: synthetic records with planted effects, from the project's luck."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

from loyaltysim.behaviour.constants import Constants
from loyaltysim.comparison.compare import Plan, carry_out
from loyaltysim.comparison.comparison import Figures
from loyaltysim.errors import Problem, StoreError
from loyaltysim.randomness import normal, uniform_draws
from loyaltysim.scenario import parse_scenario
from loyaltysim.simulation.run import SchemeRecord

ROOT = Path(__file__).parents[2]
SCENARIO = """
title: Which discount keeps more guests?
days: 6
burn_in: 0
customers: 3000
market_size: 100
acts:
  visit: {ticket: {mean: 4.20, cv: 0.4}, margin: 0.65}
population:
  commuters: {share: 0.35, need_rate: {per: week, mean: 4.0, cv: 0.5}}
  occasional: {share: 0.65, need_rate: {per: week, mean: 0.8, cv: 1.0}}
schemes:
  nothing: []
  five: [{discount: {rate: 5%}}]
  ten: [{discount: {rate: 10%}}]
compare: {baseline: nothing, matters: 0.5pp}
"""

SIGINT_AT_IMPORT = signal.getsignal(signal.SIGINT)
"""What Ctrl-C does while this process imports what it plays."""

SLOPE = 0.3
"""Planted: retention gained per unit of discount."""


AS_PUBLISHED = Constants.default().action_slope
"""The constant that the planted effects go by, so that they do not move with a fit."""


def make_scenario(*changes):
    """Read the scenario with pieces of its text replaced."""
    text = SCENARIO
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return parse_scenario(text, file="fake.yaml")


def play_fake(
    scenario,
    population,
    markets,
    *,
    schemes,
    constants,
    seed,
    keep_customers=False,
    keep_transactions=False,
):
    """Play nothing: give each market a retention made of shared luck, own luck and its discounts."""
    return {
        name: _record(
            [_market(scenario, name, market, constants, seed) for market in markets],
            rate_of(scenario, name),
            scenario,
            markets,
            keep_customers,
            keep_transactions,
        )
        for name in schemes
    }


def rate_of(scenario, name):
    return sum(instance.mechanic.rate for instance in scenario.schemes[name].instances)


def _market(scenario, name, market, constants, seed):
    shared, *_ = normal(uniform_draws(seed, f"market {market}", 2))
    names = [instance.name for instance in scenario.schemes[name].instances]
    own, money = normal(uniform_draws(seed, f"market {market} {names}", 2))
    chance = 0.6 + 0.02 * shared + 0.01 * own * bool(names)
    chance += SLOPE * rate_of(scenario, name) * constants.action_slope / AS_PUBLISHED
    size, days = scenario.market_size, scenario.days
    retained = np.floor(size * np.clip(chance, 0, 1))
    present = np.floor(size - (size - retained) * np.arange(1, days + 1) / days)
    return size, retained, present, 5.0 + 0.1 * money


def _record(rows, rate, scenario, markets, keep_customers, keep_transactions):
    size, retained, present, money = (
        np.array(part, dtype=float) for part in zip(*rows, strict=True)
    )
    daily = {
        "customers": present.T,
        "retained": present.T,
        "left": -np.diff(present, prepend=size[:, np.newaxis]).T,
        "acts": present.T * 0.1,
        "revenue": present.T * 0.1 * money,
    }
    zero = np.zeros(len(size))
    per_market = {
        "launched": size,
        **dict.fromkeys(
            ("left_motivation", "left_messages", "left_friends", "left_service", "left_several"),
            zero,
        ),
        "left": size - retained,
        "retained": retained,
        "active": np.floor(retained * 0.8),
        "customers": retained,
        "acts": daily["acts"].sum(axis=0),
        "revenue": retained * money,
        "margin": retained * money * 0.6,
        "reward_cost": retained * rate * money,
        "message_cost": zero,
        "liability": retained * rate,
        "earned_value": retained * rate * 8,
        "redeemed_value": retained * rate * 4,
        "expired_value": retained * rate,
        "forfeited_value": retained * rate,
    }
    half = np.floor(size / 2), np.floor(retained / 2)
    ids = np.concatenate([np.arange(2) + market * scenario.market_size for market in markets])
    return SchemeRecord(
        daily=daily,
        markets=per_market,
        why_not={"acted": retained, "chance": size - retained},
        segments={
            "commuters": half,
            "occasional": (size - half[0], retained - half[1]),
        },
        user_types={"player": half, "achiever": (size - half[0], retained - half[1])},
        customers={"customer_id": ids, "segment": ids % 2} if keep_customers else None,
        transactions=_sales(ids) if keep_transactions else None,
    )


def _sales(ids):
    return {
        "customer_id": ids.astype(np.int64),
        "day": (ids % 6).astype(np.int32),
        "amount": ids * 0.5,
        "act": np.zeros(len(ids), np.int8),
    }


def draw_nothing(comparison, folder):
    """Write a picture of the verdict in words."""
    path = folder / "retention.svg"
    path.write_text(comparison.verdict.sentence)
    return [path]


FIGURES = Figures(
    answer=lambda _: Figure(),
    retention=lambda _: Figure(),
    cost=lambda _: Figure(),
    journey=lambda _: Figure(),
    models=lambda _: Figure(),
    plane=lambda _: Figure(),
    funnel=lambda _: Figure(),
    winners=lambda _: Figure(),
    learning=lambda _: Figure(),
    save=draw_nothing,
)


def carry_out_fake(scenario=None, play_batch=play_fake, **plan):
    return carry_out(Plan(scenario or make_scenario(), figures=FIGURES, **plan), play_batch)


class Counted:
    """Counts what is played, in this process."""

    def __init__(self, play_batch=play_fake):
        self.play_batch = play_batch
        self.calls = []

    def __call__(self, scenario, population, markets, *, schemes, **rest):
        self.calls.append((markets, tuple(schemes)))
        return self.play_batch(scenario, population, markets, schemes=schemes, **rest)


def contents(folder):
    """Read every file of the results, by path; the log and finished runs are outside of the promise."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(Path(folder).rglob("*"))
        if path.is_file() and path.name != "log.jsonl" and ".runs" not in path.parts
    }


def play_slowly(*args, **kwargs):
    """Take a while, so that there is something to interrupt."""
    time.sleep(0.15)
    return play_fake(*args, **kwargs)


def play_and_tell_ctrl_c(*args, **kwargs):
    """Fail with what Ctrl-C did while the worker was still importing."""
    raise StoreError(Problem(f"Ctrl-C: {SIGINT_AT_IMPORT}"))


def play_and_die(*args, **kwargs):
    """End the worker process as the kernel does when memory runs out."""
    os.kill(os.getpid(), signal.SIGKILL)


def assert_same_record(one, other):
    """Compare two records bit for bit."""
    for group in (
        "daily",
        "markets",
        "why_not",
        "segments",
        "user_types",
        "customers",
        "transactions",
    ):
        left, right = getattr(one, group) or {}, getattr(other, group) or {}
        assert list(left) == list(right), group
        for name in left:
            np.testing.assert_array_equal(left[name], right[name], err_msg=f"{group}/{name}")
            assert np.asarray(left[name]).dtype == np.asarray(right[name]).dtype


def started(program, *arguments):
    """Start a Python program in a session of its own, so that its workers can be killed with it."""
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([*sys.path[1:], str(ROOT)])},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def kill(process, *, workers_too=True):
    (os.killpg if workers_too else os.kill)(process.pid, signal.SIGKILL)
    process.communicate(timeout=30)
    assert process.returncode == -signal.SIGKILL


def killed_again_and_again(start, lives, last_jobs=1):
    """Start a program, kill it, and let it finish in the end.

    Each life lasts a little longer than the last, so kills fall anywhere, also into writing. Alternately one process
    plays and two do.

    Parameters
    ----------
    start
        Starts the program with a number of processes.
    lives
        Seconds from its first line until it is killed, one a life.
    """
    for life, seconds in enumerate(lives):
        process = start(1 + life % 2)
        assert process.stdout is not None
        assert process.stdout.readline()
        time.sleep(seconds)
        kill(process)
    finish(start(last_jobs))


def finish(process):
    """Wait until a program ends well, and give what it printed."""
    output, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    return output
