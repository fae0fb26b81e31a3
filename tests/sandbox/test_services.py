"""Connections to outside services: secrets that stay inside, probes, rotation, and who changed what."""

from __future__ import annotations

import pytest

SHOWN = "d1e2f3a4-b5c6-4d7e-8f9a-0b1c2d3e4f5a"
ROOT = "/admin/settings/services"
SECRET = "planted-canary-value"
NEW = {"type": "messaging_vendors", "provider": "telnyx", "name": "telnyx-us", "credentials": {"api_key": SECRET}}


@pytest.fixture
def create(admin):
    """Adds a service."""
    return lambda **body: admin("POST", ROOT, json={**NEW, **body})


@pytest.fixture
def of_type(admin):
    """Gives the services of a type."""
    return lambda kind: admin("GET", f"{ROOT}?type={kind}").json()["data"]


@pytest.fixture
def history(admin):
    """Gives the audit entries of a service."""
    return lambda key: admin("GET", f"{ROOT}/{key}/history").json()["data"]


def change(admin, key, **body):
    return admin("PATCH", f"{ROOT}/{key}", json=body)


def test_type_narrows_the_list(admin, of_type):
    """
    Seven services, two of them messaging vendors.
    """
    assert 7 == len(admin("GET", ROOT).json()["data"])
    assert {"messaging_vendors"} == {one["type"] for one in of_type("messaging_vendors")}
    assert 422 == admin("GET", f"{ROOT}?type=others").status_code


def test_secrets_go_in_and_never_come_out(admin, create, history):
    """
    Replies name the credentials on file; the history masks them, and settings that are called like secrets.
    """
    created = create(settings={"region": "us", "webhook_secret": SECRET, "hooks": [{"token": SECRET}, "plain"]})
    key = created.json()["data"]["id"]
    replies = [change(admin, key, credentials={"api_key": f"{SECRET}-2", "pin": SECRET}, settings={"region": "eu"})]
    replies += [admin("GET", path) for path in (ROOT, f"{ROOT}/{key}", f"{ROOT}/{key}/history")]

    assert (201, ["api_key"]) == (created.status_code, created.json()["data"]["credential_fields"])
    assert ["api_key", "pin"] == replies[0].json()["data"]["credential_fields"]
    assert [] == [reply.url for reply in replies if SECRET in reply.text]
    assert {"api_key": "********", "pin": "********"} == history(key)[1]["new_values"]["credentials"]


def test_every_change_is_in_the_history(admin, create, history, clock):
    """
    In order, each with what it did, who did it and when; a change that changes nothing is none.
    """
    key = create().json()["data"]["id"]
    clock.advance(60)
    change(admin, key, priority=3)
    change(admin, key, priority=3)
    change(admin, key, is_active=False)
    change(admin, key, is_active=True)
    admin("POST", f"{ROOT}/{key}/test")
    admin("POST", f"{ROOT}/{key}/rotate-credentials")

    entries = history(key)
    assert ["create", "update", "disable", "enable", "test", "rotate_credentials"] == [one["action"] for one in entries]
    assert ({"priority": 1}, {"priority": 3}) == (entries[1]["old_values"], entries[1]["new_values"])
    assert {"ops@example.com"} == {one["actor_email"] for one in entries}
    assert ["2026-01-15T12:00:00Z", "2026-01-15T12:01:00Z"] == [one["created_at"] for one in entries[:2]]


def test_names_are_taken_once_per_type(admin, create):
    """
    Another type may use the name.
    """
    assert [201, 409, 201] == [
        create(type=kind).status_code for kind in ("messaging_vendors", "messaging_vendors", "infrastructure")
    ]
    assert 409 == change(admin, SHOWN, name="telnyx-us").status_code
    assert 422 == change(admin, SHOWN, name=" ").status_code


def test_new_primary_takes_the_place_of_the_old(create, of_type):
    """
    A type has one.
    """
    key = create(is_primary=True).json()["data"]["id"]

    assert [key] == [one["id"] for one in of_type("messaging_vendors") if one["is_primary"]]
    assert 409 == create(name="other", is_primary=True, is_active=False).status_code


def test_next_in_line_follows_a_primary_that_is_switched_off(admin, of_type):
    """
    And one that is switched off cannot be made primary.
    """
    change(admin, SHOWN, is_active=False)

    assert ["bandwidth-us-backup"] == [one["name"] for one in of_type("messaging_vendors") if one["is_primary"]]
    assert 409 == change(admin, SHOWN, is_primary=True).status_code


