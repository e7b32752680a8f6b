"""Whatever is given to `fit`: it ends with a message or with figures, never with a fault of its own."""

import contextlib
import io
import zipfile

import numpy as np
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loyaltysim.calibration.customers_file import customers_yaml
from loyaltysim.calibration.fit_log import fit_log
from loyaltysim.calibration.logs.detect import detect_columns
from loyaltysim.calibration.sales import Asked
from loyaltysim.errors import InputError
from loyaltysim.report.fit.files import write_fit
from loyaltysim.scenario import parse_scenario

HEADERS = st.sampled_from(
    ["customer,date,amount", "sep=;\nclient;month;total", "id,year", "a;b", "", "date"]
)
SOUP = st.text("ab,;\t|\"'\n\r -.:/0123456789€é\0MQ", max_size=120)
FIRST = np.datetime64("2024-01-01")


@given(header=HEADERS, soup=SOUP)
@settings(max_examples=150)
def test_no_text_does_worse_than_be_refused(tmp_path_factory, header, soup):
    path = tmp_path_factory.getbasetemp() / "soup.csv"
    path.write_text(f"{header}\n{soup}")
    with contextlib.suppress(InputError):
        detect_columns(path, {})
    with pytest.raises(InputError):
        fit_log(path, {}, Asked(holdout=30))


def _workbook():
    book, stream = openpyxl.Workbook(), io.BytesIO()
    for row in [("customer", "date", "amount"), ("a", "2024-01-01", 5), ("b", "2024-01-02", 7)]:
        book.active.append(row)
    book.save(stream)
    return stream.getvalue()


WORKBOOK = _workbook()


@given(places=st.lists(st.integers(0, len(WORKBOOK) - 1), max_size=8), mark=st.integers(0, 255))
@settings(max_examples=60)
def test_no_damaged_workbook_does_worse_than_be_refused(tmp_path_factory, places, mark):
    path, data = tmp_path_factory.getbasetemp() / "soup.xlsx", bytearray(WORKBOOK)
    for place in places:
        data[place] = mark
    path.write_bytes(bytes(data))
    with pytest.raises(InputError):
        fit_log(path, {})


def test_a_workbook_that_would_unpack_into_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("loyaltysim.calibration.logs.textfile.LARGEST", 1000)
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "0" * 100_000)
    with pytest.raises(InputError, match="is larger than 1,000 bytes unpacked"):
        fit_log(path, {})


def rows(purchases):
    """Give lines of customers with the days and the amount of each purchase."""
    return [
        f"c{who},{FIRST + np.timedelta64(int(day), 'D')},{amount}" for who, day, amount in purchases
    ]


def _everyone(days, amount=5.0):
    return [(who, day, amount) for who in range(40) for day in days]


CASES = {
    "everybody every day": _everyone(range(60)),
    "nobody after a fortnight, all for nothing": [*_everyone([0, 3, 9], 0.0), (0, 90, 0.0)],
    "a wholesaler, and more taken back than bought": [
        *_everyone([0, 25, 60]),
        *[(0, day, 9e9) for day in range(1, 70)],
        *[(who, 61, -1e6) for who in range(20)],
    ],
    "a closed shop": [(who, day + who % 3, 4.0) for who in range(40) for day in (0, 4, 150)],
}


@pytest.mark.parametrize("case", CASES)
def test_odd_logs_of_a_contract_end_with_figures_or_are_refused(tmp_path, case):
    path = tmp_path / "sales.csv"
    path.write_text("\n".join(["customer,date,amount", *rows(CASES[case])]))
    with contextlib.suppress(InputError):
        fit = fit_log(path, {}, Asked(holdout=14, contract=7))
        assert np.isfinite([[score.total, score.active] for score in fit.scores]).all()
        assert np.isfinite(fit.track.high).all()
        write_fit(fit, tmp_path / "results")


def test_a_contract_that_nobody_has_any_more_is_refused(tmp_path):
    gone = [*_everyone([0, 7, 14]), (0, 60, -5.0)]
    path = tmp_path / "sales.csv"
    path.write_text("\n".join(["customer,date,amount", *rows(gone)]))
    with pytest.raises(
        InputError, match="nobody still is a customer at the end of the fitted days"
    ):
        fit_log(path, {}, Asked(contract=7))


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_odd_logs_end_with_figures(tmp_path, case):
    path = tmp_path / "sales.csv"
    path.write_text("\n".join(["customer,date,amount", *rows(CASES[case])]))
    fit = fit_log(path, {}, Asked(holdout=14))
    for score in fit.scores:
        assert np.isfinite([score.total, score.active]).all()
    assert np.isfinite(fit.track.high).all()
    assert (fit.track.low <= fit.track.high).all()
    text = customers_yaml(fit.customers, "customers.yaml")
    text += "title: x\ndays: 30\nacts: {buy: {ticket: 8, margin: 50%}}\nschemes: {none: []}\n"
    found = parse_scenario(text, file="x.yaml").segment_population()
    assert found is not None
    assert all(one.rate.mean > 0 for one in found.segments)
    write_fit(fit, tmp_path / "results")
