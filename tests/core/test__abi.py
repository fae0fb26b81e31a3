"""Claims about `warp_client_core._abi`."""

import pytest

from warp_client_core import __version__
from warp_client_core._abi import ABI, VERSION, require


def test_an_older_runtime_is_named_as_the_one_to_upgrade():
    with pytest.raises(ImportError, match="pip install --upgrade warp-client-core") as caught:
        require(ABI + 1, "warp-customer-client")

    assert caught.value.name == "warp-customer-client"


def test_an_older_client_is_named_as_the_one_to_upgrade():
    with pytest.raises(ImportError, match="pip install --upgrade warp-customer-client"):
        require(ABI - 1, "warp-customer-client")


def test_a_matching_client_is_let_through():
    require(ABI, "warp-customer-client")


def test_the_version_is_told_by_the_package():
    assert __version__ == VERSION
