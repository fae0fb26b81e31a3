"""Customers as admins find, change, suspend and terminate them, and what that does to their own credentials."""

from __future__ import annotations

import pytest

REASON = {"reason": "Invoice overdue for 45 days"}


@pytest.fixture
def account(customer):
    """The account of the customer's credentials."""
    return customer("GET", "/account").json()["data"]


@pytest.fixture
def path(account):
    """The address of that account for admins."""
    return f"/admin/customers/{account['id']}"


@pytest.fixture
def one_of(admin):
    """Gives the address of some customer in a state."""

    def find(status):
        return f"/admin/customers/{admin('GET', f'/admin/customers?status={status}').json()['data'][0]['id']}"

    return find


def events(app, name):
    """What was published under a name."""
    return [event for event in app.state.sandbox.events.log if event.name == name]


def refused(reply):
    """Status and code of a refusal."""
    return reply.status_code, reply.json()["code"]


def test_list_pages_through_all_customers(admin):
    """
    60 customers, each once; the last page is short.
    """
    pages = [admin("GET", f"/admin/customers?limit=25&page={page}").json() for page in (1, 2, 3, 4)]

    assert [25, 25, 10, 0] == [len(page["data"]) for page in pages]
    assert 60 == len({one["id"] for page in pages for one in page["data"]})
    assert 60 == pages[0]["meta"]["pagination"]["total"]


def test_filters_of_the_list_combine(admin):
    """
    Text is found in names in any letter case, and counted with the status.
    """
    voice = admin("GET", "/admin/customers?search=VOICE&limit=100").json()["data"]
    active = admin("GET", "/admin/customers?search=voice&status=active&limit=100").json()

    assert all("voice" in f"{one['company_name']} {one['legal_name']}".lower() for one in voice)
    assert [one for one in voice if one["status"] == "active"] == active["data"]
    assert 0 < active["meta"]["pagination"]["total"] < len(voice)


def test_customer_is_found_by_its_billing_number(admin, account):
    """
    The BAN is searched as well.
    """
    found = admin("GET", f"/admin/customers?search={account['ban']}").json()["data"]

    assert [account["id"]] == [one["id"] for one in found]


def test_detail_counts_trunks_and_numbers(admin, path):
    """
    57 trunks and 24 numbers belong to the calling account.
    """
    detail = admin("GET", path).json()["data"]

    assert (57, 24) == (detail["trunk_count"], detail["number_count"])
    assert None is detail["suspension_reason"]


@pytest.mark.parametrize(("method", "end"), [("GET", ""), ("PATCH", ""), ("POST", "/suspend"), ("POST", "/terminate")])
def test_unknown_customer_is_a_404(method, end, admin):
    """
    An id that was never given finds nothing.
    """
    body = {"PATCH": {"timezone": None}, "POST": REASON}.get(method)

    assert 404 == admin(method, f"/admin/customers/none{end}", json=body).status_code


def test_update_is_seen_by_the_customer(admin, customer, path, account):
    """
    What is not sent stays, ``null`` clears.
    """
    new = admin("PATCH", path, json={"credit_limit": 7500.0, "legal_name": None, "ban": "BAN-1"}).json()["data"]

    assert {"credit_limit", "legal_name"} == {name for name in new if new[name] != account[name]} - {"updated_at"}
    assert new == customer("GET", "/account").json()["data"]


def test_contact_of_the_account_leads_the_detail(admin, path, account):
    """
    Also after it was taken away.
    """
    before = admin("GET", path).json()["data"]["contacts"]
    admin("PATCH", path, json={"contact": None})

    assert ([account["contact"]], []) == (before, admin("GET", path).json()["data"]["contacts"])


def test_credit_limit_is_not_negative(admin, path):
    """
    The field at fault is named.
    """
    reply = admin("PATCH", path, json={"credit_limit": -1})

    assert (422, "credit_limit") == (reply.status_code, reply.json()["details"]["errors"][0]["field"])


