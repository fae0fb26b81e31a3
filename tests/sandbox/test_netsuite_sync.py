"""NetSuite as the platform synchronizes it: access, runs, single records and mappings."""

from __future__ import annotations

import pytest

WEEK = 7 * 86400


@pytest.fixture
def status(admin):
    """Gives the state of the synchronization."""
    return lambda: admin("GET", "/netsuite/sync/status").json()["data"]


@pytest.fixture
def access(admin):
    """Gives the state of the authorization."""
    return lambda: admin("GET", "/netsuite/auth/status").json()["data"]


@pytest.fixture
def trigger(admin):
    """Starts a run."""
    return lambda kind="all": admin("POST", "/netsuite/sync/trigger", json={"type": kind})


@pytest.fixture
def newest(admin):
    """Gives the newest run."""
    return lambda: admin("GET", "/netsuite/sync/history?limit=1").json()["data"][0]


@pytest.fixture
def send(admin):
    """Sends one customer."""
    return lambda key: admin("POST", f"/netsuite/customers/{key}/sync")


@pytest.fixture
def customers(admin):
    """All customers."""
    return admin("GET", "/admin/customers?limit=100").json()["data"]


def require(admin, field):
    """Make a field of customers a required one."""
    mapping = {"warp_field": field, "netsuite_field": "custentity_field", "required": True}
    return admin("PUT", "/netsuite/mappings", json={"customer": [mapping]})


def test_customers_have_no_part_in_it(customer):
    """
    The operations are for admins.
    """
    assert 403 == customer("GET", "/netsuite/sync/status").status_code


def test_access_token_is_renewed_every_hour(access, clock):
    """
    The grant itself is not.
    """
    first = access()
    clock.advance(5400)
    second = access()

    assert (True, "2026-01-15T13:00:00Z") == (first["connected"], first["expires_at"])
    assert ("2026-01-15T13:00:00Z", "2026-01-15T14:00:00Z") == (second["last_refreshed_at"], second["expires_at"])
    assert "2026-01-22T12:00:00Z" == first["refresh_expires_at"] == second["refresh_expires_at"]


def test_grant_that_ended_is_given_anew(admin, access, status, trigger, send, customers, clock):
    """
    Without it nothing is sent; shortly after an authorization is begun somebody has given it.
    """
    access()
    clock.advance(WEEK)
    ended = access()["connected"], status()["status"], trigger().status_code, send(customers[0]["id"]).status_code
    begun = admin("POST", "/netsuite/auth/init").json()["data"]
    clock.advance(5)

    assert (False, "disconnected", 409, 409) == ended
    assert begun["state"] in begun["auth_url"]
    assert "2026-01-22T12:10:00Z" == begun["expires_at"]
    assert (True, False) == (access()["connected"], access()["needs_authorization"])
    assert 202 == trigger().status_code


def test_states_of_authorizations_differ(admin):
    """
    Each begins anew.
    """
    assert 2 == len({admin("POST", "/netsuite/auth/init").json()["data"]["state"] for _ in range(2)})


def test_run_sends_what_is_pending(status, trigger, newest, clock):
    """
    It shows as running, then as the newest of the history, and nothing is left.
    """
    before = status()
    job = trigger().json()["data"]
    running = status()
    clock.advance(5)
    after = status()

    assert ("running", "api") == (job["status"], job["triggered_by"])
    assert ("idle", "running", "idle") == tuple(one["status"] for one in (before, running, after))
    assert (job["job_id"], None) == (running["current_job"]["job_id"], after["current_job"])
    assert (0, 0) == (after["pending_customers"], after["pending_invoices"])
    pending = before["pending_customers"] + before["pending_invoices"]
    assert (job["job_id"], "completed", pending) == tuple(
        newest()[name] for name in ("job_id", "status", "records_succeeded")
    )
    assert "2026-01-15T12:00:05Z" == newest()["completed_at"] == after["last_sync_at"]


def test_run_stands_alone(trigger, send, customers, clock):
    """
    While it goes on, another one and single records are a 409.
    """
    first = trigger().json()["data"]["job_id"]

    assert (409, 409) == (trigger().status_code, send(customers[0]["id"]).status_code)
    clock.advance(5)
    assert first != trigger().json()["data"]["job_id"]


