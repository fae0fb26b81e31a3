"""
Says whether this runtime fits the client that imports it.

Clients are released apart from the runtime, so an installed pair may not match. The rule: ``ABI`` grows only
when a client built for the old number would break, and a client calls `require` before anything else.
"""

from typing import Final

VERSION: Final = "0.1.0"
"""Version of the ``warp-client-core`` distribution."""

ABI: Final = 1
"""Number of the interface between generated clients and this runtime."""


def require(abi: int, package: str) -> None:
    """
    Let the import of ``package`` go on when it was built for this runtime.

    Args:
        abi: The ``ABI`` that the package was generated for.
        package: Distribution name of the package, for the message.

    Raises:
        ImportError: The numbers differ; the message says which package to upgrade.
    """
    if abi == ABI:
        return
    outdated = "warp-client-core" if abi > ABI else package
    raise ImportError(
        f"{package} needs interface {abi} of warp-client-core, but warp-client-core {VERSION} has interface {ABI}. "
        f"Upgrade {outdated}: pip install --upgrade {outdated}",
        name=package,
    )