def test_type_with_active_services_has_a_primary_one(admin, create, of_type):
    """
    It cannot be unset, and one that goes to another type leaves its place to the next.
    """
    other = create(type="infrastructure", priority=0).json()["data"]["id"]
    unset = change(admin, SHOWN, is_primary=False)
    change(admin, SHOWN, type="infrastructure")

    assert 409 == unset.status_code
    assert ["bandwidth-us-backup"] == [one["name"] for one in of_type("messaging_vendors") if one["is_primary"]]
    assert [SHOWN] == [one["id"] for one in of_type("infrastructure") if one["is_primary"]]
    change(admin, SHOWN, is_active=False)
    assert [other] == [one["id"] for one in of_type("infrastructure") if one["is_primary"]]


def test_deleted_service_is_gone(admin, of_type):
    """
    With its history; deleting it twice is a 404, and its deputy takes over.
    """
    first, second = (admin("DELETE", f"{ROOT}/{SHOWN}") for _ in range(2))

    assert (204, 404) == (first.status_code, second.status_code)
    assert 404 == admin("GET", f"{ROOT}/{SHOWN}/history").status_code
    assert [True] == [one["is_primary"] for one in of_type("messaging_vendors")]


def test_last_active_service_of_a_type_stays(admin, of_type):
    """
    Unless it was deactivated.
    """
    key = of_type("payment_processors")[0]["id"]
    first = admin("DELETE", f"{ROOT}/{key}")
    change(admin, key, is_active=False)

    assert (409, 204) == (first.status_code, admin("DELETE", f"{ROOT}/{key}").status_code)


@pytest.mark.parametrize(
    ("credentials", "success", "health"),
    [({"api_key": "right"}, True, "healthy"), ({"api_key": "wrong"}, False, "unhealthy"), ({}, False, "unhealthy")],
)
def test_failed_probe_is_a_reply_like_any_other(credentials, success, health, admin, create, history, clock):
    """
    The result is in the reply, in the health of the service and in its history.
    """
    key = create(credentials=credentials).json()["data"]["id"]
    clock.advance(60)

    reply = admin("POST", f"{ROOT}/{key}/test")

    service = admin("GET", f"{ROOT}/{key}").json()["data"]
    assert (200, key, success) == (
        reply.status_code,
        *(reply.json()["data"][name] for name in ("service_id", "success")),
    )
    assert (health, "2026-01-15T12:01:00Z") == (service["health_status"], service["last_health_check"])
    assert (success, success) == (history(key)[1]["success"], history(key)[1]["error_message"] is None)


def test_rotation_replaces_what_was_wrong(admin, create):
    """
    The probe fails before it and succeeds after it.
    """
    key = create(credentials={"api_key": "wrong"}).json()["data"]["id"]
    before = admin("POST", f"{ROOT}/{key}/test").json()["data"]["success"]

    reply = admin("POST", f"{ROOT}/{key}/rotate-credentials")

    assert (200, "rotated", ["api_key"]) == (
        reply.status_code,
        *(reply.json()["data"][name] for name in ("status", "credential_fields")),
    )
    assert (False, True) == (before, admin("POST", f"{ROOT}/{key}/test").json()["data"]["success"])


def test_rotation_of_infrastructure_goes_on_in_the_background(admin, create, of_type, history, clock):
    """
    Meanwhile it is a 409 to rotate, delete or replace the credentials.
    """
    key = of_type("infrastructure")[0]["id"]
    path = f"{ROOT}/{key}"
    first = admin("POST", f"{path}/rotate-credentials")
    between = [admin("POST", f"{path}/rotate-credentials"), admin("DELETE", path)]
    between.append(change(admin, key, credentials={"password": "new"}))
    clock.advance(30)
    entries = history(key)

    assert (202, "pending", None) == (
        first.status_code,
        *(first.json()["data"][one] for one in ("status", "rotated_at")),
    )
    assert [409, 409, 409] == [reply.status_code for reply in between]
    assert [("rotate_credentials", "2026-01-15T12:00:30Z")] == [(one["action"], one["created_at"]) for one in entries]
    assert 202 == admin("POST", f"{path}/rotate-credentials").status_code


@pytest.mark.parametrize("body", [{"is_active": False}, {"credentials": {"service_plan_id": None, "api_token": None}}])
def test_only_an_active_service_with_credentials_is_rotated(body, admin):
    """
    A credential that is set to null is off the file.
    """
    change(admin, SHOWN, **body)

    assert 409 == admin("POST", f"{ROOT}/{SHOWN}/rotate-credentials").status_code


@pytest.mark.parametrize(
    ("method", "end"),
    [
        ("GET", ""),
        ("PATCH", ""),
        ("DELETE", ""),
        ("POST", "/test"),
        ("GET", "/history"),
        ("POST", "/rotate-credentials"),
    ],
)
def test_unknown_service_is_a_404(method, end, admin):
    """
    An id that was never given finds nothing.
    """
    body = {"priority": 1} if method == "PATCH" else None

    assert 404 == admin(method, f"{ROOT}/none{end}", json=body).status_code
