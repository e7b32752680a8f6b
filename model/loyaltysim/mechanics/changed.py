"""What does not fit once the parameters of a mechanic change in its term."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from loyaltysim.mechanics.parameters import CUSTOM, Misfit, Misfits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from loyaltysim.mechanics.term import Term

LASTING = ("act", "compulsory", "starts", "stops", "pauses", "changes")
"""Parameters that stay as they are for the whole term."""


def changed_misfits(term: Term, known: Iterable[Misfit]) -> Misfits:
    """Find what the changes of a term make of it, what does not fit for long on its first day only.

    Parameters
    ----------
    known
        What does not fit on the first day.
    """
    before, told = term, set(known)
    for change in term.changes:
        try:
            after = term.rules_on(change.day)
        except ValidationError as error:
            found = [one for one in _told_by(error) if one not in told]
            told.update(found)
        else:
            found, before = list(_lasting(before, after, change.to)), after
        for one in found:
            yield Misfit(f"on day {change.day}: {one.told}", at=("changes",))


def _lasting(before: Term, after: Term, to: Iterable[str]) -> Misfits:
    """Find a change of what stays as it is for the whole term."""
    fixed = sorted(set(to) & set(LASTING))
    if fixed or not _alike(before, after):
        yield Misfit(f"{', '.join(fixed or sorted(to))} cannot change during the term")


def _told_by(error: ValidationError) -> Misfits:
    """Give all that an error tells."""
    for one in error.errors(include_url=False):
        where = tuple(map(str, one["loc"]))
        if one["type"] == CUSTOM:
            for misfit in one["ctx"]["found"]:
                yield misfit._replace(at=(*where, *misfit.at))
        else:
            yield Misfit(one["msg"].removeprefix("Value error, "), at=where)


def _alike(before: Term, after: Term) -> bool:
    """Tell whether the same columns and the same kind of account can go on."""
    accounts = [
        spec and (spec.unit, spec.lot_days, spec.known, spec.takes)
        for spec in (before.account(), after.account())
    ]
    alike = before.columns() == after.columns() and before.brings() == after.brings()
    return alike and accounts[0] == accounts[1] and before.place() == after.place()
