"""Customers made from a purchase record."""

from pathlib import Path
from typing import Literal, Self

from pydantic import Field, PrivateAttr, model_validator

from loyaltysim.scenario.blocks.block import Block, refuse
from loyaltysim.units import DAYS_IN


class LogColumns(Block):
    """Headers of a purchase log."""

    customer: str = Field(default="customer", description="who bought")
    date: str = Field(default="date", description="when; days and times are both read")
    amount: str | None = Field(default=None, description="for how much; none if left out")
    cancelled: str | None = Field(
        default=None,
        description="what marks refunds and cancellations: a flag, a word such as refunded, a negative "
        "quantity, or invoice numbers of which C536379 takes something back; none if left out",
    )


class FitSpec(Block):
    """A purchase record from which the customers are made."""

    rfm: str | None = Field(
        default=None,
        description="table with a row per customer: x repeat purchases, t_x time of the last one, "
        "T time observed, mean_spend; a file beside or below the scenario",
    )
    unit: Literal["day", "week", "month", "year"] = Field(
        default="week", description="unit of time of t_x and T in the rfm table"
    )
    log: str | None = Field(
        default=None,
        description="log with a row per purchase; a file beside or below the scenario",
    )
    columns: LogColumns = Field(default=LogColumns(), description="headers of the log")
    day_first: bool | None = Field(
        default=None,
        description="whether 01/02/2024 in the log is the first of February; told from the dates "
        "if left out",
    )
    _file: Path | None = PrivateAttr(default=None)

    @model_validator(mode="before")
    @classmethod
    def _inside(cls, data: object) -> object:
        if not isinstance(data, dict) or "fit" not in data:
            return data
        others = [key for key in data if key != "fit"]
        if others:
            refuse(
                f"segments ({others[0]}) cannot stand beside fit",
                "describe segments, or fit a purchase record",
            )
        return data["fit"]

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if (self.rfm is None) == (self.log is None):
            said = "neither" if self.rfm is None else "both"
            refuse(f"give exactly one of rfm and log, not {said}", "such as log: sales.csv")
        beside = {"unit": "rfm"} if self.log else {"columns": "log", "day_first": "log"}
        for name, other in beside.items():
            if name in self.model_fields_set:
                refuse(f"{name} belongs to {other}, which is not given", "leave it out", name)
        return self

    @property
    def named(self) -> str:
        """The data file as the scenario names it."""
        return self.rfm or self.log or ""

    @property
    def unit_days(self) -> float:
        """Days in the unit of time of the rfm table."""
        return DAYS_IN[self.unit]

    @property
    def file(self) -> Path:
        """Where the data file is."""
        return self._file or Path(self.named).resolve()

    def found_at(self, file: Path) -> Self:
        """Remember where the data file is."""
        fit = self.model_copy()
        fit._file = file  # noqa: SLF001 -- the copy is not yet shared
        return fit
