"""Every generated method, both flavours, makes one round trip against the sandbox, with arguments from the examples."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.clients.arguments import example_arguments
from tests.clients.conftest import ROOT, aconnect, connect
from warp_client_core import AsyncPage, Page
from warp_sandbox import Sandbox


def generated_methods() -> list[tuple[str, str, str, str]]:
    """Every generated public method as (client, call path, operationId, reply type)."""
    found = []
    for client in ("customer", "admin", "netsuite"):
        surface = json.loads((ROOT / "generated" / client / "surface.json").read_text("utf-8"))
        for call, entry in surface["methods"].items():
            if "operation" in entry:
                found.append((client, call, entry["operation"], entry["returns"]))
    return found


METHODS = generated_methods()


def method_of(client: Any, call: str) -> Callable[..., Any]:
    """The bound method behind ``resource.method``."""
    target = client
    for part in call.split("."):
        target = getattr(target, part)
    return target  # type: ignore[no-any-return] # looked up by name


def given(documents: dict[str, Any], client: str, operation: str, call: str) -> tuple[list[Any], dict[str, Any]]:
    """Arguments for a method; path parameters that an overlay supplies go by keyword."""
    positional, keywords = example_arguments(documents[client], operation)
    surface = json.loads((ROOT / "generated" / client / "surface.json").read_text("utf-8"))
    names = [one.partition(":")[0] for one in surface["methods"][call]["positional"]]
    if "file" in keywords and "overlay" in surface["methods"][call]:
        # The example's deck is whole only with its other arguments.
        deck = keywords.pop("file")
        keywords = {**keywords, "deck": deck, "validate": False}
    return positional[len(positional) - len(names) :] if names else [], keywords


def assert_typed(client: str, value: Any, returns: str, page: type, *, filtered: bool) -> None:
    """The value is what the surface promises; a list has items unless the example's filter may hide them."""
    package = {"customer": "warp_customer", "admin": "warp_admin", "netsuite": "warp_netsuite"}[client]
    models = importlib.import_module(f"{package}.models")
    kind, _, inner = returns.rstrip("]").partition("[")
    if returns == "None":
        assert value is None
    elif kind in ("Page", "list"):
        items = value.items if kind == "Page" else value
        assert isinstance(value, page if kind == "Page" else list)
        assert items or filtered
        assert all(isinstance(item, getattr(models, inner)) for item in items)
    else:
        assert isinstance(value, getattr(models, kind))


def test_there_is_a_method_for_every_remote_operation() -> None:
    """
    At least 114 platform operations, and the 19 of NetSuite that are not made by hand.
    """
    operations = {(client == "netsuite", operation) for client, _, operation, _ in METHODS}

    assert 114 <= sum(not netsuite for netsuite, _ in operations)
    assert 19 <= sum(netsuite for netsuite, _ in operations)


@pytest.mark.parametrize(("client", "call", "operation", "returns"), METHODS, ids=lambda one: str(one))
def test_sync_method(
    client: str,
    call: str,
    operation: str,
    returns: str,
    app: Callable[[str], Sandbox],
    documents: dict[str, Any],
) -> None:
    """
    The synchronous method sends what the platform accepts and gives back the promised type.
    """
    kind, arguments = connect(client, app(client))
    positional, keywords = given(documents, client, operation, call)

    value = method_of(kind(**arguments), call)(*positional, **keywords)

    assert_typed(client, value, returns, Page, filtered="q" in keywords)


@pytest.mark.anyio
@pytest.mark.parametrize(("client", "call", "operation", "returns"), METHODS, ids=lambda one: str(one))
async def test_async_method(
    client: str,
    call: str,
    operation: str,
    returns: str,
    app: Callable[[str], Sandbox],
    documents: dict[str, Any],
) -> None:
    """
    The asynchronous method does the same.
    """
    kind, arguments = aconnect(client, app(client))
    positional, keywords = given(documents, client, operation, call)

    value = await method_of(kind(**arguments), call)(*positional, **keywords)

    assert_typed(client, value, returns, AsyncPage, filtered="q" in keywords)
