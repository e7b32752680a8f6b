"""What else is asked is answered below the verdict, in words and with intervals."""

import dataclasses

import numpy as np
import pytest
from tests.report.conftest import CARDS, make_assumptions, make_comparison
from tests.report.test_brands import contested
from tests.report.test_text import report_text, words

from loyaltysim.comparison.measures.collect import SchemeSums
from loyaltysim.comparison.measures.lasting import thirds_of
from loyaltysim.comparison.results import kpi_definitions
from loyaltysim.language import speaking
from loyaltysim.report.asked import asked_lines
from loyaltysim.report.document import comparison_document
from loyaltysim.report.tables.main import terms
from loyaltysim.report.tables.single import single_table

DAYS, MARKETS, SIZE = 180, 30, 2000.0


def asking(comparison, *also, **changes):
    """Let a scenario ask something beside."""
    compare = comparison.scenario.compare.model_copy(update={"also": also})
    scenario = comparison.scenario.model_copy(update={"compare": compare})
    return dataclasses.replace(comparison, scenario=scenario, **changes)


def with_thirds(comparison, rises):
    """Give every scheme acts by third: 1,000 a market under the first, and so much more under the others."""
    noise = 1 + 0.01 * np.sin(np.arange(MARKETS))
    there = np.array([0.9, 0.8, 0.7])[:, None] * np.full(MARKETS, SIZE)
    for name, rise in rises.items():
        acts = 1000.0 * (1 + np.array(rise)[:, None] * noise)
        pairs = zip(acts, there, strict=True)
        sums = comparison.gathered.sums[name]
        sums.spans = dict(zip(thirds_of(DAYS), pairs, strict=True))
        sums.customer_days = {third: np.full(MARKETS, SIZE * len(third)) for third in sums.spans}
        assert isinstance(sums, SchemeSums)
    return comparison


def models_of(**columns):
    """Give plausible models with figures of what schemes cause, the same for each."""
    found = make_assumptions(tuple(CARDS))
    each = {name: np.repeat(values, len(CARDS)) for name, values in columns.items()}
    return dataclasses.replace(found, draws=found.draws.assign(**each))


def test_nothing_is_answered_that_is_not_asked(comparison):
    assert asked_lines(comparison) == []
    assert comparison_document(comparison)["verdict"]["asked"] == []


def test_the_share_of_sales_is_told_of_the_best_first_and_stands_below_the_verdict(comparison):
    asked = asking(comparison, "sales", "sales")
    (line,) = asked_lines(asked)
    assert line == (
        'Share of sales that a scheme causes, against "no card": "twelve, two given" 1.1% (luck alone: 1.1%); '
        '"ten stamps" 0.9% (luck alone: 0.9%).'
    )
    text = words(report_text(asked))
    listed = '"no card": - "twelve, two given" 1.1% (luck alone: 1.1%) - "ten stamps" 0.9% (luck alone: 0.9%)'
    assert text.index(asked.verdict.sentence) < text.index(listed) < text.index("Who stays")
    assert comparison_document(asked)["verdict"]["asked"] == [line]


def test_plausible_models_say_between_what_and_in_how_many_there_is_any(comparison):
    models = models_of(sales_caused=np.linspace(-0.01, 0.09, 20))
    (line,) = asked_lines(asking(comparison, "sales", assumptions=models))
    assert "; plausible models: -0.5 to 8.5%, above 0 in 18 of 20)" in line
    few = asking(
        comparison, "sales", assumptions=dataclasses.replace(models, values=models.values[:3])
    )
    assert "plausible" not in asked_lines(few)[0]


BEYOND = (
    '; the figure of "twelve, two given" and "ten stamps" lies outside of its plausible models, which are drawn between '
    "the bounds of constants, not around the values used: trust the range rather than the figure."
)


@pytest.mark.parametrize(("highest", "said"), [(400.0, False), (200.0, True)])
def test_a_price_outside_of_its_plausible_models_is_said_to_be(highest, said):
    models = models_of(cost_per_active=np.linspace(100.0, highest, 20))
    (line,) = asked_lines(asking(make_comparison(spread=0.0), "buyers", assumptions=models))
    assert "plausible models: 1" in line
    assert line.endswith(BEYOND) == said
    assert line.count("outside") == said


