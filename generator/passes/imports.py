"""Collects what a generated module has to import, from the types it mentions."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.model.views import Import

_MODULES = {"dt": "import datetime as dt"}
_KNOWN = {
    "Any": "typing",
    "ClassVar": "typing",
    "List": "typing",
    "Sequence": "collections.abc",
    "Mapping": "collections.abc",
    "Decimal": "decimal",
    "RawValue": "warp_client_core.variants",
    "UUID": "uuid",
    "FileSource": "warp_client_core.bodies",
    "Page": "warp_client_core",
    "AsyncListing": "warp_client_core",
    "AsyncPage": "warp_client_core",
    "Call": "warp_client_core",
    "Timestamp": "warp_client_core.times",
    "models": "..",
    "RequestOptions": "warp_client_core",
    "ServerEvent": "warp_client_core.iteration",
    "EventStream": "warp_client_core.iteration",
    "AsyncEventStream": "warp_client_core.iteration",
}
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class Imports:
    """
    Names used by one module.

    Args:
        types: Model, enum and mapping name -> domain module that defines it, for modules of the models package.
        prefix: How the module reaches those modules.
        here: The domain of the module itself.
    """

    def __init__(self, types: Mapping[str, str] | None = None, prefix: str = ".", here: str = "") -> None:
        self._types = types or {}
        self._prefix = prefix
        self._here = here
        self._names: dict[str, set[str]] = {}
        self.modules: set[str] = set()

    def use(self, *expressions: str) -> None:
        """Note every known name in Python expressions."""
        for expression in expressions:
            for word in _WORD.findall(expression):
                if word in self._types:
                    if self._types[word] != self._here:
                        self.add(f"{self._prefix}{self._types[word]}", word)
                elif word in _MODULES:
                    self.modules.add(_MODULES[word])
                elif word in _KNOWN:
                    self.add(_KNOWN[word], word)

    def add(self, module: str, *names: str) -> None:
        """Note names of a module."""
        self._names.setdefault(module, set()).update(names)

    def lines(self) -> tuple[Import, ...]:
        """All imports, sorted."""
        return tuple(Import(module, tuple(sorted(names))) for module, names in sorted(self._names.items()))
