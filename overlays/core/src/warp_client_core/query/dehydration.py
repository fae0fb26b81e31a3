"""
The cache as a value for JSON, and back: for the next run of a program, or another process of the same account.

The rules: what a model marks as secret is never written, queries whose data has such a field are left out whole; and
nobody's data is given to somebody else, as told by a salted digest of who is signed in. Loaded when it is used.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from warp_client_core import codec
from warp_client_core.calls import Call, Operation, Safety
from warp_client_core.errors import ResponseDecodeError
from warp_client_core.pages import AsyncPage, Page
from warp_client_core.query.entries import Cache
from warp_client_core.query.recipes import Altered
from warp_client_core.replies import Paged, Paging
from warp_client_core.values import PaginationMeta

if TYPE_CHECKING:
    from warp_client_core.query.core import QueryCore
    from warp_client_core.query.graph import Read
    from warp_client_core.query.recipes import Recipe

_VERSION: Final = 1


def dehydrate(queries: QueryCore, owner: str | None) -> dict[str, Any]:
    """
    What is cached and neither obsolete, expected, secret nor walked page after page.

    Args:
        owner: Whose data it is, in the program's own words; for clients that cannot tell, such as with ``auth=``.

    Raises:
        ValueError: Nobody knows whose data it is.
    """
    reads = {one.id: one for one in queries.reads if one.type is not None}
    salt = secrets.token_hex(8)
    found = []
    for entry in list(queries.cache().entries.values()):
        id = entry.lookup[0] if isinstance(entry.lookup, tuple) else None
        if id in reads and entry.has_data and not _is_altered(entry.lookup):
            written = _written(entry.base)
            updated = entry.state.updated_at
            if written is not None and updated is not None and _comes_back(queries, reads[id], written, entry.base):
                text = lookup_text(entry.lookup)
                found.append({"lookup": text, "key": list(entry.key), "updated_at": updated.isoformat(), **written})
    whose = _owner(queries, owner, salt)
    if whose is None:
        raise ValueError("nobody knows whose data this is; name the account: dehydrate(owner=...)")
    return {"version": _VERSION, "salt": salt, "owner": whose, "queries": found}


def hydrate(queries: QueryCore, dehydrated: dict[str, Any], owner: str | None) -> int:
    """
    Take what `dehydrate` gave, as far as nothing is cached already. It is as old as it is.

    Returns:
        How many queries; 0 when somebody else is signed in.

    Raises:
        ValueError: It is not what `dehydrate` gave.
    """
    try:
        if dehydrated["version"] != _VERSION:
            raise ValueError(f"version {dehydrated['version']!r} is not known; dehydrate with this version")
        whose = _owner(queries, owner, dehydrated["salt"])
        if whose is None or dehydrated["owner"] != whose:
            return 0
        kept = {one["lookup"]: one for one in dehydrated["queries"]}
        for one in kept.values():
            one["key"] = [str(part) for part in one["key"]]
            if not _is_time(one["updated_at"]):
                raise ValueError(f"this was not dehydrated here: {one['updated_at']!r} is not a time in UTC")
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"this was not dehydrated here: {type(error).__name__}: {error}") from error
    queries.cache().freeze(kept)
    return len(kept)


def thaw(queries: QueryCore, cache: Cache, recipe: Recipe) -> None:
    """Take what was hydrated for a query that is asked for now; what no longer fits its type is dropped."""
    at = lookup_text(recipe.lookup)
    # As one: a mutation that completed while it is read would find it nowhere.
    with cache.lock:
        kept = cache.frozen.pop(at, None)
        if kept is None or recipe.lookup in cache.entries or recipe.read.type is None:
            return
        wall = datetime.fromisoformat(kept["updated_at"])
        age = max((queries.ambient.now() - wall).total_seconds(), 0.0)
        try:
            data = _read(queries, recipe.read, kept)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError, ResponseDecodeError):
            return
        cache.put(recipe.lookup, recipe.key, data, queries.clock() - age, wall)


def lookup_text(lookup: object) -> str:
    """A lookup as text, the same in every process."""
    return json.dumps(codec.to_wire(_plain(lookup)))


def _is_time(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).astimezone(UTC).isoformat() == text
    except (ValueError, OverflowError):
        return False


def _is_altered(lookup: object) -> bool:
    """Whether the request had header fields or a query of the caller's, which may be secrets."""
    return isinstance(lookup, tuple) and isinstance(lookup[-1], Altered)


def _plain(value: Any) -> Any:
    if isinstance(value, (tuple, list)):
        return [_plain(one) for one in value]
    if isinstance(value, (set, frozenset)):
        return sorted(map(repr, value))
    return value


def _written(data: Any) -> dict[str, Any] | None:
    try:
        if not isinstance(data, (Page, AsyncPage)):
            return {"data": codec.encode(data).decode()}
        call = data._call
        if not isinstance(call.reply, Paged):
            return None
        meta = {} if data.meta is None else {name: getattr(data.meta, name) for name in _META}
        place = {"path": call.path, "query": [list(pair) for pair in call.query], "style": call.reply.style.value}
        return {"data": codec.encode(data.items).decode(), "meta": meta, "call": place}
    except (TypeError, ValueError):
        # Bytes and the like have no form in JSON.
        return None


_META: Final = ("page", "per_page", "total", "total_pages", "offset", "has_more")


def _read(queries: QueryCore, read: Read, kept: dict[str, Any]) -> Any:
    make: Callable[[], Any] = read.type or (lambda: None)
    text = kept["data"].encode()
    if "call" not in kept:
        return codec.decode(make(), text)
    place, item = kept["call"], make()
    if place["path"][:1] != "/":
        # It is put behind the address of the API, and the token goes there.
        raise ValueError("the address of a page is not below that of the API")
    operation: Operation[Any] = Operation(
        read.id, "GET", place["path"], Safety.READ, Paged(item, Paging(place["style"]))
    )
    call: Call[Any] = Call(operation, place["path"], tuple((str(name), str(value)) for name, value in place["query"]))
    meta = PaginationMeta(**kept["meta"]) if kept["meta"] else None
    items = codec.decode(list[item], text)  # type: ignore[valid-type] # a type made at run time
    return (AsyncPage if queries.is_async else Page)(call, items, meta, queries.following)


def _comes_back(queries: QueryCore, read: Read, written: dict[str, Any], data: Any) -> bool:
    """Whether hydrating gives the data again; a list may hold more than its operation says."""
    try:
        again = _read(queries, read, written)
    except (ValueError, KeyError, TypeError, AttributeError, ResponseDecodeError):
        return False
    return bool(getattr(again, "items", again) == getattr(data, "items", data))


def _owner(queries: QueryCore, owner: str | None, salt: str) -> str | None:
    held = queries.credentials
    who = owner or held.tokens.account or held.api_key or held.access_token
    if not who:
        return None
    return hashlib.sha256(f"{salt} {queries.about} {who}".encode()).hexdigest()
