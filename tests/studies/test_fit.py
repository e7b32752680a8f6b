"""Fitting constants: what may be looked at, the steps, what is known afterwards, and leaving out families."""

import dataclasses

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tests.studies.worlds import all_bundled, written

from loyaltysim.behaviour.constants import Constants, constants_table
from loyaltysim.normal import NORMAL_95
from loyaltysim.randomness import normal, uniform_draws
from loyaltysim.report.studies.fit import constants_file, ensemble
from loyaltysim.studies.cross_validation import families_of, leave_out_each, own
from loyaltysim.studies.distances import Distances
from loyaltysim.studies.joint_fit import Fitted, JointFit
from loyaltysim.studies.linear_fit import Linear
from loyaltysim.studies.load import load_study
from loyaltysim.studies.loss import MARGIN, OUTSIDE, Loss, weights
from loyaltysim.studies.measures import Constant
from loyaltysim.studies.posterior import draws
from loyaltysim.studies.replay import Estimate, Replay
from loyaltysim.studies.space import Space, informed_space
from loyaltysim.studies.store import ReplayStore
from loyaltysim.studies.targets import FARTHEST, pieces_of, residuals, targets_of
from loyaltysim.studies.uncertainty import uncertainty_of, without_family

DEFAULT = Constants.default()


def wide(findings):
    """Give a loss without bands: all findings aim at a number."""
    return Loss(np.array([[-np.inf] * findings, [np.inf] * findings]), np.zeros((2, findings)))


def within(low, high):
    """Give a loss with bands around the numbers that findings aim at."""
    return Loss(np.array([low, high]), np.zeros((2, len(low))))


@pytest.fixture
def study(tmp_path):
    return load_study(written(tmp_path))


def space(*names):
    return Space(tuple(row for row in constants_table() if row.name in names), DEFAULT)


def silent(*_now):
    return None


def distances(study, folder, seeds=(1,)):
    found = informed_space([study], DEFAULT), targets_of([study]), ReplayStore(folder)
    return Distances(*found, seeds=seeds, jobs=1, progress=silent)


def test_the_fit_sees_no_finding_that_it_may_not_be_fitted_to():
    """Over all bundled studies: neither the targets nor the replays that are made name another."""
    studies = all_bundled()
    forbidden = {
        name
        for study in studies
        for name, finding in study.design.findings.items()
        if finding.use != "fit"
    }
    targets = targets_of(studies)
    assert forbidden
    assert not forbidden & {one.name for one in targets}
    for piece in pieces_of(targets, DEFAULT, [1]):
        assert not forbidden & set(piece.findings or forbidden)


@pytest.mark.slow
def test_numbers_of_forbidden_findings_change_no_fit(tmp_path, study):
    """Were the null finding in the loss, another band would move the constants."""
    other = load_study(written(tmp_path, "other", null=("published: 0\n", "published: 0.9\n"), band=("band: [-0.01, 0.01]", "band: [0.8, 1]")))  # fmt: skip
    fits = [JointFit(distances(one, tmp_path)).run(np.zeros(2), 1) for one in (study, other)]
    assert (fits[0].z == fits[1].z).all()
    assert fits[0].losses == fits[1].losses


def test_constants_go_there_and_back():
    some = space("reward_sensitivity", "habit_cue", "loss_aversion")
    z = some.z_of(DEFAULT)
    back = some.constants_at(z)
    for name in some.names:
        assert getattr(back, name) == pytest.approx(getattr(DEFAULT, name), rel=1e-3)
    for end, place in zip(("low", "high"), some.bounds, strict=True):
        ends = some.constants_at(place)
        for row in some.rows:
            assert getattr(ends, row.name) == pytest.approx(getattr(row, end), rel=1e-3)


def test_the_bounds_are_as_wide_as_the_interval_of_the_prior():
    low, high = space("reward_sensitivity", "habit_cue").bounds
    assert high - low == pytest.approx(2 * NORMAL_95)


def test_a_constant_that_was_fitted_keeps_its_prior():
    (row,) = space("reward_sensitivity").rows
    fitted = dataclasses.replace(row, value=0.3, prior=0.4)
    assert Space((fitted,), DEFAULT).constants_at(np.zeros(1)).reward_sensitivity == 0.4


@pytest.mark.parametrize("use", ["held back", "no effect"])
def test_what_only_a_forbidden_finding_informs_is_not_fitted(tmp_path, use):
    informing = ("use: no effect", f"use: {use}\n      informs: [loss_aversion, value_exponent]")
    told = load_study(written(tmp_path, use=informing))
    names = informed_space([told], DEFAULT).names
    assert names == ("reward_sensitivity", "value_exponent")


