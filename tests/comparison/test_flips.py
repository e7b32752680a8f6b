"""Constants that turn a lead round: found where planted, not found in noise."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from loyaltysim.comparison.draws import flips_of
from loyaltysim.comparison.verdict.flips import by_meaning, find_flips, rank_correlations
from loyaltysim.comparison.verdict.how_many import FEWEST_DRAWS
from loyaltysim.language import speaking
from loyaltysim.randomness import normal, uniform_draws

DRAWS = 30


def draws(name, constants=40):
    values = uniform_draws(5, name, DRAWS * constants).reshape(constants, DRAWS)
    return {f"c{number}": row for number, row in enumerate(values)}


def test_rank_correlation_is_scipys():
    values = uniform_draws(5, "ranks", 40).reshape(2, 20).round(1)  # with ties
    expected = stats.spearmanr(*values).statistic
    assert rank_correlations(values[0], {"c": values[1]})["c"] == pytest.approx(expected)


def test_a_planted_threshold_is_found_and_said():
    constants = draws("planted")
    flips = find_flips(constants["c7"] - 0.4, constants)
    assert flips[0].constant == "c7"
    assert flips[0].correlation == pytest.approx(1.0)
    words, number = flips[0].direction.rsplit(" ", 1)
    assert words == "flips when c7 is below about"
    assert float(number) == pytest.approx(0.4, abs=0.08)


def test_a_planted_threshold_from_above():
    constants = draws("above")
    flips = find_flips(0.6 - constants["c3"], constants)
    assert flips[0].direction.startswith("flips when c3 is above about 0.")
    assert flips[0].correlation == pytest.approx(-1.0)


def test_constants_are_called_by_what_they_mean():
    leads = draws("meant", 1)["c0"]
    values = pd.DataFrame({"attachment_days": 60 * leads, "habit_ease": np.ones(DRAWS)})
    (flip,) = flips_of(leads - 0.5, values)
    assert flip.direction.startswith(
        "flips when decay of attachment (attachment_days) is below about "
    )
    assert flip.direction.endswith(" days")
    with speaking("nl"):
        (flip,) = flips_of(leads - 0.5, values)
    assert flip.direction.startswith("draait om als verval van gehechtheid (attachment_days) onder")
    assert flip.direction.endswith(" dagen ligt")


def test_a_unit_is_said_only_where_something_is_counted():
    assert by_meaning("belief_acts").unit == "acts"
    assert by_meaning("attention") == (
        "median chance that a message of an app is noticed (attention)",
        "",
    )
    assert by_meaning("one of another version") == ("one of another version", "")


def test_a_constant_among_others_tends_to_flip():
    constants = draws("noisy")
    noise = 0.25 * normal(uniform_draws(5, "noise", DRAWS))
    flips = find_flips(constants["c1"] - 0.5 + noise, constants)
    assert flips[0].constant == "c1"
    assert flips[0].direction.startswith("tends to flip when c1 is below about")


def test_a_lead_that_never_turns_has_no_flips():
    constants = draws("never")
    assert find_flips(constants["c1"] + 0.1, constants) == ()
    assert find_flips(-constants["c1"] - 0.1, constants) == ()


def test_few_draws_name_nothing():
    """Whoever varies the assumptions sees to it; so few draws are fitted too easily."""
    constants, few = draws("few", 3), FEWEST_DRAWS - 1
    leads = constants["c1"] - 0.5
    fewer = {name: values[:few] for name, values in constants.items()}
    assert find_flips(leads[:few], fewer)
    assert flips_of(leads[:few], pd.DataFrame(fewer)) == ()
    assert flips_of(leads, pd.DataFrame(constants)) == find_flips(leads, constants)


def test_constants_that_do_not_vary_are_left_out():
    constants = draws("fixed", 2) | {"fixed": np.ones(DRAWS)}
    found = find_flips(constants["c0"] - 0.5, constants)
    assert [flip.constant for flip in found] == ["c0"]


@pytest.mark.slow
@pytest.mark.statistical
def test_noise_names_a_constant_in_few_analyses():
    """Stated: at most one analysis in 20; fails by chance less than once in a million."""
    analyses = 200
    leads = normal(uniform_draws(5, "null", analyses * DRAWS)).reshape(analyses, DRAWS)
    found = sum(bool(find_flips(row, draws(f"null {i}"))) for i, row in enumerate(leads))
    assert found <= stats.binom.ppf(1 - 1e-6, analyses, 0.05)
