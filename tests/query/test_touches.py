"""After each mutation of the documents no stale read is possible through the layer; the platform is the judge."""

from __future__ import annotations

import functools
import inspect
import math
from typing import Any

import pytest

from tests.clients.arguments import example_arguments
from warp_client_core.query import Mutation, QueryClient
from warp_client_core.warp_error import WarpError
from warp_sandbox import Sandbox, connected
from warp_sandbox.spec.document import load

CLIENTS = ("customer", "admin", "netsuite")
# What overlays add is no operation of a document, and has no example in one.
ADDED: dict[str, tuple[list[Any], dict[str, Any]]] = {
    "customers.upsert": (["sandbox-647"], {"company_name": "Renamed"}),
    "customers.bulk_upsert": (
        [[{"external_id": "sandbox-647", "company_name": "Renamed", "subsidiary": {"id": "1"}}]],
        {},
    ),
    "invoices.upsert": (["sandbox-20418"], {"memo": "Changed"}),
    "invoices.bulk_create": (
        [[{"entity": {"id": "647"}, "item": {"items": [{"item": {"id": "310"}, "quantity": 1, "rate": 5}]}}]],
        {},
    ),
    "payments.upsert": (["p-new"], {"customer": {"id": "648"}, "payment": 5}),
}
DOCUMENTS = {"customer": "warp", "admin": "warp", "netsuite": "netsuite"}


@functools.cache
def document(client: str) -> dict[str, Any]:
    return load(DOCUMENTS[client])


def parts(queries: Any) -> dict[str, dict[str, Any]]:
    """Resource -> what it holds, for all resources of a layer."""
    members = inspect.getmembers_static(type(queries))
    names = [name for name, one in members if isinstance(one, functools.cached_property) and name[0] != "_"]
    return {name: getattr(queries, name) for name in names}


def mutations(queries: Any) -> dict[str, Mutation[Any, Any]]:
    return {
        one.write.name: one
        for resource in parts(queries).values()
        for one in vars(resource).values()
        if isinstance(one, Mutation)
    }


def cases() -> list[tuple[str, str]]:
    found = []
    for client in CLIENTS:
        with connected(Sandbox(), client) as plain, QueryClient(plain) as queries:
            # Signing in and out changes who asks: tests/query/test_identities.py.
            found += [(client, name) for name in sorted(mutations(queries)) if not name.startswith("auth.")]
    return found


def readings(client: str, queries: Any) -> dict[str, Any]:
    """Every read of a layer, with the arguments that its document shows."""
    found = {}
    for read in queries.reads:
        resource, _, name = read.name.partition(".")
        args, keywords = example_arguments(document(client), read.id)
        method = getattr(getattr(queries, resource), name)
        if client == "netsuite" and name == "list":
            # Lists of records are an overlay's, which has a word of its own for this.
            keywords.pop("expand_sub_resources", None)
        if "customer_id" not in read.path and read.name == "trunks.list":
            args = []
        found[read.name] = functools.partial(method.query, *args, **keywords)
        if keywords:
            found[f"{read.name} bare"] = functools.partial(method.query, *args)
    return found


def shown(make: Any) -> Any:
    """What a read gives, comparable; pages by their items."""
    try:
        data = make().get()
    except (WarpError, TypeError) as error:
        return type(error).__name__
    return getattr(data, "items", data)


def held(make: Any) -> Any:
    """The same of what is cached; None for nothing, which is fetched when it is read next."""
    try:
        data = make().data
    except TypeError:
        return None
    return getattr(data, "items", data)


@functools.cache
def moving(client: str) -> frozenset[str]:
    """What is different each time it is read, such as links that end."""
    with connected(Sandbox(), client) as plain:
        queries: Any = QueryClient(plain, background=False)
        found = readings(client, queries)
        first = {one: shown(make) for one, make in found.items()}
        return frozenset(one for one, make in found.items() if shown(make) != first[one])


def stale_after(client: str, name: str, plain: Any) -> set[str]:
    """The queries that were cached before a mutation, and after it are not what the platform says."""
    queries: Any = QueryClient(plain, stale_time=math.inf, background=False)
    fresh: Any = QueryClient(plain, background=False)
    cached, truth = readings(client, queries), readings(client, fresh)
    for make in cached.values():
        shown(make)
    mutation = mutations(queries)[name]
    args, keywords = ADDED.get(name) or example_arguments(document(client), mutation.write.id)
    kept = args if name in ADDED else args[len(args) - len(mutation.write.path) :] if mutation.write.path else []
    if "file" in keywords:
        # The overlay that sends rate decks calls it so.
        keywords["deck"] = keywords.pop("file")
    mutation(*kept, **keywords)

    return {
        one
        for one, make in cached.items()
        if one not in moving(client) and (cache := held(make)) is not None and cache != shown(truth[one])
    }


@pytest.mark.parametrize(("client", "name"), cases())
def test_no_read_is_stale_after_a_mutation(client: str, name: str) -> None:
    """
    Everything that was cached for ever before is, after it, what the platform says now.
    """
    with connected(Sandbox(), client) as plain:
        stale = stale_after(client, name, plain)

    assert set() == stale


PAST_THE_LAYER = {
    "customer": {"cdrs.follow", "events.connect", "messages.follow", "webhooks.unwrap"},
    "admin": {"events.connect"},
    "netsuite": {
        "company.get_info", "customers.find_by_warp_id", "invoices.find_by_warp_id", "oauth.authorize_in_browser",
        "oauth.build_authorize_url", "oauth.handle_callback", "oauth.refresh", "oauth.revoke", "sync.customer",
        "sync.invoice",
    },
}  # fmt: skip
"""Sign-in, reads that an overlay adds, and `sync`, which writes through both clients: see overlays/core/README.md."""


@pytest.mark.parametrize("client", CLIENTS)
def test_every_other_method_of_a_client_is_a_query_or_a_mutation(client: str) -> None:
    """
    Also what overlays add, so that no change of theirs is made past the layer for want of a method.
    """
    with connected(Sandbox(), client) as plain, QueryClient(plain, background=False) as queries:
        layers = parts(queries)
        missing = {
            f"{resource}.{name}"
            for resource, held in parts(plain).items()
            for name, method in inspect.getmembers(type(held), inspect.isfunction)
            if name[0] != "_" and not hasattr(layers.get(resource), name)
        }

    assert PAST_THE_LAYER[client] == missing
