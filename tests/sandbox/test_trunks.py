"""Trunks from creation to deletion, as the owner and as an admin see them."""

from __future__ import annotations

import pytest

MISSING = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def account(customer):
    """The id of the own account."""
    return customer("GET", "/account").json()["data"]["id"]


@pytest.fixture
def trunks(account):
    """The address of the own trunks."""
    return f"/customers/{account}/trunks"


@pytest.fixture
def foreign(admin, account):
    """A trunk of somebody else."""
    everything = admin("GET", "/admin/trunks?limit=100").json()["data"]
    return next(trunk for trunk in everything if trunk["customer_id"] != account)


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_unknown_trunk_is_a_404(method, customer):
    """
    An id that was never given finds nothing.
    """
    options = {"json": {"name": "Renamed"}} if method == "PATCH" else {}

    assert 404 == customer(method, f"/trunks/{MISSING}", **options).status_code


@pytest.mark.parametrize(("method", "path"), [("GET", ""), ("GET", "/credentials"), ("DELETE", "")])
def test_trunk_of_somebody_else_does_not_exist(method, path, customer, foreign):
    """
    A customer cannot even learn that the id is taken.
    """
    assert 404 == customer(method, f"/trunks/{foreign['id']}{path}").status_code


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_other_customer_id_is_denied(method, customer, foreign):
    """
    The list under another account is closed, for reading and writing.
    """
    options = {"json": {"name": "Denver SBC"}} if method == "POST" else {}

    reply = customer(method, f"/customers/{foreign['customer_id']}/trunks", **options)

    assert (403, "ACCESS_DENIED") == (reply.status_code, reply.json()["code"])


def test_status_that_cannot_be_set_is_refused(customer, trunks):
    """
    Of the states only some can be set by request.
    """
    trunk = customer("GET", trunks).json()["data"][0]

    assert 422 == customer("PATCH", f"/trunks/{trunk['id']}", json={"status": "suspended"}).status_code


def test_field_that_cannot_be_empty_is_not_cleared(customer, trunks):
    """
    ``null`` is refused where the document does not allow it.
    """
    trunk = customer("GET", trunks).json()["data"][0]

    assert 422 == customer("PATCH", f"/trunks/{trunk['id']}", json={"name": None}).status_code


def test_list_pages_through_all_trunks(customer, trunks):
    """
    57 trunks make three pages of twenty, each trunk once, and an empty fourth.
    """
    pages = [customer("GET", f"{trunks}?page={page}").json() for page in (1, 2, 3, 4)]

    assert [20, 20, 17, 0] == [len(page["data"]) for page in pages]
    assert 57 == len({trunk["id"] for page in pages for trunk in page["data"]})
    assert {"page": 3, "per_page": 20, "total": 57, "total_pages": 3} == pages[2]["meta"]["pagination"]


def test_status_filter_narrows_list_and_count(customer, trunks):
    """
    The pagination counts what the filter keeps.
    """
    reply = customer("GET", f"{trunks}?status=active&limit=100").json()

    assert {"active"} == {trunk["status"] for trunk in reply["data"]}
    assert len(reply["data"]) == reply["meta"]["pagination"]["total"] < 57


def test_created_trunk_is_kept(customer, trunks, account):
    """
    What was sent is stored, the rest has the documented defaults.
    """
    body = {"name": "Denver SBC", "inbound_ips": [{"ip_address": "198.51.100.10"}], "cps_limit": 5}

    reply = customer("POST", trunks, json=body)
    trunk = reply.json()["data"]

    assert 201 == reply.status_code
    assert trunk == customer("GET", f"/trunks/{trunk['id']}").json()["data"]
    assert (account, "Denver SBC", 5, 100) == (
        trunk["customer_id"],
        trunk["name"],
        trunk["cps_limit"],
        trunk["max_channels"],
    )
    assert ("bidirectional", "IP_ACL") == (trunk["trunk_type"], trunk["auth_type"])
    assert (32, "inbound", True) == tuple(trunk["inbound_ips"][0][key] for key in ("netmask", "direction", "enabled"))
    assert 58 == customer("GET", trunks).json()["meta"]["pagination"]["total"]


def test_read_only_fields_of_a_create_are_ignored(customer, trunks):
    """
    Ids and owners are the platform's to give.
    """
    trunk = customer("POST", trunks, json={"name": "Denver SBC", "id": "mine", "customer_id": "other"}).json()["data"]

    assert "mine" != trunk["id"]
    assert "other" != trunk["customer_id"]


