"""Schemes that no firm could run are shown beside the others and never chosen."""

from dataclasses import replace

import numpy as np
import pytest
from tests.report.conftest import make_assumptions, make_comparison
from tests.report.test_text import report_text, row_of, words

from loyaltysim.comparison.draws import assess, draws_table
from loyaltysim.comparison.measures.panel import Panel
from loyaltysim.comparison.verdict.precision import judged
from loyaltysim.scenario import parse_scenario

TEXT = """
title: Which way of asking?
days: 182
acts: {visit: {ticket: 4.20, margin: 0.65}}
population: {all: {share: 100%, need_rate: {per: week, mean: 4, cv: 0.5}}}
schemes:
  plain: [message: {every: 1}]
  learnt: [message: {every: 1, persuasion: profile}]
  truth: [message: {every: 1, persuasion: oracle}]
compare: {baseline: plain, matters: 0.5pp}
"""
KEPT = {"plain": (0.70, 0.0), "learnt": (0.72, 1.0), "truth": (0.76, 1.0)}


def asked(*left_out, baseline="plain"):
    """Compare schemes of which the truth would win."""
    lines = TEXT.replace("baseline: plain", f"baseline: {baseline}").splitlines()
    kept = [line for line in lines if line.split(":")[0].strip() not in left_out]
    found = make_comparison({name: KEPT[name] for name in KEPT if name not in left_out}, days=182)
    return replace(found, scenario=parse_scenario("\n".join(kept)))


def test_an_oracle_is_no_contender_from_whatever_day_it_chooses():
    scenario = parse_scenario(TEXT)
    assert scenario.contenders == ("plain", "learnt")
    late = TEXT.replace("persuasion: profile}", "changes: [{day: 9, to: {persuasion: oracle}}]}")
    assert parse_scenario(late).contenders == ("plain",)


def test_the_best_scheme_is_one_that_a_firm_could_run():
    verdict = asked().verdict
    assert (verdict.kind, verdict.scheme) == ("best", "learnt")
    assert "truth" not in verdict.sentence
    told = [reason for reason in verdict.reasons if "truth" in reason]
    assert len(told) == 1
    assert told[0].startswith('For reference: "truth" goes by what no firm can know')
    assert told[0].endswith("percentage points (95% interval).")


def test_without_an_oracle_nothing_is_said_of_reference():
    reasons = asked("truth").verdict.reasons
    assert not [reason for reason in reasons if "reference" in reason]


def test_an_oracle_that_is_the_baseline_is_not_judged_either():
    assert asked(baseline="truth").verdict.scheme == "learnt"


@pytest.mark.parametrize(
    ("left_out", "told"),
    [
        (("learnt",), 'only "plain" can be run by a firm, for "truth" goes by'),
        (("plain", "learnt"), 'no firm can know what "truth" goes by'),
    ],
)
def test_whoever_plays_next_to_nothing_else_is_told(left_out, told):
    found = asked(*left_out, baseline="truth" if "plain" in left_out else "plain")
    assert found.verdict.scheme is None
    assert told in found.verdict.sentence
    panel = found.panels["retention"]
    shown = judged(panel, found.scenario.compare.baseline, 0.005, found.scenario.contenders)
    assert len(shown) == len(panel.schemes) - 1


def test_plausible_models_never_count_an_oracle():
    found = make_assumptions(tuple(KEPT))
    assert found.best("truth").estimate > 0.5
    told = replace(found, reference=frozenset({"truth"}))
    assert np.isnan(told.best("truth").estimate)
    assert told.best("plain").hits + told.best("learnt").hits == len(told.values)
    assert found.safe("learnt", 0.005).hits == 0
    assert told.safe("learnt", 0.005).estimate > 0.8
    assert told.gap("truth", "plain") == found.gap("truth", "plain")


def test_the_lead_in_plausible_models_is_over_what_a_firm_could_run():
    names, draws = tuple(KEPT), 12
    values = np.tile([0.70, 0.72, 0.76], (draws, 1))
    main = {name: Panel(names, np.tile(values[0][:, None], 3)) for name in ("retention", "profit")}
    table = draws_table([main] * draws, names, "plain")
    constants = table.head(0)[["draw"]].reindex(range(draws))
    found = assess(parse_scenario(TEXT), table, constants, values, main)
    assert found.leader == "learnt"
    assert found.ahead.estimate == 1.0
    assert found.reference == {"truth"}


def test_the_first_table_shows_it_and_says_why_it_is_not_the_best():
    told = replace(make_assumptions(tuple(KEPT)), reference=frozenset({"truth"}), leader="learnt")
    text = report_text(replace(asked(), assumptions=told))
    assert row_of(text, "truth", "Who stays")[-1] == "-"
    assert 'for reference: "truth": no firm can know what it goes by' in words(text)
    assert asked().ranked == ("learnt", "plain", "truth")
