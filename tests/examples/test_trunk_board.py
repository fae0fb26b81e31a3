"""Visitors of the board share requests, and see what one of them changed."""

from __future__ import annotations

import asyncio
import importlib.util
import sys
from collections.abc import Callable
from typing import Any

import httpx

from tests.examples.conftest import EXAMPLES


def visit(settings: dict[str, str], monkeypatch: Any, course: Callable[[httpx.AsyncClient], Any]) -> Any:
    """Serve the application in this process, signed in by the environment, to one browser."""
    for name, value in settings.items():
        if name.startswith("WARP_"):
            monkeypatch.setenv(name, value)
    spec = importlib.util.spec_from_file_location("trunk_board", EXAMPLES / "trunk_board.py")
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "trunk_board", module)
    spec.loader.exec_module(module)

    async def run() -> Any:
        transport = httpx.ASGITransport(app=module.app)
        async with (
            module.app.router.lifespan_context(module.app),
            httpx.AsyncClient(transport=transport, base_url="http://board") as browser,
        ):
            return await course(browser)

    return asyncio.run(run())


def test_many_visitors_make_one_request(settings: Any, platform: Any, monkeypatch: Any) -> None:
    """
    Of twenty pages at the same time one asks the platform; the others would get the fault of a second request.
    """
    platform[0].script(["pass", "status=500;times=0"])

    async def course(browser: httpx.AsyncClient) -> list[httpx.Response]:
        return await asyncio.gather(*(browser.get("/balance") for _ in range(20)))

    replies = visit(settings("customer"), monkeypatch, course)

    assert {(200, "412.75")} == {(one.status_code, str(one.json()["balance"])) for one in replies}


def test_a_new_trunk_is_on_the_next_page(settings: Any, platform: Any, monkeypatch: Any) -> None:
    """
    What is created through the cache makes the lists obsolete.
    """

    async def course(browser: httpx.AsyncClient) -> Any:
        before = (await browser.get("/trunks")).json()
        made = (await browser.post("/trunks", json={"name": "edge-9"})).json()
        return before, made, (await browser.get("/trunks")).json()

    before, made, after = visit(settings("customer"), monkeypatch, course)

    assert made not in before
    assert made in after


def test_what_the_platform_refuses_keeps_its_status(settings: Any, platform: Any, monkeypatch: Any) -> None:
    """
    With the id of the request, by which support finds it.
    """
    platform[0].script(["operation=get_balance;status=403;times=0"])

    reply = visit(settings("customer"), monkeypatch, lambda browser: browser.get("/balance"))

    assert (403, True) == (reply.status_code, bool(reply.json()["request_id"]))
