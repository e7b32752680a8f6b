"""`loyaltysim segments`: who is ready-made, and where they come from."""

from loyaltysim.scenario.blocks.ready_segments import ready_segments


def test_lists_all_with_their_sources(loyaltysim):
    done = loyaltysim("segments")
    assert done.code == 0
    assert all(name in done.out for name in ready_segments())
    assert "Pareto law" in done.out


def test_shows_one_as_a_scenario_would_write_it(loyaltysim):
    done = loyaltysim("segments", "millennials")
    assert done.code == 0
    assert "Assumption: every number" in done.out
    assert "act_rate: {per: month, mean: 1, cv: 1.2}" in done.out


def test_suggests_the_name_that_was_meant(loyaltysim):
    done = loyaltysim("segments", "playrs")
    assert done.code == 2
    assert "did you mean players?" in done.err
