"""Small breakages of the product's code, one at a time: another sign, another side, another number.

A mutant is put in place of the running function's code, so that whoever imported the function
meets it, and is taken away again.
"""

from __future__ import annotations

import ast
import contextlib
import inspect
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType, FunctionType, ModuleType

OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.Pow: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
}
WHOLE = (ast.FunctionDef, ast.ClassDef)
CHECKS = {
    *("_check", "_alike", "_meaningless", "misfits", "all_misfits", "refusal", "earliest"),
    *("_changed", "_lasting", "_told_by"),
}
"""Functions that check what others say, and what only checks of a scenario ask for."""
CALLS = {"minimum": "maximum", "maximum": "minimum", "exp": "expm1", "expm1": "exp", "log": "log1p"}


@dataclass(frozen=True)
class Mutant:
    """One breakage: the function that is broken, where, and its code."""

    function: FunctionType
    line: int
    what: str
    code: CodeType

    @contextlib.contextmanager
    def in_place(self) -> Iterator[None]:
        """Break the function for a while."""
        sound = self.function.__code__
        self.function.__code__ = self.code
        try:
            yield
        finally:
            self.function.__code__ = sound

    def __str__(self) -> str:
        return f"{self.function.__module__}:{self.line} {self.function.__qualname__}: {self.what}"


def mutants_of(module: ModuleType) -> Iterator[Mutant]:
    """List every mutant of the functions and methods that a module defines."""
    tree, functions = ast.parse(inspect.getsource(module)), dict(_functions(module))
    spared, places = set(_checks(tree)), dict(_places(tree))
    file, rest = str(module.__file__), [one for one in tree.body if not isinstance(one, WHOLE)]
    sound = _codes(compile(tree, file, "exec"))
    for node in ast.walk(tree):
        if id(node) in spared or id(node) not in places:
            continue
        whole, place = places[id(node)]
        for what, broken in _broken(node):
            copy = deepcopy(whole)
            _put(copy, place, broken)
            codes = _codes_beside(rest, copy, file)
            for name, function in functions.items():
                if name in codes and _differs(codes[name], sound[name]):
                    yield Mutant(function, getattr(node, "lineno", 0), what, codes[name])


def _places(tree: ast.Module) -> Iterator[tuple[int, tuple[ast.stmt, int]]]:
    """Tell of every node the function or class that it is part of, and its number on a walk through that."""
    for whole in tree.body:
        if isinstance(whole, WHOLE):
            for place, node in enumerate(ast.walk(whole)):
                yield id(node), (whole, place)


def _codes_beside(rest: list[ast.stmt], whole: ast.stmt, file: str) -> dict[str, CodeType]:
    """Compile one function or class of a module: names are looked up otherwise where they are imported."""
    part = ast.fix_missing_locations(ast.Module([*rest, whole], []))
    return _codes(compile(part, file, "exec"))


def _checks(tree: ast.AST) -> Iterator[int]:
    """Find what only checks parameters and answers: no sound run can show it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            decorators = [ast.unparse(decorator) for decorator in node.decorator_list]
            if node.name in CHECKS or any("validator" in decorator for decorator in decorators):
                yield from (id(part) for part in ast.walk(node))


def _functions(module: ModuleType) -> Iterator[tuple[str, Any]]:
    for holder in (module, *vars(module).values()):
        if holder is module or (inspect.isclass(holder) and holder.__module__ == module.__name__):
            for thing in vars(holder).values():
                function = thing.fget if isinstance(thing, property) else thing
                function = getattr(function, "__func__", function)
                if inspect.isfunction(function) and function.__module__ == module.__name__:
                    yield function.__qualname__, function


def _codes(code: CodeType) -> dict[str, CodeType]:
    found = {}
    for part in code.co_consts:
        if inspect.iscode(part):
            found[part.co_qualname] = part
            found.update(_codes(part))
    return found


def _differs(one: CodeType, other: CodeType) -> bool:
    return (
        one.co_code != other.co_code
        or one.co_consts != other.co_consts
        or (one.co_names != other.co_names)
    )


def _broken(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in OPERATORS:
        copy = deepcopy(node)
        copy.op = OPERATORS[type(node.op)]()
        yield f"{type(node.op).__name__} -> {type(copy.op).__name__}", copy
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARISONS:
        compared = deepcopy(node)
        compared.ops[0] = COMPARISONS[type(node.ops[0])]()
        yield f"{type(node.ops[0]).__name__} turned", compared
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.Invert | ast.Not):
        yield f"no {type(node.op).__name__}", deepcopy(node.operand)
    if (
        isinstance(node, ast.Constant)
        and isinstance(node.value, int | float)
        and not isinstance(node.value, bool)
    ):
        yield f"{node.value} + 1", ast.Constant(node.value + 1)
    if isinstance(node, ast.Attribute) and node.attr in CALLS:
        yield (
            f"{node.attr} -> {CALLS[node.attr]}",
            ast.Attribute(deepcopy(node.value), CALLS[node.attr], ast.Load()),
        )


def _put(tree: ast.AST, place: int, broken: ast.AST) -> None:
    """Put a broken node where the walk comes to it as number `place`."""
    target = next(node for number, node in enumerate(ast.walk(tree)) if number == place)
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is target:
                ast.copy_location(broken, target)
                setattr(parent, name, broken)
                return
            if isinstance(value, list) and any(item is target for item in value):
                ast.copy_location(broken, target)
                value[next(i for i, item in enumerate(value) if item is target)] = broken
                return
