"""A check gives the cause back; the platform's status is the platform's to tell."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import httpx
import pytest

import warp_netsuite.overlays.netsuite_records as overlay
from warp_client_core import ApiConnectionError, AuthenticationError, ResponseDecodeError
from warp_netsuite import AsyncNetSuiteClient, NetSuiteClient


@pytest.mark.parametrize(
    ("faults", "cause"),
    [
        ([httpx.Response(401, json={"title": "Unauthorized"})], AuthenticationError),
        ([httpx.ConnectError("no such host")] * 4, ApiConnectionError),
        ([httpx.Response(200, text="<html>maintenance</html>")], ResponseDecodeError),
    ],
)
def test_a_failed_check_gives_the_cause(client: Any, netsuite: Any, faults: Any, cause: type[Exception]) -> None:
    """
    A wrong token, an outage and a wrong address can be told apart.
    """
    netsuite.faults = {"/serverTime": faults}

    check = client.test_connection()

    assert not check
    assert not check.ok
    assert isinstance(check.cause, cause)


def test_a_closed_client_is_a_mistake_of_the_program() -> None:
    """
    That is not a fact about the connection.
    """
    client = NetSuiteClient(account_id="1")
    client.close()

    with pytest.raises(RuntimeError, match="closed"):
        client.test_connection()


@pytest.mark.anyio
async def test_a_check_that_passes_is_true(client: Any, aclient: Any) -> None:
    """
    There is no cause then.
    """
    for check in (client.test_connection(), await aclient.test_connection()):
        assert check
        assert (True, None) == (check.ok, check.cause)


class Platform:
    """As much of an admin client as is asked for."""

    def __init__(self, error: Exception | None = None) -> None:
        self.netsuite = self
        self.error = error

    def get_sync_status(self) -> str:
        if self.error:
            raise self.error
        return "up to date"


class AsyncPlatform:
    """As `Platform`, to be awaited."""

    def __init__(self) -> None:
        self.netsuite = self

    async def get_sync_status(self) -> str:
        return "up to date"


@pytest.mark.anyio
async def test_without_a_platform_the_error_says_what_to_pass() -> None:
    """
    In both flavours.
    """
    with pytest.raises(ValueError, match="platform="):
        NetSuiteClient(account_id="1").get_sync_status()
    with pytest.raises(ValueError, match="platform="):
        await AsyncNetSuiteClient(account_id="1").get_sync_status()


def test_an_error_of_the_platform_reaches_the_caller() -> None:
    """
    It is not this client's to explain.
    """
    error = ApiConnectionError("down")

    with pytest.raises(ApiConnectionError) as caught:
        NetSuiteClient(account_id="1", platform=Platform(error)).get_sync_status()

    assert error is caught.value


@pytest.mark.anyio
async def test_the_platform_is_asked(netsuite: Any) -> None:
    """
    Copies of the client know it too.
    """
    client = NetSuiteClient(account_id="1", platform=Platform())
    aclient = AsyncNetSuiteClient(account_id="1", platform=AsyncPlatform())

    assert "up to date" == client.with_options(timeout=1).get_sync_status()
    assert "up to date" == await aclient.get_sync_status()


def test_the_admin_client_is_never_imported() -> None:
    """
    The wheel does not depend on another client.
    """
    for file in Path(str(overlay.__file__)).parent.glob("*.py"):
        names = {
            name
            for node in ast.walk(ast.parse(file.read_text("utf-8")))
            for name in (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
        }
        assert not any(name.startswith("warp_admin") for name in names)
