"""Sensitivity: indices that are known in closed form, turns of the ranking, and the same files however they were made."""

import json
import math
import pickle
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.comparison.fakes import (
    AS_PUBLISHED,
    SLOPE,
    Counted,
    contents,
    killed_again_and_again,
    play_fake,
    started,
)
from tests.experiments.bars import BAR, COMPARED

from loyaltysim import extras
from loyaltysim.behaviour.constants import constants_table
from loyaltysim.errors import LoyaltysimError
from loyaltysim.experiments.options import Options
from loyaltysim.experiments.plans.design import Axis
from loyaltysim.experiments.plans.plan import Range
from loyaltysim.experiments.sensitivity.analyse import carry_out, sensitivity
from loyaltysim.experiments.sensitivity.indices import elementary_effects, variance_shares
from loyaltysim.experiments.sensitivity.load import load_space
from loyaltysim.experiments.sensitivity.ranking import ranking_lines
from loyaltysim.experiments.sensitivity.samples import saltelli, trajectories
from loyaltysim.scenario.text.nodes import Node, Place

TEN = "schemes.ten.discount.rate"
SLOPE_OF = "constants.action_slope"
SCENARIO = f"{BAR}  ten: [{{discount: {{rate: 10%}}}}]\n{COMPARED}"


def axes_of(*names):
    unit = Range.model_validate({"from": 0, "to": 1})
    return {name: Axis(Node(Place("test")), unit) for name in names}


def plan_in(folder, method="{sobol: 64}", vary=f"{TEN}: {{from: 2%, to: 20%}}", more=""):
    (folder / "bar.yaml").write_text(SCENARIO)
    plan = folder / "plan.yaml"
    plan.write_text(
        f"scenario: bar.yaml\nvary: {{{vary}}}\nconstants: [action_slope]\nmethod: {method}\n{more}"
    )
    return plan


def looked(folder, play_batch=play_fake, plan=None, **options):
    space = load_space(plan or plan_in(folder))
    return carry_out(space, Options(out=folder / "out", play_batch=play_batch, **options))


def rows_of(found, scheme="ten", effect="retention"):
    table = found.indices
    return table[(table["scheme"] == scheme) & (table["effect"] == effect)].set_index("parameter")


@pytest.mark.oracle
def test_recovers_the_indices_of_ishigami_and_homma():
    """The field's standard test function, whose indices are known in closed form (Ishigami & Homma 1990)."""
    axes, a, b = axes_of("x", "y", "z"), 7.0, 0.1
    x, y, z = (math.pi * (2 * saltelli(axes, 1024, 1) - 1)).T
    found = variance_shares(axes, np.sin(x) + a * np.sin(y) ** 2 + b * z**4 * np.sin(x), 1)
    alone = [0.5 * (1 + b * math.pi**4 / 5) ** 2, a**2 / 8, 0.0]
    together = 8 * b**2 * math.pi**8 / 225
    variance = sum(alone) + together
    total = [alone[0] + together, alone[1], together]
    for path, first, whole in zip(axes, alone, total, strict=True):
        told = found[path]
        assert abs(told["first"] - first / variance) < max(0.02, told["first_half"])
        assert abs(told["total"] - whole / variance) < max(0.02, told["total_half"])
        assert told["first_half"] < 0.15


@pytest.mark.oracle
def test_elementary_effects_of_a_plane_are_its_slopes():
    axes = axes_of("x", "y", "z")
    shares = trajectories(axes, 6, 1)
    found = elementary_effects(axes, shares, shares @ [3.0, -2.0, 0.0], 1)
    assert [round(found[p]["mu"], 9) for p in axes] == [3.0, -2.0, 0.0]
    assert [round(found[p]["mu_star"], 9) for p in axes] == [3.0, 2.0, 0.0]
    assert all(found[path]["sigma"] < 1e-9 for path in axes)


def test_points_that_failed_are_left_out_with_their_group():
    axes = axes_of("x", "y")
    shares = trajectories(axes, 8, 1)
    values = shares @ [3.0, -2.0]
    values[4] = math.nan
    assert round(elementary_effects(axes, shares, values, 1)["x"]["mu"], 9) == 3.0
    values[:] = math.nan
    assert math.isnan(elementary_effects(axes, shares, values, 1)["x"]["mu"])
    drawn = saltelli(axes, 256, 1)
    values = drawn @ [1.0, 1.0]
    values[::400] = math.nan
    assert abs(variance_shares(axes, values, 1)["x"]["first"] - 0.5) < 0.1
    values[::4] = math.nan
    assert math.isnan(variance_shares(axes, values, 1)["x"]["first"])


