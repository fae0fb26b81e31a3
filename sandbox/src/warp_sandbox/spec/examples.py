"""
Requests made from the document's own examples, for tests of the sandbox and of everything that talks to it.

One rule: credentials are not part of an example request; who sends it adds them.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import attrs

from warp_sandbox.spec.document import Api, Operation, Parameter
from warp_sandbox.spec.pointers import Tree, join
from warp_sandbox.spec.samples import sample
from warp_sandbox.wire.bodies import FORM, MULTIPART


@attrs.frozen
class ExampleRequest:
    """
    One request, relative to the API's base address.

    Attributes:
        path: Filled in and percent-encoded.
        json: The JSON body, or None.
        form: The text fields of a form, or None.
        files: File parts of a multipart form, field -> name, content and media type, or None.
        headers: Header parameters, and the media type when it is not plain JSON.
    """

    method: str
    path: str
    query: dict[str, Any]
    json: Any
    form: dict[str, str] | None
    files: dict[str, tuple[str, bytes, str]] | None
    headers: dict[str, str]

    def arguments(self, base_url: str) -> dict[str, Any]:
        """The request as keyword arguments of ``httpx.Client.request``."""
        return {
            "method": self.method,
            "url": base_url + self.path,
            "params": self.query,
            "json": self.json,
            "data": self.form,
            "files": self.files,
            "headers": self.headers,
        }


def example_request(document: Tree, operation: str) -> ExampleRequest:
    """
    The request that the document shows for an operation, optional parameters and fields included.

    Args:
        document: A bundled document.
        operation: An operationId, or the JSON pointer of an operation.

    Raises:
        LookupError: The document has no such operation.
    """
    api = Api(document)
    found = api.operation(operation)
    path = found.path
    for name, value in _values(api, found, "path").items():
        path = path.replace(f"{{{name}}}", quote(str(value), safe=""))
    media = next(iter(found.bodies), "")
    body: Any = sample(api, found.bodies[media]) if media else None
    is_form = media.startswith((MULTIPART, FORM))
    fields: dict[str, Any] = body if is_form else {}
    files = _files(api, found, media, body) if media.startswith(MULTIPART) else None
    return ExampleRequest(
        method=found.method,
        path=path,
        query={name: _text(value) for name, value in _values(api, found, "query").items()},
        json=None if is_form else body,
        form={name: str(_text(value)) for name, value in fields.items() if name not in (files or {})} or None,
        files=files,
        headers=_headers(api, found, media),
    )


def _values(api: Api, operation: Operation, place: str) -> dict[str, Any]:
    return {one.name: _value(api, one) for one in operation.parameters if one.place == place}


def _value(api: Api, parameter: Parameter) -> Any:
    return sample(api, parameter.schema) if parameter.example is None else parameter.example


def _text(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


def _headers(api: Api, operation: Operation, media: str) -> dict[str, str]:
    headers = {name: str(value) for name, value in _values(api, operation, "header").items()}
    plain = media in ("", "application/json") or media.startswith((MULTIPART, FORM))
    return headers if plain else {**headers, "Content-Type": media}


def _files(api: Api, operation: Operation, media: str, body: Any) -> dict[str, tuple[str, bytes, str]]:
    pointer = api.follow(join(operation.bodies[media], "schema"))[1]
    encoding = api.node(operation.bodies[media]).get("encoding", {})
    files = {}
    for name, value in body.items():
        kind = api.node(join(pointer, "properties", name)).get("contentMediaType")
        if kind:
            kinds = encoding.get(name, {}).get("contentType", kind).split(",")
            files[name] = (f"{name}.csv" if "csv" in kinds[0] else name, str(value).encode(), kinds[0].strip())
    return files
