"""How users reach the operations: resources, their methods, and what overlays change about them."""

from __future__ import annotations

import attrs

from generator.model import ir
from generator.problems import Place


@attrs.frozen
class Method:
    """
    One method of a resource.

    Attributes:
        supplied: Path parameters that an overlay fills when the caller leaves them out; name -> method that knows.
        replaced_by: The overlay whose mixin holds the method instead of generated code.
    """

    name: str
    operation: ir.Operation
    supplied: tuple[tuple[str, str], ...] = ()
    replaced_by: str | None = None


@attrs.frozen
class Mixin:
    """A hand-written base class of a generated one; ``adds`` pairs each public method with its first doc line.

    ``reads`` are those of them that change nothing, ``program_only`` those that a person or model cannot call,
    ``platform`` those that ask through the operators' client, ``pending`` those that leave something off or go on."""

    overlay: str
    sync: str
    asynchronous: str
    adds: tuple[tuple[str, str], ...] = ()
    reads: tuple[str, ...] = ()
    program_only: tuple[str, ...] = ()
    platform: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()


@attrs.frozen
class Resource:
    """A group of methods, reached as an attribute of the client; ``doc`` describes one that only an overlay makes."""

    name: str
    class_name: str
    methods: tuple[Method, ...]
    mixins: tuple[Mixin, ...] = ()
    doc: str = ""


@attrs.frozen
class Layout:
    """All resources of a client in alphabetical order, and the mixins of the client classes themselves."""

    resources: tuple[Resource, ...]
    mixins: tuple[Mixin, ...] = ()


@attrs.frozen
class Overlay:
    """One manifest as written, with its files (path below the overlay's folder -> text); ``exports`` are public."""

    name: str
    why: str
    place: Place
    requires: tuple[dict[str, object], ...]
    extends: tuple[dict[str, object], ...]
    supplies: tuple[dict[str, object], ...]
    exports: tuple[str, ...]
    files: tuple[tuple[str, str], ...]
    commands: tuple[dict[str, object], ...] = ()
