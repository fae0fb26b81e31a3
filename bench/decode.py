"""
Cost of decoding a page of 1,000 call records (30 fields, two of them nested legs), of encoding it, and of keeping it.

Ours is what a list method does with the body of a reply: the envelope, the models, the check of amounts, and the
watch for unknown values and fields. Stock openapi-python-client is generated from ``bench/records.yaml`` for each run.
Each arm is a process of its own, since garbage collection makes one pay for another; they are asked in turns, and the
fastest of a few repetitions counts.

    python -m bench.decode [--rounds 15]
    python -m bench.decode --arm ours             # one arm: reads numbers of repetitions, prints CPU seconds
"""

from __future__ import annotations

import argparse
import contextlib
import enum
import gc
import json
import os
import subprocess
import sys
import sysconfig
import tempfile
import time
import tracemalloc
import typing
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, TypeAlias

from bench.measure import clean_environment
from bench.records import Cdr, camel, counterpart, page, renamed
from bench.table import Row, main, progress, ratio_of

RECORDS: Final = 1_000
REPETITIONS: Final = 5
DOCUMENT: Final = Path(__file__).with_name("records.yaml")

BARS: Final = (
    ("decode 1,000 CDRs, ours / msgspec Structs", "ours", "struct", "<= 1.5"),
    ("decode 1,000 CDRs, ours / json.loads", "ours", "json_dicts", "< 1"),
    ("decode 1,000 CDRs, stock openapi-python-client / ours", "stock", "ours", ">= 5"),
    ("decode 1,000 CDRs, pydantic v2 / ours", "pydantic", "ours", ">= 2"),
    ("decode 1,000 CDRs, telnyx / ours", "telnyx", "ours", ">= 20"),
    ("decode 1,000 CDRs, ours with renamed fields / msgspec Structs", "ours_renamed", "struct_renamed", "<= 2.2"),
    ("encode 1,000 CDRs, stock openapi-python-client / ours", "encode_stock", "encode_ours", ">= 4"),
    ("encode 1,000 CDRs, stock / ours with renamed fields", "encode_stock", "encode_renamed", ">= 4"),
)
KEPT: Final = ("memory of a decoded CDR, ours / msgspec Structs", "ours", "struct", "<= 1.3")

Once: TypeAlias = Callable[[], object]
"""Does the work of an arm once."""

ARMS: Final[dict[str, Callable[[], Once]]] = {}


def arm(make: Callable[[], Once]) -> Callable[[], Once]:
    """List an arm under the name of its function."""
    ARMS[make.__name__] = make
    return make


@arm
def ours() -> Once:
    """Models by `warp_client_core`."""
    return _read_by_core(Cdr, page(RECORDS))


@arm
def ours_renamed() -> Once:
    """Models with other names than on the wire."""
    return _read_by_core(renamed(), page(RECORDS, camel))


@arm
def struct() -> Once:
    """msgspec Structs with the same types."""
    import msgspec

    body, decoder = page(RECORDS), msgspec.json.Decoder(_structs())
    return lambda: decoder.decode(body)


@arm
def struct_renamed() -> Once:
    """msgspec Structs that rename."""
    import msgspec

    body, decoder = page(RECORDS, camel), msgspec.json.Decoder(_structs(rename="camel"))
    return lambda: decoder.decode(body)


@arm
def json_dicts() -> Once:
    """Dicts by the standard library."""
    body = page(RECORDS)
    return lambda: json.loads(body)


@arm
def stock() -> Once:
    """Models of stock openapi-python-client, as its clients read them."""
    kind, body = _stock_page(), page(RECORDS)
    return lambda: kind.from_dict(json.loads(body))


@arm
def pydantic() -> Once:
    """pydantic v2 models, read from JSON."""
    import pydantic

    def leaf(kind: Any) -> Any:
        if typing.get_origin(kind) is typing.Annotated:
            return typing.get_args(kind)[0]
        return enum.StrEnum(kind.__name__, {one.name: one.value for one in kind}) if _is_enum(kind) else kind

    make: Any = pydantic.create_model
    kind = counterpart(list[Cdr], leaf, lambda name, fields: make(name, **_with_defaults(fields)))
    envelope, body = make("Page", data=(kind, ...)), page(RECORDS)
    return lambda: envelope.model_validate_json(body)


@arm
def telnyx() -> Once:
    """Models of the runtime that Stainless makes, as the telnyx client reads them."""
    import pydantic
    from telnyx._models import BaseModel, construct_type

    def leaf(kind: Any) -> Any:
        if typing.get_origin(kind) is typing.Annotated:
            return typing.get_args(kind)[0]
        if kind is Decimal:
            return str
        return typing.Literal[tuple(one.value for one in kind)] if _is_enum(kind) else kind

    make: Any = pydantic.create_model
    kind = counterpart(list[Cdr], leaf, lambda name, fields: make(name, __base__=BaseModel, **_with_defaults(fields)))
    envelope, body = make("Page", __base__=BaseModel, data=(kind, ...)), page(RECORDS)
    return lambda: construct_type(type_=envelope, value=json.loads(body))


