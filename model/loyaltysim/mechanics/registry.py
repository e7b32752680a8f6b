"""Names of mechanics: the built-in ones and those that other packages bring by entry point."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import entry_points
from importlib.resources import files
from typing import TYPE_CHECKING, TypeVar

from loyaltysim.errors import LoyaltysimError, Problem, any_of, nearest

if TYPE_CHECKING:
    from collections.abc import Callable

    from loyaltysim.mechanics.mechanic import Mechanic

FAMILIES = (
    "chance",
    "continuity",
    "employees",
    "goals",
    "money",
    "points",
    "prompts",
    "romance",
    "service",
    "social",
    "status",
)
ENTRY_POINTS = "loyaltysim.mechanics"
_registered: dict[str, type[Mechanic]] = {}

M = TypeVar("M", bound="type[Mechanic]")


def _built_in() -> dict[str, str]:
    """Find the modules of the built-in mechanics, named as their files are, without importing any."""
    found = {}
    for family in FAMILIES:
        for file in files("loyaltysim.mechanics").joinpath(family).iterdir():
            name, _, ending = file.name.partition(".")
            if ending == "py" and name != "__init__":
                found[name] = f"loyaltysim.mechanics.{family}.{name}"
    return dict(sorted(found.items()))


_MODULES = _built_in()
BUILT_IN = tuple(_MODULES)


def _renamed(known: type[Mechanic] | None, cls: type[Mechanic]) -> bool:
    return known is not None and known.__qualname__ != cls.__qualname__


def mechanic(kind: str) -> Callable[[M], M]:
    """Register a mechanic under the name that scenario files use.

    Parameters
    ----------
    kind
        The name, in lower case with underscores.
    """

    def register(cls: M) -> M:
        known = _registered.get(kind)
        first = _MODULES.get(kind) if known is None else known.__module__
        if first is not None and (first != cls.__module__ or _renamed(known, cls)):
            msg = f"two mechanics are named {kind}: {first} and {cls.__module__}"
            raise LoyaltysimError(Problem(msg, "give one of them another name"))
        cls.kind = kind
        _registered[kind] = cls
        return cls

    return register


def _plugins() -> dict[str, str]:
    return {point.name: point.value for point in entry_points(group=ENTRY_POINTS)}


def _load_plugin(kind: str, module: str) -> None:
    try:
        import_module(module)
    # Whatever another package's code raises, the user needs to know whose it is.
    except Exception as error:
        msg = f"the mechanic {kind} cannot be loaded from {module}: {error}"
        raise LoyaltysimError(
            Problem(msg, "mend or uninstall the package that brings it")
        ) from error
    if kind not in _registered:
        msg = f"{module} says that it brings the mechanic {kind}, but registers no such name"
        raise LoyaltysimError(Problem(msg, "mend or uninstall the package that brings it"))


def mechanic_names() -> tuple[str, ...]:
    """List every mechanic that a scenario can name, in alphabetical order."""
    return tuple(sorted({*BUILT_IN, *_registered, *_plugins()}))


def get_mechanic(kind: str) -> type[Mechanic]:
    """Find a mechanic by its name.

    Raises
    ------
    LoyaltysimError
        When no mechanic has that name, or a plug-in's module does not register it.
    """
    if kind not in _registered and kind in BUILT_IN:
        import_module(_MODULES[kind])
    if kind not in _registered and kind in _plugins():
        _load_plugin(kind, _plugins()[kind].partition(":")[0])
    if kind not in _registered:
        near = nearest(kind, mechanic_names())
        hint = f"did you mean {any_of(near)}?" if near else "`loyaltysim mechanics` lists all"
        raise LoyaltysimError(Problem(f"no mechanic is named {kind}", hint))
    return _registered[kind]
