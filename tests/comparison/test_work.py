"""What a run depends on, what is missing, and what is played."""

from dataclasses import replace

import pytest
from tests.comparison.fakes import Counted, assert_same_record, make_scenario, play_fake

from loyaltysim.behaviour.constants import Constants, draw_constants
from loyaltysim.comparison.playing.case import Case
from loyaltysim.comparison.playing.people import population_key
from loyaltysim.comparison.playing.runner import Runner
from loyaltysim.comparison.playing.store import Store
from loyaltysim.comparison.playing.work import Batch
from loyaltysim.errors import StoreError


def case_of(scenario, **more):
    return Case(
        scenario=scenario,
        constants=Constants.default(),
        population_key=population_key(scenario),
        population=scenario.segment_population(),
        **more,
    )


def keys(*changes, **more):
    return dict(case_of(make_scenario(*changes), **more).keys)


PLAIN = keys()


@pytest.mark.parametrize(
    "change",
    [
        ("title: Which discount keeps more guests?", "title: Another title"),
        ("customers: 3000", "customers: 5000"),
        ("baseline: nothing", "baseline: five"),
        ("matters: 0.5pp", "matters: 2pp"),
        ("compare: {", "currency: USD\nquestion: Why?\nsources: [me]\nprecision: 1pp\ncompare: {"),
    ],
)
def test_what_does_not_change_a_run_does_not_change_its_key(change):
    assert keys(change) == PLAIN


def test_the_name_of_a_scheme_does_not_enter_its_key():
    renamed = keys(("five:", "a little:"), ("ten:", "five:"))
    assert renamed["a little"] == PLAIN["five"]
    assert renamed["five"] == PLAIN["ten"]


def test_equal_schemes_are_played_once():
    scenario = make_scenario(("rate: 5%", "rate: 10%"))
    assert case_of(scenario).keys["five"] == case_of(scenario).keys["ten"]


@pytest.mark.parametrize(
    "change",
    [
        ("days: 6", "days: 7"),
        ("burn_in: 0", "burn_in: 1"),
        ("market_size: 100", "market_size: 200"),
        ("days: 6", "days: 6\nseed: 2"),
        ("days: 6", "days: 6\nlearning: off"),
        ("days: 6", "days: 6\nrelationship: {subscription: {period: 30 days, fee: 1}}"),
        ("mean: 4.20", "mean: 4.21"),
        ("visit:", "call:"),
        ("margin: 0.65", "margin: 0.6"),
        ("mean: 0.8", "mean: 0.9"),
        ("commuters:", "travellers:"),
        ("matters: 0.5pp", "active_days: 10"),
    ],
)
def test_whatever_changes_a_run_changes_every_key(change):
    changed = keys(change)
    assert not set(changed.values()) & set(PLAIN.values())


def test_parameters_and_instance_names_change_the_schemes_own_key_only():
    for change in [("rate: 5%", "rate: 6%"), ("{rate: 5%", "{name: mine, rate: 5%")]:
        changed = keys(change)
        assert changed["five"] != PLAIN["five"]
        assert (changed["nothing"], changed["ten"]) == (PLAIN["nothing"], PLAIN["ten"])


def test_constants_and_what_is_kept_change_every_key():
    case = case_of(make_scenario())
    others = [
        replace(case, constants=draw_constants(1, 0)),
        replace(case, keep_customers=True),
        replace(case, keep_transactions=True),
        replace(case, population_key="another log"),
    ]
    found = [set(one.keys.values()) for one in (case, *others)]
    assert len(set.union(*found)) == sum(len(one) for one in found)


def test_a_purchase_record_enters_by_its_content(tmp_path):
    from tests.comparison.fakes import SCENARIO

    from loyaltysim.scenario import parse_scenario

    described = SCENARIO[SCENARIO.index("population:") : SCENARIO.index("schemes:")]
    text = SCENARIO.replace(described, "population: {fit: {log: sales.csv}}\n")
    found = []
    for rows in ("a,2024-01-01,1\n", "a,2024-01-01,2\n", "a,2024-01-01,1\n"):
        (tmp_path / "sales.csv").write_text("customer,date,amount\n" + rows)
        found.append(population_key(parse_scenario(text, folder=tmp_path)))
    assert found[0] == found[2] != found[1]


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path)


def batch_of(markets=range(3), scenario=None, **more):
    scenario = scenario or make_scenario()
    return Batch(case_of(scenario, **more), markets, tuple(scenario.schemes))


def test_a_batch_plays_all_missing_schemes_at_once_and_nothing_twice(store):
    counted, batch = Counted(), batch_of()
    batch.play(store, counted)
    batch.play(store, counted)
    assert counted.calls == [(range(3), ("nothing", "five", "ten"))]
    assert batch.missing(store).schemes == ()


def test_only_the_scheme_that_changed_is_played_again(store):
    batch_of().play(store, play_fake)
    counted = Counted()
    batch_of(scenario=make_scenario(("rate: 5%", "rate: 6%"))).play(store, counted)
    assert counted.calls == [(range(3), ("five",))]


def test_what_comes_back_is_what_was_played(store):
    batch = batch_of(keep_customers=True, keep_transactions=True)
    batch.play(store, play_fake)
    case = batch.case
    played = play_fake(
        case.scenario,
        None,
        batch.markets,
        schemes=batch.schemes,
        constants=case.constants,
        seed=1,
        keep_customers=True,
        keep_transactions=True,
    )
    found = batch.read(store, play_fake)
    for name, record in played.items():
        assert_same_record(found[name], record)


def test_a_damaged_run_is_played_again_and_never_read(store):
    batch = batch_of()
    batch.play(store, play_fake)
    whole = batch.read(store, play_fake)
    path = store._path(batch.case.keys["five"], batch.markets)
    path.write_bytes(path.read_bytes()[:-7] + b"garbage")
    counted = Counted()
    again = batch.read(store, counted)
    assert counted.calls == [(range(3), ("five",))]
    for name in whole:
        assert_same_record(again[name], whole[name])


def test_a_record_is_read_once(store, monkeypatch):
    reads, load = [], Store.load

    def count(self, key, markets):
        reads.append(key)
        return load(self, key, markets)

    monkeypatch.setattr(Store, "load", count)
    for batch in (batch_of(), batch_of()):
        Runner(store, play_fake).play("markets", [batch])
        assert reads == []
        assert list(Runner(store, play_fake).read(batch)) == ["nothing", "five", "ten"]
        assert sorted(reads) == sorted(batch.case.keys.values())
        reads.clear()


def test_what_is_missing_when_it_is_read_is_played(store):
    counted = Counted()
    assert list(batch_of().read(store, counted)) == ["nothing", "five", "ten"]
    assert counted.calls == [(range(3), ("nothing", "five", "ten"))]


def test_a_disk_that_loses_what_was_written_is_told(store, monkeypatch):
    monkeypatch.setattr(Store, "load", lambda *_: None)
    with pytest.raises(StoreError, match="what was just written here cannot be read back"):
        batch_of().read(store, play_fake)


def test_size_counts_customer_days_of_all_schemes():
    assert batch_of(range(5)).size == 5 * 100 * 6 * 3
