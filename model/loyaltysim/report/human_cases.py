"""Whether the people of schemes pay, as far as luck and the assumptions let it be known."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from loyaltysim.comparison.verdict.earning import sells
from loyaltysim.report.paying import ANSWERS, found_between
from loyaltysim.report.staffing import staffed

if TYPE_CHECKING:
    from loyaltysim.comparison import Comparison
    from loyaltysim.report.paying import Found
    from loyaltysim.report.staffing import Staffed


class Case(NamedTuple):
    """A scheme with people, and whether they pay."""

    one: Staffed
    found: Found | None
    """None where humans meet fewer customers elsewhere, or more than service differs: profit does not tell of them."""

    @property
    def rank(self) -> tuple[int, float]:
        """Put the best first."""
        if self.found is None:
            return len(ANSWERS), 0.0
        return ANSWERS.index(self.found.answer), -self.found.gain.estimate


def cases_of(comparison: Comparison) -> list[Case]:
    """Find the schemes with more people, and whether these pay; none where people are the same, or nothing is sold."""
    found = staffed(comparison) if sells(comparison.panels) else []
    return [Case(one, _found(comparison, one)) for one in found]


def _found(comparison: Comparison, one: Staffed) -> Found | None:
    return found_between(comparison, one.scheme, one.against) if one.known else None
