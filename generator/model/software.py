"""What the clients stand on: the runtime, what it needs, and the versions that all of it was tested with."""

from __future__ import annotations

from collections.abc import Mapping

import attrs


@attrs.frozen
class Software:
    """
    The runtime of a checkout, from its ``pyproject.toml``, and pinned versions from ``requirements/``.

    Attributes:
        version: Version of ``warp-client-core``.
        requires: Its requirements, as PEP 508 says them.
        extras: Its optional requirements by extra.
        bare: Distribution -> version of what an install without extras brings, as tested.
        pins: The same with every extra.
        tools: Distribution -> version of what generates and builds.
    """

    version: str = "0.1.0"
    requires: tuple[str, ...] = ()
    extras: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    bare: Mapping[str, str] = attrs.field(factory=dict)
    pins: Mapping[str, str] = attrs.field(factory=dict)
    tools: Mapping[str, str] = attrs.field(factory=dict)

    def at(self, version: str) -> Software:
        """The same with the runtime in another version."""
        return attrs.evolve(self, version=version)
