"""What comes of a point: a row for each scheme, found again by all that it depends on."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from loyaltysim.comparison.comparison import Comparison
from loyaltysim.comparison.main_result import play_main
from loyaltysim.comparison.measures.tables import scheme_figures
from loyaltysim.comparison.playing.case import Case
from loyaltysim.comparison.playing.identity import content_key, source_digest
from loyaltysim.comparison.playing.people import population_key
from loyaltysim.scenario.dump import plain

if TYPE_CHECKING:
    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.comparison.measures.effects import Effect
    from loyaltysim.comparison.playing.runner import Runner
    from loyaltysim.scenario.schema import Scenario
    from loyaltysim.scenario.text.nodes import Scalar

Row: TypeAlias = "dict[str, Scalar]"
EFFECT = ("estimate", "low", "high", "se")


def case_of(scenario: Scenario, constants: Constants) -> Case:
    """Say who the customers of a point are; fitted ones are fitted by whoever plays first."""
    return Case(scenario, constants, population_key(scenario), scenario.segment_population())


def rows_key(case: Case) -> str:
    """Name the rows of a point by its runs, by what is asked of them, and by what reckons."""
    return content_key([_reckoning(), plain(case.scenario), dict(case.keys)])


@cache
def _reckoning() -> str:
    return source_digest("comparison", "experiments/rows.py")


def rows_of(case: Case, runner: Runner) -> list[Row]:
    """Give a row for each scheme: seed, figures, and the effect on the metric that is compared.

    What was not played yet is played in this process.
    """
    main = play_main(case, runner)
    comparison = Comparison(case.scenario, main.gathered, main.markets)
    chosen, panels = case.scenario.compare, comparison.panels
    figures = scheme_figures(main.gathered, panels, case.scenario.days)
    panel = panels[chosen.metric]
    found: list[Row] = []
    for name, figure in figures.items():
        effect = None if name == chosen.baseline else panel.difference(name, chosen.baseline)
        found.append(
            {
                "scheme": name,
                "seed": case.scenario.seed,
                "markets": main.markets,
                "metric": chosen.metric,
                **_effect(effect),
                **{kpi: _finite(value) for kpi, value in figure.items()},
            }
        )
    return found


def _effect(effect: Effect | None) -> Row:
    """Write an effect as columns; of the baseline there is none."""
    return {
        f"effect_{part}": None if effect is None else _finite(getattr(effect, part))
        for part in EFFECT
    }


def _finite(value: float | None) -> float | None:
    """Give a number as JSON can hold it; what cannot be known is None."""
    return None if value is None or not math.isfinite(value) else float(value)
