"""
Every method of a client called against a server made from the client's own document.

Arguments are made from the schemas of the document, so is each reply; the request is held against the document as it
was written, and what was decoded against what was sent. One rule: nothing is known but the document and the catalogue.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, time
from functools import reduce
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import parse_qsl, quote, unquote

import attrs
import httpx
import jsonschema_rs

from generator.model.document import follow
from generator.passes.adopt.adopt import adopt
from generator.passes.media import bare, is_json, is_worded
from generator.passes.validate import operations
from generator.problems import join
from generator.read.files import read_document
from tests.generator.samples import Maker, leads
from warp_client_core.codec.decoding import decode
from warp_client_core.codec.encoding import encode

_BASE = "https://spec.test/"
_KINDS = {"application/x-www-form-urlencoded": "form", "multipart/form-data": "multipart"}
_ORDER = ("json", "form", "multipart", "text", "binary")
_STREAMS = {"text/event-stream": "events"}


@attrs.define
class Attempt:
    """
    One call: of a method, for one of the replies, with the least or with everything.

    Attributes:
        said: What the server did not like about the request.
        answered: The JSON value, text or bytes of the reply.
        media: Media type of the reply.
    """

    method: str
    operation: str
    code: str
    full: bool
    arguments: list[Any] = attrs.field(factory=list)
    keywords: dict[str, Any] = attrs.field(factory=dict)
    wires: dict[tuple[str, str], Any] = attrs.field(factory=dict)
    said: list[str] = attrs.field(factory=list)
    answered: Any = None
    media: str = ""

    def __str__(self) -> str:
        return f"{self.method} {self.code}{' full' if self.full else ''}"


class Platform:
    """
    Answers each operation of a document by its own schemas.

    Attributes:
        current: The attempt whose request comes next.
        judged: Values of requests that were held against the document as it was written.
    """

    def __init__(self, spec: Path, package: Path) -> None:
        sources = read_document(spec.parent, spec.name)
        self.document = adopt(sources, spec.name, lenient=True).document
        self.tree = self.document.tree
        self.catalog = json.loads((package / "catalog.json").read_text("utf-8"))
        self.nodes = {node["operationId"]: (at, path, verb, node) for at, path, verb, node in operations(self.tree)}
        self._sources = sources
        # Schemas of OpenAPI 3.0 are no JSON Schemas: those are judged as adopt wrote them.
        self._is_written = str(sources[spec.name].get("openapi", "")).startswith("3.1")
        known = {**(sources if self._is_written else {}), "adopted": self.tree}
        self._registry = jsonschema_rs.Registry([(_BASE + quote(name), tree) for name, tree in known.items()])
        self.judged = 0
        self.current = Attempt("", "", "", full=False)

    def attempts(self) -> Iterator[Attempt]:
        """Every method with every successful reply, once with the least and once with everything."""
        for name, method in self.catalog["methods"].items():
            node = self.nodes[method["operation"]][3]
            for code, full in product(node["responses"], (False, True)):
                attempt = Attempt(name, method["operation"], code, full)
                self._fill(attempt, method)
                yield attempt

    def _fill(self, attempt: Attempt, method: Any) -> None:
        """Arguments by the names that the catalogue has for those of the document."""
        at, _, _, node = self.nodes[attempt.operation]
        maker = Maker(self.tree, attempt.full, "readOnly")
        values: dict[tuple[str, str], Any] = {}
        for _, parameter in self._parameters(node, at):
            schema = parameter.get("schema") or next(iter(parameter.get("content", {}).values()), {}).get("schema")
            if parameter.get("required") or attempt.full:
                values[parameter["in"], parameter["name"]] = maker(schema)
        body, _ = follow(self.tree, node.get("requestBody", {}), at)
        media = _chosen(body.get("content", {}), attempt.method)
        sent = maker(body["content"][media].get("schema", {})) if media else None
        if isinstance(sent, (dict, list)) and not (is_json(media) or "*" in media or bare(media) in _KINDS):
            sent = json.dumps(sent)  # which is YAML too
        parts = [one for one in method["parameters"] if one["place"] == "body"]
        whole = len(parts) == 1 and parts[0]["wire"] == "body" and not (isinstance(sent, dict) and "body" in sent)
        if media and (whole or body.get("required") or attempt.full):
            given = {"body": b"a" if sent is None else sent} if whole else sent if isinstance(sent, dict) else {}
            values |= {("body", wire): value for wire, value in given.items()}
            if is_json(media):
                attempt.wires["body", ""] = sent
        for one in method["parameters"]:
            key = one["place"], one["wire"]
            if key in values and (one["required"] or attempt.full):
                attempt.wires[key] = values[key]
                if one.get("positional"):
                    attempt.arguments.append(values[key])
                else:
                    attempt.keywords[one["name"]] = values[key]
        if attempt.method.endswith("_events"):
            attempt.keywords.pop("stream", None)

    def _parameters(self, node: Any, at: str) -> Iterator[tuple[str, Any]]:
        for index, one in enumerate(node.get("parameters", [])):
            parameter, where = follow(self.tree, one, join(at, "parameters", index))
            yield where, parameter

    def handle(self, request: httpx.Request) -> httpx.Response:
        """The reply to the current attempt; 599 when the request is not its own."""
        attempt = self.current
        at, path, verb, node = self.nodes[attempt.operation]
        raw_path, _, query = request.url.raw_path.decode().partition("?")
        shape = re.sub(r"\\{(?:[^{}]*)\\}", "([^/?]*)", re.escape(path))
        fit = re.search(f"{shape}$", raw_path)
        if request.method != node.get("x-method", verb.upper()) or fit is None:
            attempt.said.append(f"{request.method} {raw_path}")
            return httpx.Response(599)
        names = re.findall(r"{([^{}]*)}", path)
        self._check_parameters(request, at, node, dict(zip(names, map(unquote, fit.groups()), strict=True)), query)
        if "requestBody" in node and request.content:
            self._check_body(request, *follow(self.tree, node["requestBody"], join(at, "requestBody")))
        return self._reply(node, request.headers.get("accept", ""))

    def _check_parameters(self, request: httpx.Request, at: str, node: Any, path: dict[str, str], query: str) -> None:
        attempt = self.current
        pairs = parse_qsl(query, keep_blank_values=True)
        cookies = request.headers.get("cookie", "")
        for where, parameter in self._parameters(node, at):
            place, name = parameter["in"], parameter["name"]
            value = attempt.wires.get((place, name))
            found: dict[str, Callable[[], list[str]]] = {
                "path": lambda name=name: [path[name]],
                "query": lambda name=name: [text for key, text in pairs if key == name],
                "header": lambda name=name: request.headers.get_list(name),
                "cookie": lambda name=name: re.findall(rf"(?:^|; ?){re.escape(name)}=([^;]*)", cookies),
            }
            texts = found[place]()
            if value is None or isinstance(value, (dict, list)):
                if parameter.get("required") and value and not texts and not query:
                    attempt.said.append(f"{place} {name} is missing")
                continue
            if texts and "content" not in parameter:
                arrived = texts[0] if isinstance(value, (str, bytes)) else json.loads(texts[0])
                self._judge(join(where, "schema"), arrived, value, f"{place} {name}")
            elif not texts:
                attempt.said.append(f"{place} {name} is missing")

    def _check_body(self, request: httpx.Request, body: Any, at: str) -> None:
        sent = request.headers.get("content-type", "")
        media = next((one for one in body["content"] if bare(one) == bare(sent)), None)
        if media is None and not any("*" in one for one in body["content"]):
            self.current.said.append(f"no body of the type {sent}")
        elif media is not None and is_json(media):
            expected = self.current.wires.get(("body", ""))
            arrived = json.loads(request.content)
            self._judge(join(at, "content", media, "schema"), arrived, expected, "body")

    def _judge(self, pointer: str, arrived: Any, expected: Any, what: str) -> None:
        """What arrived is what was given, and fits the schema as the document has it."""
        place = self.document.place(pointer)
        is_there = self._is_written and leads(self._sources[place.file], place.pointer)
        file, where = (place.file, place.pointer) if is_there else ("adopted", pointer)
        schema = {"$ref": f"{_BASE}{quote(file)}#{quote(where)}"}
        validator = jsonschema_rs.Draft202012Validator(schema, registry=self._registry)
        if expected is None and arrived == {}:  # an optional body without anything in it
            expected = arrived
        differs = difference(expected, arrived, what)
        self.current.said += [differs] if differs else []
        if validator.is_valid(expected):
            self.judged += 1
        if validator.is_valid(expected) or not expected:
            self.current.said += [f"{what}: {one.message}"[:300] for one in validator.iter_errors(arrived)][:1]

    def _reply(self, node: Any, accept: str) -> httpx.Response:
        attempt = self.current
        reply, _ = follow(self.tree, node["responses"][attempt.code], "")
        status = int(attempt.code) if attempt.code.isdigit() else 200
        content = reply.get("content", {})
        wanted = [one for one in content if bare(one) in accept and (bare(one) in _STREAMS or not is_json(one))]
        media = (wanted or [one for one in content if is_json(one)] or [*content, ""])[0]
        attempt.media = media
        if not media:
            return httpx.Response(status)
        entry = content[media]
        value = Maker(self.tree, attempt.full, "writeOnly")(entry.get("itemSchema", entry.get("schema")))
        if "*" in media:
            attempt.media = "application/octet-stream" if isinstance(value, (str, bytes)) else "application/json"
        attempt.answered = value
        text = json.dumps(value, default=bytes.decode)
        if attempt.media in _STREAMS:
            return httpx.Response(status, text=f"data: {text}\n\n", headers={"content-type": media})
        if "json" not in attempt.media:
            attempt.answered, text = "a", "a"
        elif not is_json(attempt.media):
            text = f"{text}\n"
        return httpx.Response(status, text=text, headers={"content-type": attempt.media})


def _chosen(content: Any, method: str) -> str:
    """The media type that a method sends: that of its name, else the one that goes first."""
    kinds: dict[str, str] = {}
    for media in sorted(content, key=lambda one: bare(one) != "application/json"):
        kind = "json" if is_json(media) or "*" in media else _KINDS.get(bare(media))
        kinds.setdefault(kind or ("text" if is_worded(media) else "binary"), media)
    last = method.rpartition("_")[2]
    first = next((one for one in _ORDER if one in kinds), "")
    return kinds.get(last if last in kinds and len(kinds) > 1 else first, "")


def difference(sent: Any, found: Any, at: str = "$") -> str:
    """Where two JSON values do not say the same: numbers by value, times by moment, absent optional parts as null."""
    if isinstance(sent, dict) and isinstance(found, dict):
        inner = (difference(sent.get(key), found.get(key), f"{at}.{key}") for key in [*sent, *found])
        return next(filter(None, inner), "")
    if isinstance(sent, list) and isinstance(found, list) and len(sent) == len(found):
        return next(filter(None, (difference(*pair, f"{at}[]") for pair in zip(sent, found, strict=True))), "")
    if isinstance(sent, bytes):
        return difference(sent.decode(), found, at)
    if isinstance(sent, str) and isinstance(found, str) and sent != found:
        for kind in (datetime, time):
            with suppress(ValueError, TypeError):
                sent, found = kind.fromisoformat(sent), kind.fromisoformat(found)
    alike = sent == found and isinstance(sent, bool) == isinstance(found, bool)
    return "" if alike else f"{at}: {found!r} for {sent!r}"[:300]


def finding(attempt: Attempt, result: Any) -> str:
    """What is wrong with what came back, or nothing."""
    if attempt.said:
        return f"{attempt}: sent {attempt.said[0]}"
    if not attempt.media:
        return ""
    if attempt.media in _STREAMS or ("json" in attempt.media and not is_json(attempt.media)):
        (result,) = result
        result = getattr(result, "data", result)
    if not is_json(attempt.media) and not isinstance(result, (str, bytes)):
        return ""
    found = json.loads(encode(result)) if not isinstance(result, bytes) else result.decode()
    differs = difference(attempt.answered, found)
    return f"{attempt}: {differs}" if differs else ""


def called(client: Any, attempt: Attempt) -> Any:
    """The result of the attempt; with everything given, arguments are of the types that the method names."""
    method = reduce(getattr, attempt.method.split("."), client)
    keywords = attempt.keywords
    if attempt.full:
        models = sys.modules[type(client).__module__.rpartition(".")[0]].models
        keywords = {
            name: _typed(models, method.__annotations__.get(name, ""), value) for name, value in keywords.items()
        }
    return method(*attempt.arguments, **keywords)


def _typed(models: Any, declared: str, value: Any) -> Any:
    found = re.match(r"(Sequence\[|Mapping\[str, )?models\.([A-Za-z0-9_]+)", declared)
    if found is None or not isinstance(value, (dict, list)):
        return value
    kind = getattr(models, found[2])
    wide = {None: kind, "Sequence[": list[kind], "Mapping[str, ": dict[str, kind]}[found[1]]
    return decode(wide, json.dumps(value, default=bytes.decode).encode())


def failures(client: Any, platform: Platform) -> list[str]:
    """What is wrong with each attempt of a sync client, nothing for one that is right."""
    found = []
    for attempt in platform.attempts():
        platform.current = attempt
        try:
            result = called(client, attempt)
            found.append(finding(attempt, list(result) if hasattr(result, "__next__") else result))
        except Exception as error:  # every kind is a finding here
            found.append(_fault(attempt, error))
    return found


async def async_failures(client: Any, platform: Platform) -> list[str]:
    """The same of an async client."""
    found = []
    for attempt in platform.attempts():
        platform.current = attempt
        try:
            result = called(client, attempt)
            result = result if hasattr(result, "__aiter__") else await result
            found.append(finding(attempt, [one async for one in result] if hasattr(result, "__aiter__") else result))
        except Exception as error:  # every kind is a finding here
            found.append(_fault(attempt, error))
    return found


def _fault(attempt: Attempt, error: Exception) -> str:
    return f"{attempt}: {type(error).__name__}: {[*attempt.said, str(error)][0][:300]}"


def both_flavours(package: ModuleType, spec: Path, folder: Path) -> tuple[list[str], list[str], int]:
    """What is wrong in the sync and in the async flavour, and how many values were held against the document."""
    names = [name for name in package.__all__ if name.endswith("Client")]
    judged = 0
    results = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of deprecated operations
        for is_async in (False, True):
            platform = Platform(spec, folder)
            kind = getattr(package, next(one for one in names if one.startswith("Async") is is_async))
            transport = httpx.MockTransport(platform.handle)
            client = kind(access_token="token", base_url="https://service.test/v1", max_retries=0, transport=transport)
            if is_async:
                results.append(asyncio.run(_within(client, platform)))
            else:
                with client:
                    results.append(failures(client, platform))
            judged += platform.judged
    return results[0], results[1], judged


async def _within(client: Any, platform: Platform) -> list[str]:
    async with client:
        return await async_failures(client, platform)
