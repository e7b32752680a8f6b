"""Why the verdict is what it is: luck and customers, one firm's luck, assumptions and profit, apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.comparison.verdict.earning import profit_ground
from loyaltysim.comparison.verdict.luck import luck_ground, one_firm_ground
from loyaltysim.comparison.verdict.varied import assumptions_ground
from loyaltysim.comparison.verdict.wording import quoted
from loyaltysim.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyaltysim.comparison.verdict.assumptions import Share
    from loyaltysim.comparison.verdict.evidence import Evidence
    from loyaltysim.comparison.verdict.standing import Standing

REFERENCE = (
    "For reference: {scheme} goes by what no firm can know, so it is never the best; its {metric} less that of {leader} is "
    "{known}."
)


def reasons(
    found: Standing, evidence: Evidence, support: Share | None, *, profit: bool
) -> tuple[str, ...]:
    """Give each ground of the verdict a sentence of its own.

    Parameters
    ----------
    support
        Plausible models in which the main result holds, if it is one.
    profit
        Whether profit has a sentence, which it needs where the verdict does not speak of it.
    """
    return (
        *luck_ground(found, evidence),
        *one_firm_ground(found, evidence),
        *assumptions_ground(found, evidence, support),
        *(profit_ground(found, evidence) if profit else ()),
        *reference(evidence, found.leader),
    )


def reference(evidence: Evidence, leader: str) -> Iterator[str]:
    """Say how far the best scheme is from those that no firm could run.

    Parameters
    ----------
    leader
        The best of the schemes that a firm could run.
    """
    for scheme in evidence.reference:
        if evidence.beside is None:
            continue
        gained = evidence.beside.difference(scheme, leader)
        known = say("no interval from one market")
        if gained.markets > 1:
            known = f"{evidence.span(gained)} ({say('95% interval')})"
        yield say(
            REFERENCE,
            scheme=quoted([scheme]),
            metric=evidence.metric.label,
            leader=quoted([leader]),
            known=known,
        )
