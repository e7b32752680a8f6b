"""How messages and meetings are put: which principles they carry, and how often customers are written to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.behaviour.constants import Constants
from loyaltysim.behaviour.persuasion import known_of, means_of
from loyaltysim.comparison.measures.mechanics import CARRIED
from loyaltysim.customers.columns import PRINCIPLES
from loyaltysim.language import say
from loyaltysim.report import numbers
from loyaltysim.report.tables.shapes import plain_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.table import Table

    from loyaltysim.comparison import Comparison

NONE = "no principle"
NAMES = {name: name.replace("_", " ") for name in (*PRINCIPLES, NONE)}
CAPTION = (
    "of the messages noticed, or meetings, of a mechanic that may carry principles; * is best on average{segments}; a firm "
    "knows that by market research among such customers, whose cost is not booked"
)
BEST_FOR = "{principle} of {segments}"


def persuasion_tables(comparison: Comparison) -> Iterator[Table]:
    """Tabulate what was carried and how much was sent; nothing where no scheme of the firm's persuades."""
    carried = _carried(comparison)
    if carried:
        yield _principles(comparison, carried)
        yield _messages(comparison)


def _carried(comparison: Comparison) -> dict[tuple[str, str], dict[str, float]]:
    """Give by scheme and instance the share of each principle."""
    found = comparison.measures[comparison.measures["measure"].isin(CARRIED)]
    carried: dict[tuple[str, str], dict[str, float]] = {}
    for scheme, instance, measure, value in zip(
        *(found[name] for name in ("scheme", "mechanic", "measure", "value")), strict=True
    ):
        carried.setdefault((str(scheme), str(instance)), {})[CARRIED[measure]] = float(value)
    return carried


def _principles(comparison: Comparison, carried: dict[tuple[str, str], dict[str, float]]) -> Table:
    schemes = [scheme for scheme, _ in carried]
    several = len(set(schemes)) < len(schemes)
    best = best_on_average(comparison)
    heads = [say(NAMES[name]) + "*" * (name == best) for name in (*PRINCIPLES, NONE)]
    table = plain_table(
        *(say("scheme"), *[say("mechanic")] * several, *heads),
        title=say("Which principles messages carry"),
        caption=say(CAPTION, segments=_by_segment(comparison, best)),
        keys=1 + several,
        wrap=True,
    )
    for (scheme, instance), shares in carried.items():
        cells = [shares[name] for name in PRINCIPLES]
        names = (scheme, *[instance] * several)
        table.add_row(*names, *map(numbers.percent, (*cells, 1.0 - sum(cells))))
    return table


def best_on_average(comparison: Comparison) -> str:
    """Name the principle that moves customers most on the whole, or `NONE` where all repel."""
    people = comparison.scenario.segment_population()
    return _best_of(known_of(people, Constants.default()).mean)[0]


def _best_of(means: Sequence[float]) -> list[str]:
    """Name all principles that move most, or `NONE` where all repel."""
    most = max(means)
    if most <= 0.0:
        return [NONE]
    return [name for name, mean in zip(PRINCIPLES, means, strict=True) if mean == most]


def _by_segment(comparison: Comparison, best: str) -> str:
    """Name what is best on average in segments where that is another principle."""
    people = comparison.scenario.segment_population()
    if people is None:
        return ""
    rows = means_of(people, Constants.default())
    others: dict[str, list[str]] = {}
    for segment, row in zip(people.segments, rows, strict=True):
        own = _best_of(row.tolist())
        if best not in own:
            others.setdefault(own[0], []).append(segment.name)
    told = (
        say(BEST_FOR, principle=say(NAMES[own]), segments=", ".join(segments))
        for own, segments in others.items()
    )
    return "".join(f", {one}" for one in told)


def _messages(comparison: Comparison) -> Table:
    table = plain_table(
        *(say("scheme"), say("sent"), say("noticed"), say("opted out")),
        title=say("How many messages it takes"),
        caption=say(
            "messages in {days} days per launch customer, and opt-outs from them per launch customer, newcomers' among them",
            days=comparison.scenario.days,
        ),
    )
    for scheme, rows in comparison.daily.groupby("scheme", sort=False):
        sums = {name: float(rows[name].sum()) for name in ("sent", "noticed", "opted_out")}
        sent, noticed = numbers.count(sums["sent"]), numbers.count(sums["noticed"])
        table.add_row(str(scheme), sent, noticed, numbers.percent(sums["opted_out"]))
    return table
