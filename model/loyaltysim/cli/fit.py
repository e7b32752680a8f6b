"""`loyaltysim fit`: who the customers of a sales log are, and how well that foretells what they do."""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict, Unpack

import click

from loyaltysim.cli.command import command
from loyaltysim.cli.console import console
from loyaltysim.cli.quantities import EXAMPLES, days


class FitOptions(TypedDict):
    """The options of `fit`."""

    customer: str | None
    date: str | None
    amount: str | None
    cancelled: str | None
    segment: str | None
    scheme: str | None
    randomised: bool
    contract: int | None
    predict: str | None
    holdout: int | None
    day_first: bool | None
    currency: str | None
    customers_table: bool
    out: str


@command()
@click.argument("log", type=click.Path(path_type=Path))
@click.option("--customer", metavar="COLUMN", help="Who bought; guessed if left out.")
@click.option("--date", metavar="COLUMN", help="When; guessed if left out.")
@click.option("--amount", metavar="COLUMN", help="For how much; guessed if left out.")
@click.option(
    "--cancelled",
    metavar="COLUMN",
    help="What marks refunds and cancellations: a flag, a negative quantity, or invoices such as C536379.",
)
@click.option(
    "--segment",
    metavar="COLUMN",
    help="What parts customers, such as a region; each segment is fitted apart.",
)
@click.option(
    "--scheme",
    metavar="COLUMN",
    help="What marks purchases under a scheme that was running, such as member, mailed or voucher.",
)
@click.option("--randomised", is_flag=True, help="Who came under that scheme was drawn by lot.")
@click.option(
    "--predict",
    metavar="SCENARIO",
    help="A scenario whose schemes are named as the values of that column, to set the model beside the log.",
)
@click.option(
    "--contract",
    metavar="DAYS",
    type=days,
    help="Purchases are renewals of a contract at this interval, such as 30d.",
)
@click.option(
    "--holdout", type=days, help=f"Days at the end to foretell instead of fit: {EXAMPLES}."
)
@click.option(
    "--day-first/--month-first",
    default=None,
    help="How to read 01/02/2024; told from the dates if left out.",
)
@click.option(
    "--currency",
    metavar="CODE",
    help="Currency of the amounts, such as EUR, for the file of customers.",
)
@click.option(
    "--customers-table",
    is_flag=True,
    help="Also write every customer by name, with what is expected of him or her.",
)
@click.option("--out", default="results", show_default=True, help="Folder for results.")
def fit(log: Path, **options: Unpack[FitOptions]) -> None:
    """Fit customers to a sales log.

    LOG is CSV (also packed with gzip), an Excel workbook or Parquet, a row per purchase or per line of one. Writes a file of customers that
    any scenario can extend, and says how well they foretell the days that --holdout leaves out.
    """
    from loyaltysim.calibration.fit_log import fit_log
    from loyaltysim.calibration.sales import Asked
    from loyaltysim.cli.fit_prediction import predicted
    from loyaltysim.comparison.playing.identity import content_key
    from loyaltysim.report.fit.files import CUSTOMERS, REPORT, write_fit
    from loyaltysim.report.fit.scheme_text import print_scheme
    from loyaltysim.report.fit.text import print_fit

    currency, holdout = _currency(options["currency"]), options["holdout"] or 0
    wanted = Asked(
        holdout=holdout,
        day_first=options["day_first"],
        segment=options["segment"],
        scheme=options["scheme"],
        contract=options["contract"],
        named=options["customers_table"],
    )
    found = fit_log(log, _given(options), wanted)
    expected = predicted(found, options["predict"], options["out"])
    asked = {
        "log": found.source.content,
        "columns": found.columns.model_dump(),
        "holdout": holdout,
        **{
            name: options[name]
            for name in ("segment", "scheme", "randomised", "contract", "customers_table")
        },
        "predicted": expected,
    }
    key = content_key({**asked, "day_first": options["day_first"], "currency": currency})
    folder = Path(options["out"]) / "fit" / key[:10]
    write_fit(found, folder, currency, expected, randomised=options["randomised"])
    out = console()
    print_fit(found, out)
    if found.scheme is not None:
        print_scheme(found, found.scheme, expected, out, randomised=options["randomised"])
    out.print(f"\nCustomers for your scenarios: {folder / CUSTOMERS}", soft_wrap=True)
    out.print(f"The report as a page: {folder / REPORT}", soft_wrap=True)


def _given(options: FitOptions) -> dict[str, str]:
    """Give the headers that are not to be guessed."""
    named = {
        "customer": options["customer"],
        "date": options["date"],
        "amount": options["amount"],
        "cancelled": options["cancelled"],
    }
    return {kind: name for kind, name in named.items() if name is not None}


def _currency(code: str | None) -> str | None:
    if code is not None and not (
        len(code) == 3 and code.isascii() and code.isalpha() and code.isupper()
    ):
        message = f"--currency must be three capital letters such as EUR, but is {code}"
        raise click.UsageError(message)
    return code
