"""What fitting a sales log of many rows takes in one process.

`python -m tests.benchmarks.log_rows ROWS` prints for itself seconds of processor time and the peak in MB.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from tests.benchmarks.memory import ROOT, own_peak

from loyaltysim.randomness import Luck, gamma

DAYS = 730
PER_CUSTOMER = 8
HOLDOUT = 180


def cost(rows: int) -> tuple[float, float]:
    """Fit a log in a process of its own, and give its processor seconds and its peak in MB."""
    command = [sys.executable, "-m", __name__, str(rows)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    seconds, peak = done.stdout.split()
    return float(seconds), float(peak)


def write_log(path: Path, rows: int) -> None:
    """Write purchases of customers of gamma-distributed rates who join in the first year, some of whom leave."""
    import pandas as pd

    customers = rows // PER_CUSTOMER
    luck = Luck(1, range(1), customers)
    first = np.floor(luck.traits("first") * DAYS / 2)
    stay = -np.log(luck.traits("stay")) * 400.0
    weight = gamma(luck.traits("rate"), 1.0, 1.0) * np.minimum(stay, DAYS - 1 - first)
    counts = np.maximum(np.rint(weight * rows / weight.sum()), 1).astype(np.int64)
    who = np.repeat(np.arange(customers), counts)
    each = Luck(2, range(1), who.size).traits("day")
    day = first[who] + np.floor(each * np.minimum(stay, DAYS - 1 - first)[who])
    dates = np.datetime64("2022-01-01") + day.astype(np.int64).astype("timedelta64[D]")
    total = np.round(5.0 + 20.0 * Luck(3, range(1), who.size).traits("total"), 2)
    pd.DataFrame({"customer": who, "date": dates, "total": total}).to_csv(path, index=False)


def main() -> None:
    """Fit a log of so many rows, with a holdout."""
    from loyaltysim.calibration.fit_log import fit_log
    from loyaltysim.calibration.sales import Asked

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sales.csv"
        write_log(path, int(sys.argv[1]))
        begun = time.process_time()
        fit_log(path, {}, Asked(holdout=HOLDOUT))
        sys.stdout.write(f"{time.process_time() - begun:.1f} {own_peak():.0f}\n")


if __name__ == "__main__":
    main()
