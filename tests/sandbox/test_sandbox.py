"""The whole sandbox as one object: time, overrides, reset and script."""

from __future__ import annotations

import httpx
import pytest

from warp_sandbox import FaultError, Refusal, Reply, Sandbox, SandboxError, SandboxTransport, UnknownOperation
from warp_sandbox.warp.auth import CUSTOMER_TOKEN

TRUNK = "/trunks/7c0e5a1e-52c3-4a8f-9d9c-1f2b3c4d5e6f"


@pytest.fixture
def sandbox():
    """A fresh sandbox."""
    return Sandbox()


@pytest.fixture
def client(sandbox):
    """An HTTP client of it, as the customer."""
    return client_of(sandbox)


def client_of(sandbox, token=CUSTOMER_TOKEN):
    headers = {"Authorization": f"Bearer {token}"}
    return httpx.Client(transport=SandboxTransport(sandbox), base_url="https://sandbox.invalid/v1", headers=headers)


def test_time_moves_only_by_order(sandbox, client):
    """
    The default clock stands still.
    """
    before = client.get("/account").json()["meta"]["timestamp"]

    sandbox.advance(90)

    assert ("2026-01-15T12:00:00Z", "2026-01-15T12:01:30Z") == (
        before,
        client.get("/account").json()["meta"]["timestamp"],
    )


def test_what_is_due_is_done_when_time_moves(sandbox):
    """
    Nothing waits for the next request, so that sockets hear of it.
    """
    done = []
    sandbox.world.schedule.after(sandbox.clock(), 10, done.append)

    sandbox.advance(9)
    assert [] == done

    sandbox.advance(1)
    assert 1 == len(done)


def test_another_clock_cannot_be_moved():
    """
    A sandbox on the time of the machine says so.
    """
    with pytest.raises(SandboxError, match="VirtualClock"):
        Sandbox(clock=Sandbox().clock.__call__).advance(1)


def test_same_seed_gives_the_same_replies():
    """
    Two sandboxes do not differ in a byte.
    """
    first, second, other = (client_of(Sandbox(seed)).post("/auth/login", json=LOGIN).content for seed in (3, 3, 4))

    assert first == second != other


LOGIN = {"email": "noc@customer.example.com", "password": "right"}


def test_override_answers_with_data(sandbox, client):
    """
    Plain data is the data of the documented success.
    """
    shown = client.get(TRUNK).json()["data"]

    sandbox.override("get_trunk", lambda call: {**shown, "name": call.path["trunk_id"]})

    reply = client.get("/trunks/other")
    assert ("other", 200) == (reply.json()["data"]["name"], reply.status_code)
    assert "request_id" in reply.json()["meta"]


def test_override_is_a_decorator_too(sandbox, client):
    """
    The function stays what it is; a reply goes out as it was given.
    """

    @sandbox.override("delete_trunk")
    def refuse(call):
        return Reply(409, {"code": "CONFLICT", "message": "Busy.", "details": {}, "request_id": call.request_id})

    assert 409 == client.delete(TRUNK).status_code
    assert callable(refuse)


def test_override_may_refuse(sandbox, client):
    """
    A refusal becomes an error of the platform.
    """

    @sandbox.override("get_account")
    def refuse(call):
        raise Refusal(404, "Gone.")

    reply = client.get("/account")

    assert (404, "Gone.") == (reply.status_code, reply.json()["message"])


def test_overridden_list_is_paged(sandbox, client):
    """
    A list becomes the stretch that was asked for.
    """
    shown = client.get(TRUNK).json()["data"]
    sandbox.override("list_trunks", lambda call: [shown] * 5)

    body = client.get(f"/customers/{sandbox.world.customer_id}/trunks", params={"page": 3, "limit": 2}).json()

    assert [shown] == body["data"]
    assert {"page": 3, "per_page": 2, "total": 5, "total_pages": 3} == body["meta"]["pagination"]


def test_override_is_checked_like_every_reply(sandbox, client):
    """
    A fake that breaks the document is found out.
    """
    sandbox.override("get_trunk", lambda call: {"id": 5})

    assert "SANDBOX_REPLY_INVALID" == client.get(TRUNK).json()["code"]


def test_error_in_an_override_reaches_the_test(sandbox, client):
    """
    It is not turned into a reply.
    """
    sandbox.override("get_trunk", lambda call: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        client.get(TRUNK)


def test_restored_operation_is_the_platforms_again(sandbox, client):
    """
    An override ends when it is taken back.
    """
    sandbox.override("get_account", lambda call: {"id": 5})

    sandbox.restore("get_account")

    assert 200 == client.get("/account").status_code


def test_unknown_operation_names_the_nearest(sandbox):
    """
    A misspelt id does not lead to an override that nobody uses.
    """
    with pytest.raises(UnknownOperation, match="get_trunk"):
        sandbox.override("get_trunks", lambda call: {})
    with pytest.raises(UnknownOperation, match="get_trunk"):
        sandbox.script(["operation=gettrunk;status=503"])


def test_unknown_route_names_the_nearest_operation(client):
    """
    With its method, path and id.
    """
    reply = client.get("/trunk/7c0e/credential")

    assert 404 == reply.status_code
    assert "GET /v1/trunks/{trunk_id}/credentials (" in reply.json()["message"]


def test_reset_is_the_first_day(sandbox, client):
    """
    Records, time, script and overrides are as on a fresh sandbox; its application stays the same.
    """
    first = client.get("/account").content
    client.patch("/account", json={"company_name": "Renamed"})
    sandbox.advance(60)
    sandbox.script(["status=503"])
    sandbox.override("get_account", lambda call: {})

    sandbox.reset()

    assert first == client.get("/account").content


def test_events_are_kept(sandbox, client):
    """
    What actions cause can be looked at.
    """
    heard = []
    sandbox.events.listen(heard.append)

    client.delete(TRUNK)

    assert heard == list(sandbox.events.log)


def test_script_strikes_in_order(sandbox, client):
    """
    The first fault that is meant for a request is the one.
    """
    sandbox.script(["operation=get_trunk;status=500", "status=503;times=2"])

    statuses = [client.get(path).status_code for path in ("/account", TRUNK, TRUNK, TRUNK)]

    assert [503, 500, 503, 200] == statuses
    assert [] == sandbox.scripted


def test_pass_lets_one_request_through(sandbox, client):
    """
    A fault can be meant for the second request.
    """
    sandbox.script(["pass", "status=503"])

    assert 2 == len(sandbox.scripted)
    assert [200, 503, 200] == [client.get("/account").status_code for _ in range(3)]


def test_unreadable_script_changes_nothing(sandbox, client):
    """
    The faults before the wrong one are not taken either.
    """
    with pytest.raises(FaultError, match="explode"):
        sandbox.script(["status=503", "explode"])

    assert 200 == client.get("/account").status_code


@pytest.mark.parametrize(
    "address",
    ["https://identitytoolkit.googleapis.com", "https://sandbox.invalid/identitytoolkit.googleapis.com"],
)
def test_identity_service_has_its_own_addresses(sandbox, address):
    """
    By its host or by its path; a wrong key is refused in its own words.
    """
    client = httpx.Client(transport=SandboxTransport(sandbox))

    reply = client.post(f"{address}/v1/accounts:signInWithPassword?key=wrong", json={})

    assert 400 <= reply.json()["error"]["code"] < 500
