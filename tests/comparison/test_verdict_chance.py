"""How often verdicts and their intervals are wrong by chance."""

from dataclasses import replace

import pytest
from tests.comparison.test_verdict import evidence

from loyaltysim.comparison.measures.panel import Panel
from loyaltysim.comparison.verdict.verdict import judge
from loyaltysim.randomness import normal, uniform_draws


@pytest.mark.statistical
def test_no_scheme_is_called_best_by_chance_more_often_than_stated():
    """Of five equal schemes (nothing matters: 0), one is called best in at most 5% of analyses."""
    from scipy import stats

    analyses, wrong = 400, 0
    names = ("a", "b", "c", "d", "e")
    noise = normal(uniform_draws(6, "equals", analyses * 150)).reshape(analyses, 5, 30)
    base = replace(evidence(dict.fromkeys(names, 0.5)), matters=1e-12)
    for values in noise:
        panels = {**base.panels, "retention": Panel(names, 0.5 + 0.01 * values)}
        wrong += judge(replace(base, panels=panels)).kind == "best"
    assert wrong <= stats.binom.ppf(1 - 1e-6, analyses, 0.05)


@pytest.mark.statistical
@pytest.mark.parametrize("schemes", [3, 6])
def test_intervals_of_the_leader_hold_together(schemes):
    """Of equal schemes, all leads cover 0 in 95 of 100 analyses; one false alarm in a million."""
    from scipy import stats

    from loyaltysim.comparison.verdict.standing import standing

    analyses = 2000
    noise = normal(uniform_draws(7, "together", analyses * schemes * 30))
    names = tuple("abcdef"[:schemes])
    missed = plain = 0
    for values in noise.reshape(analyses, schemes, 30):
        panel = Panel(names, values)
        found = standing(panel, 0.0)
        missed += any(not lead.low <= 0 <= lead.high for lead in found.leads.values())
        alone = [panel.difference(found.leader, other) for other in found.leads]
        plain += any(not lead.low <= 0 <= lead.high for lead in alone)
    most = stats.binom.ppf(1 - 1e-6, analyses, 0.05)
    assert missed <= most < plain
