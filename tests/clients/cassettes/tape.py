"""
Cassettes in vcrpy's format, matched on everything that a client decides.

One rule: the network is never a fallback. What is not on the cassette fails, and so does what is on it and not played.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import vcr
import yaml
from vcr.cassette import Cassette
from vcr.persisters.filesystem import CassetteNotFoundError
from vcr.request import Request
from vcr.serialize import deserialize, serialize

from tests.clients.cassettes.scrubbing import Scrubber, canonical

MATCHED = ("method", "scheme", "host", "port", "path", "query", "fields", "content")


class Unplayed(AssertionError):
    """A cassette holds what the client did not ask for."""


class Memory:
    """A cassette file as text: what vcrpy loads comes from ``text``, and what it would save ends there."""

    def __init__(self, text: str = "") -> None:
        self.text = text

    def load_cassette(self, _path: object, serializer: object) -> Any:
        """The requests, replies and facts of the text."""
        if not self.text:
            raise CassetteNotFoundError()
        return deserialize(self.text, self)

    def save_cassette(self, _path: object, cassette: dict[str, Any], serializer: object) -> None:
        """Keep the cassette as text."""
        self.text = serialize(cassette, self)

    @staticmethod
    def deserialize(text: str) -> Any:
        """The values of a cassette's text."""
        return read(text)

    @staticmethod
    def serialize(values: dict[str, Any]) -> str:
        """The text of a cassette's values."""
        return write(values)


@contextlib.contextmanager
def recording(memory: Memory, scrubber: Scrubber) -> Iterator[Cassette]:
    """Let every request through, and keep it scrubbed with its reply."""
    with _recorder(memory, scrubber, "all").use_cassette("recorded") as cassette:
        yield cassette


@contextlib.contextmanager
def playing(path: Path, scrubber: Scrubber) -> Iterator[Cassette]:
    """
    Answer requests from a cassette alone, each interaction once.

    Raises:
        Unplayed: Something on the cassette was not asked for.
    """
    with _recorder(Memory(path.read_text("utf-8")), scrubber, "none").use_cassette(str(path)) as cassette:
        yield cassette
    left = [request for index, request in enumerate(cassette.requests) if not cassette.play_counts[index]]
    if left:
        raise Unplayed(f"{path.name}: nobody asked for {', '.join(f'{one.method} {one.uri}' for one in left)}")


def read(text: str) -> dict[str, Any]:
    """A cassette as plain values."""
    values: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return values


def write(values: dict[str, Any]) -> str:
    """A cassette as text, the same for the same values."""
    ordered = {name: values[name] for name in ("version", "metadata", "interactions") if name in values}
    return yaml.dump(ordered, Dumper=_Dumper, sort_keys=False, width=110, allow_unicode=True)


def _recorder(memory: Memory, scrubber: Scrubber, mode: str) -> vcr.VCR:
    recorder = vcr.VCR(
        record_mode=vcr.mode(mode),
        match_on=MATCHED,
        before_record_request=scrubber.request,
        before_record_response=scrubber.reply if mode == "all" else None,
        decode_compressed_response=True,
    )
    recorder.register_persister(memory)
    recorder.register_matcher("query", _same_query)
    recorder.register_matcher("fields", _same_fields)
    recorder.register_matcher("content", _same_content)
    return recorder


def _same_query(one: Request, other: Request) -> None:
    assert _query(one) == _query(other)


def _query(request: Request) -> list[tuple[str, str]]:
    return sorted(parse_qsl(urlsplit(request.uri).query, keep_blank_values=True))


def _same_fields(one: Request, other: Request) -> None:
    assert dict(one.headers) == dict(other.headers)


def _same_content(one: Request, other: Request) -> None:
    assert _content(one) == _content(other)


def _content(request: Request) -> Any:
    return canonical(bytes(request.body or b""), str(request.headers.get("content-type", "")))


class _Dumper(yaml.SafeDumper):
    """Texts of several lines as blocks, header values on one line."""

    def ignore_aliases(self, _data: object) -> bool:
        return True


def _text(dumper: _Dumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


def _list(dumper: _Dumper, values: list[Any]) -> yaml.Node:
    flat = all(isinstance(one, str) for one in values)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", values, flow_style=flat)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(list, _list)