@arm
def encode_ours() -> Once:
    """JSON from our models."""
    return _written_by_core(Cdr, page(RECORDS))


@arm
def encode_renamed() -> Once:
    """JSON from our models with other names than on the wire."""
    return _written_by_core(renamed(), page(RECORDS, camel))


@arm
def encode_stock() -> Once:
    """JSON from models of stock openapi-python-client."""
    decoded = _stock_page().from_dict(json.loads(page(RECORDS)))
    return lambda: json.dumps(decoded.to_dict()).encode()


def _read_by_core(kind: Any, body: bytes) -> Once:
    from warp_client_core.drift import Drift
    from warp_client_core.replies import Paged

    reply, watch = Paged(kind), Drift().watch("list_cdrs")
    return lambda: reply.decode(body, {}, watch)


def _written_by_core(kind: Any, body: bytes) -> Once:
    from warp_client_core import codec

    decoded, _ = codec.read_envelope(list[kind], body)
    assert codec.decode(list[kind], codec.encode(decoded)) == decoded
    return lambda: codec.encode(decoded)


def _structs(**options: Any) -> Any:
    import msgspec

    def model(name: str, fields: dict[str, Any]) -> Any:
        both = _with_defaults(fields).items()
        given = [(key, kind) if default is ... else (key, kind, default) for key, (kind, default) in both]
        return msgspec.defstruct(name, given, kw_only=True, frozen=True, **options)

    return msgspec.defstruct("Page", [("data", counterpart(list[Cdr], lambda kind: kind, model))])


def _stock_page() -> Any:
    from stock_records.models import CdrPage  # type: ignore[import-not-found] # generated for the run

    return CdrPage


def _with_defaults(fields: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Type and default of each field, None where None fits and ``...`` elsewhere."""
    return {name: (kind, None if type(None) in typing.get_args(kind) else ...) for name, kind in fields.items()}


def _is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, enum.Enum)


def run(rounds: int = 15) -> list[Row]:
    """All figures about decoding and encoding."""
    with tempfile.TemporaryDirectory(prefix="warp-bench-") as folder:
        tool = Path(sysconfig.get_path("scripts")) / "openapi-python-client"
        progress("generating the models of stock openapi-python-client")
        generate = [str(tool), "generate", "--path", str(DOCUMENT), "--meta", "none", "--output-path"]
        subprocess.run([*generate, f"{folder}/stock_records"], check=True, capture_output=True, text=True, cwd=folder)
        with contextlib.ExitStack() as stack:
            arms = {name: stack.enter_context(_Asked(name, folder)) for name in ARMS}
            found: dict[str, list[float]] = {name: [] for name in arms}
            for number in range(rounds):
                progress(f"round {number + 1} of {rounds}")
                for name, one in arms.items():
                    found[name].append(one.told(REPETITIONS))
            kept = {name: arms[name].told("memory") for name in KEPT[1:3]}
    rows = []
    for name, measured, yardstick, bar in BARS:
        ratio, spread = ratio_of(found[measured], found[yardstick])
        rows.append(Row(name, ratio, bar, "CPU", spread))
    name, measured, yardstick, bar = KEPT
    detail = f"{kept[measured]:,.0f} / {kept[yardstick]:,.0f} bytes"
    return [*rows, Row(name, kept[measured] / kept[yardstick], bar, "bytes", detail)]


class _Asked:
    """An arm in a process of its own."""

    def __init__(self, name: str, folder: str) -> None:
        environment = clean_environment()
        environment["PYTHONPATH"] = os.pathsep.join([folder, environment.get("PYTHONPATH", ".")])
        command = [sys.executable, "-m", "bench.decode", "--arm", name]
        self._process = subprocess.Popen(
            command, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def __enter__(self) -> _Asked:
        return self

    def __exit__(self, *failure: object) -> None:
        with self._process as process:
            assert process.stdin is not None
            process.stdin.close()

    def told(self, asked: object) -> float:
        """The answer to one line."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{asked}\n")
        self._process.stdin.flush()
        return float(self._process.stdout.readline())


def answer(name: str) -> int:
    """Be an arm: CPU seconds for each number of repetitions on stdin, bytes kept per record for ``memory``."""
    once = ARMS[name]()
    once()
    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        print(_bytes(once) if line.strip() == "memory" else _cpu(once, int(line)), flush=True)
    return 0


def _cpu(once: Once, repetitions: int) -> float:
    """CPU seconds of the fastest of some repetitions; what slows the others down is the machine."""
    gc.collect()
    taken = []
    for _ in range(repetitions):
        begun = time.process_time()
        once()
        taken.append(time.process_time() - begun)
    return min(taken)


def _bytes(once: Once) -> float:
    gc.collect()
    tracemalloc.start()
    kept = once()
    gc.collect()
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del kept
    return size / RECORDS


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--arm", choices=sorted(ARMS))
    arguments = parser.parse_args()
    raise SystemExit(answer(arguments.arm) if arguments.arm else main(lambda: run(arguments.rounds)))
