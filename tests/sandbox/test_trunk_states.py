"""What trunks tell of themselves: tests, credentials, conflicts, and events of reachability and registration."""

from __future__ import annotations

import pytest

from warp_sandbox.spec.schemas import Schemas

HOUR = 3600


@pytest.fixture
def account(customer):
    """The id of the own account."""
    return customer("GET", "/account").json()["data"]["id"]


@pytest.fixture
def trunk(customer, account):
    """A trunk of the account that registers."""
    body = {"name": "Boulder PBX", "auth_type": "DIGEST", "inbound_ips": [{"ip_address": "198.51.100.77"}]}
    return customer("POST", f"/customers/{account}/trunks", json=body).json()["data"]


@pytest.fixture
def told(app):
    """Every event from now on, as name and payload."""
    heard = []
    app.state.sandbox.events.listen(lambda event: heard.append((event.name, event.payload)))
    return heard


def run(customer, trunk, test_type="FULL", number="+13035550142"):
    return customer("POST", f"/trunks/{trunk['id']}/test", json={"test_number": number, "test_type": test_type})


def result(customer, trunk, *arguments):
    return run(customer, trunk, *arguments).json()["data"]


def update(customer, trunk, **changes):
    return customer("PATCH", f"/trunks/{trunk['id']}", json=changes)


@pytest.mark.parametrize(
    ("number", "status", "code"),
    [
        ("+13035550142", "success", 200),
        ("+13035550486", "failed", 486),
        ("+13035550503", "failed", 503),
        ("+13035550408", "timeout", 408),
    ],
)
def test_call_is_answered_as_its_number_ends(number, status, code, customer, trunk):
    """
    The last digits choose the SIP status; a failure is a normal reply.
    """
    found = result(customer, trunk, "CALL", number)

    assert (status, code, status == "success") == (found["status"], found["sip_response_code"], found["success"])
    assert found["success"] == (found["error"] is None) == (found["pdd_ms"] is not None)


def test_ping_does_not_call(customer, trunk):
    """
    The number does not matter to OPTIONS, and there is no delay after dialing.
    """
    found = result(customer, trunk, "OPTIONS", "+13035550486")

    assert (True, None) == (found["success"], found["pdd_ms"])


def test_trunk_out_of_service_fails_its_tests(customer, trunk):
    """
    An inactive trunk answers 503 to every test, a testing one carries calls.
    """
    update(customer, trunk, status="inactive")
    off = result(customer, trunk, "OPTIONS")
    update(customer, trunk, status="testing")

    assert (False, 503, "The trunk is inactive.") == (off["success"], off["sip_response_code"], off["error"])
    assert result(customer, trunk)["success"]


def test_trunk_that_is_being_set_up_cannot_be_tested(customer, trunk, app):
    """
    There is nothing to test yet.
    """
    app.state.sandbox.trunks[trunk["id"]]["status"] = "provisioning"

    assert 409 == run(customer, trunk).status_code


@pytest.mark.parametrize(("test_type", "price"), [("CALL", 0.01), ("FULL", 0.01), ("OPTIONS", 0), ("REGISTER", 0)])
def test_only_calls_cost_money(test_type, price, customer, trunk):
    """
    A test that calls is billed like a call.
    """
    before = customer("GET", "/billing/balance").json()["data"]["current_balance"]
    run(customer, trunk, test_type)

    after = customer("GET", "/billing/balance").json()["data"]["current_balance"]

    assert price == round(before - after, 4)


def test_same_seed_same_measures(make, client_of):
    """
    The times of a test follow from the seed.
    """
    replies = []
    for seed in (5, 5, 6):
        client = client_of(make(seed=seed), token="sandbox-customer-token")
        path = "/trunks/7c0e5a1e-52c3-4a8f-9d9c-1f2b3c4d5e6f/test"
        replies.append(client("POST", path, json={"test_number": "+13035550142"}).json()["data"])

    assert replies[0] == replies[1] != replies[2]


def test_registration_is_told_and_lapses(customer, trunk, told, clock):
    """
    Admins hear of it when it happens and an hour later when it lapses.
    """
    run(customer, trunk, "REGISTER")
    seen = [customer("GET", f"/trunks/{trunk['id']}").json()["data"]["registration_status"]]
    clock.advance(HOUR)
    seen.append(customer("GET", f"/trunks/{trunk['id']}").json()["data"]["registration_status"])

    assert ["registered", "expired"] == seen
    assert [("trunk.registration", "registered"), ("trunk.registration", "expired")] == [
        (name, payload["status"]) for name, payload in told
    ]
    assert (trunk["id"], trunk["customer_id"]) == (told[0][1]["trunk_id"], told[0][1]["customer_id"])
    assert "2026-01-15T13:00:00Z" == told[0][1]["expires_at"] == told[1][1]["timestamp"]