def test_the_terms_say_that_a_figure_may_lie_outside_of_its_plausible_models(comparison):
    told = "a figure itself, by the central assumptions, may lie outside"
    varied = dataclasses.replace(comparison, assumptions=make_assumptions(tuple(CARDS)))
    assert words(report_text(varied)).count(told) == 1
    without = dataclasses.replace(comparison, assumptions=None)
    assert told not in words(report_text(without))


@pytest.mark.parametrize("unknown", [1, 20])
def test_where_a_model_cannot_tell_there_is_no_spread_of_the_others(comparison, unknown):
    part = np.where(np.arange(20) < unknown, np.nan, 0.02)
    (line,) = asked_lines(asking(comparison, "sales", assumptions=models_of(sales_caused=part)))
    assert f"; can be told in {20 - unknown} of 20 plausible models only)" in line
    assert "plausible models:" not in line


def test_of_a_scheme_that_is_the_baseline_there_is_no_difference():
    cards = {"no card": (0.7, 0.0), "none either": (0.7, 0.0)}
    same = make_comparison(cards, spread=0.0)
    for line in asked_lines(asking(same, "sales", "buyers")):
        assert line.endswith(': "none either": no difference.')
    found = with_thirds(same, {"no card": [0.0] * 3, "none either": [0.0] * 3})
    acts, stay = asked_lines(asking(found, "lasting"))
    assert acts.endswith(': "none either": no difference.')
    assert '"none either": no difference. Who is still there differs' in stay


def test_where_hardly_anything_is_sold_no_share_of_it_is_told(comparison):
    revenue = np.zeros(MARKETS)
    revenue[0] = 5000.0
    comparison.gathered.sums["ten stamps"].markets["revenue"] = revenue
    (line,) = asked_lines(asking(comparison, "sales"))
    assert line.endswith(
        'cannot be told of "ten stamps", where it is not sure that anything is sold.'
    )


def test_where_newcomers_come_it_is_said_why_there_is_no_price(comparison):
    totals = comparison.gathered.sums["ten stamps"].days.totals
    totals["customers"] = totals["customers"] + 1
    (line,) = asked_lines(asking(comparison, "buyers"))
    assert '"twelve, two given" EUR ' in line
    assert line.endswith(
        'cannot be told of "ten stamps", where newcomers come: these cost, too, and only customers of the launch are counted.'
    )


def test_where_nothing_is_sold_no_scheme_causes_sales(comparison):
    for sums in comparison.gathered.sums.values():
        sums.markets["revenue"] = np.zeros(MARKETS)
    (line,) = asked_lines(asking(comparison, "sales"))
    assert line == "Sales: nothing is sold, so that no scheme causes any."


def test_without_rivals_buyers_are_those_who_are_active():
    (line,) = asked_lines(asking(make_comparison(spread=0.0), "buyers"))
    assert line == (
        "Cost of each customer more who still acts in the last 30 days: "
        '"twelve, two given" EUR 240.74 (luck alone: 240.74); "ten stamps" EUR 305.56 (luck alone: 305.56).'
    )


def test_nobody_is_asked_for_acts_of_more_days_than_were_played():
    short = make_comparison(spread=0.0, days=2)
    (line,) = asked_lines(asking(short, "buyers"))
    assert line.startswith("Cost of each customer more who still acts in the last 2 days: ")
    assert dict(terms(short))["active"].endswith("after 2 days and acted in the last 2")
    assert "acted in the last 2 of 2 days" in kpi_definitions(short)["active_retention"]
    what_it_is = list(single_table(short).columns[-1].cells)
    assert any("acted in the last 2 of 2 days" in str(told) for told in what_it_is)


def test_of_schemes_that_win_nobody_it_is_said_that_no_price_can_be_told():
    won, kept, rivals = asked_lines(asking(contested(), "buyers"))
    assert won == (
        'Cost of each customer won, who buys in 180 days and under "no card" would not: '
        'cannot be told of "card", where it is not sure that there are any, or that they cost more.'
    )
    assert kept.startswith("Cost of each customer more who still acts in the last 30 days: ")
    assert '"card" 100.0% (luck alone: 100.0%)' in rivals


