"""Logs written for tests."""

import numpy as np

from loyaltysim.scenario.blocks.fit import LogColumns

FIRST = np.datetime64("2024-01-01")
COLUMNS = LogColumns(customer="customer", date="date", amount="amount")


def write(folder, rows, header="customer,date,amount", name="sales.csv"):
    path = folder / name
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def regulars(customers=40, visits=4):
    """Give rows of customers who come once a week."""
    return [
        f"c{number:03d},{FIRST + np.timedelta64(number % 7 + 7 * visit, 'D')},{10 + number}.00"
        for number in range(customers)
        for visit in range(visits)
    ]