def test_renewed_registration_lives_on(customer, trunk, told, clock):
    """
    The end of the first does not end the second.
    """
    run(customer, trunk, "REGISTER")
    clock.advance(HOUR / 2)
    run(customer, trunk, "REGISTER")
    clock.advance(HOUR / 2)
    customer("GET", "/account")

    assert ["registered", "registered"] == [payload["status"] for _, payload in told]


def test_address_trunk_takes_no_registration(customer, trunk, told):
    """
    A failed test, and nobody is told of a registration.
    """
    update(customer, trunk, auth_type="IP_ACL")

    assert (False, 403) == tuple(result(customer, trunk, "REGISTER")[key] for key in ("success", "sip_response_code"))
    assert [] == told


def test_reachability_is_told_when_it_changes(customer, trunk, told):
    """
    Active and testing are both online, so only the way out and back is told.
    """
    for status in ("testing", "inactive", "active"):
        update(customer, trunk, status=status)

    assert [("trunk.status", "offline", "online"), ("trunk.status", "online", "offline")] == [
        (name, payload["status"], payload["previous_status"]) for name, payload in told
    ]
    assert {trunk["id"]} == {payload["trunk_id"] for _, payload in told}


def test_deleted_trunk_goes_offline_and_unregisters(customer, trunk, told):
    """
    Its customer and the admins hear of it.
    """
    run(customer, trunk, "REGISTER")
    customer("DELETE", f"/trunks/{trunk['id']}")

    assert [
        ("trunk.registration", "registered"),
        ("trunk.status", "offline"),
        ("trunk.registration", "unregistered"),
    ] == [(name, payload["status"]) for name, payload in told]


def test_event_payloads_fit_the_document(customer, trunk, told, document):
    """
    Both kinds have the documented form.
    """
    run(customer, trunk, "REGISTER")
    update(customer, trunk, status="inactive")
    kinds = {"trunk.status": "TrunkStatusEvent", "trunk.registration": "TrunkRegistrationEvent"}

    assert 3 == len(told)
    for name, payload in told:
        assert [] == Schemas(document).violations(f"/components/schemas/{kinds[name]}", payload)


def test_sender_of_another_account_is_a_conflict(customer, trunk, account, app):
    """
    The same address with the same prefix cannot be told apart; another prefix helps.
    """
    foreign = next(one for one in app.state.sandbox.trunks.values() if one["customer_id"] != account)
    foreign.update(inbound_ips=[{"ip_address": "203.0.113.0", "netmask": 28}], tech_prefix="77")
    body = {"name": "Golden PBX", "inbound_ips": [{"ip_address": "203.0.113.5/28"}], "tech_prefix": "77"}
    path = f"/customers/{account}/trunks"

    assert 409 == customer("POST", path, json=body).status_code
    assert 409 == update(customer, trunk, inbound_ips=body["inbound_ips"], tech_prefix="77").status_code
    assert 201 == customer("POST", path, json={**body, "tech_prefix": "78"}).status_code


def test_block_is_kept_as_address_and_mask(customer, trunk):
    """
    A CIDR block is taken apart.
    """
    entry = update(customer, trunk, inbound_ips=[{"ip_address": "198.51.100.9/28"}]).json()["data"]["inbound_ips"][0]

    assert ("198.51.100.0", 28) == (entry["ip_address"], entry["netmask"])


@pytest.mark.parametrize("address", ["2001:db8::1", "198.51.100.300", "sbc.example.com", "198.51.100.0/40"])
def test_address_that_is_not_ipv4_is_refused(address, customer, trunk):
    """
    The entry at fault is named.
    """
    reply = update(customer, trunk, inbound_ips=[{"ip_address": address}])

    assert (422, "inbound_ips.0.ip_address") == (reply.status_code, reply.json()["details"]["errors"][0]["field"])


def test_credentials_stay_the_same_and_are_the_trunks_own(customer, trunk, account):
    """
    Two trunks have two passwords, and asking twice gives the same one.
    """
    other = customer("POST", f"/customers/{account}/trunks", json={"name": "Aspen", "auth_type": "BOTH"}).json()["data"]
    ask = [customer("GET", f"/trunks/{one['id']}/credentials").json()["data"] for one in (trunk, trunk, other)]

    assert ask[0] == ask[1]
    assert ask[0]["password"] != ask[2]["password"]
    assert ("DIGEST", "BOTH") == (ask[0]["auth_type"], ask[2]["auth_type"])


def test_encrypted_trunk_has_another_port(customer, trunk):
    """
    TLS goes to 5061.
    """
    update(customer, trunk, sip_options={"transport": "TLS"})

    found = customer("GET", f"/trunks/{trunk['id']}/credentials").json()["data"]

    assert ("TLS", 5061, "sip:sip.example.com:5061") == (found["transport"], found["port"], found["sip_uri"])