def test_update_changes_what_is_sent(customer, trunks, clock):
    """
    Absent fields stay, ``null`` clears, lists are replaced.
    """
    old = customer("GET", trunks).json()["data"][0]
    clock.advance(60)

    new = customer(
        "PATCH", f"/trunks/{old['id']}", json={"tech_prefix": None, "codecs": ["OPUS"], "status": "inactive"}
    ).json()["data"]

    changed = {name for name in new if new[name] != old[name]}
    assert {"tech_prefix", "codecs", "status", "updated_at"} == changed
    assert (None, ["OPUS"], "inactive") == (new["tech_prefix"], new["codecs"], new["status"])
    assert "2026-01-15T12:01:00Z" == new["updated_at"]


def test_deleted_trunk_is_gone(customer, trunks):
    """
    Deleting twice is a 404, and its numbers carry no trunk any more.
    """
    trunk = customer("GET", trunks).json()["data"][0]
    path = f"/trunks/{trunk['id']}"

    first, second = customer("DELETE", path), customer("DELETE", path)

    assert (204, 404) == (first.status_code, second.status_code)
    assert 404 == customer("GET", path).status_code
    assert [] == customer("GET", f"/numbers?trunk_id={trunk['id']}").json()["data"]
    assert 24 == customer("GET", "/numbers").json()["meta"]["pagination"]["total"]


def test_test_is_about_the_trunk_of_the_path(customer, trunks):
    """
    The result names the trunk and the kind of test.
    """
    trunk = customer("GET", trunks).json()["data"][5]

    reply = customer(
        "POST", f"/trunks/{trunk['id']}/test", json={"test_number": "+13035550142", "test_type": "OPTIONS"}
    )

    assert (trunk["id"], "OPTIONS") == (reply.json()["data"]["trunk_id"], reply.json()["data"]["test_type"])


@pytest.mark.parametrize(("kind", "has_password"), [("IP_ACL", False), ("DIGEST", True), (None, False)])
def test_only_digest_trunks_have_a_password(kind, has_password, customer, trunks):
    """
    A trunk that is known by its address has neither user nor password.
    """
    trunk = customer("GET", trunks).json()["data"][0]
    customer("PATCH", f"/trunks/{trunk['id']}", json={"auth_type": kind})

    credentials = customer("GET", f"/trunks/{trunk['id']}/credentials").json()["data"]

    assert has_password == (credentials["password"] is not None) == (credentials["username"] is not None)


def test_admin_sees_the_same_trunks(customer, admin, trunks, account):
    """
    A trunk that a customer creates is in the admin's lists, among those of others.
    """
    trunk = customer("POST", trunks, json={"name": "Denver SBC"}).json()["data"]

    everything = admin("GET", "/admin/trunks?limit=100").json()
    own = admin("GET", f"/admin/trunks?limit=100&customer_id={account}").json()
    nested = admin("GET", f"/admin/customers/{account}/trunks").json()

    assert (61, 58) == (everything["meta"]["pagination"]["total"], own["meta"]["pagination"]["total"])
    assert trunk in everything["data"]
    assert own["data"] == nested["data"]


def test_admin_list_of_unknown_customer_is_a_404(admin):
    """
    A customer that is not there has no trunks.
    """
    assert 404 == admin("GET", f"/admin/customers/{MISSING}/trunks").status_code


def test_admin_moves_a_trunk_to_a_partition(admin, customer, trunks):
    """
    The customer sees the partition that the admin assigned.
    """
    trunk = customer("GET", trunks).json()["data"][3]

    reply = admin("POST", f"/admin/trunks/{trunk['id']}/partition", json={"partition_id": "XYZ999"})

    assert 200 == reply.status_code
    assert "XYZ999" == customer("GET", f"/trunks/{trunk['id']}").json()["data"]["partition_id"]
    assert 1 == admin("GET", "/admin/trunks?partition_id=XYZ999").json()["meta"]["pagination"]["total"]
    assert 404 == admin("POST", f"/admin/trunks/{MISSING}/partition", json={"partition_id": "XYZ999"}).status_code


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"partition_id": "NONE"}, "partition_id"),
        ({"name": "  "}, "name"),
        ({"daily_spend_limit": 0.001}, "daily_spend_limit"),
    ],
)
def test_values_that_make_no_sense_are_refused(body, field, customer, trunks):
    """
    In a new trunk and in an update.
    """
    trunk = customer("GET", trunks).json()["data"][0]
    replies = (
        customer("POST", trunks, json={"name": "New", **body}),
        customer("PATCH", f"/trunks/{trunk['id']}", json=body),
    )

    assert [(422, field)] * 2 == [(one.status_code, one.json()["details"]["errors"][0]["field"]) for one in replies]


def test_trunks_may_share_a_name(customer, trunks):
    """
    Neither a new trunk nor an update needs a name of its own.
    """
    first, second = customer("GET", trunks).json()["data"][:2]

    assert 201 == customer("POST", trunks, json={"name": first["name"]}).status_code
    assert 200 == customer("PATCH", f"/trunks/{second['id']}", json={"name": first["name"]}).status_code