def test_where_nothing_varies_there_are_no_indices():
    axes = axes_of("x")
    assert math.isnan(variance_shares(axes, np.ones(48), 1)["x"]["total"])


@pytest.fixture(scope="module")
def product(tmp_path_factory):
    """Of a product of two parameters, effect and indices are known: retention rises by rate times slope."""
    folder = tmp_path_factory.mktemp("product")
    return folder, looked(folder, plan=plan_in(folder, "{sobol: 32}"))


def test_finds_what_was_planted(product):
    rows = rows_of(product[1])
    row = next(one for one in constants_table() if one.name == "action_slope")
    low, high = math.log(row.low), math.log(row.high)
    mean = (row.high - row.low) / (high - low)
    square = (row.high**2 - row.low**2) / (2 * (high - low))
    variance = {TEN: (0.18**2 / 12, 0.11**2), SLOPE_OF: (square - mean**2, mean**2)}
    (v1, m1), (v2, m2) = variance.values()
    whole = v1 * m2 + v2 * m1 + v1 * v2
    for path, alone, in_all in (
        (TEN, v1 * m2, v1 * m2 + v1 * v2),
        (SLOPE_OF, v2 * m1, v2 * m1 + v1 * v2),
    ):
        assert rows["first_low"][path] < alone / whole < rows["first_high"][path]
        assert abs(rows["total"][path] - in_all / whole) < 0.15
    assert rows["at_high"][TEN] - rows["at_low"][TEN] == pytest.approx(SLOPE * 0.18, abs=2e-3)
    assert (rows["as_is"] == rows["as_is"].iloc[0]).all()


@pytest.mark.slow
@pytest.mark.oracle
def test_recovers_what_the_model_itself_adds_up(tmp_path):
    """Costs of rewards move nobody, so cost is so many cards and so many prizes times what each costs."""
    (tmp_path / "bar.yaml").write_text(
        SCENARIO.replace(
            "five: [{discount: {rate: 5%}}]",
            "five: [{stamp_card: {stamps: 2, reward: {value: 2, cost: 1}}}, {lottery: {chance: 0.2, prize: {value: 2, cost: 1}}}]",
        )
    )
    card, prize = (f"schemes.five.{name}.cost" for name in ("stamp_card.reward", "lottery.prize"))
    vary = {card: {"from": 1, "to": 2}, prize: {"from": 1, "to": 4}}
    plan = {
        "scenario": str(tmp_path / "bar.yaml"),
        "vary": vary,
        "method": {"sobol": 8, "morris": 2},
    }
    found = sensitivity(plan, out=None, jobs=1)
    rows = rows_of(found, "five", "cost")
    slopes = {path: rows["at_high"][path] - rows["at_low"][path] for path in vary}
    whole = sum(slope**2 for slope in slopes.values())
    for path, slope in slopes.items():
        assert slope > 0
        assert rows["mu_star"][path] == pytest.approx(slope, rel=1e-6)
        assert rows["total"][path] == pytest.approx(slope**2 / whole, abs=0.2)
    assert rows_of(found, "five")["mu_star"].eq(0).all()


def test_says_from_where_on_the_ranking_turns(tmp_path):
    found = looked(tmp_path, plan=plan_in(tmp_path, "morris"))
    (turn,) = found.turns
    assert (turn.path, turn.leads, turn.rising) == (TEN, "five", False)
    at = [found.space.axes[TEN].at(share).content for share in (turn.far, turn.near)]
    assert at[0] <= 0.051
    assert at[1] >= 0.049
    assert at[1] - at[0] < 0.005
    lines = list(ranking_lines(found))
    assert lines[0] == 'As the scenario is, "ten" has the best retention.'
    assert lines[1].startswith("The ranking flips when discount.rate alone is below about 0.0")
    assert 'then "five" leads (at 0.02 by ' in lines[1]
    assert "that matter" not in lines[1]


def test_a_turn_that_does_not_matter_is_called_so(tmp_path):
    plan = plan_in(tmp_path, "{morris: 2}", f"{TEN}: {{from: 4.5%, to: 11%}}")
    told = " ".join(ranking_lines(looked(tmp_path, plan=plan)))
    assert ", less than the 0.5 percentage points that matter)." in told


