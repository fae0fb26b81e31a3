"""The rate limit over time."""

from __future__ import annotations

import pytest

from warp_sandbox.warp.auth import CUSTOMER_TOKEN


@pytest.fixture
def limited(make, client_of):
    """A customer who may send two requests in ten seconds."""
    return client_of(make(rate_limit=2, rate_window=10.0), token=CUSTOMER_TOKEN)


def test_request_over_the_limit_is_refused(limited, clock):
    """
    The third request in the window learns how long to wait.
    """
    limited("GET", "/account")
    clock.advance(3.5)
    limited("GET", "/account")

    reply = limited("GET", "/account")

    assert (429, "RATE_LIMIT_EXCEEDED") == (reply.status_code, reply.json()["code"])
    assert "7" == reply.headers["Retry-After"] == reply.headers["X-RateLimit-Reset"]
    assert ("2", "0") == (reply.headers["X-RateLimit-Limit"], reply.headers["X-RateLimit-Remaining"])


def test_refused_sign_ins_count_too(limited):
    """
    The limit stands before credentials and addresses.
    """
    limited("GET", "/nothing", headers={"Authorization": ""})
    limited("GET", "/nothing")

    assert 429 == limited("GET", "/nothing").status_code


def test_new_window_starts_when_the_old_one_ended(limited, clock):
    """
    After the announced time requests pass again.
    """
    for _ in range(3):
        limited("GET", "/account")
    clock.advance(10)

    reply = limited("GET", "/account")

    assert (200, "1") == (reply.status_code, reply.headers["X-RateLimit-Remaining"])
