"""A sales log as purchase days: of a contract, and where dates say no more than the month."""

import pytest
from tests.calibration.logs import write

from loyaltysim.calibration.forecasts.pace import MONTHLY, WEEKLY
from loyaltysim.calibration.sales import Asked, read_sales
from loyaltysim.errors import InputError


def billed(folder, form, customers=20, times=8):
    """Write a log of customers who pay on the first of each month, or in each year."""
    rows = [
        f"c{who},{form.format(month=number, year=2010 + number)},5"
        for who in range(customers)
        for number in range(1, times + 1)
    ]
    return write(folder, rows)


def test_days_that_are_all_the_first_of_a_month_have_due_dates(tmp_path):
    path = billed(tmp_path, "2024-{month:02d}-01")
    sales = read_sales(path, {}, Asked(contract=30))
    assert sales.pace == WEEKLY
    assert sales.days.day.size == 20 * 8


def test_they_are_a_log_of_months_where_no_contract_is_told_of_but_said_to_keep_to_an_interval(
    tmp_path,
):
    sales = read_sales(billed(tmp_path, "2024-{month:02d}-01"), {}, Asked())
    assert sales.pace == MONTHLY
    assert sales.regular == (31, 1.0)


@pytest.mark.parametrize(
    ("form", "period"), [("2024-{month:02d}", "months"), ("{year}", "years")], ids=["month", "year"]
)
def test_texts_that_say_no_day_have_none(tmp_path, form, period):
    path = billed(tmp_path, form)
    with pytest.raises(InputError, match=f"the log knows {period} only, so that --contract finds"):
        read_sales(path, {}, Asked(contract=30))
    assert read_sales(path, {}, Asked()).regular is None
