"""Sales logs of simulated customers whose truth is known."""

import numpy as np

from loyaltysim.calibration.forecasts.history import split
from loyaltysim.calibration.logs.purchases import PurchaseDays
from loyaltysim.randomness import Luck, gamma

START = 19_723  # 2024-01-01, a Monday


def simulated(parameters, days, customers=1500, *, factors=None, joining=90, seed=5):
    """Draw purchase days: everyone buys on the first day, then at the own rate times the week's factor."""
    luck = Luck(seed, range(1), customers)
    r, alpha, s, beta = parameters
    rate = gamma(luck.traits("rate"), r / alpha, r**-0.5)
    hazard = gamma(luck.traits("hazard"), s / beta, s**-0.5)
    first = np.floor(joining * luck.traits("first")).astype(np.int64)
    first[0], stay = 0, -np.log(luck.traits("end")) / np.maximum(hazard, 1e-12)
    weekly = np.ones(days // 7 + 1) if factors is None else factors
    rows = [(np.arange(customers), first)]
    for now in range(1, days):
        chance = -np.expm1(-rate * weekly[now // 7])
        buys = (now > first) & (now - first <= stay) & (luck.traits(f"day {now}") < chance)
        rows.append((np.flatnonzero(buys), np.full(int(buys.sum()), now)))
    customer, day = (np.concatenate(column) for column in zip(*rows, strict=True))
    order = np.lexsort((day, customer))
    return customer[order], day[order] + START


def history_of(customer, day, days, ahead=0):
    last = START + days - 1
    return split(PurchaseDays(customer, day, np.full(day.size, 10.0), last, {}), ahead)


def write_sales(path, customer, day):
    dates = day.astype("datetime64[D]").astype(str)
    rows = [f"secret-{who},{on},{5 + who % 7}.50" for who, on in zip(customer, dates, strict=True)]
    path.write_text("\n".join(["client,ordered,total", *rows]) + "\n")
    return path
