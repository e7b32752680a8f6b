"""One instance of every mechanic with the world that it needs: the first case of its given_expect file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ruamel.yaml import YAML
from tests.worlds import EASY_VISIT, REVIEW, make

from loyaltysim.customers.population import Incidents
from loyaltysim.mechanics.registry import get_mechanic

if TYPE_CHECKING:
    from collections.abc import Iterable

    from loyaltysim.customers.population import ActTraits
    from loyaltysim.mechanics.mechanic import Mechanic

FOLDER = Path(__file__).parent / "given_expect"


@dataclass(frozen=True)
class Example:
    """A mechanic, the acts of its world, and other instances whose accounts it names."""

    mechanic: Mechanic
    acts: tuple[str, ...]
    others: tuple[str, ...]


@cache
def example(kind: str) -> Example:
    """Read the first case of a kind's file, and no further."""
    text, _, _ = (FOLDER / f"{kind}.yaml").read_text("utf-8").partition("\n- ")
    (case,) = YAML(typ="safe", pure=True).load(text)
    mechanic = get_mechanic(kind).model_validate(case["mechanic"][kind])
    return Example(mechanic, tuple(case.get("acts", ["visit"])), tuple(case.get("accounts", ())))


def _with_company(kinds: Iterable[str]) -> tuple[str, ...]:
    """Add what a kind cannot do without: a forum needs a community."""
    kinds = tuple(kinds)
    return (*kinds, *(["community"] if "peer_forum" in kinds and "community" not in kinds else []))


def scheme_of(kinds: Iterable[str]) -> dict[str, Mechanic]:
    """Put examples of some kinds into one scheme, with the accounts that they name."""
    kinds = _with_company(kinds)
    examples = {kind: example(kind) for kind in kinds}
    scheme = {kind: one.mechanic for kind, one in examples.items()}
    for account in {name for one in examples.values() for name in one.others}:
        points = {"points": 50, "value": 4.0, "cost": 2.0}
        scheme.setdefault(account, make("points", per_act=1, redeem=points))
    return scheme


def acts_of(kinds: Iterable[str]) -> tuple[ActTraits, ...]:
    """Give the acts that some kinds' examples name: a visit, which has a price, and acts on request."""
    names = [name for kind in _with_company(kinds) for name in example(kind).acts]
    main = names[0] if names else "visit"
    others = sorted(set(names) - {main})
    return (
        replace(EASY_VISIT, name=main, incidents=Incidents(0.3, 0.5)),
        *(replace(REVIEW, name=name, need=0.4) for name in others),
    )
