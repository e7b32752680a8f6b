"""Study files: what they say, and every message about what they must not say."""

import pytest
from tests.studies.worlds import all_bundled, written

from loyaltysim.errors import ScenarioError
from loyaltysim.studies.load import load_studies, load_study, study_names


def refused(folder, **replaced):
    path = written(folder, **replaced)
    with pytest.raises(ScenarioError) as caught:
        load_study(path)
    return str(caught.value).replace(str(path), "walks.yaml")


def test_reads_a_study(tmp_path):
    study = load_study(written(tmp_path))
    assert study.name == "walks"
    assert study.control == "nothing"
    assert study.followed() == ("walk",)
    assert study.ways == (("acts", "walk", "demands", "time"),)
    assert list(study.design.findings) == ["WALK-01", "WALK-02"]


def test_the_bundled_studies_can_be_read():
    assert {study.name for study in load_studies()} == set(study_names())
    assert len(study_names()) >= 1


def test_every_finding_has_its_own_name_over_all_studies():
    names = [name for study in all_bundled() for name in study.design.findings]
    assert len(names) == len(set(names))


def test_chooses_by_study_or_family(tmp_path):
    written(tmp_path)
    written(tmp_path, "runs", family=("family: walks", "family: runs"))
    assert [one.name for one in load_studies(["walks"], tmp_path)] == ["walks"]
    assert [one.name for one in load_studies(["runs"], tmp_path)] == ["runs"]
    assert len(load_studies((), tmp_path)) == 2


@pytest.mark.parametrize(
    ("replaced", "told"),
    [
        (
            {"arm": ("{kind: mean, arm: money, against", "{kind: mean, arm: mony, against")},
            "there is no arm named mony; did you mean money?",
        ),
        ({"of": ("of: walk, days: [1, 10]}\n      equals", "of: wlk, days: [1, 10]}\n      equals")},
         "there is no act, count or state named wlk; did you mean walk?"),
        ({"day": ("as: lift, of: walk, days: [1, 10]", "as: lift, of: walk, days: [1, 11]")},
         "it looks at day 11; the study has 10 days"),
        ({"control": ("until: {kind: mean, arm: nothing", "until: {kind: mean, arm: money")},
         "a baseline is fitted to the control arm alone; only `arm: nothing`"),
        ({"path": ("set: acts.walk.demands.time", "set: acts.walk.demand.time")},
         "did you mean demands?"),
        ({"constant": ("[reward_sensitivity, value", "[reward_sensitivty, value")},
         "there is no constant named reward_sensitivty; did you mean reward_sensitivity?"),
        ({"band": ("band: [0.0, 0.6]", "band: [0.6, 0.0]")},
         "the band ends before it begins; give the lowest number first"),
        ({"use": ("use: fit", "use: fitted")}, "must be fit, held back or no effect"),
        ({"kind": ("{kind: mean, arm: money", "{kind: meen, arm: money")}, "meen"),
        ({"segment": ("as: lift, of: walk", "among: {segments: [yung]}, as: lift, of: walk")},
         "there is no segment named yung; did you mean young?"),
        ({"among": ("as: lift, of: walk", "among: {of: walk, days: [9, 2]}, as: lift, of: walk")},
         "the first day comes after the last; such as days: [1, 28]"),
        ({"between": ("between: [0.5, 3]", "between: [3, 0.5]")},
         "the highest value is not above the lowest; give the lowest first"),
        ({"section": ("study:\n", "studies:\n")}, "the file has no section `study`"),
    ],
)  # fmt: skip
def test_says_what_is_wrong_and_where(tmp_path, replaced, told):
    message = refused(tmp_path, **replaced)
    assert told in message
    assert message.startswith(("walks.yaml:", "2 problems in walks.yaml"))


MEASURE = "{kind: mean, arm: money, against: nothing, as: lift, of: walk, days: [1, 10]}"


@pytest.mark.parametrize(
    ("measure", "told"),
    [
        ("{kind: constant, name: lamda}", "there is no constant named lamda"),
        ("{kind: portion, arm: money, of: walk, days: [1, 10], segments: [yung]}", "there is no segment named yung"),
        ("{kind: portion, arm: money, of: walk, days: [9, 3], segments: [old]}", "the first day comes after the last"),
        ("{kind: gap, arm: money, of: walk, days: [1, 9], as: ratio, among: {}, others: {segments: [odd]}}", "there is no segment named odd"),
        ("{kind: spacing, arm: money, against: nothing, as: lift, of: walk, days: [1, 9], acts: [1, 2], than: [2, 3]}", "leave out `than`, or `as` and what belongs to it"),
        ("{kind: mean, arm: money, of: walk, days: [1, 9], as: ratio, others: {segments: [odd]}}", "there is no segment named odd"),
        ("{kind: wallet, arm: money, of: walk, days: [1, 9], elsewhere: [rivul]}", "no act, count or state named rivul"),
        ("{kind: multiple, estimate: {kind: mean, arm: money, of: walk, days: [1, 99]}, than: {kind: mean, arm: nothing, of: walk, days: [1, 9]}}", "it looks at day 99"),
    ],
)  # fmt: skip
def test_a_measure_that_cannot_be_taken_is_refused(tmp_path, measure, told):
    assert told in refused(tmp_path, kind=(MEASURE, measure))


def test_tells_all_problems_of_all_files(tmp_path):
    written(tmp_path, "one", use=("use: fit", "use: fitted"), days=("days: 10\n", "days: 0\n"))
    written(tmp_path, "two", use=("use: fit", "use: fits"))
    with pytest.raises(ScenarioError) as caught:
        load_studies((), tmp_path)
    told = str(caught.value)
    assert "one.yaml" in told
    assert "two.yaml" in told
    assert "fitted" in told
    assert "days: must be at least 1" in told


def test_a_name_that_is_no_study(tmp_path):
    written(tmp_path)
    with pytest.raises(ScenarioError, match="no study or family of studies is named wlks; did you"):
        load_studies(["wlks"], tmp_path)


def test_a_folder_without_studies(tmp_path):
    with pytest.raises(ScenarioError, match="there are no study files here"):
        load_studies((), tmp_path)
