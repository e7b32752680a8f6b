"""What every process beside the server needs, loaded once."""

from __future__ import annotations

from importlib import import_module

from loyaltysim.language import CATALOGUES, LANGUAGES, catalogue
from loyaltysim.mechanics.registry import get_mechanic, mechanic_names
from loyaltysim.studio.schemas import whole

LOADED = (
    "loyaltysim.report.figures",
    "loyaltysim.simulation.run",
    "loyaltysim.studio.desk",
    "loyaltysim.studio.palette",
    "loyaltysim.studio.pages",
    "loyaltysim.studio.player",
)

for one in LOADED:
    import_module(one)
for kind in mechanic_names():
    get_mechanic(kind)
whole()
for code in LANGUAGES:
    for part in CATALOGUES:
        catalogue(code, part)
