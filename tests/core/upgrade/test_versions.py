"""The order of versions, against the one that the packaging world uses."""

from __future__ import annotations

from itertools import combinations

import pytest
from packaging.version import Version

from warp_client_core.upgrade import UpgradeError
from warp_client_core.upgrade.versions import order

VERSIONS = ["0.9", "1", "1.0.0", "1.0.dev3", "1.0a1.dev2", "1.0a1", "1.0b2", "1.0rc1", "1.0rc1.post2", "1.0.post1.dev1"]
VERSIONS += ["1.0.post1", "1.0-1", "1.0.1", "1.2", "1.10", "2.0rc1", "2.0", "v2.0.0", "1!2".replace("1!", "10.")]


@pytest.mark.parametrize(("one", "other"), list(combinations(VERSIONS, 2)))
def test_versions_stand_in_the_order_of_pep_440(one: str, other: str) -> None:
    """
    Before, after and equal alike.
    """
    expected = (Version(one) < Version(other), Version(one) == Version(other))

    assert expected == (order(one) < order(other), order(one) == order(other))


@pytest.mark.parametrize("text", ["", "latest", "1.x", "1..2", "2.0+local", "1!2.0", "1.0 beta"])
def test_what_is_no_version_is_refused(text: str) -> None:
    """
    With the forms that are understood.
    """
    with pytest.raises(UpgradeError, match="is no version"):
        order(text)
