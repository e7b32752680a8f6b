"""Acts by kind, what mechanics tell of themselves, and what counts for employees."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.report.conftest import make_comparison

from loyaltysim.comparison.measures.teams import attachment, cohesion, turnover
from loyaltysim.report.labels import called
from loyaltysim.report.tables.acts import acts_table, measures_table
from loyaltysim.report.tables.schemes import redemption_table
from loyaltysim.report.tables.teams import teams_table
from loyaltysim.scenario import parse_scenario

SHIFTS = """
title: Do points get the late shift done?
days: 182
acts:
  work: {minutes: 480}
  late: {minutes: 480, need: 0.2}
population:
  called: CALLED
  agents: {share: 100%, act_rate: {per: week, mean: 4, cv: 0.3}}
schemes:
  nothing: []
  pay:
    - unpopular_tasks: {act: late, places: 5, reward: {value: 20, cost: 20}}
    - recognition_points: {award: {value: 5, cost: 5}}
"""


@pytest.fixture
def shifts():
    """Two schemes of a call centre, whose counts are chosen."""
    return staffed("employee")


def staffed(word):
    names = {"nothing": (0.84, 0.0), "pay": (0.85, 4.0)}
    comparison = make_comparison(names, days=182)
    for number, sums in enumerate(comparison.gathered.sums.values()):
        launched = sums.markets["launched"]
        sums.by_act = {
            "work": (launched, 80 * launched),
            "late": (launched, (3 + number) * launched),
        }
        sums.markets["supported"] = 0.25 * number * sums.markets["customers"]
        if number:
            sums.measures = {
                "unpopular_tasks/places_filled": (10 * launched, 9 * launched),
                "unpopular_tasks/turned_away": (np.zeros_like(launched),) * 2,
                "recognition_points/budget_used": (4 * launched, launched),
            }
    return replace(comparison, scenario=parse_scenario(SHIFTS.replace("CALLED", word)))


def cells(table):
    return [list(column.cells) for column in table.columns]


def test_acts_stand_beside_one_another_with_what_changed(shifts):
    assert cells(acts_table(shifts)) == [
        ["nothing", "pay"],
        ["80.00", "80.00"],
        ["3.00", "4.00 (+1.00)"],
    ]


def test_where_there_is_one_act_nothing_is_repeated(comparison):
    assert acts_table(comparison) is None
    assert measures_table(comparison) is None


def test_each_figure_of_a_mechanic_has_its_interval_and_its_definition(shifts):
    table = measures_table(shifts)
    assert table is not None
    scheme, mechanic, figure, value, _ = cells(table)
    assert scheme == ["pay"] * 3
    assert mechanic == ["unpopular_tasks", "unpopular_tasks", "recognition_points"]
    assert figure == ["places filled", "turned away", "budget used"]
    assert value == ["90.0%", "-", "25.0%"]
    assert "places filled: tasks done / places there were" in str(table.caption)


VOUCHERS = """
title: Do vouchers bring more visits?
days: 182
acts: {visit: {ticket: 4.20, margin: 0.65}}
population: {all: {share: 100%, need_rate: {per: week, mean: 4, cv: 0.5}}}
schemes:
  nothing: []
  coupons: [{voucher: {name: coupon, amount: 2, cost: 2, expires_after: 14, for_acts: 5}}]
