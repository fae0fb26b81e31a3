"""
JSON to models and back.

The only user of msgspec, so that the library beneath the models stays replaceable. The rule: what cannot be
represented exactly is refused on the way out, and what the API adds later is accepted on the way in.

Models are ``attrs.frozen`` classes. Three class attributes steer their wire form:

- ``__wire__``: Python name to wire name, for names that differ;
- ``__also__``: other wire name to wire name, for fields that older servers call otherwise;
- ``__links__``: Python name to link relation, for fields that are read from ``links: [{rel, href}]``.

Times in models are annotated as `warp_client_core.times.Timestamp`. Reading does not load what writes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from warp_client_core.codec.decoding import decode
    from warp_client_core.codec.encoding import encode, to_wire, wire_mapping
    from warp_client_core.codec.reading import read_bare, read_collection, read_envelope
else:
    from warp_client_core.lazy import attach

    __getattr__, __dir__ = attach(
        __name__,
        {
            ".decoding": ("decode",),
            ".encoding": ("encode", "to_wire", "wire_mapping"),
            ".reading": ("read_bare", "read_collection", "read_envelope"),
        },
    )

__all__ = ["decode", "encode", "read_bare", "read_collection", "read_envelope", "to_wire", "wire_mapping"]
