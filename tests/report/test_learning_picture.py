"""The picture of schemes that learn: who has which variant, which is best in hindsight, and the regret."""

import dataclasses
import itertools

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgba
from tests.report.test_adaptation import each, learning

from loyaltysim.report.figures import FIGURES, save_figures
from loyaltysim.report.page.pictures import pictures
from loyaltysim.report.plots.canvas import FILE, NARROW, WIDE
from loyaltysim.report.plots.learning import FULL, OTHERS, learning_figure
from loyaltysim.scenario.blocks.adapting import AdaptSpec

SEVEN = [f"variant with a long name of some fifty letters, {number}" for number in range(7)]
PERIODS = 13


def tops(area):
    """Give the shares that a filled row shows, from its floor up, day by day."""
    points = np.asarray(area.get_paths()[0].vertices)
    floor = points[:, 1].min()
    return {(float(x), round(float(y - floor) / FULL, 6)) for x, y in points if y > floor}


def names(axes):
    return [label.get_text() for label in axes.get_yticklabels()]


def test_each_row_is_filled_as_far_as_customers_have_the_variant():
    comparison = learning()
    (one,) = comparison.learnt
    rows, _ = learning_figure(comparison).axes
    card, none = rows.collections
    for number, area in enumerate((card, none)):
        shares = [round(one.share(at, None, number), 6) for at in range(3)]
        assert {(14.0 * at, share) for at, share in enumerate(shares)} <= tops(area)
        assert (42.0, shares[-1]) in tops(area)
    told = [text.get_text() for text in rows.figure.texts]
    assert "50.0%" in told
    assert '"learns"' in told


def test_the_best_in_hindsight_is_dark_and_marked():
    rows, _ = learning_figure(learning()).axes
    assert names(rows) == ["card", "* none"]
    card, none = (np.asarray(area.get_facecolor())[0] for area in rows.collections)
    assert card[3] == OTHERS
    assert none[3] == 1.0
    assert tuple(card[:3]) == tuple(none[:3])


def test_the_regret_grows_to_that_of_the_table():
    comparison = learning()
    (one,) = comparison.learnt
    one.sums.adapted["goal"][1, 0] += 100 * np.cos(np.arange(one.launched.size))
    _, regrets = learning_figure(comparison).axes
    course = regrets.lines[-1]
    assert np.asarray(course.get_xdata()).tolist() == [0, 14, 28, 42]
    until = [0.0, *(effect.estimate for effect in one.regret_course())]
    assert np.asarray(course.get_ydata()).tolist() == until
    assert dataclasses.astuple(one.regret_course()[-1]) == pytest.approx(
        dataclasses.astuple(one.regret())
    )
    band = np.asarray(regrets.collections[0].get_paths()[0].vertices)[:, 1]
    ends = min(0.0, one.regret_course()[1].low), one.regret().high
    assert (band.min(), band.max()) == pytest.approx(ends)


def test_what_schemes_want_has_a_plot_of_its_own_each():
    figure = learning_figure(learning(beside="profit"))
    told = " ".join(text.get_text() for text in figure.texts)
    assert len(figure.axes) == 4
    assert "Regret so far, in acts per" in told
    assert "Regret so far, in EUR profit per" in told


def test_without_hindsight_there_is_no_best_and_no_regret():
    comparison = learning(known=False)
    figure = learning_figure(comparison)
    (rows,) = figure.axes
    assert names(rows) == ["card", "none"]
    assert "regret" not in " ".join(text.get_text() for text in figure.texts)


def many():
    """Let two schemes learn which of as many variants as there may be is best, for half a year."""
    comparison = learning(beside="acts")
    spec = AdaptSpec.model_validate({"variants": {name: {} for name in SEVEN}})
    schemes = {
        name: scheme.model_copy(
            update={"adapt": spec, "variants": dict.fromkeys(SEVEN, scheme.instances)}
        )
        if scheme.adapt
        else scheme
        for name, scheme in comparison.scenario.schemes.items()
    }
    drift = np.arange(PERIODS)[:, None, None] * np.arange(len(SEVEN))[None, :, None]
    goal = 1000.0 + 40 * np.arange(len(SEVEN))[:, None, None] * np.ones((1, PERIODS, 2))
    for name in ("learns", "stays"):
        comparison.gathered.sums[name].adapted |= {
            "assigned": each(100 + drift + np.zeros(2)),
            "goal": each(np.full((PERIODS, 2), 1100.0)),
            "fixed_goal": each(goal),
        }
    scenario = comparison.scenario.model_copy(update={"schemes": schemes})
    return dataclasses.replace(comparison, scenario=scenario)


@pytest.mark.parametrize("form", [FILE, WIDE, NARROW], ids=["file", "wide", "narrow"])
def test_many_variants_with_long_names_stay_legible(form):
    figure = learning_figure(many(), form)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    first, second, _ = figure.axes
    for axes in (first, second):
        assert " ".join(names(axes)[-1].split()) == f"* {SEVEN[-1]}"
    texts = [*figure.texts, *first.get_yticklabels(), *second.get_yticklabels()]
    boxes = [(text.get_text(), text.get_window_extent()) for text in texts]
    for told, box in boxes:
        assert 0 <= box.x0 <= box.x1 <= figure.bbox.x1, told
        assert 0 <= box.y0 <= box.y1 <= figure.bbox.y1, told
    for (told, box), (other, other_box) in itertools.combinations(boxes, 2):
        assert not box.overlaps(other_box), (told, other)


def test_the_picture_stands_on_the_page_and_among_the_files(tmp_path):
    comparison = dataclasses.replace(learning(), figures=FIGURES)
    assert "learning" in pictures(comparison)
    assert [path.name for path in save_figures(comparison, tmp_path)][-2:] == [
        "learning.svg",
        "learning.png",
    ]
    assert len(comparison.plot_learning().axes) == 2


def test_where_nobody_learns_there_is_nothing_to_draw(comparison):
    assert "learning" not in pictures(comparison)
    with pytest.raises(ValueError, match="no scheme learns which of several variants to give"):
        learning_figure(comparison)


def test_schemes_are_told_apart_by_dashes_too():
    *_, regrets = learning_figure(learning(beside="acts")).axes
    one, other = regrets.lines[1:]
    assert to_rgba(one.get_color()) != to_rgba(other.get_color())
    assert one.get_linestyle() != other.get_linestyle()
