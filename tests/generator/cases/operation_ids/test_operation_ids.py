"""OperationIds that repeat the method and the path: methods are called by what they do."""

from __future__ import annotations

from typing import Any

import pytest

CALLS = {
    "charges.list": ("GET", "/v1/charges"),
    "charges.create": ("POST", "/v1/charges"),
    "charges.search": ("GET", "/v1/charges/search"),
    "charges.get": ("GET", "/v1/charges/1"),
    "charges.update": ("POST", "/v1/charges/1"),
    "charges.delete": ("DELETE", "/v1/charges/1"),
    "charges.capture": ("POST", "/v1/charges/1/capture"),
    "charges.list_refunds": ("GET", "/v1/charges/1/refunds"),
    "charges.create_refund": ("POST", "/v1/charges/1/refunds"),
    "charges.get_refund": ("GET", "/v1/charges/1/refunds/2"),
    "charges.trace": ("GET", "/v1/charges/1/history"),
}


@pytest.mark.parametrize(("method", "request_line"), CALLS.items(), ids=CALLS)
def test_methods_are_called_by_what_they_do(wire: Any, method: str, request_line: tuple[str, str]) -> None:
    """
    An id that says something else is kept.
    """
    path = request_line[1].removeprefix("/v1/charges")
    wire.configure(base_url="https://service.test")
    wire.call(method, *[part for part in path.split("/") if part.isdigit()])

    assert request_line == (wire.request.method, wire.target)


def test_each_keeps_the_id_of_the_document(case: Any) -> None:
    """
    Where it can be looked up.
    """
    methods = case.surface["methods"]

    assert list(CALLS) == sorted(methods, key=list(CALLS).index)
    assert "GetChargesCharge" == methods["charges.get"]["x-operation-id"]
