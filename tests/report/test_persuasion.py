"""What messages carry and how many there are, where the firm may persuade."""

from dataclasses import replace

import numpy as np
import pytest
from tests.report.conftest import make_assumptions, make_comparison

from loyaltysim.customers.columns import PRINCIPLES
from loyaltysim.report.few_answers import FEW
from loyaltysim.report.kept_notes import notes_told
from loyaltysim.report.profiles import profiles_told
from loyaltysim.report.tables.acts import measures_table
from loyaltysim.report.tables.persuasion import best_on_average, persuasion_tables
from loyaltysim.scenario import parse_scenario

TEXT = """
title: Which way of asking?
days: 182
acts: {visit: {ticket: 4.20, margin: 0.65}}
population:
  young: {share: 70%, need_rate: {per: week, mean: 4, cv: 0.5}, susceptibility: {social_proof: 0.9}}
  old: {share: 30%, need_rate: {per: week, mean: 4, cv: 0.5}, susceptibility: {authority: 0.8}}
schemes:
  plain: [message: {every: 1}]
  learnt: [message: {every: 1, persuasion: profile}]
compare: {baseline: plain, matters: 0.5pp}
"""


@pytest.fixture
def asked():
    """Give messages that carry social proof in 60%, authority in 30%, and are ahead in 3 of 30 markets."""
    found = make_comparison({"plain": (0.70, 0.0), "learnt": (0.71, 1.0)}, days=182)
    sums = found.gathered.sums["learnt"]
    noticed, days = 2.0 * sums.markets["launched"], 182
    for sums in found.gathered.sums.values():
        for name, each in (("sent", 5.0), ("noticed", 2.0), ("opted_out", 0.1)):
            total = each * float(sums.markets["launched"].sum())
            sums.days.totals[name] = np.full(days, total / days)
    ahead = np.arange(noticed.size) < 3
    sums.measures = {
        "message/repelled": (noticed, 0.2 * noticed),
        "message/messages_until_ahead": (1.0 * ahead, 33.0 * ahead),
        **{f"message/carried_{name}": (noticed, 0.0 * noticed) for name in PRINCIPLES},
        "message/carried_social_proof": (noticed, 0.6 * noticed),
        "message/carried_authority": (noticed, 0.3 * noticed),
    }
    return replace(found, scenario=parse_scenario(TEXT))


def cells(table):
    return [list(column.cells) for column in table.columns]


def test_it_is_told_which_principles_are_carried_and_which_is_best(asked):
    principles, messages = persuasion_tables(asked)
    heads = [str(column.header) for column in principles.columns]
    assert heads[1:] == [
        *("reciprocity", "commitment", "social proof*", "authority", "liking", "scarcity"),
        "no principle",
    ]
    shares = ["0.0%", "0.0%", "60.0%", "30.0%", "0.0%", "0.0%", "10.0%"]
    assert cells(principles) == [["learnt"], *([share] for share in shares)]
    assert best_on_average(asked) == "social_proof"
    assert "* is best on average, authority of old;" in str(principles.caption)
    assert cells(messages)[1:] == [["5.00"] * 2, ["2.00"] * 2, ["10.0%"] * 2]


def described(young, old):
    text = TEXT.replace("{social_proof: 0.9}", young).replace("{authority: 0.8}", old)
    return parse_scenario(text)


REPELLED = "{" + ", ".join(f"{name}: -0.5" for name in PRINCIPLES) + "}"
LIKING = "{liking: 0.9}"


@pytest.mark.parametrize(
    ("young", "old", "starred", "segments"),
    [
        ("{social_proof: 0.9, liking: 0.9}", LIKING, "liking*", "average;"),
        (
            "{liking: 0.9, social_proof: 0.9}",
            "{authority: 0.8}",
            "social proof*",
            "authority of old;",
        ),
        (
            "{authority: 0.9, reciprocity: 0}",
            "{authority: 0.9, reciprocity: 0.9}",
            "authority*",
            "average;",
        ),
        (LIKING, REPELLED, "liking*", "average, no principle of old;"),
        (REPELLED, REPELLED, "no principle*", "average;"),
        (REPELLED, LIKING, "no principle*", "average, liking of old;"),
    ],
)
def test_best_is_what_moves_and_equals_are_no_others(asked, young, old, starred, segments):
    principles, _ = persuasion_tables(replace(asked, scenario=described(young, old)))
    heads = [str(column.header) for column in principles.columns]
    assert [head for head in heads if "*" in head] == [starred]
    assert segments in str(principles.caption)


def test_opt_outs_are_not_said_to_be_of_launch_customers_alone(asked):
    _, messages = persuasion_tables(asked)
    told = "opt-outs from them per launch customer, newcomers' among them"
    assert told in str(messages.caption)


def test_a_number_of_few_markets_says_so(asked):
    table = measures_table(asked)
    assert table is not None
    assert cells(table)[2] == ["repelled", "messages until ahead, in 3 of 30 markets"]


def few(found):
    return [note for note in notes_told(found) if note.startswith("The profile of")]


