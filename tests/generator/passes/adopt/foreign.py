"""Small documents that nobody here wrote, and what adopt makes of them."""

from __future__ import annotations

from typing import Any

from generator.passes.adopt.adopt import Adopted, adopt

DONE = {"200": {"description": "Done."}}


def foreign(paths: Any, *, version: str = "3.0.3", **root: Any) -> dict[str, Any]:
    """The sources of a one-file document."""
    return {"api.yaml": {"openapi": version, "info": {"title": "A", "version": "1"}, "paths": paths, **root}}


def adopted(paths: Any, **root: Any) -> Adopted:
    """A one-file document, adopted leniently."""
    return adopt(foreign(paths, **root), "api.yaml", lenient=True)


def got(**operation: Any) -> dict[str, Any]:
    """The path ``/a`` with one GET."""
    return {"/a": {"get": {"tags": ["t"], "responses": DONE, **operation}}}


def said(found: Adopted) -> list[tuple[str, str]]:
    """What is listed, as (kind, message): faults first."""
    faults = [("fault", one.message) for one in found.faults]
    return faults + [("note", one.message) for one in found.notes]
