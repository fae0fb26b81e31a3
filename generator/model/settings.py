"""What ``clients.toml`` says about one client."""

from __future__ import annotations

import attrs


@attrs.frozen
class ClientSettings:
    """
    One table of ``clients.toml``.

    Attributes:
        hides: Audiences that the client must not even mention.
        extras: Optional dependencies of the runtime that the client passes on under the same names.
        core_version: Version of the runtime in the checkout; not in the file.
        reasons: Whoever takes something away by command line has to say why; it is written down on their machine.
        example: Constructor arguments in the README's example, as Python.
        trial: How to try the client without an account: what to ``install``, to ``serve``, ``settings``, a ``call``.
    """

    key: str
    distribution: str
    package: str
    client: str
    summary: str
    version: str
    document: str
    audience: str
    overlays: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()
    environment: dict[str, str] = attrs.field(factory=dict)
    ws_url: str = ""
    reasons: bool = False
    core_version: str = "0.1.0"
    example: str = 'access_token="<access-token>"'
    trial: dict[str, str] = attrs.field(factory=dict)