def test_says_that_nothing_turns_it(tmp_path):
    found = looked(tmp_path, plan=plan_in(tmp_path, "morris", f"{TEN}: {{from: 8%, to: 9%}}"))
    assert not found.turns
    assert list(ranking_lines(found))[1] == (
        "No parameter turns the ranking round, neither alone nor with the others."
    )


LISTED = f"{TEN}: [8%, 2%, 20%, 4%]"


def test_a_list_is_looked_at_value_by_value(tmp_path):
    """Retention rises with the rate, whatever the order in which the rates are listed."""
    found = looked(tmp_path, plan=plan_in(tmp_path, "{morris: 20, sobol: 32}", LISTED))
    row = rows_of(found).loc[TEN]
    assert (row["listed"], row["low"], row["high"]) == (True, "2%", "20%")
    alone = found.points.query("played_for == 'ends' and scheme == 'ten'")
    assert set(alone[TEN].dropna()) == {"8%", "2%", "20%", "4%"}
    assert row["at_low"] < row["as_is"] < row["at_high"]
    steps = [SLOPE * abs(one - other) for one, other in combinations((0.08, 0.02, 0.2, 0.04), 2)]
    mean = np.mean(steps) * found.points["constants.action_slope"].mean() / AS_PUBLISHED
    assert row["mu_star"] == pytest.approx(mean, rel=0.5)
    assert row["total"] > 0.5
    assert [(one.leads, one.near) for one in found.turns] == [("five", None)] * 2
    lines = [line for line in ranking_lines(found) if "discount.rate alone is" in line]
    assert lines[0].startswith(
        'The ranking flips when discount.rate alone is 2%: then "five" leads (by '
    )
    assert "discount.rate alone is 4%: then" in lines[1]


def test_a_list_may_hold_groups(tmp_path):
    vary = "schemes.ten.discount: [{rate: 2%}, {rate: 20%}, {rate: 10%, stops: 3}]"
    found = looked(tmp_path, plan=plan_in(tmp_path, "{morris: 2}", vary))
    row = rows_of(found).loc["schemes.ten.discount"]
    assert (row["low"], row["high"]) == ("{rate: 2%}", "{rate: 20%}")
    assert "when ten.discount alone is {rate: 2%}: then" in " ".join(ranking_lines(found))
    read = pd.read_csv(found.folder / "points.csv")
    assert "{rate: 10%, stops: 3}" in set(read["schemes.ten.discount"].dropna())


def list_of(count):
    return Axis(Node(Place("test"), [Node(Place("test"), n) for n in range(count)]))


@settings(max_examples=30)
@given(st.integers(2, 9), st.integers(0, 9), st.integers(1, 99))
def test_screening_sees_whatever_value_of_a_list_differs(count, odd, seed):
    """With a trajectory less than there are values all are compared, whichever does something else."""
    axes = {"list": list_of(count), **axes_of("range"), "other": list_of(3)}
    shares = trajectories(axes, max(2, count - 1), seed)
    chosen = np.array([int(str(axes["list"].at(x).content)) for x in shares[:, 0]])
    found = elementary_effects(axes, shares, (chosen == odd % count) * 10.0, seed)
    assert found["list"]["mu_star"] > 0
    assert found["range"]["mu_star"] == found["other"]["mu_star"] == 0


@pytest.mark.parametrize("count", [2, 3, 4, 7])
def test_the_mean_step_of_a_list_is_that_of_all_pairs_of_values(count):
    axes = {"list": list_of(count), **axes_of("range")}
    outcomes = np.array([3.0, 0.0, 5.0, 4.0, 9.0, 2.0, 2.0])[:count]
    shares = trajectories(axes, 2520, 1)
    chosen = [int(str(axes["list"].at(x).content)) for x in shares[:, 0]]
    found = elementary_effects(axes, shares, outcomes[chosen] + 2.0 * shares[:, 1], 1)
    steps = [abs(one - other) for one, other in combinations(outcomes, 2)]
    assert found["list"]["mu_star"] == pytest.approx(np.mean(steps), rel=0.05)
    assert found["range"]["mu_star"] == pytest.approx(2.0)


