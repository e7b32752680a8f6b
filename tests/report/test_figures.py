import dataclasses
import hashlib
import itertools
import re
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.lines import Line2D
from tests.report.conftest import CARDS, make_assumptions, make_comparison, make_lives

from loyaltysim.report.figures import answer_figure, cost_figure, retention_figure, save_figures
from loyaltysim.report.plots.canvas import FILE, NARROW, WIDE, page
from loyaltysim.report.plots.funnel import funnel_figure
from loyaltysim.report.plots.models import models_figure
from loyaltysim.report.plots.plane import plane_figure
from loyaltysim.report.plots.style import looks, save
from loyaltysim.report.plots.winners import winners_figure

OF_ROWS = [funnel_figure, winners_figure]
PICTURES = [answer_figure, retention_figure, cost_figure]


def texts(figure):
    return [text for text in figure.findobj(mpl.text.Text) if text.get_text()]


@pytest.mark.parametrize("picture", PICTURES)
def test_pictures_leave_no_trace_in_the_global_state(picture, comparison):
    before = dict(mpl.rcParams)
    picture(comparison)
    assert plt.get_fignums() == []
    assert dict(mpl.rcParams) == before


@pytest.mark.parametrize("picture", PICTURES)
def test_pictures_name_every_scheme_and_the_title(picture, comparison):
    words = "\n".join(text.get_text() for text in texts(picture(comparison)))
    assert comparison.scenario.title in words
    for scheme in comparison.schemes.index:
        assert f"\n{scheme}\n" in words


def test_the_retention_picture_says_the_verdict_and_the_ends(comparison):
    words = "\n".join(text.get_text() for text in texts(retention_figure(comparison)))
    assert " ".join(comparison.verdict.sentence.split()) in " ".join(words.split())
    assert "twelve, two given\n71.5% (+1.5 pp)" in words
    assert "no card\n70.0%" in words
    assert "days since launch" in words
    assert "share of those at launch" in words


def test_the_retention_picture_says_where_its_axis_starts(comparison):
    curves = retention_figure(comparison).axes[0]
    start = curves.get_ylim()[0]
    told = f"the axis starts at {100 * start:.0f}%, not at 0"
    assert 0.6 < start < 0.7
    assert told in "\n".join(text.get_text() for text in texts(curves.figure))
    low = retention_figure(make_comparison({"none": (0.0, 0.0), "card": (0.3, 1.0)}))
    assert low.axes[0].get_ylim()[0] == 0.0
    assert "axis starts" not in "\n".join(text.get_text() for text in texts(low))


def test_the_cost_picture_has_money_with_its_currency(comparison):
    words = "\n".join(text.get_text() for text in texts(cost_figure(comparison)))
    assert "ten stamps\n+1.2 pp for EUR 3.30" in words
    assert "best" not in words.replace(comparison.verdict.sentence, "")
    assert "is the highest for its cost" in " ".join(words.split())
    assert "programme cost and liability, EUR per launch customer in 180 days" in words


def with_metric(comparison, metric, matters):
    compare = comparison.scenario.compare.model_copy(update={"metric": metric, "matters": matters})
    scenario = comparison.scenario.model_copy(update={"compare": compare})
    models = make_assumptions(tuple(CARDS))
    return dataclasses.replace(comparison, scenario=scenario, assumptions=models)


def test_answer_and_cost_are_about_the_compared_metric_and_show_the_models(comparison):
    found = with_metric(comparison, "profit", 0.5)
    words = "\n".join(text.get_text() for text in texts(answer_figure(found)))
    gained = found.schemes["incremental_profit"]["ten stamps"]
    assert f"ten stamps\n{gained:+.2f} (" in words
    assert (
        'Difference in profit from "no card" (thick: 95% interval, luck alone; thin: plausible models'
        in words
    )
    assert "EUR per customer at launch" in words
    words = "\n".join(text.get_text() for text in texts(cost_figure(found)))
    assert f"ten stamps\n{gained:+.2f} for EUR 3.30" in words
    assert "Higher earns more" in words
    active = with_metric(comparison, "active_retention", 0.005)
    words = "\n".join(text.get_text() for text in texts(answer_figure(active)))
    assert "ten stamps\n+1.1 pp (" in words
    assert "thin: plausible models" in "\n".join(
        t.get_text() for t in texts(retention_figure(active))
    )


