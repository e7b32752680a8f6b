"""Rivals as they are written, and as they are played."""

import pytest
from tests.scenario.json_schema_checker import fits
from tests.scenario.test_json_schema import read
from tests.scenario.texts import CARD

from loyaltysim.customers.population import Rival
from loyaltysim.scenario import dump_scenario, load_scenario, parse_scenario
from loyaltysim.scenario.dump import plain
from loyaltysim.scenario.json_schema import scenario_schema
from loyaltysim.simulation.run import setup_of

MANY = """
rivals:
  kiosk: {appeal: 0.6, price: 0.9}
  chain:
    starts: 2 months
    scheme: {copies: ten stamps, after: 1 month}
  bar:
    scheme:
      - stamp_card: {stamps: 4, reward: {points: 30, into: points}}
      - points: {per_spend: 1, redeem: {points: 50, value: 2, cost: 2}}
  tent: {scheme: {after: 2 weeks, mechanics: [{discount: {act: visit, rate: 5%}}]}}
  stall:
"""
SCENARIO = parse_scenario(CARD + MANY.replace("  stall:\n", "  stall: {}\n"))


def test_they_are_acts_behind_the_firms_in_the_order_of_names():
    setup = setup_of(SCENARIO)
    assert [act.name for act in setup.acts[setup.own :]] == [
        "bar",
        "chain",
        "kiosk",
        "stall",
        "tent",
    ]
    assert setup.acts[setup.own + 1].rival == Rival(1.0, 1.0, 61)
    assert setup.acts[setup.own + 2].rival == Rival(0.6, 0.9, None)
    own, other = setup.acts[0], setup.acts[setup.own]
    assert (other.demands, other.interest, other.need) == (own.demands, own.interest, 1.0)


def test_a_copy_has_the_mechanics_of_the_scheme():
    schemes = setup_of(SCENARIO).rival_schemes
    own = {one.name: one.mechanic for one in SCENARIO.schemes["ten stamps"].instances}
    assert (schemes["chain"].instances, schemes["chain"].after) == (own, 30)
    assert list(schemes["bar"].instances) == ["points", "stamp_card"]
    assert schemes["tent"].after == 14
    assert set(schemes) == {"bar", "chain", "tent"}


def test_what_was_played_is_written_out():
    text = dump_scenario(SCENARIO)
    again = parse_scenario(text)
    assert again.rivals == SCENARIO.rivals
    assert dump_scenario(again) == text
    assert setup_of(again) == setup_of(SCENARIO)


def test_the_copied_scheme_need_not_be_played():
    alone = SCENARIO.model_copy(update={"schemes": {"no card": SCENARIO.schemes["no card"]}})
    assert parse_scenario(dump_scenario(alone)).rivals == SCENARIO.rivals


def test_editors_accept_all_ways_of_writing():
    assert fits(read(CARD + MANY.replace("  stall:\n", "")), scenario_schema())
    assert fits(plain(SCENARIO), scenario_schema())


@pytest.mark.parametrize("wrong", ["{copy: x}", "{copies: x, mechanics: []}", "5", "[{stamp: {}}]"])
def test_editors_mark_mistakes(wrong):
    text = CARD + f"\nrivals: {{chain: {{scheme: {wrong}}}}}\n"
    assert not fits(read(text), scenario_schema())


def test_changes_reach_into_rivals(tmp_path):
    (tmp_path / "base.yaml").write_text(CARD + MANY.replace("  stall:\n", ""))
    (tmp_path / "other.yaml").write_text(
        "extends: base.yaml\n"
        "changes:\n"
        "  rivals.kiosk.appeal: 2\n"
        "  rivals.bar.scheme.stamp_card.stamps: 8\n"
        "  rivals.tent.scheme.mechanics.0.rate: 8%\n"
        "  rivals.stand: {appeal: 0.1}\n"
    )
    rivals = load_scenario(tmp_path / "other.yaml").rivals
    assert (rivals["kiosk"].appeal, rivals["stand"].appeal) == (2, 0.1)
    assert rivals["bar"].scheme.instances[1].mechanic.model_dump()["stamps"] == 8
    assert rivals["tent"].scheme.instances[0].mechanic.model_dump()["rate"] == 0.08


def test_a_rivals_referral_is_refused():
    """What brings customers would bring them to the firm."""
    from tests.reference.made_up.guests import Guests

    from loyaltysim.scenario.blocks.scheme import Instance, Scheme
    from loyaltysim.scenario.build_rivals import build_rivals

    schemes = {"guests": Scheme(name="guests", instances=(Instance(name="g", mechanic=Guests()),))}
    written = {"rivals": {"chain": {"scheme": {"copies": "guests"}}}, "acts": {"visit": {}}}
    _, faults = build_rivals(written, schemes)
    assert [fault.message for fault in faults] == ["g brings customers to the firm"]
