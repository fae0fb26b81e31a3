"""Every interaction on a cassette against the documents of today, by a judge from outside: openapi-core."""

from __future__ import annotations

import copy
import functools
import json
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from openapi_core import Config, OpenAPI
from openapi_core.exceptions import OpenAPIError
from openapi_core.testing import MockRequest, MockResponse
from werkzeug.datastructures import ImmutableMultiDict

from tests.clients.cassettes.cases import Case, cases, document_of
from tests.clients.cassettes.record import COMMAND, label
from tests.clients.cassettes.scrubbing import ADDRESS, SCRUBBED, sections
from tests.clients.cassettes.tape import read
from warp_sandbox.netsuite import app as netsuite
from warp_sandbox.warp import app as warp

_BEARER = {"type": "http", "scheme": "bearer"}


def form(body: bytes, **parameters: str) -> ImmutableMultiDict[str, Any]:
    """The fields of a multipart form: files as text, and truth as the document types it."""
    pairs = [(name, content.decode()) for name, _, _, content in sections(body, parameters["boundary"])]
    return ImmutableMultiDict([(name, json.loads(text) if text in ("true", "false") else text) for name, text in pairs])


def batch(body: bytes, **_parameters: str) -> Any:
    """The records of a batch."""
    return json.loads(body)


READERS = {"multipart/form-data": form, "application/vnd.oracle.resource+json": batch}
"""Media types that the judge cannot read as our documents mean them."""


@functools.cache
def judge(name: str) -> OpenAPI:
    """A document that is served at the address of the cassettes; the judge knows OAuth tokens as bearer tokens only."""
    base = netsuite.BASE if name == "netsuite" else warp.BASE
    tree = copy.deepcopy(document_of(name))
    schemes = tree["components"]["securitySchemes"]
    schemes |= {key: _BEARER for key, one in schemes.items() if one["type"] == "oauth2"}
    for entry in tree["paths"].values():
        for operation in entry.values():
            if isinstance(operation, dict):
                operation.pop("servers", None)
    tree["servers"] = [{"url": ADDRESS + base}]
    return OpenAPI.from_dict(tree, config=Config(extra_media_type_deserializers=READERS))


@functools.cache
def cassette(case: Case) -> dict[str, Any]:
    """The values of a cassette."""
    return read(case.cassette().read_text("utf-8"))


def request_of(one: dict[str, Any]) -> MockRequest:
    """A recorded request, with credentials of the recorded kind."""
    said = one["request"]
    address = urlsplit(said["uri"])
    headers = {name: values[0] for name, values in said["headers"].items()}
    if "authorization" in headers:
        headers["authorization"] = f"{headers['authorization'].strip('()').title()} {SCRUBBED}"
    query = ImmutableMultiDict(parse_qsl(address.query, keep_blank_values=True))
    body = (said["body"] or "").encode()
    media = headers.get("content-type", "")
    return MockRequest(ADDRESS, said["method"], address.path, None, query, None, headers, None, body, media)


def reply_of(one: dict[str, Any]) -> MockResponse:
    """A recorded reply."""
    said = one["response"]
    headers = {name: values[0] for name, values in said["headers"].items()}
    body = said["body"]["string"].encode()
    return MockResponse(body, said["status"]["code"], headers, headers.get("content-type", ""))


def judge_of(one: dict[str, Any]) -> OpenAPI:
    """The document that a request's address belongs to."""
    return judge("netsuite" if urlsplit(one["request"]["uri"]).path.startswith(netsuite.BASE) else "admin")


@pytest.mark.parametrize("case", cases(), ids=str)
def test_the_documents_allow_what_was_recorded(case: Case) -> None:
    """
    Requests and replies are valid; only the request that was refused as invalid is not, and its reply is.
    """
    values = cassette(case)
    *allowed, last = values["interactions"]

    for one in allowed:
        judge_of(one).validate_request(request_of(one))
        judge_of(one).validate_response(request_of(one), reply_of(one))
    judge_of(last).validate_response(request_of(last), reply_of(last))
    if "invalid" == values["metadata"]["failure"]:
        with pytest.raises(OpenAPIError):
            judge_of(last).validate_request(request_of(last))
    else:
        judge_of(last).validate_request(request_of(last))


@pytest.mark.parametrize("case", cases(), ids=str)
def test_no_cassette_is_older_than_its_operations(case: Case) -> None:
    """
    What the documents say about the operations on a cassette has not changed since it was recorded.
    """
    values = cassette(case)

    assert label(values) == values["metadata"]["document"], f"record it again: {COMMAND} -- {case}"
