"""Which studies a quick replay takes."""

import dataclasses

import pytest
from tests.studies.worlds import all_bundled, written

from loyaltysim.studies.load import load_study
from loyaltysim.studies.quick import MINUTE, quick, seconds


@pytest.fixture
def study(tmp_path):
    return load_study(written(tmp_path))


def like(study, name, family, people):
    """Give the same study under another name, in another family, of another size."""
    design = study.design.model_copy(update={"family": family, "people": people})
    return dataclasses.replace(study, name=name, design=design)


def test_a_study_is_the_dearer_the_more_people_days_arms_and_numbers_of_the_baseline_it_has(study):
    arms = dict(list(study.scenario.schemes.items())[:2])
    for changed in (
        like(study, "smaller", "walks", 200),
        dataclasses.replace(study, scenario=study.scenario.model_copy(update={"days": 9})),
        dataclasses.replace(study, scenario=study.scenario.model_copy(update={"burn_in": 4})),
        dataclasses.replace(study, scenario=study.scenario.model_copy(update={"schemes": arms})),
        dataclasses.replace(study, design=study.design.model_copy(update={"baseline": ()})),
    ):
        assert seconds(changed) < seconds(study)


def test_the_cheapest_of_every_family_comes_before_the_cheapest_of_the_others(study):
    large = like(study, "large", "runs", 700_000)
    many = [like(study, f"small {number}", "walks", 400) for number in range(100)]
    found = quick([*many, large])
    assert large in found.chosen
    assert 1 < len(found.chosen) < 101
    assert found.of == 101
    assert found.left_out == ()
    spent = sum(map(seconds, found.chosen))
    assert spent <= MINUTE < spent + seconds(many[0])


def test_studies_stay_in_their_order(study):
    given = [like(study, name, "walks", people) for name, people in (("b", 900), ("a", 400))]
    assert [one.name for one in quick(given).chosen] == ["b", "a"]


def test_a_family_that_a_minute_has_no_room_for_is_left_out_and_named(study):
    long = study.scenario.model_copy(update={"days": 730})
    huge = dataclasses.replace(like(study, "huge", "marathons", 900_000), scenario=long)
    found = quick([huge, study])
    assert found.chosen == (study,)
    assert found.left_out == ("marathons",)


def test_the_bundled_studies_leave_out_no_family():
    assert quick(all_bundled()).left_out == ()
