"""The most memory that a comparison takes in one process.

`python -m tests.benchmarks.memory CUSTOMERS DAYS` prints it for itself, in MB.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SELF = Path("/proc/self/status")
ROOT = Path(__file__).parents[2]


def peak(customers: int, days: int) -> float:
    """Compare the schemes of the coffee bar in a process of their own, and give its peak in MB."""
    command = [sys.executable, "-m", __name__, str(customers), str(days)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return float(done.stdout)


def own_peak() -> float:
    """Give this process's peak in MB."""
    if SELF.exists():  # the other way counts what the parent took before this process began
        lines = SELF.read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    import resource

    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def main() -> None:
    """Stream a population through a comparison."""
    from loyaltysim import compare

    customers, days = (int(argument) for argument in sys.argv[1:])
    compare("coffee_bar", customers=customers, days=days, jobs=1, assumptions=0, out=None)
    sys.stdout.write(f"{own_peak():.0f}\n")


if __name__ == "__main__":
    main()
