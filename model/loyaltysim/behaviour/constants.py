"""The behavioural constants: one set for everything, read from `constants.yaml` beside this file."""

from __future__ import annotations

import csv
import dataclasses
import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ruamel.yaml import YAML

from loyaltysim.randomness import uniform_draws


@dataclass(frozen=True, slots=True)
class Row:
    """One constant with all that is known about it."""

    name: str
    symbol: str
    value: float
    low: float
    high: float
    unit: str
    source: str
    meaning: str
    prior: float | None = None
    """Value before any fit; None where it was never fitted."""

    @property
    def is_free(self) -> bool:
        """Whether it may take several values; fixed if not."""
        return self.low < self.high

    @property
    def prior_value(self) -> float:
        """The value before any fit; the value itself where it was never fitted."""
        return self.value if self.prior is None else self.prior


@dataclass(frozen=True, slots=True)
class Constants:
    """One value for every constant. Meanings and sources: `loyaltysim constants`."""

    action_slope: float
    action_odds: float
    blocked_days: float
    motivation_floor: float
    resource_sd: float
    demand_scale: float
    gap_softness: float
    habit_rate: float
    habit_rate_sd: float
    habit_decay: float
    habit_ease: float
    habit_cue: float
    off_occasion: float
    reward_sensitivity: float
    reward_sensitivity_sd: float
    value_exponent: float
    loss_aversion: float
    loss_aversion_sd: float
    probability_weighting: float
    discount_rate: float
    discount_rate_sd: float
    effort_discount: float
    goal_gradient: float
    windfall: float
    head_start: float
    efficacy_gain: float
    efficacy_pull: float
    uncertainty: float
    symbolic_pull: float
    novelty_days: float
    novelty_floor: float
    novelty_rest: float
    play: float
    novelty_seeking_sd: float
    social_pressure: float
    report_days: float
    rival_width: float
    support: float
    competitiveness_sd: float
    sociability_sd: float
    intrinsic_sd: float
    sting: float
    sting_days: float
    spark: float
    persuasion: float
    susceptible_reciprocity: float
    susceptible_commitment: float
    susceptible_social_proof: float
    susceptible_authority: float
    susceptible_liking: float
    susceptible_scarcity: float
    susceptibility_sd: float
    susceptibility_correlation: float
    facilitator: float
    crowding_out: float
    crowding_growth: float
    crowding_days: float
    praise_boost: float
    interest_turn: float
    attachment_pull: float
    attachment_gain: float
    cash_quality: float
    attachment_days: float
    gesture_days: float
    belief_acts: float
    attention: float
    attention_e_mail: float
    attention_mail: float
    attention_cold_mail: float
    attention_in_person: float
    attention_sd: float
    fatigue_growth: float
    fatigue_recovery: float
    opt_out: float
    annoyance: float
    habit_hold: float
    waking_days: float
    leaving_slope: float
    leaving_least: float
    leaving_most: float
    contagion: float
    contagion_days: float
    contagion_most: float
    talk_slope: float
    talk_most: float
    warning_days: float
    effort_vexation: float
    recovery: float
    vexation_days: float
    vexation_leaving: float
    satisfaction_rate: float
    taste_sd: float
    hexad_concentration: float
    hour_value: float
    friend_hold: float

    @classmethod
    def default(cls) -> Constants:
        """Give the published set."""
        return cls(**{row.name: row.value for row in constants_table()})

    def replace(self, **changes: float) -> Constants:
        """Give a copy with some constants changed."""
        return dataclasses.replace(self, **changes)


@cache
def constants_table() -> tuple[Row, ...]:
    """Read every constant with its bounds, unit, source and meaning."""
    text = files("loyaltysim.behaviour").joinpath("constants.yaml").read_text("utf-8")
    rows = YAML(typ="safe", pure=True).load(text)
    return tuple(Row(name=name, **row) for name, row in rows.items())


@cache
def ensemble() -> tuple[dict[str, float], ...]:
    """Read sets of the constants that were fitted to published experiments, each consistent with them."""
    text = files("loyaltysim.behaviour").joinpath("ensemble.csv").read_text("utf-8")
    return tuple(
        {name: float(value) for name, value in row.items()}
        for row in csv.DictReader(text.splitlines())
    )


@cache
def fit_summary() -> dict[str, float]:
    """Read how many constants were fitted to how many findings, and how many these could tell."""
    text = files("loyaltysim.behaviour").joinpath("fitted.json").read_text("utf-8")
    found: dict[str, float] = json.loads(text)
    return found


def draw_constants(seed: int, number: int) -> Constants:
    """Draw one plausible set.

    Constants that were fitted come together from one set of the ensemble, so that they agree with
    the experiments as a whole; sets do not repeat before all were drawn. Each other constant is drawn by itself between its bounds:
    those that cannot be negative and whose bounds are both above 0 evenly in the logarithm, so that
    doubling and halving are as likely; others evenly. Assumption: independent.

    Parameters
    ----------
    seed, number
        The same pair gives the same set.
    """
    fitted = _of_ensemble(seed, number)
    free = {
        row.name: _between(row, uniform_draws(seed, f"constants:{number}:{row.name}", 1).item())
        for row in constants_table()
        if row.name not in fitted
    }
    return Constants(**free, **fitted)


def _of_ensemble(seed: int, number: int) -> dict[str, float]:
    sets = ensemble()
    order = uniform_draws(seed, "ensemble", len(sets)).argsort()
    return sets[int(order[number % len(sets)])]


def _between(row: Row, uniform: float) -> float:
    if not row.is_free:
        return row.value
    if row.low > 0:
        low, high = math.log(row.low), math.log(row.high)
        return math.exp(low + (high - low) * uniform)
    return row.low + (row.high - row.low) * uniform
