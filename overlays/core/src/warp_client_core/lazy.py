"""
Lazy packages: names that are imported when first asked for (PEP 562).

One rule: asking for one name imports the one module that defines it, nothing else.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterable, Mapping


def attach(
    package: str, names: Mapping[str, Iterable[str]] | None = None, *, modules: Iterable[str] = ()
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """
    ``__getattr__`` and ``__dir__`` for a package.

    Args:
        package: ``__name__`` of the package.
        names: Module, relative ones with their dot, -> names that it defines.
        modules: Modules of the package that are attributes themselves.
    """
    where = {name: module for module, found in (names or {}).items() for name in found}
    own = frozenset(modules)

    def __getattr__(name: str) -> object:
        if name in own:
            return importlib.import_module(f".{name}", package)
        if name not in where:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value: object = getattr(importlib.import_module(where[name], package), name)
        setattr(sys.modules[package], name, value)
        return value

    def __dir__() -> list[str]:
        return sorted({*where, *own, *vars(sys.modules[package])})

    return __getattr__, __dir__
