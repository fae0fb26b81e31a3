"""
Lazy packages: names that are imported when first asked for (PEP 562).

One rule: asking for one name imports the one module that defines it, nothing else.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterable, Mapping


def attach(
    package: str,
    names: Mapping[str, Iterable[str]] | None = None,
    *,
    modules: Iterable[str] | None = (),
    renamed: Mapping[str, tuple[str, str]] | None = None,
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """
    ``__getattr__`` and ``__dir__`` for a package.

    Args:
        package: ``__name__`` of the package.
        names: Module, relative ones with their dot, -> names that it defines.
        modules: Modules of the package that are attributes themselves; None for all that there are.
        renamed: Old name -> its new name, and the version without the old one; asking for it warns.
    """
    where = {name: module for module, found in (names or {}).items() for name in found}
    own = frozenset(modules if modules is not None else ())

    def __getattr__(name: str) -> object:
        if renamed and name in renamed:
            from warp_client_core.renames import tell

            new, gone = renamed[name]
            tell(f"{package}.{name}", f"{package}.{new}", gone)
            return getattr(sys.modules[package], new)
        if name in where:
            value: object = getattr(importlib.import_module(where[name], package), name)
            setattr(sys.modules[package], name, value)
            return value
        if name in own or (modules is None and not name.startswith("_")):
            try:
                return importlib.import_module(f".{name}", package)
            except ModuleNotFoundError as error:
                if error.name != f"{package}.{name}":
                    raise
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    def __dir__() -> list[str]:
        from pkgutil import iter_modules

        home = sys.modules[package]
        found = own if modules is not None else {one.name for one in iter_modules(home.__path__)}
        own_names = {name for name in vars(home) if name.startswith("__")}
        return sorted({*where, *found, *own_names})

    return __getattr__, __dir__
