"""What must always hold of the social mechanics, and what they do in small worlds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.mechanics.scripted import Script
from tests.strategies import Diary, diaries
from tests.worlds import EASY_VISIT, REVIEW, make, play, reward, world

from loyaltysim.behaviour.constants import Constants
from loyaltysim.customers.network import SmallWorld
from loyaltysim.errors import MechanicError
from loyaltysim.mechanics.standings import NONE, Standings, deal, ranks
from loyaltysim.randomness import uniform_draws
from loyaltysim.simulation.loyalty_model import LoyaltyModel

groups_of = st.lists(st.integers(-1, 3), min_size=1, max_size=40).map(np.array)


def scored(group: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Draw a score and who is here for each member of some groups."""
    score = np.floor(6.0 * uniform_draws(seed, "score", group.size)).astype(np.int32)
    return score, uniform_draws(seed, "here", group.size) < 0.8


@given(groups_of, st.integers(0, 10**6), st.integers(1, 12))
def test_standings_are_what_sorting_each_group_gives(group, seed, rank):
    group = group.astype(np.int32)
    score, here = scored(group, seed)
    rows = np.arange(group.size)
    found = Standings(group, score, here)
    above, below, tied = found.above(rows), found.below(rows), found.tied(rows)
    best, last = found.place(rank, rows), found.place(rank, rows, from_last=True)
    for i in rows:
        mates = sorted(score[(group == group[i]) & here].tolist()) if group[i] != NONE else []
        assert best[i] == (mates[-rank] if len(mates) >= rank else NONE)
        assert last[i] == (mates[rank - 1] if len(mates) >= rank else NONE)
        if group[i] != NONE and here[i]:
            assert above[i] == min([s for s in mates if s > score[i]], default=NONE)
            assert below[i] == max([s for s in mates if s < score[i]], default=NONE)
            assert tied[i] == (mates.count(score[i]) > 1)


@given(groups_of, st.integers(0, 10**6))
def test_ranks_are_those_of_a_sorted_list_with_ties_by_customer_number(group, seed):
    group = group.astype(np.int32)
    score, here = scored(group, seed)
    rows = np.flatnonzero(here & (group != NONE))
    rank, size = ranks(rows, group, score)
    for place, i in enumerate(rows):
        mates = [j for j in rows if group[j] == group[i]]
        assert size[place] == len(mates)
        assert rank[place] == 1 + sorted(mates, key=lambda j: (-score[j], j)).index(i)