def test_fixed_constants_are_not_fitted(study):
    names = informed_space([study], DEFAULT).names
    assert names == ("reward_sensitivity", "value_exponent")
    assert "motivation_floor" not in names


def test_distances_are_in_standard_errors(study):
    (target,) = targets_of([study])
    assert target.residual(0.3) == 0
    assert target.residual(0.6) == pytest.approx(1.96, abs=0.001)
    assert target.residual(float("nan")) == target.residual(-float("nan")) == FARTHEST
    sign = dataclasses.replace(
        target, finding=target.finding.model_copy(update={"published": None})
    )
    assert sign.residual(0.3) == pytest.approx(0)  # the middle of its band
    assert sign.residual(0.9) == pytest.approx(3.92, abs=0.001)


def test_studies_that_were_not_replayed_have_no_distance(study):
    targets = targets_of([study])
    assert np.isnan(residuals(targets, [])).all()
    found = Replay("walks", {}, {}, {"WALK-01": Estimate(0.3, 0.0, (0.0, 0.0))})
    assert residuals(targets, [found]) == 0


def test_a_finding_far_off_pulls_little():
    assert weights(np.array([0.0, 3.0, 30.0])) == pytest.approx([1.0, 0.5, 1 / 101])
    assert wide(1).total(np.array([0.0]), np.array([1.0, 2.0])) == 5.0


def test_distances_are_those_of_the_mean_over_seeds(study):
    targets = targets_of([study])
    found = [
        Replay("walks", {}, {}, {"WALK-01": Estimate(value, 0.0, (0.0, 0.0))})
        for value in (0.2, 0.5, 0.8)
    ]
    assert residuals(targets, found) == pytest.approx(targets[0].residual(0.5))


def test_studies_are_replayed_on_every_seed(study):
    assert [piece.seed for piece in pieces_of(targets_of([study]), DEFAULT, [4, 5])] == [4, 5]


def test_what_lies_beyond_the_band_counts_more(study):
    loss = Loss.of(targets_of([study]))
    low, high = loss.edges[:, 0]
    assert (low, high) == pytest.approx(((MARGIN - 1) * NORMAL_95, (1 - MARGIN) * NORMAL_95))
    off, edges = np.array([0.5 * high, high + 0.1, low - 0.2]), ([low] * 3, [high] * 3)
    strain = within(*edges).strained(off)
    assert strain == pytest.approx([0.5 * high, high + 0.1 * OUTSIDE, low - 0.2 * OUTSIDE])
    steep = within(*edges).gradient(off) / (2.0 * weights(strain) * strain)
    assert steep == pytest.approx([1.0, OUTSIDE, OUTSIDE])


def test_a_finding_of_which_the_sign_is_known_costs_nothing_in_its_band(study):
    (target,) = targets_of([study])
    sign = target.finding.model_copy(update={"published": None})
    loss = Loss.of([dataclasses.replace(target, finding=sign)])
    assert (loss.aims == loss.edges).all()
    low, high = loss.edges[:, 0]
    for inside in (low, 0.3, high):
        off = np.array([inside])
        assert loss.total(off, np.zeros(1)) == loss.gradient(off) == loss.known(off) == 0.0
    beyond = np.array([high + 0.1])
    assert loss.missed(beyond) == pytest.approx(0.1)
    assert loss.strained(beyond) == pytest.approx(0.1 * OUTSIDE)
    assert loss.known(beyond) == pytest.approx(weights(np.array([0.1])))


def test_a_finding_with_a_number_tells_something_wherever_it_is(study):
    loss = Loss.of(targets_of([study]))
    assert loss.known(np.zeros(1)) == 1.0
    assert loss.known(np.array([3.0])) == 0.5


def test_a_step_stops_where_a_finding_of_which_the_sign_is_known_leaves_its_band():
    """Far inside its band it costs nothing, and yet its slope says where the band ends: at 0.5."""
    loss = Loss(np.array([[-9.0, -2.0], [9.0, 0.5]]), np.array([[0.0, -2.0], [0.0, 0.5]]))
    linear = Linear(np.zeros(1), np.array([-3.0, 0.0]), np.array([[1.0], [1.0]]), loss)
    assert linear.best(-FREE[:1], FREE[:1]) == pytest.approx([0.55], abs=0.06)


FREE = np.full(3, 50.0)