def test_a_profile_that_sees_few_answers_says_how_few(asked):
    (told,) = few(asked)
    assert told == (
        'The profile of message under "learnt" sees 2.00 answers per launch customer in 182 days: by fewer than 5 it can tell '
        "little of a person."
    )
    average = replace(asked, scenario=parse_scenario(TEXT.replace("profile", "best_average")))
    assert few(average) == []
    measures = asked.gathered.sums["learnt"].measures
    launched = asked.gathered.sums["learnt"].markets["launched"]
    measures["message/repelled"] = (FEW * launched, 0.0 * launched)
    assert few(asked) == []


TOGETHER = """  learnt:
    - message: {name: one, every: 1, persuasion: profile, profile: ours}
    - message: {name: two, every: 9, persuasion: profile, profile: ours}
    - message: {name: three, every: 9, persuasion: profile}
"""


def test_who_keeps_a_profile_together_learns_from_what_all_are_answered(asked):
    text = TEXT.replace("  learnt: [message: {every: 1, persuasion: profile}]\n", TOGETHER)
    found = replace(asked, scenario=parse_scenario(text))
    sums = found.gathered.sums["learnt"]
    launched = sums.markets["launched"]
    sums.measures = {
        f"{name}/repelled": (each * launched, 0.0 * launched)
        for name, each in (("one", 3.0), ("two", 1.5), ("three", 0.5))
    }
    together, alone = few(found)
    assert together.startswith('The profile of one, two under "learnt" sees 4.50 answers')
    assert alone.startswith('The profile of three under "learnt" sees 0.50 answers')
    sums.measures["two/repelled"] = (2.0 * launched, 0.0 * launched)
    assert few(found) == [alone]


ACTS, EARNING = (
    "{baseline: plain, matters: 0.5pp}",
    "{baseline: plain, metric: profit, matters: 0.5}",
)


def profiled(asked, cost, right, *, every=1, compare=ACTS, profits=None):
    """Let profiles cost a little more or less than the best for all, which 45% had as the one that moves them most."""
    text = TEXT.replace("message: {every: 1}", "message: {every: 1, persuasion: best_average}")
    text = text.replace(
        "every: 1, persuasion: profile", f"every: {every}, persuasion: profile, cost: 0.1"
    )
    text = text.replace(ACTS, compare)
    sums = asked.gathered.sums
    launched = sums["plain"].markets["launched"]
    noise = np.cos(np.arange(launched.size))
    sums["learnt"].markets = {name: column.copy() for name, column in sums["plain"].markets.items()}
    sums["learnt"].markets["message_cost"] += (cost + 0.01 * (noise - noise.mean())) * launched
    for scheme, share in (("plain", 0.45), ("learnt", right)):
        sums[scheme].measures = {"message/right_principle": (launched, share * launched)}
    assumptions = None
    if profits is not None:
        assumptions = make_assumptions(("plain", "learnt"), draws=len(profits))
        assumptions.draws.loc[assumptions.draws["scheme"] == "learnt", "profit"] = profits
    scenario = parse_scenario(text)
    return list(profiles_told(replace(asked, scenario=scenario, assumptions=assumptions)))


@pytest.mark.parametrize(
    ("cost", "told"),
    [
        (0.28, 'Profiles do not pay: "learnt" brings EUR -0.28 a customer (-0.28'),
        (-0.28, 'Profiles pay: "learnt" brings EUR +0.28 a customer (+0.28'),
        (-0.01, 'Whether profiles pay cannot be told: "learnt" brings EUR +0.01 a customer ('),
    ],
)
def test_it_is_said_whether_profiles_pay(asked, cost, told):
    paid, rule = profiled(asked, cost, 0.45)
    assert paid.startswith(told)
    assert 'against "plain"' in paid
    assert rule.startswith("Pays: EUR 0.01 a customer or more")


@pytest.mark.parametrize(
    ("hits", "answer"),
    [
        (20, "Profiles pay:"),
        (12, "Profiles likely pay:"),
        (3, "Whether profiles pay cannot be told:"),
    ],
)
def test_profiles_pay_only_where_most_plausible_models_say_so(asked, hits, answer):
    paid, _ = profiled(asked, -0.28, 0.45, profits=[0.5] * hits + [-0.5] * (20 - hits))
    assert paid.startswith(answer)
    assert f"enough in {hits} of 20 plausible models" in paid


def test_profiles_that_bring_less_than_matters_do_not_pay(asked):
    paid, rule = profiled(asked, -0.28, 0.45, compare=EARNING)
    assert paid.startswith('Profiles do not pay: "learnt" brings EUR +0.28 a customer')
    assert rule.startswith("Pays: EUR 0.50 a customer or more")


def test_what_another_frequency_does_is_not_told_of_profiles(asked):
    (told,) = profiled(asked, 0.28, 0.30, every=2)
    assert told.startswith('Whether the profiles of "learnt" pay cannot be told, for "plain" ')


def test_it_is_said_where_profiles_hit_less_often(asked):
    _, hit, _ = profiled(asked, 0.28, 0.30)
    assert hit.startswith("Profiles hit the right principle less often: in the end 30.0% of")
    assert hit.endswith('under "plain" 45.0%.')
    assert len(profiled(asked, 0.28, 0.60)) == 2


def test_profiles_are_set_beside_nothing_but_the_best_for_all(asked):
    assert not list(profiles_told(asked))


def test_nothing_is_told_of_principles_where_nobody_carries_any(comparison):
    assert not list(persuasion_tables(comparison))
