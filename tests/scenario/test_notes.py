"""Every check that notes something is among the notes that `check` and `compare` tell."""

import re
from pathlib import Path

from tests.scenario.texts import CARD

from loyaltysim.scenario import parse_scenario
from loyaltysim.scenario.checks import notes

SLIPS = """  slips:
    - touchpoint: {at: contact, days_before: 3}
    - discount: {rate: 20%, stops: 400}
    - cash_back: {rate: 10%}
"""


def test_each_kind_of_slip_is_noted_once():
    told = notes.scenario_notes(parse_scenario(CARD + SLIPS))
    assert len(told) == 3
    for words in ("its end is never seen", "days_before does nothing", "they give 30% of it"):
        assert sum(words in note for note in told) == 1


def test_no_check_is_left_out():
    written = {
        name
        for path in Path(notes.__file__).parent.glob("*.py")
        for name in re.findall(
            r"^def (\w+_notes)\(", path.read_text(encoding="utf-8"), re.MULTILINE
        )
    }
    assert written == {name for name in vars(notes) if name.endswith("_notes")}