def test_near_its_aim_the_best_place_solves_the_normal_equations():
    """Against NumPy's own least squares with the prior as further observations."""
    drawn = normal(uniform_draws(3, "slopes and distances", 24))
    slopes, z = 0.1 * drawn[:18].reshape(6, 3), np.array([0.02, -0.01, 0.03])
    off = 0.01 * drawn[18:]
    above = np.vstack([slopes, np.eye(3)])
    aim = np.concatenate([slopes @ z - off, np.zeros(3)])
    assert Linear(z, off, slopes, wide(6)).best(-FREE, FREE) == pytest.approx(
        np.linalg.lstsq(above, aim, rcond=None)[0], abs=1e-4
    )


def test_the_best_place_is_against_the_slope_and_no_farther_than_it_may_be():
    linear = Linear(np.zeros(1), np.array([2.0]), np.array([[-0.4]]), wide(1))
    assert 0.12 < linear.best(-FREE[:1], FREE[:1])[0] < 0.8 / 1.16
    assert linear.best(np.array([-0.1]), np.array([0.1])) == pytest.approx([0.1])


def test_the_best_place_stops_at_the_edge_of_a_band():
    """One finding pulls the constant up by its whole distance; another would leave its band at 0.5."""
    loss = within([-9.0, -9.0], [9.0, 0.5])
    linear = Linear(np.zeros(1), np.array([-3.0, 0.0]), np.array([[1.0], [1.0]]), loss)
    assert linear.best(-FREE[:1], FREE[:1]) == pytest.approx([0.5], abs=1e-3)
    apart = dataclasses.replace(linear, loss=within([-9.0, -9.0], [9.0, 9.0]))
    assert apart.best(-FREE[:1], FREE[:1])[0] > 0.7


@given(arrays(np.float64, 4, elements=st.floats(-15, 15)))
def test_the_gradient_is_that_of_the_loss(off):
    edges = np.array([[-2.0, -np.inf, -1.0, -0.5], [2.0, np.inf, 1.0, 3.0]])
    loss = Loss(edges, np.array([[0.0, 0.0, -1.0, 0.0], [0.0, 0.0, 1.0, 0.0]]))
    assume(np.abs(off - edges).min() > 1e-4)
    none = np.zeros(1)
    for k in range(4):
        step = 1e-6 * np.eye(4)[k]
        rise = loss.total(off + step, none) - loss.total(off - step, none)
        assert loss.gradient(off)[k] == pytest.approx(rise / 2e-6, rel=1e-3, abs=1e-3)


@pytest.mark.slow
def test_the_fit_lowers_the_loss(study, tmp_path):
    found = JointFit(distances(study, tmp_path)).run(np.array([-1.5, -1.5]), 3)
    assert found.losses[-1] < found.losses[0]
    assert list(found.losses) == sorted(found.losses, reverse=True)
    known = uncertainty_of(found)
    assert 0 < known.effective < 2


class Known(Distances):
    """Distances that are known: linear in each of two constants alone, and bad where both are moved."""

    def __init__(self, targets, both):
        self.space, self.slopes = space("reward_sensitivity", "value_exponent"), np.eye(2)
        self.targets, self.both, self.asked = (*targets, *targets), both, []

    def at(self, z, label):
        self.asked.append(label)
        return np.array([-1.0, -0.5]) + self.slopes @ z + self.both * z[0] * z[1]

    def with_one_moved(self, z, off, number, label):
        return self.at(z, label)

    def slopes_at(self, z, label):
        return self.slopes


def test_where_constants_spoil_each_other_they_are_moved_one_after_the_other(study):
    """Alone, the first is best where (1 - z) / (1 + (1 - z)^2 / 9) = z."""
    known = Known(targets_of([study]), both=1_000.0)
    found = JointFit(known).run(np.zeros(2), 1)
    assert found.z[0] == pytest.approx(0.493, abs=0.001)
    assert found.z[1] == 0.0
    assert found.losses[1] < found.losses[0]
    together = ["step 1: all together"] * 3
    alone = ["step 1: reward_sensitivity"] + ["step 1: value_exponent"] * 2
    assert known.asked == ["replaying studies", *together, *alone]


def test_where_they_do_not_they_are_moved_together(study):
    known = Known(targets_of([study]), both=0.0)
    found = JointFit(known).run(np.zeros(2), 5)
    assert found.z == pytest.approx([0.493, 0.249], abs=0.001)
    assert set(known.asked) == {"replaying studies", "step 1: all together"} | {
        label for label in known.asked if label.startswith("step 2")
    }