def test_what_lasts_is_told_scheme_by_scheme(comparison):
    rises = {"no card": [0.0] * 3, "ten stamps": [0.2, 0.1, 0.05], "twelve, two given": [0.0] * 3}
    asked = asking(with_thirds(comparison, rises), "lasting")
    acts, stay = asked_lines(asked)
    assert acts.startswith(
        'Does it last? Acts of each customer who is there, against "no card": "ten stamps" +20.0% in the first 60 days and +5.0% in the last 60, 25.0% of '
        "it (luck alone: 25.0%)"
    )
    assert acts.endswith('; "twelve, two given": no difference.')
    assert '"ten stamps" and "twelve, two given": no difference. Who is still there' in stay
    models = models_of(
        acts_first_third=np.full(20, 0.2), acts_last_third=np.linspace(0.11, 0.3, 20)
    )
    varied = asking(asked, "lasting", assumptions=models)
    assert "; less than at first in 9 of 20 plausible models)" in asked_lines(varied)[0]


def test_an_effect_that_grows_and_one_of_which_little_is_known_have_no_share_that_is_left(
    comparison,
):
    rises = {"no card": [0.0] * 3, "ten stamps": [0.1, 0.1, 0.2], "twelve, two given": [0.01] * 3}
    found = with_thirds(comparison, rises)
    first, _, last = thirds_of(DAYS)
    spans = found.gathered.sums["twelve, two given"].spans
    spans[first] = (1010 + 20 * np.sin(np.arange(MARKETS)), spans[first][1])
    spans[last] = (1012 + 20 * np.cos(np.arange(MARKETS)), spans[last][1])
    acts, _ = asked_lines(asking(found, "lasting"))
    assert "in the last 60, more than at first (luck alone: 200.0% of it); " in acts
    assert acts.endswith("in the last 60.")


def test_of_staying_both_effects_are_told_and_no_share_that_is_left(comparison):
    found = with_thirds(comparison, dict.fromkeys(CARDS, [0.0] * 3))
    first, middle, last = thirds_of(DAYS)
    spans, noise = found.gathered.sums["ten stamps"].spans, np.sin(np.arange(MARKETS))
    for third, share in ((first, 0.95), (middle, 0.85), (last, 0.75)):
        spans[third] = (spans[third][0], share * SIZE + noise)
    models = models_of(**{f"acts_{part}_third": np.zeros(20) for part in ("first", "last")})
    _, stay = asked_lines(asking(found, "lasting", assumptions=models))
    assert stay.startswith(
        'Does it last? Fewer who leave, of those who are there, than under "no card": "ten stamps" +5.0 pp in the first '
        '60 days and +0.7 pp in the last 60; "twelve, two given": no difference. Who is still there differs from who left'
    )


def test_an_effect_that_turns_round_is_not_left(comparison):
    rises = {"no card": [0.0] * 3, "ten stamps": [0.2, 0.1, -0.1], "twelve, two given": [0.2] * 3}
    found = with_thirds(comparison, rises)
    last = thirds_of(DAYS)[-1]
    spans = found.gathered.sums["twelve, two given"].spans
    spans[last] = (998 + 20 * np.cos(np.arange(MARKETS)), spans[last][1])
    acts, _ = asked_lines(asking(found, "lasting"))
    assert "-10.0% in the last 60, turned round (luck alone: 50.0% of it, the other way); " in acts
    assert acts.endswith("(may be luck alone) in the last 60, at most 1.6% of it (luck alone).")


def test_an_effect_that_luck_alone_may_have_turned_is_not_said_to_turn_round(comparison):
    found = with_thirds(comparison, dict.fromkeys(CARDS, [0.0] * 3))
    noise = np.sin(np.arange(MARKETS))
    noise = (noise - noise.mean()) / noise.std(ddof=1)
    first, _, last = thirds_of(DAYS)
    spans = found.gathered.sums["ten stamps"].spans
    spans[first] = (np.full(MARKETS, 1200.0), spans[first][1])
    spans[last] = (1000 - 2.25 / np.sqrt(MARKETS) + noise, spans[last][1])
    acts, _ = asked_lines(asking(found, "lasting"))
    assert "(may be luck alone) in the last 60, at most 0.0% of it (luck alone); " in acts


