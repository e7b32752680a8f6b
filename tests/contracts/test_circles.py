"""No two files import each other, be it for types alone: what both need has a file of its own."""

import re
from pathlib import Path

import loyaltysim

ROOT = Path(loyaltysim.__file__).parent
IMPORTED = re.compile(r"^ *from (loyaltysim[\w.]+) import ", re.MULTILINE)
TOGETHER = "loyaltysim.simulation."
"""The parts of a run know the run, which is made of them."""


def imports():
    for path in ROOT.rglob("*.py"):
        name = ".".join(("loyaltysim", *path.relative_to(ROOT).with_suffix("").parts))
        yield name, set(IMPORTED.findall(path.read_text(encoding="utf-8")))


def test_no_two_files_import_each_other():
    known = dict(imports())
    assert len(known) > 300
    assert "loyaltysim.behaviour.constants" in set().union(*known.values())
    both = {
        (one, other)
        for one, found in known.items()
        for other in found
        if one in known.get(other, ())
    }
    assert sorted(pair for pair in both if not all(one.startswith(TOGETHER) for one in pair)) == []
