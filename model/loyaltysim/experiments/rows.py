"""What comes of a point: a row for each scheme, found again by all that it depends on."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from loyaltysim.comparison.case import Case
from loyaltysim.comparison.comparison import Comparison
from loyaltysim.comparison.identity import content_key, source_digest
from loyaltysim.comparison.main_result import play_main
from loyaltysim.comparison.people import population_key
from loyaltysim.scenario.dump import plain

if TYPE_CHECKING:
    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.comparison.runner import Runner
    from loyaltysim.scenario.nodes import Scalar
    from loyaltysim.scenario.schema import Scenario

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
    metric = case.scenario.compare.metric
    effects = comparison.effects
    compared = effects[effects["metric"] == metric].set_index("scheme")
    found: list[Row] = []
    for name, figures in comparison.schemes.drop(columns="best_share").iterrows():
        effect = {column: _finite(compared[column].get(name)) for column in EFFECT}
        found.append(
            {
                "scheme": str(name),
                "seed": case.scenario.seed,
                "markets": main.markets,
                "metric": metric,
                **{f"effect_{column}": effect[column] for column in EFFECT},
                **{str(kpi): _finite(value) for kpi, value in figures.items()},
            }
        )
    return found


def _finite(value: float | None) -> float | None:
    """Give a number as JSON can hold it; what cannot be known is None."""
    return None if value is None or not math.isfinite(value) else float(value)
