"""
Every place of the generator where text of a document is escaped, and the generator without one of them.

One rule: the places are found in the sources, so that a new one is tried from the day it is written.
"""

from __future__ import annotations

import ast
import importlib
import json
import re
import types
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import attrs

from generator.read.sources import Project
from tests.generator.specimens import ROOT

PRINTING = (
    "plan", "plan_client", "plan_models", "plan_operations", "plan_project", "plan_queries", "plan_renames",
    "plan_streams", "plan_webhooks", "plan_wire", "types", "unions", "access",
)  # fmt: skip
"""Passes whose texts go into modules as they are."""
_FILTER = re.compile(r" \| (docstring|literal|toml|markdown|code_cell)\b")


def naive(value: Any) -> str:
    """A value in quotes, the way of somebody who never met a quote in a text."""
    match value:
        case str():
            return f"'{value}'"
        case dict():
            return f"{{{', '.join(f'{naive(key)}: {naive(one)}' for key, one in value.items())}}}"
        case tuple() | list():
            inner = "".join(f"{naive(one)}, " for one in value)
            return f"({inner})" if isinstance(value, tuple) else f"[{inner}]"
    return repr(value)


@attrs.frozen
class Filter:
    """One use of a filter in a template."""

    template: str
    position: int
    text: str

    def without(self, templates: Mapping[str, str]) -> dict[str, str]:
        """The templates without it."""
        text = templates[self.template]
        assert text[self.position :].startswith(self.text)
        return {**templates, self.template: text[: self.position] + text[self.position + len(self.text) :]}

    def given(self, evil: str, templates: Mapping[str, str], *, naively: bool) -> dict[str, str]:
        """The templates with a text of the attacker's in place of what goes into it, or of what comes out."""
        text = templates[self.template]
        start = self.position - len(_value(text[: self.position]))
        rest = text[self.position + (len(self.text) if naively else 0) :]
        return {**templates, self.template: f"{text[:start]}{json.dumps(evil)}{rest}"}


def _value(text: str) -> str:
    """The expression at the end of a text."""
    return re.split(r"[{(\[ ]", text)[-1].strip(' "')


@cache
def filters() -> dict[str, Filter]:
    """Every use of a filter, by template, filter and number."""
    found: dict[str, Filter] = {}
    for template, text in sorted(Project(ROOT).templates().items()):
        for match in _FILTER.finditer(text):
            word = _value(text[: match.start()])
            name = f"{template.removesuffix('.jinja')} {word} {match[1]}"
            name = next(one for one in (name, *(f"{name} {number}" for number in range(2, 20))) if one not in found)
            found[name] = Filter(template, match.start(), match[0])
    return found


class _Naive(ast.NodeTransformer):
    """Replaces the n-th ``repr`` of a module; what becomes a message is not counted."""

    def __init__(self, wanted: int = -1, replaced: Callable[[ast.expr], ast.expr] | None = None) -> None:
        self.names: list[str] = []
        self._wanted = wanted
        self._replaced = replaced or _quoted
        self._within: list[str] = []

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self._within.append(node.name)
        self.generic_visit(node)
        self._within.pop()
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        if called in ("add", "_say", "fault", "note") and any(isinstance(one, ast.JoinedStr) for one in node.args):
            return node
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id == "repr" and self._counted(node.args[0]):
            return ast.copy_location(self._replaced(node.args[0]), node)
        return node

    def visit_FormattedValue(self, node: ast.FormattedValue) -> ast.AST:
        self.generic_visit(node)
        if node.conversion == ord("r") and self._counted(node.value):
            return ast.copy_location(ast.FormattedValue(self._replaced(node.value), -1, node.format_spec), node)
        return node

    def visit_Raise(self, node: ast.Raise) -> ast.AST:
        return node

    def _counted(self, value: ast.expr) -> bool:
        self.names.append(f"{'.'.join(self._within)} {ast.unparse(value)}")
        return len(self.names) - 1 == self._wanted


def _quoted(value: ast.expr) -> ast.expr:
    return ast.Call(ast.Name("_naive_quotes", ast.Load()), [value], [])


@attrs.frozen
class Literal:
    """One ``repr`` of a pass, by its number in the module."""

    module: str
    number: int

    def replace(self, patch: Callable[[Any, str, Any], None]) -> None:
        """Put `naive` in its place; ``patch`` sets attributes and undoes it later."""
        self._change(patch, _quoted)

    def give(self, evil: str, patch: Callable[[Any, str, Any], None], *, naively: bool) -> None:
        """Put a text of the attacker's into it, or into `naive` in its place."""
        text = ast.Constant(naive(evil) if naively else repr(evil))
        self._change(patch, lambda _: text)

    def _change(self, patch: Callable[[Any, str, Any], None], replaced: Callable[[ast.expr], ast.expr]) -> None:
        module = importlib.import_module(f"generator.passes.{self.module}")
        tree = _Naive(self.number, replaced).visit(ast.parse(Path(str(module.__file__)).read_text("utf-8")))
        code = compile(ast.fix_missing_locations(tree), str(module.__file__), "exec")
        fresh = {one.co_qualname: one for one in _codes(code)}
        patch(module, "_naive_quotes", naive)
        for function in _functions(module):
            patch(function, "__code__", fresh[function.__code__.co_qualname])


@cache
def literals() -> dict[str, Literal]:
    """Every ``repr`` of the passes that print, by module, function and expression."""
    found: dict[str, Literal] = {}
    for module in PRINTING:
        finder = _Naive()
        finder.visit(ast.parse((ROOT / "generator" / "passes" / f"{module}.py").read_text("utf-8")))
        for number, name in enumerate(finder.names):
            names = (f"{module} {name}", *(f"{module} {name} {again}" for again in range(2, 20)))
            found[next(one for one in names if one not in found)] = Literal(module, number)
    return found


def _codes(code: types.CodeType) -> Iterator[types.CodeType]:
    yield code
    for one in code.co_consts:
        if isinstance(one, types.CodeType):
            yield from _codes(one)


def _functions(module: types.ModuleType) -> Iterator[types.FunctionType]:
    for value in vars(module).values():
        for one in (
            vars(value).values() if isinstance(value, type) and value.__module__ == module.__name__ else (value,)
        ):
            plain = one.fget if isinstance(one, property) else getattr(one, "__wrapped__", one)
            if isinstance(plain, types.FunctionType) and plain.__code__.co_filename == module.__file__:
                yield plain
