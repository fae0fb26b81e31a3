"""
The calls of the benchmarks on the runtime of the telnyx client, which Stainless makes.

The rule: the peer is used as its own generated resources use it, with models that have the fields of ours: enums are
literals, money is text, times are datetimes.
"""

from __future__ import annotations

import enum
import functools
import types
import typing
from collections.abc import Awaitable, Callable
from decimal import Decimal
from typing import Any

import attrs


def telnyx_get(base: str, token: str) -> Callable[[str], object]:
    """Fetches one trunk."""
    import telnyx

    from warp_customer import models

    client, kind = telnyx.Telnyx(api_key=token, base_url=base), envelope(models.Trunk)
    return lambda one: client.get(f"/trunks/{one}", cast_to=kind).data


def telnyx_async_get(base: str, token: str) -> Callable[[str], Awaitable[object]]:
    """As `telnyx_get`, async."""
    import telnyx

    from warp_customer import models

    client, kind = telnyx.AsyncTelnyx(api_key=token, base_url=base), envelope(models.Trunk)

    async def get(one: str) -> object:
        return (await client.get(f"/trunks/{one}", cast_to=kind)).data

    return get


def telnyx_page(base: str, token: str, target: str) -> Callable[[str], object]:
    """Fetches the page of call records at a path with its query."""
    import telnyx
    from telnyx.pagination import SyncDefaultFlatPagination

    from warp_customer import models

    client, kind = telnyx.Telnyx(api_key=token, base_url=base), counterpart(models.CDR)
    page = SyncDefaultFlatPagination[kind]
    return lambda _one: client.get_api_list(target, model=kind, page=page).data


def envelope(payload: Any) -> Any:
    """The model of a reply ``{data}``, with ``data`` optional as in the telnyx client's own."""
    return _model("Envelope", {"data": counterpart(payload) | None})


def counterpart(kind: Any) -> Any:
    """The type that Stainless would write for one of ours."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return functools.reduce(lambda left, right: left | right, map(counterpart, arguments))
    if origin is typing.Annotated:
        return counterpart(arguments[0])
    if origin is list:
        return list[counterpart(arguments[0])]  # type: ignore[misc] # a type made at run time
    if kind is Decimal:
        return str
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return typing.Literal[tuple(member.value for member in kind)]
    return _twin(kind) if attrs.has(kind) else kind


@functools.cache
def _twin(kind: Any) -> Any:
    hints = typing.get_type_hints(kind, include_extras=True)
    return _model(kind.__name__, {one.name: counterpart(hints[one.name]) for one in attrs.fields(kind)})


def _model(name: str, fields: dict[str, Any]) -> Any:
    import pydantic
    from telnyx._models import BaseModel

    optional = {key: (hint, None if type(None) in typing.get_args(hint) else ...) for key, hint in fields.items()}
    make: Any = pydantic.create_model
    return make(name, __base__=BaseModel, **optional)
