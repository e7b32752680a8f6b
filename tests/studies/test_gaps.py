"""Gaps between people of one arm, by numbers computed by hand, and the counts that they need."""

import numpy as np
import pytest
from tests.studies.worlds import bundled

from loyaltysim.behaviour.constants import Constants
from loyaltysim.studies.contrasts import Among
from loyaltysim.studies.gaps import Gap
from loyaltysim.studies.measure import Seen
from loyaltysim.studies.play import play_arms
from loyaltysim.studies.trace import Trace

# three days of four people: 0 and 1 were sent something, 1 leaves on the second day, 3 on the third
SERIES = {
    "messages": [[1, 1, 0, 0], [0, 0, 0, 0], [1, 0, 0, 0]],
    "departures": [[0, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1]],
    "present": [[1, 1, 1, 1], [1, 0, 1, 1], [1, 0, 1, 0]],
}
SENT = {"of": "messages", "days": [1, 1]}
OTHERS = {"of": "messages", "days": [1, 1], "at_least": 0, "at_most": 0}


def value(**fields):
    series = {name: np.array(days, np.float32) for name, days in SERIES.items()}
    trace = Trace(series, np.zeros(4, np.int8), ("all",))
    gap = Gap.model_validate(
        {"kind": "gap", "arm": "a", "days": [1, 3], "among": SENT, "others": OTHERS, **fields}
    )
    return gap.value(Seen({"a": trace}, Constants.default()))


def test_a_hazard_divides_departures_by_the_days_of_those_who_could_leave():
    # 1 departure in 3 + 2 days, against 1 in 3 + 3
    assert value(of="departures", **{"as": "ratio"}) == pytest.approx((1 / 5) / (1 / 6))
    assert value(of="departures", **{"as": "difference"}) == pytest.approx(1 / 5 - 1 / 6)


def test_a_gap_to_nobody_is_unknown():
    nobody = {"of": "messages", "at_least": 5}
    assert np.isnan(value(of="departures", others=nobody, **{"as": "ratio"}))


def test_newcomers_count_once_on_the_day_on_which_they_come():
    study = bundled("referred_customers")
    names = ("arrivals", "referred", "present")
    small = type(study)(
        study.name,
        study.scenario,
        study.design.model_copy(update={"people": 2000}),
        study.data,
        study.ways,
    )
    trace = play_arms(small, ("bonus",), (Constants.default(), 1), names, days=90)["bonus"]
    came = {name: trace.series(name).sum(axis=0) for name in names[:2]}
    assert came["arrivals"].sum() > 0
    assert came["referred"].sum() > 0
    assert np.max(came["arrivals"] + came["referred"]) == 1
    newcomers = (came["arrivals"] + came["referred"]) > 0
    launched = trace.series("present")[0] > 0
    first = trace.series("arrivals")[0] + trace.series("referred")[0] > 0
    assert not (newcomers & launched & ~first).any()
    assert (newcomers | launched)[trace.series("present").any(axis=0)].all()


def test_newcomers_are_looked_at_only_where_that_is_asked_for():
    series = {"walk": np.array([[1, 1, 0, 0]], np.float32)}
    launched = np.array([True, False, True, False])
    trace = Trace(series, np.zeros(4, np.int8), ("all",), launched)
    seen = Seen({"a": trace}, Constants.default())
    assert Among().rows("a", seen).tolist() == [0, 2]
    assert Among(newcomers=True).rows("a", seen).tolist() == [1, 3]
    assert Among(of="walk", newcomers=True).rows("a", seen).tolist() == [1]
    some = trace.take(np.array([1, 2])).launched
    assert some is not None
    assert some.tolist() == [False, True]
