"""The figures of every scheme: name, unit, and a definition with window and denominator.

This table is the only place where they are defined: `kpis.csv` and the documents are made from it.
"""

from __future__ import annotations

from typing import NamedTuple

from loyaltysim.language import say


class Kpi(NamedTuple):
    """One column of the table of schemes."""

    name: str
    unit: str
    """`share`, `acts`, `minutes`, `ratio`, `score`, or `currency`."""

    definition: str
    """A sentence; `{days}`, `{window}`, `{active_days}` and `{baseline}` stand for the scenario's."""


KPIS = (
    Kpi(
        "retention",
        "share",
        "customers at launch who are still customers after {days} days / customers at launch",
    ),
    Kpi("retention_low", "share", "lower bound of the 95% interval of retention"),
    Kpi("retention_high", "share", "upper bound of the 95% interval of retention"),
    Kpi(
        "active_retention",
        "share",
        "customers at launch who are still customers and acted in the last {active_days} of {days} "
        "days / customers at launch",
    ),
    Kpi(
        "customers",
        "share",
        "customers after {days} days, newcomers among them / customers at launch",
    ),
    Kpi(
        "turnover",
        "share",
        "1 - retention ^ (365 / {days}): voluntary turnover a year, if customers at launch keep leaving as they "
        "did in {days} days",
    ),
    Kpi(
        "cohesion",
        "share",
        "how much colleagues do for one another under the scheme as it stands on day {days}, 0 to 1 / customers "
        "on that day: support, recognition given or received, and mates who do their part; ties that no "
        "scheme makes are not counted",
    ),
    Kpi(
        "attachment",
        "share",
        "how attached customers are to the firm on day {days}, by warmth, gifts and help that they did not expect, 0 to 1 / customers on "
        "that day: a state of the model that no firm sees",
    ),
    Kpi("acts", "acts", "acts in {days} days, newcomers' among them / customers at launch"),
    Kpi(
        "revenue", "currency", "spend and fees in {days} days before rewards / customers at launch"
    ),
    Kpi(
        "margin",
        "currency",
        "margin on spend, and fees, in {days} days before rewards / customers at launch",
    ),
    Kpi(
        "programme_cost",
        "currency",
        "cost to the firm of rewards handed over, messages sent and service in {days} days / customers at launch",
    ),
    Kpi(
        "liability",
        "currency",
        "what customers who are still there on day {days} have earned and not yet redeemed or lost, at "
        "full cost to the firm, an upper bound / customers at launch",
    ),
    Kpi(
        "replacement_cost",
        "currency",
        "replacement_cost of the scenario x customers who left in {days} days, newcomers among them / customers at "
        "launch; empty where it is not given",
    ),
    Kpi(
        "redemption_rate",
        "share",
        "redeemed / earned in {days} days, stamps, points and prizes at their worth to customers; "
        "empty where nothing was earned",
    ),
    Kpi(
        "breakage",
        "share",
        "(expired + forfeited by leaving) / earned in {days} days, at worth to customers; what is "
        "neither breakage nor redeemed is outstanding on day {days}; empty where nothing was earned",
    ),
    Kpi(
        "urr_first_quarter",
        "share",
        "redeemed until day {days} / earned in the first quarter of {days} days, oldest first, at worth to "
        "customers: the ultimate redemption rate (URR) as far as the horizon shows it; empty where nothing "
        "was earned then",
    ),
    Kpi(
        "breakage_first_quarter",
        "share",
        "(expired + forfeited by leaving) until day {days} / earned in the first quarter, likewise",
    ),
    Kpi(
        "urr_outstanding",
        "share",
        "redeemed / (redeemed + expired + forfeited by leaving) in the second half of {days} days, of what "
        "was outstanding half-way; empty where none of it was redeemed",
    ),
    Kpi(
        "expected_liability",
        "currency",
        "liability x urr_outstanding / customers at launch: what will probably be redeemed, if what is "
        "outstanding on day {days} fares as what was outstanding half-way; empty where none of that was redeemed",
    ),
    Kpi(
        "partner_share",
        "share",
        "spend on acts of partners / spend on all acts that earn on an account with partners, in {days} "
        "days; empty without partners",
    ),
    Kpi(
        "viral_coefficient",
        "ratio",
        "newcomers whom customers brought in {days} days / customers at launch (K: invitations x those "
        "accepted)",
    ),
    Kpi(
        "dau",
        "share",
        "customers with an act on a day, newcomers among them, mean of the last {window} days / customers at "
        "launch",
    ),
    Kpi("wau", "share", "the same with an act in 7 days"),
    Kpi("mau", "share", "the same with an act in 30 days, those before the launch among them"),
    Kpi(
        "stickiness",
        "share",
        "dau / mau: the share of the month's active customers who act on a day",
    ),
    *(
        Kpi(
            rate,
            "share",
            f"customers who were {state} on a day and acted on the next / customers who were {state} on "
            "a day, in the last {window} days; empty where nobody was",
        )
        for rate, state in (
            ("curr", "current (active, as in the 6 days before)"),
            ("nurr", "new (active for the first time)"),
            ("rurr", "reactivated (active after 7 to 29 days)"),
            ("surr", "resurrected (active after 30 days or more)"),
        )
    ),
    Kpi(
        "acts_per_active_day",
        "acts",
        "acts in {days} days / customer-days with an act: the depth of participation",
    ),
    Kpi(
        "minutes_per_active_day",
        "minutes",
        "minutes of the acts that have any in {days} days / customer-days with an act; empty where no "
        "act has minutes",
    ),
    Kpi(
        "share_of_wallet",
        "share",
        "spend at the firm / spend at the firm and its rivals, by customers at launch on the main act in {days} "
        "days while they are customers of the firm; empty where there are no rivals",
    ),
    Kpi(
        "switching",
        "share",
        "purchases at another brand than the one before / purchases after a first one, by customers at launch at "
        "the firm and its rivals in {days} days; empty where there are no rivals",
    ),
    Kpi(
        "incidents",
        "acts",
        "acts after which something was wrong in {days} days / customers at launch",
    ),
    Kpi(
        "problems_solved",
        "share",
        "problems solved / problems solved or given up in {days} days; empty where nothing went wrong",
    ),
    Kpi(
        "effort_score",
        "score",
        "mean customer effort score (CES 2.0, 1 to 7: it was easy to have my problem handled) over tries to help with a "
        "problem in {days} days: 1 + 6 x ease; empty where nobody tried",
    ),
    Kpi(
        "easy_share",
        "share",
        "tries to help with a score of at least 5 / tries to help in {days} days",
    ),
    Kpi(
        "human_share",
        "share",
        "meetings with somebody of the firm / meetings with somebody or a machine, at all touchpoints in {days} days",
    ),
    Kpi(
        "difference",
        "share",
        "retention minus the retention of {baseline}, same customers and same luck",
    ),
    Kpi("difference_low", "share", "lower bound of the 95% interval of difference"),
    Kpi("difference_high", "share", "upper bound of the 95% interval of difference"),
    Kpi(
        "incremental_profit",
        "currency",
        "margin minus programme_cost minus liability minus replacement_cost, if given, less the same of {baseline}, "
        "in {days} days / customers at launch",
    ),
    Kpi("profit_low", "currency", "lower bound of the 95% interval of incremental_profit"),
    Kpi("profit_high", "currency", "upper bound of the 95% interval of incremental_profit"),
    Kpi(
        "roi",
        "ratio",
        "incremental_profit / (programme_cost + liability above those of {baseline}); empty unless the "
        "95% interval of what it costs more is above 0, and it costs at least 5% of itself more or less",
    ),
    Kpi(
        "cost_per_retained",
        "currency",
        "programme_cost + liability above those of {baseline} / difference: the cost of one customer "
        "more after {days} days; empty where newcomers come, and unless the 95% interval of difference is above 0 and it costs at least 5% of itself more or less",
    ),
    Kpi(
        "best_share",
        "share",
        "plausible sets of behavioural constants under which the scheme has the highest {metric} / "
        "sets tried; schemes that tie share the set; empty for a scheme that no firm could run",
    ),
)


def definitions(**scenario: object) -> dict[str, str]:
    """Fill in a scenario's figures.

    Parameters
    ----------
    scenario
        Values for `days`, `window`, `active_days`, `baseline` and `metric`.
    """
    return {kpi.name: say(kpi.definition, **scenario) for kpi in KPIS}