compare: {matters: 0.5pp}
"""


def test_vouchers_have_a_line_of_their_own_in_what_becomes_of_rewards(comparison):
    found = make_comparison({"nothing": (0.7, 0.0), "coupons": (0.71, 1.0)}, days=182)
    given = np.full(30, 200.0)
    found.gathered.sums["coupons"].measures = {
        "coupon/redeemed": (given, 0.3 * given),
        "coupon/breakage": (given, 0.5 * given),
    }
    vouchers = replace(found, scenario=parse_scenario(VOUCHERS))
    table = redemption_table(vouchers)
    plain = redemption_table(comparison)
    assert table is not None
    assert plain is not None
    assert [row[0] for row in zip(*cells(table), strict=True)] == ["coupons", "- coupon"]
    assert [column[1] for column in cells(table)[1:]] == ["30.0%", "50.0%", "20.0%", "", ""]
    assert str(table.caption).endswith("with a dash: vouchers, counted one by one")
    assert measures_table(vouchers) is None
    assert "counted one by one" not in str(plain.caption)


STATUS = VOUCHERS.replace(
    "voucher: {name: coupon, amount: 2, cost: 2, expires_after: 14, for_acts: 5}",
    "tiers: {levels: [{name: silver, at: 2}, {name: gold, at: 4}]}",
)


def test_levels_are_called_as_the_scenario_does_and_defined_together():
    found = make_comparison({"nothing": (0.7, 0.0), "coupons": (0.71, 1.0)}, days=182)
    members = np.full(30, 200.0)
    found.gathered.sums["coupons"].measures = {
        "tiers/on_level_1": (members, 0.3 * members),
        "tiers/on_level_2": (members, 0.1 * members),
        "tiers/ever_fell": (members, 0.05 * members),
    }
    table = measures_table(replace(found, scenario=parse_scenario(STATUS)))
    assert table is not None
    scheme, mechanic, figure, value, _ = cells(table)
    assert scheme == ["coupons"] * 3
    assert mechanic == ["tiers"] * 3  # also where no other has figures of its own
    assert figure == ["silver", "gold", "ever fell"]
    assert value == ["30.0%", "10.0%", "5.0%"]
    assert str(table.caption).startswith("silver, gold: members who hold that level")


def test_turnover_and_cohesion_are_for_employees(shifts, comparison):
    assert called(shifts.scenario) == "employee"
    assert cells(teams_table(shifts)) == [["nothing", "pay"], ["29.5%", "27.8%"], ["0.0%", "25.0%"]]
    assert teams_table(comparison) is None
    assert teams_table(staffed("guest")) is None


def test_turnover_is_that_of_a_year():
    assert turnover(0.7, 365) == pytest.approx(0.3)
    assert turnover(0.5, 73) == pytest.approx(1 - 0.5**5)
    assert turnover(0.0, 73) == 1.0


def test_cohesion_is_unknown_where_nobody_is_left_or_nobody_looked():
    one = np.array([4.0])
    assert cohesion({"customers": one, "supported": 0.5 * one}) == 0.5
    assert np.isnan(cohesion({"customers": 0.0 * one, "supported": 0.0 * one}))
    assert np.isnan(cohesion({"customers": one}))
    assert attachment({"customers": 2 * one, "attached": 0.5 * one}) == 0.25
    assert np.isnan(attachment({"customers": one}))


QUEUES = (
    ("{self_service: {}}", ["solved"]),
    ("{adviser: {capacity: 2}}", ["queued", "solved"]),
    ("{adviser: {patience: 3}}", ["gave up", "solved"]),
    ("{adviser: {changes: [{day: 9, to: {patience: 3}}]}}", ["gave up", "solved"]),
)


@pytest.mark.parametrize(("mechanic", "figures"), QUEUES)
def test_what_a_helper_can_never_have_is_not_told(mechanic, figures):
    kind = mechanic.strip("{").partition(":")[0]
    comparison = make_comparison({"nothing": (0.84, 0.0), "coupons": (0.85, 4.0)}, days=182)
    sums = comparison.gathered.sums["coupons"]
    counts = (0 * sums.markets["launched"], sums.markets["launched"])
    sums.measures = {f"{kind}/{name}": counts for name in ("solved", "queued", "gave_up")}
    wrong = VOUCHERS.replace("margin: 0.65", "margin: 0.65, incidents: {per_1000: 9}")
    lines = [
        f"  coupons: [{mechanic}]" if "coupons" in line else line for line in wrong.split("\n")
    ]
    told = measures_table(replace(comparison, scenario=parse_scenario("\n".join(lines))))
    assert sorted(cells(told)[2]) == sorted(figures)
