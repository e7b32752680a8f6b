"""The C loop of `core.c`, on the columns of a run that the model itself does not play."""

from __future__ import annotations

import atexit
import ctypes
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltysim.mechanics.chance.lottery import Lottery
from loyaltysim.mechanics.goals.stamp_card import StampCard
from loyaltysim.mechanics.points.points import Points
from loyaltysim.mechanics.points.rules.redemption import Redemption
from loyaltysim.mechanics.prompts.message import Message
from loyaltysim.mechanics.reward import MoneyReward
from loyaltysim.simulation.familiar import LONG_AGO

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from loyaltysim.mechanics.mechanic import Mechanic
    from loyaltysim.simulation.loyalty_model import LoyaltyModel

SOURCE = Path(__file__).with_name("core.c")


def _structure(name: str, kind: type, fields: str) -> Any:
    return type(
        name, (ctypes.Structure,), {"_fields_": [(field, kind) for field in fields.split()]}
    )


TRAITS = (
    "need hazard worth intrinsic gap reward_sensitivity loss_aversion discount_rate "
    "attention habit_rate ticket"
)
STATES = "present opted_in habit crowding efficacy fatigue satisfaction last_act acts"
Columns = _structure(
    "Columns",
    ctypes.c_void_p,
    f"{TRAITS} {STATES} exposure seen occasion_screen hazard_screen stamps points acted",
)
WIDE = {"ticket": np.float64, "stamps": np.float64, "points": np.float64}
FLAGS = dict.fromkeys(("present", "opted_in", "acted"), np.bool_)
WHOLE = dict.fromkeys(("last_act", "acts", "seen"), np.int32)
Luck = _structure("Luck", ctypes.c_void_p, "occasion notice act draw leave opt_out")
Constants = _structure(
    "Constants",
    ctypes.c_float,
    "action_slope action_odds blocked_days motivation_floor "
    "habit_decay habit_ease habit_cue off_occasion "
    "value_exponent probability_weighting effort_discount goal_gradient windfall "
    "efficacy_gain efficacy_pull uncertainty spark interest_direction "
    "novelty_days novelty_floor novelty_rest "
    "crowding_out crowding_growth crowding_days "
    "fatigue_growth fatigue_recovery opt_out annoyance habit_hold "
    "leaving_slope leaving_least leaving_most satisfaction_rate",
)
Scheme = _structure(
    "Scheme",
    ctypes.c_double,
    "stamps card_value card_cost per_spend threshold points_value points_cost "
    "chance prize_value prize_cost message_every",
)
Totals = _structure(
    "Totals",
    ctypes.c_double,
    "acts revenue reward_value reward_cost sent noticed left opted_out",
)


def compiler() -> str | None:
    """Find a C compiler."""
    return shutil.which("cc")


@cache
def library() -> ctypes.CDLL:
    """Compile the loop."""
    folder = tempfile.mkdtemp(prefix="loyaltysim-core-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    made = Path(folder) / "core.so"
    command = [str(compiler()), "-O2", "-shared", "-fPIC", str(SOURCE), "-o", str(made), "-lm"]
    subprocess.run(command, check=True)
    loaded = ctypes.CDLL(str(made))
    loaded.play_day.argtypes = [ctypes.c_int64, ctypes.c_int32, *[ctypes.c_void_p] * 5]
    loaded.play_day.restype = None
    return loaded


class CLoop:
    """One scheme from the launch on: the columns are those of a model that has not been stepped.

    Parameters
    ----------
    model
        Has one act without baskets and at most the mechanics of the workload, under their names.
    """

    def __init__(self, model: LoyaltyModel) -> None:
        self.model, self.day = model, 0
        self.acted = np.zeros(model.customers.n, np.bool_)
        self.totals = Totals()
        self._arrays = self._columns()
        self._columns_of = _pointers(Columns, self._arrays)
        self._constants = self._constants_of()
        self._scheme = _scheme(one.mechanic for one in model.instances)
        self._play = library().play_day

    def _columns(self) -> dict[str, NDArray[Any]]:
        model = self.model
        traits, states = model.customers.traits, model.customers.states
        columns = {name: getattr(traits, name) for name in TRAITS.split()}
        columns |= {name: getattr(states, name) for name in STATES.split()}
        return {
            **{name: column.reshape(-1) for name, column in columns.items()},
            "exposure": np.zeros(model.customers.n, np.float32),
            "seen": np.full(model.customers.n, LONG_AGO, np.int32),
            "occasion_screen": model.screens.occasion(0),
            "hazard_screen": model.screens.hazard(vexing=False),
            "stamps": self._balance("card"),
            "points": self._balance("points"),
            "acted": self.acted,
        }

    def _balance(self, instance: str) -> NDArray[np.float64]:
        account = self.model.ledger.accounts.get(instance)
        return np.zeros(self.model.customers.n) if account is None else account.balance

    def _constants_of(self) -> Any:
        constants, act = self.model.constants, self.model.setup.acts[0]
        turn = constants.interest_turn
        direction = min(1.0, max(-1.0, (act.interest - turn) / (1.0 - turn)))
        names = [name for name, _ in Constants._fields_ if name != "interest_direction"]
        return Constants(
            interest_direction=direction, **{name: getattr(constants, name) for name in names}
        )

    def draw(self) -> Any:
        """Draw what the loop needs of the day's luck, as the model would."""
        luck, scheme = self.model.luck, self._scheme
        luck.begin_day(self.day)
        act = self.model.setup.acts[0].name
        wanted = {"occasion": f"occasion:{act}", "act": f"act:{act}", "leave": "leave"}
        if scheme.chance:
            wanted["draw"] = "instance:lottery:draw"
        if scheme.message_every and self.day % scheme.message_every == 0:
            wanted |= {"notice": "notice:mail:visit", "opt_out": "opt_out"}
        return _pointers(Luck, {name: luck.events(decision) for name, decision in wanted.items()})

    def step(self, luck: Any) -> None:
        """Play one day on luck that was drawn for it."""
        given = (self._columns_of, luck, self._scheme, self._constants, self.totals)
        self._play(self.model.customers.n, self.day, *(ctypes.byref(part) for part in given))
        self.day += 1


def _pointers(structure: Any, arrays: dict[str, NDArray[Any]]) -> Any:
    for name, array in arrays.items():
        assert array.flags.c_contiguous, name
        assert array.dtype == {**WIDE, **FLAGS, **WHOLE}.get(name, np.float32), name
    return structure(**{name: array.ctypes.data for name, array in arrays.items()})


def _scheme(mechanics: Iterable[Mechanic]) -> Any:
    numbers: dict[str, float] = {}
    for mechanic in mechanics:
        numbers |= _numbers(mechanic)
    return Scheme(**numbers)


def _numbers(mechanic: Mechanic) -> dict[str, float]:
    match mechanic:
        case StampCard(stamps=stamps, reward=MoneyReward() as reward):
            return {"stamps": stamps, "card_value": reward.value, "card_cost": reward.cost}
        case Points(per_spend=per_spend, redeem=Redemption() as redeem):
            return {
                "per_spend": per_spend,
                "threshold": redeem.points,
                "points_value": redeem.value,
                "points_cost": redeem.cost,
            }
        case Lottery(chance=chance, prize=MoneyReward() as prize):
            return {"chance": chance, "prize_value": prize.value, "prize_cost": prize.cost}
        case Message(every=every):
            return {"message_every": every}
    msg = f"the C loop has no {mechanic.kind}"
    raise ValueError(msg)
