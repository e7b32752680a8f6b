"""The result of a comparison: frames, verdict, pictures, and any pair of schemes on request."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from loyaltysim.comparison.measures import tables
from loyaltysim.comparison.measures.act_counts import acts_table
from loyaltysim.comparison.measures.adaptation import learnt
from loyaltysim.comparison.measures.adapted_table import adapted_table
from loyaltysim.comparison.measures.aftermath import aftermath_table
from loyaltysim.comparison.measures.brands import brands_table
from loyaltysim.comparison.measures.caused import caused
from loyaltysim.comparison.measures.cohorts import cohorts_table
from loyaltysim.comparison.measures.journey import journey_table
from loyaltysim.comparison.measures.measured_acts import profits_too_high
from loyaltysim.comparison.measures.mechanics import measures_table
from loyaltysim.comparison.measures.members import joining_table
from loyaltysim.comparison.measures.metrics import METRICS
from loyaltysim.comparison.measures.redemption import redemption_by_quarter
from loyaltysim.comparison.playing.identity import made_with
from loyaltysim.comparison.verdict.evidence import Evidence
from loyaltysim.comparison.verdict.verdict import Verdict, judge
from loyaltysim.errors import InputError, Problem, closest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from matplotlib.figure import Figure

    from loyaltysim.comparison.lives import Lives
    from loyaltysim.comparison.measures.adaptation import Learnt
    from loyaltysim.comparison.measures.effects import Effect
    from loyaltysim.comparison.measures.gathered import Gathered
    from loyaltysim.comparison.measures.panel import Panel
    from loyaltysim.comparison.verdict.assumptions import Assumptions
    from loyaltysim.scenario.schema import Scenario


@dataclass(frozen=True)
class Figures:
    """What draws comparisons: a layer above this one, which hands itself in."""

    answer: Callable[[Comparison], Figure]
    """Draws what the schemes change in the compared metric."""

    retention: Callable[[Comparison], Figure]
    """Draws who stays, day by day."""

    cost: Callable[[Comparison], Figure]
    """Draws cost against retention."""

    journey: Callable[[Comparison], Figure]
    """Draws whom customers met where, and how it felt."""
    models: Callable[[Comparison], Figure]
    """Draws the compared metric in every plausible model."""

    plane: Callable[[Comparison], Figure]
    """Draws who stands above the action line, week by week."""

    funnel: Callable[[Comparison], Figure]
    """Draws what kept customers from acting."""

    winners: Callable[[Comparison], Figure]
    """Draws who gains and who loses."""

    learning: Callable[[Comparison], Figure]
    """Draws which variants customers have of schemes that learn, and the regret."""

    save: Callable[[Comparison, Path], Iterable[Path]]
    """Writes all pictures into a folder and names the files."""

    page: Callable[[Comparison, Path], Path] | None = None
    """Writes the report as a page into a folder and names the file; None for no page."""


@dataclass(frozen=True)
class Comparison:
    """All schemes of a scenario over the same markets.

    Frames are made when they are first asked for; `results/README.md` describes their columns.
    """

    scenario: Scenario
    gathered: Gathered
    markets_played: int
    notes: tuple[str, ...] = ()
    """What the user should know about how the comparison was made."""

    guessed: frozenset[str] = frozenset()
    """Metrics that hang on what the purchase record leaves open."""

    assumptions: Assumptions | None = None
    """The same under plausible behavioural constants; None if these were not varied."""

    folder: Path | None = None
    """Where the files are; None if none were written."""

    figures: Figures | None = field(default=None, repr=False)
    """What draws; None if nothing is to be drawn."""

    made_with: Mapping[str, str] = field(default_factory=made_with, repr=False)
    """The program, its libraries and how the machine computes, by name."""

    lives: Lives | None = field(default=None, repr=False)
    """What is told of single customers; None if nobody looked at any."""

    @property
    def seed(self) -> int:
        """Number of the world of luck."""
        return self.scenario.seed

    @property
    def market_size(self) -> int:
        """Customers in a market."""
        return self.scenario.market_size

    @cached_property
    def panels(self) -> Mapping[str, Panel]:
        """Every metric of every scheme in every market."""
        return self.gathered.panels()

    @cached_property
    def caused(self) -> Mapping[str, Mapping[str, Effect]]:
        """What every scheme but the baseline causes beyond the compared metric, by figure."""
        return caused(self.gathered, self.panels, self.scenario.days)

    @cached_property
    def schemes(self) -> pd.DataFrame:
        """One row a scheme, in the order of the scenario."""
        return tables.schemes_table(
            self.gathered, self.panels, self.assumptions, self.scenario.days
        )

    @cached_property
    def effects(self) -> pd.DataFrame:
        """One row a scheme and metric: the paired difference from the baseline, and figures that are made of several."""
        share = self.scenario.customers / self.market_size
        return tables.effects_table(self.gathered, self.panels, share, self.caused)

    @cached_property
    def daily(self) -> pd.DataFrame:
        """One row a scheme and day."""
        return tables.daily_table(self.gathered)

    @cached_property
    def markets(self) -> pd.DataFrame:
        """One row a scheme and market."""
        return tables.markets_table(self.gathered)

    @cached_property
    def why_not(self) -> pd.DataFrame:
        """Shares of customer-days by what kept customers from acting, one row a scheme."""
        return tables.why_not_table(self.gathered)

    @cached_property
    def why_left(self) -> pd.DataFrame:
        """Shares of departures by their cause, and departures per launch customer, one row a scheme."""
        return tables.why_left_table(self.gathered)

    @cached_property
    def segments(self) -> pd.DataFrame:
        """One row a scheme and segment."""
        return tables.segments_table(self.gathered)

    @cached_property
    def acts(self) -> pd.DataFrame:
        """One row a scheme and act: how often it was done, per launch customer."""
        return acts_table(self.gathered)

    @cached_property
    def measures(self) -> pd.DataFrame:
        """One row a scheme, instance and figure of its own."""
        return measures_table(self.gathered, self.scenario)

    @cached_property
    def learnt(self) -> tuple[Learnt, ...]:
        """The schemes that learn."""
        return learnt(self.gathered, self.scenario)

    @cached_property
    def adapted(self) -> pd.DataFrame:
        """What schemes that learn came to, one row a figure; no rows where none does."""
        return adapted_table(self.gathered, self.scenario)

    @cached_property
    def cohorts(self) -> pd.DataFrame:
        """Who is active since arrival, one row a scheme, cohort and period."""
        return cohorts_table(self.gathered, self.scenario.days)

    @cached_property
    def redemption(self) -> pd.DataFrame:
        """What became of what was earned, one row a scheme and quarter of the run."""
        return redemption_by_quarter(self.gathered, self.scenario.days)

    @cached_property
    def joining(self) -> pd.DataFrame:
        """Members beside others and beside themselves, one row a scheme that is joined and metric."""
        return joining_table(self.gathered)

    @cached_property
    def brands(self) -> pd.DataFrame:
        """The firm beside its rivals, one row a scheme and brand; none where there are no rivals."""
        return brands_table(self.gathered, self.scenario.rivals)

    @cached_property
    def journey(self) -> pd.DataFrame:
        """Whom customers met where, and how it felt, one row a scheme, stage and handler; none where nobody met anybody."""
        return journey_table(self.gathered)

    @cached_property
    def aftermath(self) -> pd.DataFrame:
        """What is left of schemes that end before the horizon, one row a scheme and moment."""
        return aftermath_table(self.gathered, self.scenario)

    @cached_property
    def user_types(self) -> pd.DataFrame:
        """One row a scheme and Hexad type, each customer being of the type that weighs most."""
        return tables.user_types_table(self.gathered)

    @property
    def ranked(self) -> tuple[str, ...]:
        """The schemes from the highest in the compared metric to the lowest; those for reference come last."""
        ranked, contenders = self._compared.ranked(), self.scenario.contenders
        return tuple(sorted(ranked, key=lambda name: name not in contenders))

    @property
    def _compared(self) -> Panel:
        return self.panels[self.scenario.compare.metric]

    @cached_property
    def verdict(self) -> Verdict:
        """The answer in a sentence, and what it rests on."""
        scenario = self.scenario
        contenders = scenario.contenders
        panels = {name: panel.among(contenders) for name, panel in self.panels.items()}
        return judge(
            Evidence(
                metric=METRICS[scenario.compare.metric],
                panels=panels,
                beside=self._compared,
                matters=scenario.compare.matters,
                days=scenario.days,
                currency=scenario.currency,
                market_size=scenario.market_size,
                firm_customers=scenario.customers,
                assumptions=self.assumptions,
                guessed=scenario.compare.metric in self.guessed,
                baseline=scenario.compare.baseline,
                profits_too_high=profits_too_high(scenario, self.panels["acts"]),
                replaced=bool(scenario.replacement_cost),
            )
        )

    def difference(self, scheme: str, other: str, metric: str = "retention") -> Effect:
        """Compare any two schemes in any metric, over the same markets.

        Raises
        ------
        InputError
            When there is no such scheme or metric.
        """
        problems = [
            *_unknown("metric", [metric], self.panels),
            *_unknown("scheme", [scheme, other], self.gathered.sums),
        ]
        if problems:
            raise InputError(*problems)
        return self.panels[metric].difference(scheme, other)

    def covariance(self, metric: str = "retention") -> pd.DataFrame:
        """Give the covariance of the schemes' means, from which any contrast can be judged.

        Raises
        ------
        InputError
            When there is no such metric.
        """
        problems = _unknown("metric", [metric], self.panels)
        if problems:
            raise InputError(*problems)
        panel = self.panels[metric]
        return pd.DataFrame(panel.covariance(), index=panel.schemes, columns=panel.schemes)

    def plot_answer(self) -> Figure:
        """Draw what every scheme changes in the compared metric, luck and plausible models apart."""
        return self._drawing().answer(self)

    def plot_retention(self) -> Figure:
        """Draw who stays, day by day, with 95% bands."""
        return self._drawing().retention(self)

    def plot_cost(self) -> Figure:
        """Draw what the schemes cost against what they change in the compared metric."""
        return self._drawing().cost(self)

    def plot_journey(self) -> Figure:
        """Draw the journey: peaks and lows, stage by stage.

        Raises
        ------
        InputError
            When nobody met the firm and nothing went wrong.
        """
        if self.journey.empty:
            hint = "give an act `incidents`, or a scheme a `touchpoint`"
            raise InputError(Problem("there is no journey to draw", hint))
        return self._drawing().journey(self)

    def plot_models(self) -> Figure:
        """Draw what every scheme changes in the compared metric in every plausible model.

        Raises
        ------
        ValueError
            When the assumptions were not varied.
        """
        return self._drawing().models(self)

    def plot_plane(self) -> Figure:
        """Draw motivation against ability week by week, and who is above the action line.

        Raises
        ------
        ValueError
            When nobody looked at single customers, as where no results are written.
        """
        return self._drawing().plane(self)

    def plot_funnel(self) -> Figure:
        """Draw what became of the days with a prompt under every scheme: acted, or what kept customers from it."""
        return self._drawing().funnel(self)

    def plot_winners(self) -> Figure:
        """Draw what each scheme does to the chance of staying, by segment, tier and user type.

        Raises
        ------
        ValueError
            When nobody was replayed with other lucks, as where no results are written.
        """
        return self._drawing().winners(self)

    def plot_learning(self) -> Figure:
        """Draw which variants customers have of schemes that learn, period by period, and the regret.

        Raises
        ------
        ValueError
            When no scheme learns which of several variants to give.
        """
        return self._drawing().learning(self)

    def _drawing(self) -> Figures:
        if self.figures is None:
            raise InputError(
                Problem("nothing draws this comparison", "make it by loyaltysim.compare")
            )
        return self.figures


def _unknown(what: str, names: list[str], known: Mapping[str, object]) -> list[Problem]:
    return [
        Problem(f"there is no {what} {name}", f"did you mean {closest(name, known)}?")
        if closest(name, known)
        else Problem(f"there is no {what} {name}", f"there are {', '.join(known)}")
        for name in names
        if name not in known
    ]