def varied(comparison):
    schemes = tuple(map(str, comparison.schemes.index))
    return dataclasses.replace(
        comparison, assumptions=make_assumptions(schemes), lives=make_lives(schemes[0], schemes[-1])
    )


@pytest.mark.parametrize("form", [FILE, WIDE, NARROW], ids=["file", "wide", "narrow"])
@pytest.mark.parametrize("picture", [*PICTURES, models_figure, plane_figure, *OF_ROWS])
def test_no_text_covers_another_or_leaves_the_page(picture, form, many_schemes):
    figure = picture(varied(many_schemes), form)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    boxes = [(text.get_text(), text.get_window_extent()) for text in figure.texts]
    assert picture in {plane_figure, winners_figure} or len(boxes) >= len(many_schemes.schemes)
    plots = [("plot", axes.get_tightbbox(canvas.get_renderer())) for axes in figure.axes]
    for text, box in boxes + plots:
        assert 0 <= box.x0 <= box.x1 <= figure.bbox.x1, text
        assert 0 <= box.y0 <= box.y1 <= figure.bbox.y1, text
    for (text, box), (other, other_box) in itertools.combinations(boxes + plots, 2):
        assert not box.overlaps(other_box), (text, other)


def test_the_cost_picture_has_room_for_twenty_schemes():
    rows = {f"scheme with a long name, number {k}": (0.7 + k / 1000, 0.1 * k) for k in range(20)}
    figure = cost_figure(make_comparison(rows))
    FigureCanvasAgg(figure).draw()
    boxes = [text.get_window_extent() for text in figure.texts]
    assert all(0 <= box.y0 <= box.y1 <= figure.bbox.y1 for box in boxes)
    assert not any(one.overlaps(other) for one, other in itertools.combinations(boxes, 2))


def test_the_funnel_shows_what_became_of_prompted_days(comparison):
    figure = funnel_figure(comparison)
    axes = figure.axes[0]
    names = [label.get_text() for label in axes.get_yticklabels()]
    assert names[0] == "acted"
    assert "no prompt" not in " ".join(names)
    shares = comparison.why_not
    marks = [line for line in axes.lines if line.get_linestyle() == "None"]
    first = float(np.asarray(marks[0].get_xdata())[0])
    without = shares.iloc[0]["no_prompt"] + shares.iloc[0].get("not_noticed", 0.0)
    assert first == pytest.approx(shares.iloc[0]["acted"] / (1 - without))
    assert len(marks) == len(names) * len(shares)


def test_winners_stand_by_group_with_their_intervals(comparison):
    figure = winners_figure(varied(comparison))
    axes = figure.axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == [
        "all customers",
        "gold (tier)",
    ]
    ends = [tuple(np.asarray(line.get_xdata()).tolist()) for line in axes.lines]
    assert {(0.01, 0.02), (-0.02, 0.0)} <= set(ends)
    with pytest.raises(ValueError, match="nobody was replayed"):
        winners_figure(comparison)


@pytest.mark.parametrize("picture", PICTURES)
def test_pictures_say_whether_assumptions_were_varied(picture, comparison):
    words = " ".join(text.get_text() for text in texts(picture(comparison)))
    assert "assumptions not varied" in words
    varied = dataclasses.replace(comparison, assumptions=make_assumptions(tuple(CARDS)))
    words = " ".join(text.get_text() for text in texts(picture(varied)))
    assert "not varied" not in words
    assert "thin: plausible models" in words