def test_what_is_left_of_an_effect_that_may_be_luck_alone_is_not_told(comparison):
    found = with_thirds(comparison, dict.fromkeys(CARDS, [0.0] * 3))
    noise = np.sin(np.arange(MARKETS))
    noise = (noise - noise.mean()) / noise.std(ddof=1)
    first, _, last = thirds_of(DAYS)
    spans = found.gathered.sums["ten stamps"].spans
    spans[first] = (1000 + 2.25 / np.sqrt(MARKETS) + noise, spans[first][1])
    spans[last] = (np.full(MARKETS, 1050.0), spans[last][1])
    acts, _ = asked_lines(asking(found, "lasting"))
    assert "(may be luck alone) in the first 60 days and +5.0% in the last 60; " in acts


def test_effects_that_nothing_can_be_compared_with_are_not_called_luck(comparison):
    found = with_thirds(comparison, dict.fromkeys(CARDS, [0.0] * 3))
    for third in thirds_of(DAYS):
        spans = found.gathered.sums["no card"].spans
        spans[third] = (np.zeros(MARKETS), spans[third][1])
    acts, _ = asked_lines(asking(found, "lasting"))
    assert acts.endswith(
        '"ten stamps" and "twelve, two given": cannot be told, for there is nothing to compare with.'
    )
    last = thirds_of(DAYS)[-1]
    found = with_thirds(comparison, {**dict.fromkeys(CARDS, [0.0] * 3), "ten stamps": [0.2] * 3})
    found.gathered.sums["no card"].spans[last] = (np.zeros(MARKETS), np.zeros(MARKETS))
    acts, _ = asked_lines(asking(found, "lasting"))
    assert "+20.0% in the first 60 days and an effect that cannot be told in the last 60" in acts
    assert "nan" not in acts


def test_two_effects_that_are_tested_must_be_clearer_of_luck_than_one(comparison):
    found = with_thirds(comparison, dict.fromkeys(CARDS, [0.0] * 3))
    noise = np.sin(np.arange(MARKETS))
    noise = (noise - noise.mean()) / noise.std(ddof=1)
    first, spans = thirds_of(DAYS)[0], found.gathered.sums["ten stamps"].spans
    spans[first] = (1000 + 0.4 + noise, spans[first][1])
    effect = found.caused["ten stamps"]["acts_first_third"]
    assert effect.low > 0
    acts, _ = asked_lines(asking(found, "lasting"))
    assert '"ten stamps": nothing that may not be luck alone; ' in acts


def test_an_effect_that_may_be_luck_is_marked_where_another_is_not(comparison):
    rises = {"no card": [0.0] * 3, "ten stamps": [0.0, 0.1, 0.05], "twelve, two given": [0.0] * 3}
    found = with_thirds(comparison, rises)
    spans = found.gathered.sums["ten stamps"].spans
    first = thirds_of(DAYS)[0]
    spans[first] = (1000 + np.cos(np.arange(MARKETS)), spans[first][1])
    acts, _ = asked_lines(asking(found, "lasting"))
    assert "(may be luck alone) in the first 60 days and +5.0% in the last 60;" in acts


@pytest.mark.parametrize(("days", "told"), [(20, True), (21, False)])
def test_runs_of_less_than_three_weeks_cannot_tell_what_lasts(comparison, days, told):
    scenario = comparison.scenario.model_copy(update={"days": days})
    short = asking(dataclasses.replace(comparison, scenario=scenario), "lasting")
    if not told:
        for name in CARDS:
            ends = (np.ones(MARKETS), np.full(MARKETS, SIZE))
            sums, thirds = short.gathered.sums[name], thirds_of(days)
            sums.spans = dict.fromkeys(thirds, ends)
            sums.customer_days = dict.fromkeys(thirds, np.ones(MARKETS))
    cannot = "Whether it lasts cannot be told of less than three weeks."
    assert (asked_lines(short) == [cannot]) is told


def test_answers_are_given_in_dutch_too(comparison):
    with speaking("nl"):
        (line,) = asked_lines(asking(comparison, "sales"))
    assert line.startswith('Deel van de omzet dat een regeling veroorzaakt, tegenover "no card": ')
