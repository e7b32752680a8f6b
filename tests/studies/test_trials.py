"""Trials whose data a user has: effects by hand, and every refusal."""

import gzip
import math

import pytest
from tests.studies.worlds import bundled

from loyaltysim.errors import InputError, ScenarioError
from loyaltysim.studies.load import load_study, studies_folder
from loyaltysim.studies.trials import TrialData, read_trial

DATA = TrialData(arm="version", control="old", treated=("new",), outcomes={"ROW-1": "stayed"})
ROWS = ["old,0", "old,1", "old,0", "old,1", "new,1", "new,1", "new,0", "other,nothing"]


def write(path, rows, header="version,stayed"):
    path.write_text("\n".join([header, *rows]) + "\n")
    return path


def refusal(path, data=DATA):
    with pytest.raises(InputError) as caught:
        read_trial(data, path)
    return str(caught.value).replace(str(path), "FILE")


def test_an_effect_and_its_interval_are_those_computed_by_hand(tmp_path):
    effect = read_trial(DATA, write(tmp_path / "trial.csv", ROWS))["ROW-1"]
    # variances (divisor n - 1): 1/3 of 0, 1, 0, 1 and 1/3 of 1, 1, 0
    error = math.sqrt(1 / 3 / 4 + 1 / 3 / 3)
    assert effect.people == (4, 3)
    assert (effect.control, effect.treated) == pytest.approx((0.5, 2 / 3))
    assert effect.difference == pytest.approx(1 / 6)
    assert effect.error == pytest.approx(error)
    assert effect.interval == pytest.approx((1 / 6 - 1.959964 * error, 1 / 6 + 1.959964 * error))


def test_treated_arms_are_taken_together(tmp_path):
    rows = ["old,1", "old,2", "new,4", "newer,5", "newer,9"]
    both = DATA.model_copy(update={"treated": ("new", "newer")})
    effect = read_trial(both, write(tmp_path / "trial.csv", rows))["ROW-1"]
    assert (effect.control, effect.treated, effect.people) == (1.5, 6.0, (2, 3))


def test_the_order_of_rows_and_columns_plays_no_part(tmp_path):
    one = read_trial(DATA, write(tmp_path / "one.csv", ROWS))
    turned = [",".join(reversed(row.split(","))) for row in reversed(ROWS)]
    assert read_trial(DATA, write(tmp_path / "two.csv", turned, "stayed,version")) == one


@pytest.mark.parametrize(("yes", "no"), [("True", "False"), ("TRUE", "FALSE"), ("true", "0")])
def test_an_outcome_may_be_true_or_false(tmp_path, yes, no):
    written = [row.replace(",1", f",{yes}").replace(",0", f",{no}") for row in ROWS]
    assert read_trial(DATA, write(tmp_path / "words.csv", written)) == read_trial(
        DATA, write(tmp_path / "trial.csv", ROWS)
    )


def test_the_columns_of_the_published_game_are_read(tmp_path):
    """In the file that the README names, `retention_7` is True or False."""
    study = bundled("level_gate")
    assert study.design.data is not None
    rows = ["116,gate_30,3,False,False", "337,gate_30,38,True,False", "377,gate_40,165,True,False", "483,gate_40,1,False,True"]  # fmt: skip
    path = write(tmp_path / "cookie_cats.csv", rows, "userid,version,sum_gamerounds,retention_1,retention_7")  # fmt: skip
    assert read_trial(study.design.data, path)["GATE-01"].difference == 0.5


def test_a_packed_file_is_read(tmp_path):
    plain = write(tmp_path / "trial.csv", ROWS)
    packed = tmp_path / "trial.csv.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert read_trial(DATA, packed) == read_trial(DATA, plain)


def test_a_missing_file_is_told(tmp_path):
    assert refusal(tmp_path / "none.csv").startswith("FILE: no such file")


@pytest.mark.parametrize(
    ("rows", "header", "message"),
    [
        (ROWS, "version,stay", "FILE:1:1: no column is named 'stayed'; did you mean 'stay'?"),
        (
            ["older,0", "new,1", "new,0"],
            "version,stayed",
            "FILE: no row has 'old' in column 'version'; did you mean 'older'?",
        ),
        (
            ["a,0", "new,1", "new,0"],
            "version,stayed",
            "FILE: no row has 'old' in column 'version'; it has a, new",
        ),
        (
            ["old,0", "old,1", "new,1"],
            "version,stayed",
            "FILE: only one row has 'new' in column 'version'; an interval needs two or more",
        ),
        (
            ["old,0", "old,yes", "new,1", "new,0"],
            "version,stayed",
            "FILE:3:1: 'yes' is not a finite number; write numbers as 1234.50",
        ),
    ],
)
def test_what_cannot_be_estimated_is_refused(tmp_path, rows, header, message):
    assert refusal(write(tmp_path / "trial.csv", rows, header)) == message


def test_both_arms_that_are_missing_are_told(tmp_path):
    text = refusal(write(tmp_path / "trial.csv", ["a,0", "b,1"]))
    assert "no row has 'old'" in text
    assert "no row has 'new'" in text


@pytest.mark.parametrize("name", ["level_gate", "mail_to_buyers"])
def test_the_studies_with_data_say_how_they_are_read(name):
    study = bundled(name)
    assert study.design.data is not None
    assert set(study.design.data.outcomes) == set(study.design.findings)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{GATE-01: ret", "{GATE-1: ret", "there is no finding named GATE-1; did you mean GATE-01"),
        ("as: difference", "as: ratio", "the finding GATE-01 is no difference"),
        ("treated: [gate_40]", "treated: []", "study.data.treated"),
        (
            "treated: [gate_40]",
            "treated: [gate_40, gate_30]",
            "the control arm is among the treated",
        ),
    ],
)
def test_data_of_another_kind_of_finding_are_refused(tmp_path, old, new, message):
    text = (studies_folder() / "level_gate.yaml").read_text()
    assert old in text
    path = tmp_path / "level_gate.yaml"
    path.write_text(text.replace(old, new))
    with pytest.raises(ScenarioError) as caught:
        load_study(path)
    assert message in str(caught.value)