@pytest.mark.parametrize("schemes", [3, 7, 12])
def test_labels_of_close_curves_stay_beside_their_plot(schemes):
    close = {f"scheme {number}": (0.7 + 0.0001 * number, 1.0) for number in range(schemes)}
    figure = retention_figure(make_comparison(close))
    curves = figure.axes[0].get_position()
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    labels = [text for text in figure.texts if text.get_text().startswith("scheme ")]
    assert len(labels) == schemes
    for label in labels:
        assert label.get_window_extent().y0 >= curves.y0 * figure.bbox.height
    lines = [line for line in (*figure.lines, *figure.artists) if isinstance(line, Line2D)]
    leads = [line for line in lines if line.get_linewidth() == 0.6]
    assert len(leads) == schemes
    assert min(np.min(line.get_ydata()) for line in leads) >= curves.y0


def test_a_long_sentence_is_told_in_full_and_the_page_grows():
    words = "a verdict of many words " * 35
    short, long = page("title", "a verdict", 6.0), page("title", words, 6.0)
    assert long.height > short.height
    assert words.split() == long.figure.texts[1].get_text().split()


def test_schemes_differ_by_dashes_and_markers_and_not_only_by_colour():
    found = looks([f"s{i}" for i in range(12)], "s0")
    assert len({(look.colour, look.dashes) for look in found.values()}) == 12
    assert len({(look.colour, look.marker) for look in found.values()}) == 12
    first = [found[f"s{i}"] for i in range(6)]
    assert len({look.dashes for look in first}) == 6
    assert len({look.marker for look in first[1:]}) == 5


@pytest.mark.slow
def test_equal_comparisons_give_equal_bytes(tmp_path, comparison):
    digests = []
    for name in ("first", "second"):
        folder = tmp_path / name
        folder.mkdir()
        paths = save_figures(comparison, folder)
        digests.append([hashlib.sha256(path.read_bytes()).hexdigest() for path in paths])
        assert [path.name for path in paths] == [
            "answer.svg",
            "answer.png",
            "retention.svg",
            "retention.png",
            "cost.svg",
            "cost.png",
        ]
    assert digests[0] == digests[1]


def test_files_carry_no_time(tmp_path, comparison):
    svg = save_figures(comparison, tmp_path)[0].read_text()
    assert "<dc:date>" not in svg
    assert not re.search(r"20\d\d-\d\d-\d\d", svg)


@pytest.mark.parametrize("picture", PICTURES)
def test_a_picture_is_replaced_as_a_whole(picture, tmp_path, comparison, monkeypatch):
    """Who looks meanwhile, or draws the same from another process, never meets half of it."""
    path = tmp_path / "retention.png"
    save(picture(comparison), path)
    whole = path.read_bytes()

    def interrupted(_canvas, drawn, *_args, **_kwargs):
        if hasattr(drawn, "write"):
            drawn.write(b"half")
        else:
            Path(drawn).write_bytes(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr(FigureCanvasAgg, "print_png", interrupted)
    with pytest.raises(KeyboardInterrupt):
        save(picture(comparison), path)
    assert path.read_bytes() == whole
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("picture", PICTURES)
def test_identical_schemes_can_be_drawn(picture, tmp_path):
    same = make_comparison({"none": (0.7, 0.0), "badge": (0.7, 0.0)}, spread=0.0)
    save(picture(same), tmp_path / "same.png")
    assert (tmp_path / "same.png").stat().st_size > 10_000


def test_the_differences_have_more_room_than_the_levels(comparison):
    levels, differences = retention_figure(comparison).axes
    assert differences.get_position().height > 1.2 * levels.get_position().height


def test_the_retention_picture_says_how_many_models_agree(comparison):
    varied = dataclasses.replace(comparison, assumptions=make_assumptions(tuple(CARDS)))
    told = " ".join(" ".join(text.get_text() for text in texts(retention_figure(varied))).split())
    assert "of 20 plausible models" in told
    assert varied.verdict.sentence in told


def test_a_single_scheme_has_no_differences_to_draw():
    figure = retention_figure(make_comparison({"ten stamps": (0.7, 3.0)}))
    assert len(figure.axes) == 1
    assert figure.axes[0].get_xlabel() == "days since launch"
