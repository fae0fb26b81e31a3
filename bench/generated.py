"""
What a generated package costs the one who imports it: the package, each resource touched, first replies read.

Runs in a process of its own, with the package on its path and bytecode already there. The rule: what is not of the
package is loaded before the clock starts; each resource and each reply has forks of its own, so that none pays for
another, and the least of three counts, because what else runs on the machine is not the package's doing.

    python -m bench.generated PACKAGE       # CPU milliseconds as JSON
"""

from __future__ import annotations

import datetime as dt
import enum
import gc
import importlib
import json
import os
import sys
import time
import typing
import uuid
from collections.abc import Callable
from decimal import Decimal
from functools import cached_property, partial
from typing import Any, Final

import attrs

OPERATIONS_A_RESOURCE: Final = 3
_PLAIN: Final[dict[Any, Any]] = {bool: True, int: 1, float: 1.5, str: "x", bytes: "eA==", type(None): None}
_BY_NAME: Final = {
    "Decimal": "1.5",
    "UUID": "5f0c1d4e-8f2b-4c39-9f6a-0c2d0a4f7b11",
    "date": "2026-01-02",
    "datetime": "2026-01-02T03:04:05Z",
    "time": "03:04:05",
}


def probe(package: str) -> dict[str, Any]:
    """
    CPU milliseconds.

    Keys: ``import`` (the package and its client class); ``touch`` (resource -> milliseconds); ``reply`` (a list of
    resource, milliseconds, model classes that the type reaches).
    """
    _load_dependencies(package)
    _use_codec()
    gc.disable()
    start = time.process_time()
    module = importlib.import_module(package)
    name = next(one for one in module.__all__ if one.endswith("Client") and not one.startswith("Async"))
    made = getattr(module, name)
    imported = (time.process_time() - start) * 1e3
    client = made(base_url="https://localhost", access_token="k")
    resources = [key for key, value in vars(made).items() if isinstance(value, cached_property)]
    touched = {one: min(_forked(partial(_touch, client, one)) for _ in range(3)) for one in resources}
    replies = [[one, *found] for one in resources for found in _forked(partial(_replies, package, client, one))]
    return {"import": imported, "touch": touched, "reply": replies}


def _load_dependencies(package: str) -> None:
    """Load what a use of the package loads besides itself; a child finds out, so that this process stays clean."""
    found = _forked(lambda: _used_modules(package))
    for name in found:
        importlib.import_module(name)


def _use_codec() -> None:
    """
    Read a reply that is not of the package, so that the parts of the runtime are there.

    In a fork once more: its memory is copied when it is first written to, which only programs that fork pay for.
    """
    from warp_client_core.codec.decoding import decode
    from warp_client_core.variants import one_of

    union: Any = one_of("Union", __name__, lambda: (int, str))
    fields = {"at": dt.datetime | None, "amount": Decimal | None, "id": uuid.UUID | None, "union": union | None}
    made = attrs.make_class("Made", {name: attrs.field(type=kind, default=None) for name, kind in fields.items()})
    decode(list[made], b'[{"at": "2026-01-02T03:04:05Z", "amount": "1.5", "union": 1}]')  # type: ignore[valid-type] # a type made at run time


def _used_modules(package: str) -> list[str]:
    importlib.import_module("warp_client_core.codec.further")
    module = importlib.import_module(package)
    for name in module.__all__:
        if name.endswith("Client"):
            made = getattr(module, name)
    made(base_url="https://localhost", access_token="k")
    return [
        name for name in sys.modules if name.partition(".")[0] != package and name not in ("__main__", "__mp_main__")
    ]


def _touch(client: Any, resource: str) -> float:
    _use_codec()
    return _spent(partial(getattr, client, resource))


def _replies(package: str, client: Any, resource: str) -> list[list[Any]]:
    """`_first_reply` of some operations of one resource, which is touched in this process."""
    getattr(client, resource)
    result = []
    for number in range(OPERATIONS_A_RESOURCE):
        found = [_forked(partial(_first_reply, package, resource, number)) for _ in range(3)]
        if found[0] is not None:
            result.append(min(found))
    return result


def _first_reply(package: str, resource: str, number: int) -> list[Any] | None:
    """Milliseconds of the first reply of one operation, and the model classes of its type; None when there is none."""
    from warp_client_core import Operation
    from warp_client_core.codec.decoding import decode

    calls = sys.modules.get(f"{package}.calls.{resource}")
    operations = [one for one in vars(calls).values() if isinstance(one, Operation)] if calls else []
    step = max(len(operations) // OPERATIONS_A_RESOURCE, 1)
    chosen = operations[number * step : number * step + 1]
    if not chosen:
        return None
    replies = chosen[0].reply
    _use_codec()
    start = time.process_time()
    kind = getattr(replies, "type", None) or getattr(replies, "item", None)
    loaded = time.process_time() - start
    if kind is None:
        return [0.0, 0]
    text = _forked(lambda: [json.dumps(sample(kind)), len(classes(kind))])
    return [loaded * 1e3 + _spent(lambda: decode(kind, text[0].encode())), text[1]]


def classes(kind: Any) -> set[type]:
    """The model classes that a value of the type may hold, at any depth."""
    from warp_client_core.codec.shapes import is_model, shape_of
    from warp_client_core.variants import Variants

    found: set[type] = set()
    waiting = [kind]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Variants):
            if one in found:
                continue
            found.add(one)
            waiting.extend(one.variants.kinds)
        elif is_model(one) and one not in found:
            found.add(one)
            waiting.extend(shape_of(one).hints.values())
        waiting.extend(typing.get_args(one))
    return {one for one in found if not isinstance(one, Variants)}


def sample(kind: Any) -> Any:
    """The shortest JSON value of a type: what is required and nothing else."""
    from warp_client_core.codec.shapes import is_model, shape_of
    from warp_client_core.variants import Variants

    if kind in _PLAIN:
        return _PLAIN[kind]
    if isinstance(kind, Variants):
        return _option(kind)
    if is_model(kind):
        shape = shape_of(kind)
        wanted = [name for name, one in shape.attributes.items() if one.default is attrs.NOTHING and name in shape.wire]
        return {shape.wire[name]: sample(shape.hints[name]) for name in wanted}
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return next(iter(kind)).value
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if origin in (list, dict):
        return origin()
    return sample(parts[0]) if parts else _BY_NAME.get(getattr(kind, "__name__", ""))


def _option(kind: Any) -> Any:
    options = kind.variants
    value = sample(options.kinds[0])
    if options.tag:
        value[options.tag] = next(tag for tag, index in options.tags.items() if index == 0)
    return value


def _spent(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1e3


def _forked(work: Callable[[], Any]) -> Any:
    """What the work gives in a child that shares nothing back."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        code = 1
        try:
            os.write(writing, json.dumps(work()).encode())
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        text = pipe.read()
    _, status = os.waitpid(child, 0)
    return json.loads(text) if status == 0 else None


if __name__ == "__main__":
    print(json.dumps(probe(sys.argv[1])))