def test_screening_chooses_what_gets_indices(tmp_path):
    plan = plan_in(
        tmp_path,
        "{morris: 4, sobol: 16, keep: 1}",
        f"{TEN}: {{from: 2%, to: 20%}}, days: {{from: 6, to: 7, whole: on}}",
    )
    plan.write_text(plan.read_text().replace("constants: [action_slope]\n", ""))
    found = looked(tmp_path, plan=plan)
    rows = rows_of(found)
    assert rows["mu_star"].notna().all()
    assert rows["total"].notna().to_dict() == {TEN: True, "days": False}
    assert found.points["point"].nunique() >= found.space.points


def test_a_failed_point_is_told_and_the_others_count(tmp_path):
    def play(scenario, *args, schemes, **rest):
        rates = [i.mechanic.rate for s in schemes for i in scenario.schemes[s].instances]
        if any(0.1001 < rate < 0.12 for rate in rates):
            raise ZeroDivisionError
        return play_fake(scenario, *args, schemes=schemes, **rest)

    found = looked(tmp_path, play, plan_in(tmp_path, "{sobol: 8}"))
    assert 0 < found.failed < 16
    assert rows_of(found)["first"].notna().all()
    assert found.points["failed"].notna().sum() == found.failed


def test_finished_work_is_not_done_again_and_gives_the_same_bytes(tmp_path):
    plan, counted = plan_in(tmp_path, "{sobol: 2}"), Counted()
    looked(tmp_path, plan=plan)
    before = contents(tmp_path)
    looked(tmp_path, counted, plan)
    assert not counted.calls
    assert contents(tmp_path) == before
    looked(tmp_path, counted, plan, fresh=True)
    assert counted.calls
    assert contents(tmp_path) == before


def test_what_other_workers_may_have_played_is_kept_apart(tmp_path):
    plan, counted = plan_in(tmp_path, *FEW), Counted()
    strict = looked(tmp_path, plan=plan)
    loose = looked(tmp_path, counted, plan, any_worker=True)
    assert counted.calls
    assert loose.folder != strict.folder
    told = [json.loads((one.folder / "manifest.json").read_text()) for one in (strict, loose)]
    assert [one.get("any_worker") for one in told] == [None, True]
    looked(tmp_path, again := Counted(), plan, any_worker=True)
    assert not again.calls


def test_the_table_on_disk_is_the_frame(product):
    found = product[1]
    read = pd.read_csv(found.folder / "indices.csv")
    pd.testing.assert_frame_equal(read, found.indices)
    manifest = json.loads((found.folder / "manifest.json").read_text())
    assert manifest["sensitivity"] == "plan"
    assert manifest["points"] == found.points["point"].nunique()


def test_nothing_of_numpys_own_luck_is_used(tmp_path):
    before = pickle.dumps(np.random.get_state())  # noqa: NPY002 -- what must not move
    looked(tmp_path, plan=plan_in(tmp_path, "{morris: 2, sobol: 4}"))
    assert pickle.dumps(np.random.get_state()) == before  # noqa: NPY002


def test_says_what_to_install(monkeypatch):
    monkeypatch.setattr(extras, "find_spec", lambda _: None)
    with pytest.raises(LoyaltysimError) as caught:
        sensitivity("stamp_card")
    assert str(caught.value) == (
        "`sensitivity` needs the package SALib, which is not installed; pip install 'loyaltysim[sweep]'"
    )


FEW = "{morris: 2}", f"{TEN}: {{from: 8%, to: 20%}}"
LOOK = """
import sys
from pathlib import Path
from loyaltysim.experiments.sensitivity.ranking import ranking_lines
from loyaltysim.experiments.options import Options
from loyaltysim.experiments.sensitivity.analyse import carry_out
from loyaltysim.experiments.sensitivity.load import load_space
from tests.comparison.fakes import play_slowly

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    print("begun", flush=True)
    options = Options(int(sys.argv[2]), folder / "out", play_batch=play_slowly)
    carry_out(load_space(folder / "plan.yaml"), options)
"""


@pytest.mark.slow
def test_killed_again_and_again_ends_with_the_same_bytes(tmp_path):
    whole = tmp_path / "whole"
    whole.mkdir()
    looked(whole, plan=plan_in(whole, *FEW))
    plan_in(tmp_path, *FEW)
    killed_again_and_again(lambda jobs: started(LOOK, tmp_path, jobs), [0.3, 0.51])
    assert contents(tmp_path / "out") == contents(whole / "out")