@pytest.mark.parametrize(
    ("old", "new", "status"),
    [
        ("pending", "trial", 200),
        ("pending", "active", 200),
        ("trial", "active", 200),
        ("trial", "pending", 409),
        ("active", "active", 200),
        ("active", "suspended", 409),
        ("active", "terminated", 409),
        ("suspended", "active", 200),
        ("suspended", "trial", 409),
        ("terminated", "active", 409),
    ],
)
def test_update_allows_only_some_moves(old, new, status, admin, one_of):
    """
    Suspension and termination go through operations of their own, and from termination there is no way back.
    """
    reply = admin("PATCH", one_of(old), json={"status": new})

    assert status == reply.status_code
    assert 409 != status or "INVALID_STATE" == reply.json()["code"]


@pytest.mark.parametrize(
    ("old", "operation", "status"),
    [
        ("active", "suspend", 200),
        ("trial", "suspend", 200),
        ("pending", "suspend", 409),
        ("suspended", "suspend", 409),
        ("terminated", "suspend", 409),
        ("pending", "terminate", 200),
        ("suspended", "terminate", 200),
        ("terminated", "terminate", 409),
    ],
)
def test_suspension_and_termination_depend_on_the_state(old, operation, status, admin, one_of):
    """
    What is stopped already cannot be stopped again.
    """
    assert status == admin("POST", f"{one_of(old)}/{operation}", json=REASON).status_code


def test_blank_reason_is_refused(admin, path):
    """
    The audit needs words.
    """
    assert 422 == admin("POST", f"{path}/suspend", json={"reason": "  "}).status_code
    assert "active" == admin("GET", path).json()["data"]["status"]


def test_suspended_customer_reads_and_pays_and_nothing_else(admin, customer, account, path):
    """
    Writes are ACCOUNT_SUSPENDED until an update brings the account back.
    """
    trunks = f"/customers/{account['id']}/trunks"
    admin("POST", f"{path}/suspend", json=REASON)

    assert (403, "ACCOUNT_SUSPENDED") == refused(customer("POST", trunks, json={"name": "Denver SBC"}))
    assert 200 == customer("GET", trunks).status_code
    admin("PATCH", path, json={"status": "active"})
    assert 201 == customer("POST", trunks, json={"name": "Denver SBC"}).status_code


def test_terminated_customer_is_locked_out(admin, customer, path):
    """
    Not even reading is left.
    """
    admin("POST", f"{path}/terminate", json=REASON)

    assert (403, "ACCOUNT_TERMINATED") == refused(customer("GET", "/account"))
    assert 409 == admin("PATCH", path, json={"company_name": "Renamed"}).status_code


def test_suspension_stops_the_trunks_and_activation_brings_them_back(admin, path):
    """
    Each trunk returns to the state it had.
    """
    before = {one["id"]: one["status"] for one in admin("GET", f"{path}/trunks").json()["data"]}
    admin("POST", f"{path}/suspend", json=REASON)
    between = {one["status"] for one in admin("GET", f"{path}/trunks").json()["data"]}
    admin("PATCH", path, json={"status": "active"})
    after = {one["id"]: one["status"] for one in admin("GET", f"{path}/trunks").json()["data"]}

    assert {"suspended", "inactive"} == between
    assert before == after


def test_reason_and_time_of_a_suspension_are_kept_until_it_ends(admin, path):
    """
    The detail tells why and since when.
    """
    admin("POST", f"{path}/suspend", json=REASON)
    suspended = admin("GET", path).json()["data"]
    admin("PATCH", path, json={"status": "active"})
    active = admin("GET", path).json()["data"]

    assert (REASON["reason"], "2026-01-15T12:00:00Z") == (suspended["suspension_reason"], suspended["suspended_at"])
    assert (None, None) == (active["suspension_reason"], active["suspended_at"])


def test_admins_are_told_of_each_stop(admin, app, path, account):
    """
    A suspension is a warning, a termination is critical, and registered trunks lose their registration.
    """
    trunk = next(one for one in app.state.sandbox.trunks.values() if one["status"] == "active")
    trunk["registration_status"] = "registered"

    admin("POST", f"{path}/suspend", json=REASON)
    admin("POST", f"{path}/terminate", json=REASON)

    alerts = [one.payload for one in events(app, "customer.alert")]
    assert [("warning", account["id"]), ("critical", account["id"])] == [
        (one["severity"], one["customer_id"]) for one in alerts
    ]
    registrations = {one.payload["trunk_id"]: one for one in events(app, "trunk.registration")}
    assert ("admin", "unregistered") == (
        registrations[trunk["id"]].audience,
        registrations[trunk["id"]].payload["status"],
    )