def test_run_of_one_kind_leaves_the_other(status, trigger, clock):
    """
    Invoices stay pending.
    """
    before = status()["pending_invoices"]

    trigger("customers")
    clock.advance(5)

    assert (0, before) == (status()["pending_customers"], status()["pending_invoices"])
    assert 0 < before


def test_changed_customer_is_pending_again(admin, status, trigger, customers, clock):
    """
    Until the next run.
    """
    trigger()
    clock.advance(5)

    admin("PATCH", f"/admin/customers/{customers[1]['id']}", json={"legal_name": "Other"})

    assert 1 == status()["pending_customers"]


def test_single_customer_is_created_updated_or_skipped(admin, send, customers):
    """
    It keeps the id that NetSuite gave it, and shows it to admins.
    """
    changed, unsent = customers[0]["id"], customers[-1]["id"]

    results = [send(key).json()["data"] for key in (changed, changed, unsent)]

    assert ["updated", "skipped", "created"] == [one["action"] for one in results]
    assert results[0]["netsuite_id"] == results[1]["netsuite_id"] != results[2]["netsuite_id"]
    detail = admin("GET", f"/admin/customers/{unsent}").json()["data"]
    assert results[2]["netsuite_id"] == detail["external_ids"]["netsuite_customer_id"]


@pytest.mark.parametrize("path", ["customers", "invoices"])
def test_unknown_record_is_a_404(path, admin):
    """
    An id that was never given finds nothing.
    """
    assert 404 == admin("POST", f"/netsuite/{path}/none/sync").status_code


def test_record_without_a_required_value_fails(admin, status, trigger, send, newest, customers, clock):
    """
    By itself, and as part of a run, whose error shows until the next good one.
    """
    key = customers[0]["id"]
    require(admin, "legal_name")
    admin("PATCH", f"/admin/customers/{key}", json={"legal_name": None})

    single = send(key).json()["data"]
    trigger()
    clock.advance(5)

    assert ("failed", f"customer {key} has no legal_name.") == (single["action"], single["error"])
    assert ("partial", 1, single["error"]) == tuple(
        newest()[name] for name in ("status", "records_failed", "error_message")
    )
    assert ("error", single["error"], 1) == tuple(
        status()[name] for name in ("status", "last_error", "pending_customers")
    )


def test_required_field_may_lie_deeper(admin, send, customers):
    """
    A dot leads into it.
    """
    require(admin, "address.line3")

    assert "failed" == send(customers[0]["id"]).json()["data"]["action"]


def test_history_goes_on_by_offset(admin):
    """
    Newest first; a short stretch is the last one.
    """
    parts = [admin("GET", f"/netsuite/sync/history?limit=10&offset={offset}").json()["data"] for offset in (0, 10, 20)]

    times = [one["started_at"] for part in parts for one in part]
    assert [10, 10, 6] == [len(part) for part in parts]
    assert sorted(set(times), reverse=True) == times


def test_mappings_are_replaced_as_a_whole(admin):
    """
    What is not sent is gone, and what is left out of a mapping has its usual value.
    """
    require(admin, "ban")

    mappings = admin("GET", "/netsuite/mappings").json()["data"]

    assert ([], {}) == (mappings["invoice"], mappings["sku_map"])
    assert "warp_to_netsuite" == mappings["customer"][0]["direction"]


def test_field_of_netsuite_is_written_once(admin):
    """
    Both mappings are named, and the old ones stay.
    """
    old = admin("GET", "/netsuite/mappings").json()["data"]
    twice = [{"warp_field": name, "netsuite_field": "companyName"} for name in ("company_name", "legal_name")]

    reply = admin("PUT", "/netsuite/mappings", json={"customer": twice})

    assert ["customer.0.netsuite_field", "customer.1.netsuite_field"] == [
        one["field"] for one in reply.json()["details"]["errors"]
    ]
    assert old == admin("GET", "/netsuite/mappings").json()["data"]
