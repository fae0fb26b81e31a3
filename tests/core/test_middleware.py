"""Claims about `warp_client_core.middleware`."""

import asyncio

import pytest

from warp_client_core.middleware import AsyncMiddleware, Middleware, accepted


class Tagging(Middleware):
    """Overrides nothing."""


class AsyncTagging(AsyncMiddleware):
    """Overrides nothing."""


@pytest.mark.parametrize(
    ("given", "kind", "shown"),
    [
        (AsyncTagging(), Middleware, "instances of Middleware for this client, not AsyncTagging"),
        (Tagging(), AsyncMiddleware, "instances of AsyncMiddleware for this client, not Tagging"),
        (Tagging, Middleware, "not the class Tagging"),
        (print, Middleware, "not builtin_function_or_method"),
    ],
)
def test_what_is_no_middleware_of_the_flavour_is_refused(given, kind, shown):
    with pytest.raises(TypeError, match=shown):
        accepted([given], kind)


def test_the_order_of_the_caller_is_kept():
    first, second = Tagging(), Middleware()

    assert (first, second) == accepted(iter([first, second]), Middleware)


def test_what_is_not_overridden_passes_on():
    assert "reply" == Tagging().around_call("call", {"call": "reply"}.get)
    assert "reply" == Tagging().around_attempt("attempt", {"attempt": "reply"}.get)


def test_what_is_not_overridden_passes_on_in_async_clients_too():
    async def proceed(given):
        return {"call": "reply", "attempt": "outcome"}[given]

    async def both():
        return await AsyncTagging().around_call("call", proceed), await AsyncTagging().around_attempt(
            "attempt", proceed
        )

    assert ("reply", "outcome") == asyncio.run(both())
