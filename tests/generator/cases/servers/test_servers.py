"""Servers of the document, of a path and of an operation, and their variables."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("expected", "given"),
    [
        ("https://eu.service.test/v1/usual", {}),
        ("https://us.service.test/v2/usual", {"server_variables": {"region": "us", "version": "v2"}}),
        ("https://sandbox.test/v1/usual", {"server": 1}),
        ("http://127.0.0.1:1/x/usual", {"base_url": "http://127.0.0.1:1/x"}),
    ],
    ids=["default", "variables", "second", "base-url"],
)
def test_calls_go_to_the_server_that_was_chosen(wire: Any, expected: str, given: dict[str, Any]) -> None:
    """
    The first one, with its defaults, unless told otherwise.
    """
    wire.configure(**{"base_url": None, **given})
    wire.call("things.get_usual")

    assert expected == str(wire.request.url)


@pytest.mark.parametrize(
    "given",
    [{"server_variables": {"region": "moon"}}, {"server_variables": {"no": "x"}}, {"server": 2}],
    ids=["value", "name", "index"],
)
def test_what_the_document_does_not_know_is_refused(wire: Any, given: dict[str, Any]) -> None:
    """
    When the client is built.
    """
    wire.configure(**{"base_url": None, **given})
    with pytest.raises(ValueError, match="server"):
        wire.call("things.get_usual")


def test_an_operation_with_a_server_of_its_own_goes_there_without_credentials(wire: Any) -> None:
    """
    It is another origin.
    """
    wire.configure(base_url=None)
    wire.call("things.get_file", "a")

    assert "https://files.test/up/files/a" == str(wire.request.url)
    assert "authorization" not in wire.request.headers


def test_credentials_go_to_a_server_that_the_caller_named(wire: Any) -> None:
    """
    In place of the documented one.
    """
    wire.configure(base_url=None, server_urls={"https://files.test/up": "https://mine.test/f"})
    wire.call("things.get_file", "a")

    assert "https://mine.test/f/files/a" == str(wire.request.url)
    assert "Bearer token" == wire.request.headers["authorization"]


@pytest.mark.parametrize(
    ("expected", "base_url"),
    [("https://eu.service.test/beta/beta", None), ("https://other.test/beta/beta", "https://other.test/v1")],
    ids=["documented", "moved"],
)
def test_another_path_of_the_same_host_moves_with_the_base_url(wire: Any, expected: str, base_url: str | None) -> None:
    """
    With credentials, since it is the same origin.
    """
    wire.configure(base_url=base_url)
    wire.call("things.get_beta")

    assert expected == str(wire.request.url)
    assert "Bearer token" == wire.request.headers["authorization"]


@pytest.mark.parametrize(
    ("expected", "method"),
    [
        ("https://eu.service.test/v2/second", "things.get_second"),
        ("https://eu.service.test/v1/below/below", "things.get_below"),
    ],
    ids=["from the root", "from the folder"],
)
def test_a_relative_server_is_seen_from_the_server_of_the_document(wire: Any, expected: str, method: str) -> None:
    """
    As a browser would follow it from there.
    """
    wire.configure(base_url=None)
    wire.call(method)

    assert expected == str(wire.request.url)
    assert "Bearer token" == wire.request.headers["authorization"]