def test_one_constant_is_measured_anew_only_where_it_informs(study, tmp_path):
    other = dataclasses.replace(study, name="other", design=_informed_by(study, "loss_aversion"))
    some = space("loss_aversion", "reward_sensitivity")
    measured = Distances(
        some, targets_of([study, other]), ReplayStore(tmp_path), seeds=[1, 2], jobs=1, progress=silent
    )  # fmt: skip
    off, z = np.array([7.0, 8.0]), np.array([0.0, 0.5])
    there = measured.with_one_moved(z, off, some.names.index("loss_aversion"), "one")
    assert there[0] == 7.0
    assert there[1] == measured.at(z, "all")[1]


def _informed_by(study, name):
    (target,) = targets_of([study])
    finding = target.finding.model_copy(update={"informs": (name,)})
    return study.design.model_copy(update={"findings": {target.name: finding}})


def made_up(slopes, off, families, informs):
    """Give a fit of two constants whose distances are linear in them."""
    (first,) = targets_of([load_study(informs)])
    targets = tuple(
        dataclasses.replace(
            first,
            study=dataclasses.replace(
                first.study, design=first.study.design.model_copy(update={"family": family})
            ),
        )
        for family in families
    )
    z = np.zeros(2)
    return Fitted(
        space("reward_sensitivity", "value_exponent"), targets, z, np.array(off), np.array(slopes), (9.0, 1.0)
    )  # fmt: skip


def test_what_is_known_is_the_inverse_of_the_information(tmp_path):
    fitted = made_up([[2.0, 0.0], [0.0, 0.0]], [0.0, 0.0], ("a", "b"), written(tmp_path))
    known = uncertainty_of(fitted)
    assert known.learnt == pytest.approx([0.8, 0.0])
    assert known.effective == pytest.approx(0.8)
    assert known.identified.tolist() == [True, False]


def test_what_is_known_takes_a_finding_far_off_for_less(tmp_path):
    """At three standard errors Cauchy's weight is a half: information 4 becomes 2, variance 1/5 becomes 1/3."""
    fitted = made_up([[2.0, 0.0]], [3.0], ("a",), written(tmp_path))
    known = uncertainty_of(fitted)
    assert known.covariance[0, 0] == pytest.approx(1 / 3)
    assert known.effective == pytest.approx(2 / 3)


def posterior_on_a_grid(fitted):
    """Give mean and covariance of exp(-loss/2) within the bounds, added up over a fine grid."""
    low, high = fitted.space.bounds
    ends = [np.linspace(*pair, 401) for pair in zip(low, high, strict=True)]
    places = np.stack([one.ravel() for one in np.meshgrid(*ends, indexing="ij")], axis=1)
    loss = Loss.of(fitted.targets)
    off = fitted.off + (places - fitted.z) @ fitted.slopes.T
    weights = np.exp([-loss.total(*pair) / 2 for pair in zip(off, places, strict=True)])
    mean = np.average(places, axis=0, weights=weights)
    return mean, np.cov(places.T, aweights=weights)


@pytest.mark.parametrize("off", [[0.0, 0.0], [2.5, -1.0]])
def test_draws_are_of_the_posterior(off, tmp_path):
    """Findings of the sum and the difference of two constants, one of them outside of its band, and bounds that cut.

    Error rate: of 500 draws, 16% are five standard errors of a standard deviation, and 0.22 of a mean.
    """
    fitted = made_up([[2.0, 2.0], [1.0, -1.0]], off, ("a", "b"), written(tmp_path))
    drawn = np.array(
        [fitted.space.z_of(one) for one in draws(fitted, uncertainty_of(fitted), 500, 1)]
    )
    mean, covariance = posterior_on_a_grid(fitted)
    spread = np.sqrt(np.diag(covariance))
    assert drawn.mean(axis=0) == pytest.approx(mean, abs=0.22 * spread.max())
    assert drawn.std(axis=0) == pytest.approx(spread, rel=0.16)
    tied = covariance[0, 1] / spread.prod()
    assert np.corrcoef(drawn.T)[0, 1] == pytest.approx(tied, abs=0.2)


def test_draws_from_beyond_the_bounds_come_inside(tmp_path):
    fitted = made_up([[1.0, 0.0]], [0.0], ("a",), written(tmp_path))
    low, high = fitted.space.bounds
    far = dataclasses.replace(fitted, z=high + 50.0)
    drawn = np.array([fitted.space.z_of(one) for one in draws(far, uncertainty_of(far), 20, 1)])
    assert ((drawn >= low) & (drawn <= high)).all()
    assert (drawn < high - 0.1).any(axis=0).all()


