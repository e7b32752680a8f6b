"""Who the customers are: segments that are described, or a purchase record to be fitted."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Tag

from loyaltysim.mechanics.parameters import CUSTOM
from loyaltysim.scenario.blocks.fit import FitSpec
from loyaltysim.scenario.blocks.segments import Segments

SEGMENTS_TAG = "(segments)"


def _which(data: Any) -> str | None:  # noqa: ANN401 -- anything may stand in a file
    if isinstance(data, FitSpec):
        return "fit"
    if isinstance(data, Segments):
        return SEGMENTS_TAG
    if not isinstance(data, dict):
        return None
    return "fit" if "fit" in data else SEGMENTS_TAG


Population = Annotated[
    Annotated[Segments, Tag(SEGMENTS_TAG)] | Annotated[FitSpec, Tag("fit")],
    Discriminator(
        _which,
        custom_error_type=CUSTOM,
        custom_error_message="must be named segments, or fit",
        custom_error_context={
            "hint": "such as everyone: {share: 100%, need_rate: 4 per week}, or fit: {log: sales.csv}",
            "shown": True,
        },
    ),
]
