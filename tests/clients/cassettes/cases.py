"""
What is recorded and replayed: every remote method of the three clients, from the tables of their surfaces.

One rule: a case is the same for the recorder and for both flavours of a replay, so that a cassette holds what the
clients of today ask for, and nothing else.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from generator.passes.name import field_name
from generator.passes.validate import deref, operations
from tests.clients.arguments import example_arguments
from tests.clients.cassettes.scrubbing import planted, secret_names
from warp_sandbox.spec.document import Api, load

ROOT = Path(__file__).resolve().parents[3]
RECORDED = Path(__file__).parent / "recorded"
CLIENTS = ("customer", "admin", "netsuite")
LOCAL = {"oauth.build_authorize_url", "oauth.refresh_expires_at", "webhooks.unwrap"}
"""Hand-written methods that send nothing."""

SOCKETS = {"cdrs.follow", "events.connect", "messages.follow", "oauth.authorize_in_browser"}
"""Those that need a socket of their own, which no cassette holds; tests/overlays plays them against the sandbox."""

UNDESCRIBED = {
    "customers.upsert", "invoices.upsert", "oauth.revoke", "payments.upsert", "query", "sync.customer", "sync.invoice",
}  # fmt: skip
"""Those that also ask for what the document leaves out, so that no judge knows; tests/overlays plays them."""

NOBODYS = "nobody-was-given-this"
"""A token that no platform knows."""

_PAGE = 2
"""Records on a recorded page."""


@attrs.frozen
class Case:
    """One method; ``operation`` is empty for a hand-written one."""

    client: str
    call: str
    operation: str
    returns: str

    def __str__(self) -> str:
        return f"{self.client}-{self.call}"

    def cassette(self, folder: Path = RECORDED) -> Path:
        """Where its cassette is."""
        return folder / self.client / f"{self.call}.yaml"


@attrs.frozen
class Failure:
    """
    One way to fail: which status it has, and what is different from the call that succeeds.

    Attributes:
        name: ``unknown`` id, ``invalid`` value, ``refused`` credentials or ``unauthorised`` client.
        positional: The arguments of the path.
        token: Access token of the client; None for the right one.
    """

    name: str
    status: int
    positional: list[Any]
    keywords: dict[str, Any]
    token: str | None = None


@functools.cache
def surface(client: str) -> Mapping[str, Any]:
    """The table of a client's methods."""
    found: Mapping[str, Any] = json.loads((ROOT / "generated" / client / "surface.json").read_text("utf-8"))
    return found


def cases() -> list[Case]:
    """Every remote method, in the order of the surfaces."""
    found = []
    for client in CLIENTS:
        for call, entry in surface(client)["methods"].items():
            if call not in LOCAL | SOCKETS | UNDESCRIBED:
                found.append(Case(client, call, entry.get("operation", ""), entry.get("returns", "")))
    return found


def document_of(client: str) -> dict[str, Any]:
    """The document that a client speaks."""
    return load("netsuite" if client == "netsuite" else "warp")


@functools.cache
def secrets_of(client: str) -> frozenset[str]:
    """The names of the document's secrets."""
    return secret_names(document_of(client)) | {"client_secret"}


def arguments_of(case: Case) -> tuple[list[Any], dict[str, Any]]:
    """Arguments of the call that succeeds: the document's examples, with planted secrets and short pages."""
    positional, keywords = example_arguments(document_of(case.client), case.operation)
    count = len(surface(case.client)["methods"][case.call]["positional"])
    keywords = planted(keywords, secrets_of(case.client))
    if "limit" in keywords:
        keywords["limit"] = _PAGE
    if "file" in keywords and "overlay" in surface(case.client)["methods"][case.call]:
        # The example is the same deck for all that is asked, with what makes it whole in other arguments.
        keywords = {**keywords, "deck": keywords["file"], "validate": False}
        del keywords["file"]
    return positional[len(positional) - count :] if count else [], keywords


