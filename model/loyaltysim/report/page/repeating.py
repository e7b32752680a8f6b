"""How a comparison can be repeated: scenario, seed, versions, command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from loyaltysim.language import say
from loyaltysim.report.numbers import whole
from loyaltysim.scenario import dump_scenario

if TYPE_CHECKING:
    from loyaltysim.comparison import Comparison

_SHOWN = ("loyaltysim", "python", "numpy", "scipy", "mesa", "pandas", "matplotlib")
_MACHINE = ("system", "machine", "c_library")
_LONG = ("model_source", "cpu_dispatch")


def repeating(comparison: Comparison) -> dict[str, Any]:
    """Give all that a comparison's numbers depend on."""
    scenario, made = comparison.scenario, comparison.made_with
    draws = 0 if comparison.assumptions is None else comparison.assumptions.ahead.draws
    return {
        "command": f"loyaltysim compare {scenario.name}.yaml --assumptions {draws}",
        "file": f"{scenario.name}.yaml",
        "yaml": dump_scenario(scenario),
        "version": made.get("loyaltysim", ""),
        "facts": [
            (say("seed"), str(scenario.seed)),
            (say("days"), str(scenario.days)),
            (
                say("markets, and customers of each"),
                f"{comparison.markets_played}, {whole(comparison.market_size)}",
            ),
            (say("plausible models"), str(draws)),
            (say("versions"), ", ".join(f"{name} {made[name]}" for name in _SHOWN if name in made)),
            (say("machine"), " ".join(made[name] for name in _MACHINE if name in made)),
            (
                say("hash of the model's source, and of the processor's instructions"),
                ", ".join(made[name][:12] for name in _LONG if name in made),
            ),
        ],
    }
