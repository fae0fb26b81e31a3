"""Webhooks of the account."""

from __future__ import annotations

import pytest

from warp_sandbox.warp.webhooks import MOST

SHOWN = "c9b8a7f6-e5d4-4c3b-9a2f-1e0d9c8b7a6f"


@pytest.fixture
def create(customer):
    """Creates a webhook; returns the reply."""

    def send(**fields):
        body = {"url": "https://hooks.example.com/mine", "events": ["message.delivered"], **fields}
        return customer("POST", "/webhooks", json=body)

    return send


def test_secret_is_shown_when_the_webhook_is_made(create, customer):
    """
    Neither the list nor a change shows it again.
    """
    created = create(secret="planted-secret").json()["data"]

    changed = customer("PATCH", f"/webhooks/{created['id']}", json={"secret": "planted-secret-2"})

    assert ("planted-secret", None) == (created["secret"], changed.json()["data"]["secret"])
    assert "planted-secret" not in changed.text + customer("GET", "/webhooks").text


def test_secret_is_made_when_none_is_given(create):
    """
    Two webhooks have two secrets.
    """
    first, second = (create().json()["data"]["secret"] for _ in range(2))

    assert first != second
    assert 32 <= len(first)


def test_webhook_is_active_unless_told_otherwise(create):
    """
    The same event named twice is kept once.
    """
    created = create(events=["message.failed", "message.failed"]).json()["data"]

    assert (True, ["message.failed"]) == (created["active"], created["events"])
    assert not create(active=False).json()["data"]["active"]


def test_change_keeps_what_it_does_not_name(create, customer, clock):
    """
    Only the fields of the body change, and the time of the last change.
    """
    created = create(description="Mine").json()["data"]
    clock.advance(1)

    changed = customer("PATCH", f"/webhooks/{created['id']}", json={"active": False, "description": None})

    expected = {**created, "active": False, "description": None, "secret": None, "updated_at": "2026-01-15T12:00:01Z"}
    assert expected == changed.json()["data"]
    assert expected in customer("GET", "/webhooks").json()["data"]


def test_deleted_webhook_is_gone(customer):
    """
    Deleting or changing it again is a 404.
    """
    first, second = (customer("DELETE", f"/webhooks/{SHOWN}") for _ in range(2))

    assert (204, 404) == (first.status_code, second.status_code)
    assert 404 == customer("PATCH", f"/webhooks/{SHOWN}", json={"active": False}).status_code
    assert [] == customer("GET", "/webhooks").json()["data"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"url": "http://hooks.example.com"}, "url"),
        ({"events": []}, "events"),
        ({"events": ["nothing.known"]}, "events.0"),
        ({"secret": " "}, "secret"),
    ],
)
def test_webhook_must_make_sense(fields, field, create, customer):
    """
    What cannot be made cannot be changed to either.
    """
    for reply in (create(**fields), customer("PATCH", f"/webhooks/{SHOWN}", json=fields)):
        assert (422, field) == (reply.status_code, reply.json()["details"]["errors"][0]["field"])


def test_account_has_so_many_webhooks_at_most(create, customer):
    """
    One more is a conflict until another is deleted.
    """
    for _ in range(MOST - 1):
        create()

    full = create().status_code
    customer("DELETE", f"/webhooks/{SHOWN}")

    assert (409, 201) == (full, create().status_code)