def failures_of(case: Case) -> list[Failure]:
    """
    Ways to fail, the most natural one first; the recorder takes the first that the platform knows.

    They leave out what may be left out, so that a cassette shows both a full request and a short one.
    """
    positional, full = arguments_of(case)
    short = _short(case, full)
    found = []
    if case.call in ("auth.login", "auth.refresh"):
        wrong = {"password": "wrong"} if "password" in full else {"refresh_token": NOBODYS}
        return [Failure("refused", 401, positional, {**short, **wrong})]
    if positional:
        found.append(Failure("unknown", 404, [unknown(one) for one in positional], short))
    status = 400 if case.client == "netsuite" else 422
    # A method of an overlay may refuse such a value itself.
    is_checked = "overlay" in surface(case.client)["methods"][case.call]
    for name, value in broken_values(document_of(case.client), case.operation):
        if name in full and not is_checked:
            found.append(Failure("invalid", status, positional, {**short, name: value}))
            break
    found.append(Failure("unauthorised", 401, positional, short, token=NOBODYS))
    told = Api(document_of(case.client)).operation(case.operation).replies
    return [one for one in found if one.status in {reply.status for reply in told}]


def _short(case: Case, full: dict[str, Any]) -> dict[str, Any]:
    """The arguments that a method insists on; where the body would be empty, its first field as well."""
    entry = surface(case.client)["methods"][case.call]
    needed = {one.partition(":")[0] for one in entry["keywords"] if "=" not in one}
    body = [name for name in body_names(document_of(case.client), case.operation) if name in full]
    if body and not needed.intersection(body):
        needed.add(body[0])
    needed |= {"deck", "validate"}
    return {name: value for name, value in full.items() if name in needed}


def unknown(value: str) -> str:
    """An id of the same form that nothing has."""
    if re.fullmatch(r"[0-9a-f-]{36}", value):
        return "00000000-0000-4000-8000-000000000404"
    if re.fullmatch(r"\+?\d{5,}", value):
        return value[:-4] + "0000"
    return "999404" if value.isdigit() else f"{value}-404"


def broken_values(document: Mapping[str, Any], operation_id: str) -> Iterator[tuple[str, Any]]:
    """Arguments that break the schema of their parameter or field, by Python name."""
    for entry in _operation(document, operation_id).get("parameters", []):
        parameter = deref(document, entry)
        if parameter["in"] == "query":
            yield from _broken(document, parameter["name"], parameter["schema"])
    for name, schema in _fields(document, operation_id).items():
        yield from _broken(document, name, schema)


def body_names(document: Mapping[str, Any], operation_id: str) -> list[str]:
    """The arguments that travel in the body, by Python name, in the order of the schema: examples have none."""
    return [field_name(name) for name in _fields(document, operation_id)]


def _operation(document: Mapping[str, Any], operation_id: str) -> dict[str, Any]:
    return next(one for _, _, _, one in operations(dict(document)) if one["operationId"] == operation_id)


def _fields(document: Mapping[str, Any], operation_id: str) -> dict[str, Any]:
    body = deref(document, _operation(document, operation_id).get("requestBody")) or {"content": {}}
    found: dict[str, Any] = {}
    for content in body["content"].values():
        found |= _properties(document, content["schema"])
    return found


def _properties(document: Mapping[str, Any], schema: Any) -> dict[str, Any]:
    schema = deref(document, schema)
    found = dict(schema.get("properties", {}))
    for part in schema.get("allOf", []):
        found |= _properties(document, part)
    return found


def _broken(document: Mapping[str, Any], name: str, schema: Any) -> Iterator[tuple[str, Any]]:
    schema = deref(document, schema)
    types = schema.get("type", ())
    kinds = {types} if isinstance(types, str) else set(types)
    if kinds & {"integer", "number"} and "minimum" in schema:
        yield field_name(name), schema["minimum"] - 1
    elif kinds & {"integer", "number"} and "maximum" in schema:
        yield field_name(name), schema["maximum"] + 1
    elif "string" in kinds and (schema.get("enum") or schema.get("format") == "email"):
        yield field_name(name), "no-such-value"
    elif "string" in kinds and "pattern" in schema and not re.search(schema["pattern"], "?"):
        yield field_name(name), "?"
    elif "string" in kinds and schema.get("minLength") and schema.get("format") != "password":
        yield field_name(name), ""
    elif "array" in kinds and schema.get("minItems"):
        yield field_name(name), []
