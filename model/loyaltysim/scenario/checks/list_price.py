"""What a scenario says of mechanics that take shares of the same price: they add up, off the list price."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.units import plain

if TYPE_CHECKING:
    from loyaltysim.scenario.blocks.scheme import Scheme
    from loyaltysim.scenario.schema import Scenario


def list_price_notes(scenario: Scenario) -> list[str]:
    """Tell of schemes with several shares of the list price that these add up."""
    notes = (_note(name, scheme) for name, scheme in scenario.schemes.items())
    return [note for note in notes if note]


def _note(name: str, scheme: Scheme) -> str:
    shares = {one.name: one.mechanic.share_of_list_price() for one in scheme.instances}
    shares = {one: share for one, share in shares.items() if share}
    if len(shares) < 2:
        return ""
    told = " and ".join(f"{one} {_percent(share)}" for one, share in shares.items())
    return (
        f'"{name}": {told} are all shares of the list price, not of the price that is left to pay (revenue is before '
        f"rewards); together they give {_percent(sum(shares.values()))} of it"
    )


def _percent(share: float) -> str:
    return f"{plain(round(100 * share, 6))}%"
