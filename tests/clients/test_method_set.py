"""The methods of the installed wheels are exactly the agreed ones."""

from __future__ import annotations

import csv
import inspect
from functools import cached_property

import pytest

from tests.clients.conftest import ROOT, classes
from warp_client_core import AsyncClient, SyncClient


def agreed(client: str) -> set[str]:
    """The call paths of a client by the list in tests/data."""
    with (ROOT / "tests" / "data" / "operations.csv").open(encoding="utf-8", newline="") as lines:
        return {row["call"] for row in csv.DictReader(lines) if row["audience"] == client}


def offered(kind: type, base: type) -> set[str]:
    """The call paths of a client class: public methods of its resources, and its own beyond the runtime's."""
    found = {
        name
        for name, value in inspect.getmembers(kind, inspect.isfunction)
        if not name.startswith("_") and not hasattr(base, name)
    }
    for name, value in inspect.getmembers(kind):
        if isinstance(value, cached_property):
            resource = inspect.signature(value.func).return_annotation
            module = __import__(f"{kind.__module__.partition('.')[0]}.resources.{name}", fromlist=[resource])
            methods = inspect.getmembers(getattr(module, resource), inspect.isfunction)
            found |= {f"{name}.{method}" for method, _ in methods if not method.startswith("_")}
    return found


@pytest.mark.parametrize("client", ["customer", "admin", "netsuite"])
@pytest.mark.parametrize("flavour", ["sync", "async"])
def test_the_methods_are_the_agreed_ones(client: str, flavour: str) -> None:
    """
    No method is missing and none is there without an agreement, in both flavours.
    """
    kind = classes(client)[flavour == "async"]

    methods = offered(kind, AsyncClient if flavour == "async" else SyncClient)

    assert agreed(client) == methods


@pytest.mark.parametrize("client", ["customer", "admin", "netsuite"])
def test_both_flavours_take_the_same_arguments(client: str) -> None:
    """
    A method and its asynchronous twin differ in nothing but waiting.
    """
    sync, asynchronous = classes(client)

    for call in sorted(one for one in agreed(client) if "." in one):
        resource, method = call.split(".")
        twins = []
        for kind in (sync, asynchronous):
            annotation = inspect.signature(getattr(kind, resource).func).return_annotation
            module = __import__(f"{kind.__module__.partition('.')[0]}.resources.{resource}", fromlist=[annotation])
            twins.append(inspect.signature(getattr(getattr(module, annotation), method)).parameters)
        assert list(twins[0].values()) == list(twins[1].values()), call
