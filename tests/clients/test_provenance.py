"""The installed wheels are what their records say, and carry all that a release has to."""

from __future__ import annotations

import importlib.metadata
import json

import pytest

from warp_client_core.provenance import check

PACKAGES = {
    "warp_client_core": "warp-client-core",
    "warp_customer": "warp-customer-client",
    "warp_admin": "warp-admin-client",
    "warp_netsuite": "warp-netsuite-client",
}


@pytest.mark.parametrize("package", PACKAGES)
def test_an_installed_wheel_is_as_it_was_built(package: str) -> None:
    """
    Every file, and the package as a whole.
    """
    report = check(package)

    assert () == report.differences
    assert PACKAGES[package] == report.record["distribution"]
    assert report.checked > 50


@pytest.mark.parametrize("package", PACKAGES)
def test_an_installed_wheel_says_what_it_stands_on(package: str) -> None:
    """
    A bill of materials and the licence, beside the metadata.
    """
    distribution = importlib.metadata.distribution(PACKAGES[package])

    bill = json.loads(distribution.read_text("sboms/sbom.cdx.json") or "{}")
    assert (PACKAGES[package], distribution.version) == tuple(
        bill["metadata"]["component"][key] for key in ("name", "version")
    )
    assert "Apache License" in (distribution.read_text("licenses/LICENSE") or "")