@given(st.lists(st.integers(0, 3), max_size=60), st.integers(1, 20), st.integers(0, 5))
def test_groups_are_of_one_set_of_nearly_equal_size_and_numbered_without_gaps(sets, size, first):
    sets_of = np.sort(np.array(sets, np.int64))
    dealt = deal(np.arange(len(sets)), (sets_of,), size, first)
    for one in set(sets):
        counts = np.unique(dealt[sets_of == one], return_counts=True)[1]
        assert counts.max() <= size
        assert counts.max() - counts.min() <= 1
        assert counts.size == -(-counts.sum() // size)
    numbers = sorted(set(dealt.tolist()))
    assert numbers == list(range(first, first + len(numbers)))
    assert all(len(set(sets_of[dealt == number].tolist())) == 1 for number in numbers)


@st.composite
def league_rules(draw: st.DrawFn):
    size = draw(st.integers(2, 12))
    promoted = draw(st.integers(0, min(size, 6)))
    return make(
        "leagues",
        every=draw(st.integers(1, 9)),
        leagues=draw(st.integers(1, 5)),
        size=size,
        promoted=promoted,
        relegated=draw(st.integers(0, min(size - promoted, 6))),
    )


@given(league_rules(), st.integers(0, 1000), st.floats(0.0, 0.05))
@settings(max_examples=25)
def test_league_sizes_are_kept_while_customers_leave(rules, seed, hazard):
    script = Script(rules, 50)
    for day in range(40):
        script.states.present &= uniform_draws(seed, f"leave {day}", 50) >= hazard
        often = uniform_draws(seed, f"act {day}", 50) < np.linspace(0.05, 0.9, 50)
        before = script.running.own["league"].copy()
        seen = script.play(dict.fromkeys(np.flatnonzero(often).tolist(), 1.0))
        league, group = seen.columns["league"], seen.columns["group"]
        here = np.flatnonzero(script.states.present)
        assert league.min() >= 0
        assert league.max() < rules.leagues
        assert np.abs(league - before).max() <= 1
        if day % rules.every:
            continue
        counts = np.unique(group[here], return_counts=True)[1]
        assert counts.max() <= rules.size
        for number in set(group[here].tolist()):
            assert len(set(before[here][group[here] == number].tolist())) == 1
        for one in set(before[here].tolist()):
            sizes = np.unique(group[here][before[here] == one], return_counts=True)[1]
            assert sizes.max() - sizes.min() <= 1


@pytest.mark.slow
@given(
    st.integers(1, 9), st.integers(1, 5), st.integers(1, 20), diaries, st.sampled_from([1.0, 2.5])
)
@settings(max_examples=30)
def test_the_books_of_teams_balance(every, size, goal, diary: Diary, value):
    """Every member is paid once for each period in which the team's acts suffice, and nobody else."""
    goal = min(goal, every * size)
    rules = make("team_goal", every=every, size=size, goal=goal, reward=reward(value, 0.5))
    customers = diary.spend.shape[1]
    script = Script(rules, customers)
    paid, acts = np.zeros(customers), np.zeros(customers)
    for day in range(len(diary.spend)):
        if day % every == 0:
            paid[:], acts[:] = 0.0, 0.0
        seen = script.play(diary.day(day))
        acts += diary.spend[day] > 0
        paid += seen.numbers["value"]
        assert seen.numbers["cost"] == pytest.approx(0.5 * (seen.numbers["value"] > 0))
        team = seen.columns["team"]
        for number in set(team.tolist()):
            mates = team == number
            needed = np.ceil(goal * mates.sum() / size - 1e-9)
            due = value if acts[mates].sum() >= needed else 0.0
            assert paid[mates] == pytest.approx(due)


SIZE = 600


def acts(scheme, *, days=84, **changes):
    where = world(size=SIZE, days=days, dtype=np.float32, **changes)
    return play(where, scheme).acts


def test_a_share_of_a_team_s_reward_moves_less_the_larger_the_team():
    """Free riding: the same part for each, in teams without a look at the mates."""

    def moved(size):
        team = make("team_goal", size=size, goal=2 * size, every=7, reward=reward(4.0))
        quiet = Constants.default().replace(social_pressure=0.0)
        return acts({"team": team}, constants=quiet)

    alone, few, many = moved(1), moved(4), moved(20)
    nothing = acts({}, constants=Constants.default().replace(social_pressure=0.0))
    assert alone > few > many >= nothing


def test_mates_who_do_their_part_pull():
    team = {"team": make("team_goal", size=4, goal=6, every=7, reward=reward(1e-6))}
    quiet = Constants.default().replace(social_pressure=0.0)
    assert acts(team) > acts(team, constants=quiet)


def test_a_board_that_shows_only_the_top_moves_fewer_than_one_that_shows_the_next():
    neighbours = acts({"board": make("leaderboard", top=5)})
    top = acts({"board": make("leaderboard", top=5, shows="top")})
    assert neighbours > top >= acts({})


def test_nobody_competes_alone():
    """A board, a league and a buddy need somebody else; without rivals only the game is left."""
    script = Script(make("leaderboard"), 1)
    for _ in range(5):
        (reference,) = script.play({0: 1.0}).references["visit"]
        assert not np.asarray(reference.stands).any()
    lonely = Script(make("peer_support"), 1)
    for _ in range(3):
        (support,) = lonely.play({0: 1.0}).references["visit"]
        assert np.asarray(support.level).tolist() == [0.0]


def test_an_empty_forum_does_nothing_and_a_full_one_helps():
    """Nobody ever posts where the act that posts has neither a need nor a message."""
    thinking = replace(EASY_VISIT, demands=(0.0, 0.0, 0.0, 1.5, 0.0, 0.0))
    where = world(size=SIZE, days=84, dtype=np.float32, acts=(thinking, REVIEW))
    empty = {"forum": make("community", post="review", eases=0.5)}
    assert np.array_equal(play(where, {}).acted, play(where, empty).acted)
    lively = {"forum": make("community", eases=0.5)}
    assert play(where, lively).acts > play(where, {}).acts


@pytest.mark.parametrize("name", ["belonging", "eases"])
def test_the_better_the_forum_the_more_acts(name):
    thinking = (replace(EASY_VISIT, demands=(0.0, 0.0, 0.0, 1.5, 0.0, 0.0)),)
    counts = [
        acts(
            {"forum": make("community", enough=50.0, **{"belonging": 0.0, "eases": 0.0, name: x})},
            acts=thinking,
        )
        for x in (0.0, 0.4, 0.9)
    ]
    assert counts == sorted(counts)
    assert counts[0] < counts[-1]


def test_scripted_praise_changes_nothing_and_sincere_praise_helps():
    script = {"thanks": make("recognition", every=2, sincerity=0.0)}
    sincere = {"thanks": make("recognition", every=2)}
    assert acts(script) == acts({})
    assert acts(sincere) > acts({})


def test_praise_of_every_act_is_hardly_worth_more_than_of_every_third():
    counts = [acts({"praise": make("recognition", every=n)}, days=120) for n in (1, 3)]
    nothing = acts({}, days=120)
    assert counts[0] - nothing < 2.5 * (counts[1] - nothing)


def test_a_norm_pulls_towards_itself_from_both_sides():
    """Schultz et al. (2007): those above come down, unless approval is shown."""

    def moved(**rules):
        where = world(size=2000, days=90, dtype=np.float32)
        plain = play(where, {}).acted[30:].mean(axis=0)
        told = play(where, {"norm": make("social_norm", **rules)}).acted[30:].mean(axis=0)
        keen = plain > 0.5
        return (told - plain)[keen].mean(), (told - plain)[~keen].mean()

    descriptive, approved = moved(says=0.3), moved(says=0.3, approval=True)
    assert descriptive[0] < approved[0]
    assert descriptive[1] > 0
    assert moved(says=0.0)[1] < descriptive[1]


@pytest.mark.parametrize("kind", ["peer_support", "social_norm"])
def test_friends_are_asked_for_only_where_there_are_some(kind):
    which = {"peer_support": {"by": "friends"}, "social_norm": {"compares_with": "friends"}}[kind]
    mechanic = make(kind, **which)
    assert mechanic.needs_friends()
    assert not make(kind).needs_friends()
    tied = play(world(size=200, days=40, network=SmallWorld(4, 0.1)), {"it": mechanic})
    assert tied.acts > 0
    model = LoyaltyModel(world(size=200, days=40), {"it": mechanic})
    with pytest.raises(MechanicError, match="there is no network"):
        _play_out(model)


def _play_out(model: LoyaltyModel) -> None:
    for _ in range(40):
        model.step()