def test_slopes_are_those_of_the_distances(study, tmp_path):
    """Against distances that are measured here at both places."""
    measured = distances(study, tmp_path)
    z = np.array([0.4, -0.4])
    here = measured.at(z, "here")
    moved = [measured.at(z + np.array(step), "there") for step in ([-0.5, 0.0], [0.0, 0.5])]
    expected = [(moved[0] - here) / -0.5, (moved[1] - here) / 0.5]
    assert measured.slopes_at(z, "slopes") == pytest.approx(np.column_stack(expected))


def test_a_family_that_is_left_out_pulls_no_more(tmp_path):
    """Alone, a linear finding with slope 1 and distance 1 moves a constant to -1/2, the prior being as strong."""
    fitted = made_up([[1.0, 0.0], [0.0, 1.0]], [1.0, 1.0], ("a", "b"), written(tmp_path))
    there = without_family(fitted, "a")
    assert there[0] == pytest.approx(0.0, abs=1e-6)
    assert there[1] == pytest.approx(-0.5, abs=0.05)


def test_the_ensemble_keeps_to_the_bounds_and_hardly_ever_lies_at_them(tmp_path):
    """A constant of which nothing is known scatters as its prior does, a normal cut at about 1.96: 0.88."""
    fitted = made_up([[2.0, 0.0], [0.0, 0.0]], [0.0, 0.0], ("a", "b"), written(tmp_path))
    frame = ensemble(fitted, uncertainty_of(fitted), 1)
    assert list(frame) == ["reward_sensitivity", "value_exponent"]
    assert len(frame) == 200
    rows = fitted.space.rows
    low, high = (np.array([getattr(row, end) for row in rows]) for end in ("low", "high"))
    assert ((frame >= low) & (frame <= high)).all(axis=None)
    assert ((frame == low) | (frame == high)).to_numpy().mean() < 0.02
    names, base = fitted.space.names, fitted.space.base
    placed = [
        fitted.space.z_of(base.replace(**dict(zip(names, map(float, one), strict=True))))
        for one in frame.to_numpy()
    ]
    assert np.std(placed, axis=0)[1] == pytest.approx(0.88, rel=0.25)


def test_families_and_their_own_constants(tmp_path):
    fitted = made_up([[1.0, 0.0], [0.0, 1.0]], [1.0, 1.0], ("a", "b"), written(tmp_path))
    assert families_of(fitted, "reward_sensitivity") == ("a", "b")
    assert own(fitted, "a") == ()
    alone = made_up([[1.0, 0.0]], [1.0], ("a",), written(tmp_path))
    assert own(alone, "a") == ("reward_sensitivity", "value_exponent")
    (target,) = alone.targets
    constant = Constant(kind="constant", name="value_exponent")
    finding = target.finding.model_copy(
        update={"measure": constant, "informs": ("value_exponent",)}
    )
    measured = dataclasses.replace(target, finding=finding)
    both = dataclasses.replace(alone, targets=(target, measured))
    assert own(both, "a") == ("reward_sensitivity",)


def test_each_family_is_left_out_once(study, tmp_path):
    measured = distances(study, tmp_path)
    (left_out,) = leave_out_each(JointFit(measured).run(np.zeros(2), 1), measured)
    assert left_out.family == "walks"
    assert left_out.findings == 1
    (prior,) = measured.at(np.zeros(2), "the priors")
    low, high = measured.targets[0].band
    assert left_out.unfitted == (low <= prior <= high)
    assert left_out.own == ("reward_sensitivity", "value_exponent")


def test_what_informs_nothing_is_no_family_that_is_predicted(study, tmp_path):
    measured = distances(study, tmp_path)
    fitted = JointFit(measured).run(np.zeros(2), 1)
    (target,) = fitted.targets
    told = target.finding.model_copy(update={"informs": ()})
    silent_one = dataclasses.replace(target, finding=told)
    assert leave_out_each(dataclasses.replace(fitted, targets=(silent_one,)), measured) == ()


def test_the_written_constants_are_the_file_with_new_values(study, tmp_path, monkeypatch):
    fitted = made_up([[1.0, 0.0]], [1.0], ("a",), written(tmp_path))
    moved = dataclasses.replace(fitted, z=np.array([1.0, -1.0]))
    text = constants_file(moved)
    constants = moved.space.constants_at(moved.z)
    for row in moved.space.rows:
        prior = row.value if row.prior is None else row.prior
        value = getattr(constants, row.name)
        assert f"{row.name}: {{symbol: {row.symbol}, value: {value:g}, prior: {prior:g}," in text
    assert text.count("\n") == constants_file(fitted).count("\n")
