"""Support tickets: their states, who works on them, and what is said."""

from __future__ import annotations

import pytest

ROOT = "/admin/support/tickets"
NEW = {"title": "Echo", "description": "Callers hear themselves.", "category": "technical"}


@pytest.fixture
def ticket(admin):
    """A new ticket."""
    return admin("POST", ROOT, json=NEW).json()["data"]


@pytest.fixture
def change(admin, ticket):
    """Changes that ticket."""
    return lambda **body: admin("PATCH", f"{ROOT}/{ticket['id']}", json=body)


@pytest.fixture
def said(admin, ticket):
    """Gives the conversation of that ticket."""
    return lambda: admin("GET", f"{ROOT}/{ticket['id']}/messages").json()["data"]


def test_filters_of_the_list_combine(admin):
    """
    Status, customer and assignee; the count follows.
    """
    everything = admin("GET", f"{ROOT}?limit=100").json()
    wanted = everything["data"][0]
    query = f"status=open&assigned_to=u-200&customer_id={wanted['customer_id']}&limit=100"
    found = admin("GET", f"{ROOT}?{query}").json()

    assert 24 == everything["meta"]["pagination"]["total"]
    assert wanted in found["data"]
    assert {("open", "u-200", wanted["customer_id"])} == {
        (one["status"], one["assigned_to"]["id"], one["customer_id"]) for one in found["data"]
    }
    assert len(found["data"]) == found["meta"]["pagination"]["total"] < 24


def test_new_ticket_is_open_and_numbered(admin, ticket):
    """
    The number goes on where the year's tickets stand; what is not sent has the usual value.
    """
    assert ("SUP-2026-025", "open", "medium", None) == tuple(
        ticket[name] for name in ("ticket_number", "status", "priority", "assigned_to")
    )
    assert ticket in admin("GET", f"{ROOT}?status=open&limit=100").json()["data"]


@pytest.mark.parametrize("body", [{"customer_id": "none"}, {"assigned_to": "u-100"}])
def test_ticket_refers_to_what_exists(body, admin):
    """
    A customer, and a member of the support staff.
    """
    reply = admin("POST", ROOT, json={**NEW, **body})

    assert (422, *body) == (reply.status_code, reply.json()["details"]["errors"][0]["field"])


@pytest.mark.parametrize(
    ("way", "status"),
    [
        (["pending", "open", "resolved", "open", "closed"], 200),
        (["resolved", "closed"], 200),
        (["resolved", "pending"], 409),
        (["closed", "open"], 409),
    ],
)
def test_ticket_moves_along_its_states(way, status, change):
    """
    The last step tells whether the way is one.
    """
    replies = [change(status=one).status_code for one in way]

    assert [*[200] * (len(way) - 1), status] == replies


def test_times_of_resolution_and_closing_are_kept(change, clock):
    """
    Opening it again takes the resolution back.
    """
    clock.advance(60)
    resolved = change(status="resolved").json()["data"]["resolved_at"]
    opened = change(status="open").json()["data"]["resolved_at"]
    closed = change(status="closed").json()["data"]["closed_at"]

    assert ("2026-01-15T12:01:00Z", None, "2026-01-15T12:01:00Z") == (resolved, opened, closed)


def test_changes_write_themselves_into_the_conversation(change, said):
    """
    As internal entries, in order.
    """
    change(assigned_to="u-201", status="pending")
    change(assigned_to=None, status="resolved")

    assert [("assignment", True), ("status-change", True), ("assignment", True), ("resolution", True)] == [
        (one["type"], one["is_internal"]) for one in said()
    ]
    assert "Assigned to Kim Example." == said()[0]["message"]


def test_update_keeps_what_is_not_sent(change, ticket, said):
    """
    The same values again are no event of the conversation.
    """
    new = change(tags=["audio"], assigned_to=None, status="open").json()["data"]

    assert {"tags"} == {name for name in new if new[name] != ticket[name]} - {"updated_at"}
    assert [] == said()


def test_messages_are_kept_in_order(admin, ticket, said):
    """
    Internal notes among them, ids never twice.
    """
    path = f"{ROOT}/{ticket['id']}/messages"

    replies = [
        admin("POST", path, json={"message": text, "is_internal": is_internal})
        for text, is_internal in (("Looking.", False), ("Same as last week.", True))
    ]

    assert [201, 201] == [reply.status_code for reply in replies]
    assert [reply.json()["data"] for reply in replies] == said()
    assert [False, True] == [one["is_internal"] for one in said()]
    assert 2 == len({one["id"] for one in said()})


def test_closed_ticket_takes_internal_notes_only(admin, ticket, change):
    """
    Whatever the customer would see is refused.
    """
    change(status="closed")
    path = f"{ROOT}/{ticket['id']}/messages"

    replies = [admin("POST", path, json={"message": "Late.", "is_internal": one}).status_code for one in (False, True)]

    assert [422, 201] == replies
    assert 409 == change(title="Other").status_code


def test_urgent_ticket_of_a_customer_alarms_the_admins(admin, app, ticket):
    """
    Once, when it becomes urgent; a ticket without a customer alarms nobody.
    """
    customer = admin("GET", "/admin/customers").json()["data"][0]
    mine = admin("POST", ROOT, json={**NEW, "customer_id": customer["id"], "priority": "high"}).json()["data"]
    for key in (mine["id"], mine["id"], ticket["id"]):
        admin("PATCH", f"{ROOT}/{key}", json={"priority": "urgent"})

    alerts = [one.payload for one in app.state.sandbox.events.log if one.name == "customer.alert"]

    assert [(customer["id"], f"Urgent ticket {mine['ticket_number']}")] == [
        (one["customer_id"], one["title"]) for one in alerts
    ]


@pytest.mark.parametrize(("method", "end"), [("PATCH", ""), ("GET", "/messages"), ("POST", "/messages")])
def test_unknown_ticket_is_a_404(method, end, admin):
    """
    An id that was never given finds nothing.
    """
    body = {"PATCH": {"title": "Other"}, "POST": {"message": "Hello"}}.get(method)

    assert 404 == admin(method, f"{ROOT}/none{end}", json=body).status_code
