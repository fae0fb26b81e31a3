"""Faults on demand, by header and by script, in this process and on a real socket."""

from __future__ import annotations

import anyio
import httpx
import pytest

from warp_sandbox import AsyncSandboxTransport, Fault, FaultError, Sandbox, SandboxTransport
from warp_sandbox.server import running
from warp_sandbox.warp.auth import ADMIN_TOKEN, CUSTOMER_TOKEN
from warp_sandbox.wire.connection import Dropped
from warp_sandbox.wire.faults import parse_fault

HEADER = "X-Sandbox-Fault"
AUTHORIZATION = {"Authorization": f"Bearer {CUSTOMER_TOKEN}"}


@pytest.fixture
def sandbox():
    """A fresh sandbox."""
    return Sandbox()


@pytest.fixture(params=["in process", "on a socket"])
def client(request, sandbox):
    """A client of the sandbox, on either way."""
    if request.param == "in process":
        with httpx.Client(transport=SandboxTransport(sandbox), base_url="http://x/v1", headers=AUTHORIZATION) as made:
            yield made
    else:
        with (
            running(sandbox.app) as address,
            httpx.Client(base_url=f"{address}/v1", headers=AUTHORIZATION, trust_env=False) as made,
        ):
            yield made


@pytest.mark.parametrize(
    "text",
    ["", "status", "status=200", "status=abc", "status=600", "status=503;when=now", "cut=5", "times=2", "latency=-1"],
)
def test_unreadable_fault_is_a_bad_request(text, customer):
    """
    A misspelt fault never passes for a success.
    """
    assert 400 == customer("GET", "/account", headers={HEADER: text}).status_code


def test_unreadable_fault_says_how_it_is_written():
    """
    The part at fault is named.
    """
    with pytest.raises(FaultError, match=r"'when=now' is no part of a fault.*status=503;retry-after=1"):
        parse_fault("status=503;when=now")


def test_fault_of_an_unknown_operation_is_a_bad_request(customer):
    """
    The message names the nearest one.
    """
    reply = customer("GET", "/account", headers={HEADER: "status=503;operation=get_acount"})

    assert (400, True) == (reply.status_code, "get_account" in reply.json()["message"])


def test_every_part_is_read():
    """
    A fault as text is the fault as a value.
    """
    text = "early; status=413; retry-after=3; latency=0.5; operation=get_trunk; page=2; after=1; times=4; id=a"

    assert Fault("early", 413, "3", 0.5, "get_trunk", 2, 1, 4, "a") == parse_fault(text)


def test_fault_is_given_once(customer):
    """
    The same request succeeds when it is sent again.
    """
    headers = {HEADER: "status=503;retry-after=1"}

    first, second = (customer("GET", "/account", headers=headers) for _ in range(2))

    assert (503, "GATEWAY_UNAVAILABLE") == (first.status_code, first.json()["code"])
    assert "1" == first.headers["Retry-After"]
    assert 200 == second.status_code


def test_storm_lasts_as_long_as_it_says(customer):
    """
    So many 429, then the answer.
    """
    headers = {HEADER: "status=429;retry-after=1;times=3"}

    statuses = [customer("GET", "/account", headers=headers).status_code for _ in range(5)]

    assert [429, 429, 429, 200, 200] == statuses


def test_id_tells_faults_apart(customer):
    """
    Two faults of one kind are two faults when their ids differ.
    """
    statuses = [
        customer("GET", "/account", headers={HEADER: f"status=500;id={name}"}).status_code for name in ("a", "b", "a")
    ]

    assert [500, 500, 200] == statuses


def test_fault_leaves_the_state_alone(customer):
    """
    A write that failed on demand did not happen.
    """
    customer("PATCH", "/account", json={"company_name": "Renamed"}, headers={HEADER: "status=504"})

    assert "Renamed" != customer("GET", "/account").json()["data"]["company_name"]


def test_one_page_of_a_list_fails(admin):
    """
    The token ends in the midst of a walk; with a new one the walk goes on.
    """
    headers = {HEADER: "status=401;page=2"}

    replies = [
        admin("GET", "/admin/trunks", params={"page": page, "limit": 1}, headers=headers) for page in (1, 2, 2, 3)
    ]

    assert [200, 401, 200, 200] == [reply.status_code for reply in replies]
    assert "INVALID_TOKEN" == replies[1].json()["code"]


def test_stuck_list_answers_its_first_page_for_ever(admin):
    """
    And says that there are more.
    """
    pages = [
        admin("GET", "/admin/trunks", params={"page": page, "limit": 2}, headers={HEADER: "stuck"}).json()
        for page in (1, 2, 3)
    ]

    assert 1 == len({str(page["data"]) for page in pages})
    assert all(page["meta"]["pagination"]["total_pages"] > 1000 for page in pages)


def test_gateway_answers_in_html(client):
    """
    Whoever takes it for JSON finds out.
    """
    reply = client.get("/account", headers={HEADER: "html"})

    assert (502, "text/html; charset=utf-8") == (reply.status_code, reply.headers["Content-Type"])
    assert reply.text.startswith("<!doctype html>")


def test_body_is_cut(client):
    """
    The client is told more than it gets.
    """
    with pytest.raises(httpx.RemoteProtocolError, match=r"incomplete|without sending complete message body"):
        client.get("/account", headers={HEADER: "cut"})
    assert 200 == client.get("/account").status_code


def test_reset_request_is_not_carried_out(client):
    """
    The connection ends, and nothing was changed.
    """
    with pytest.raises(httpx.ReadError):
        client.patch("/account", json={"company_name": "Renamed"}, headers={HEADER: "reset"})

    assert "Renamed" != client.get("/account").json()["data"]["company_name"]


def test_lost_reply_leaves_the_change(client):
    """
    The client cannot know whether its write arrived; it did.
    """
    with pytest.raises(httpx.ReadError):
        client.patch("/account", json={"company_name": "Renamed"}, headers={HEADER: "lost"})

    assert "Renamed" == client.get("/account").json()["data"]["company_name"]


def test_answer_comes_before_the_upload_is_read(sandbox):
    """
    An upload that is refused early never gets to its end.
    """
    order = []
    sandbox.override("import_rates", lambda call: order.append("carried out"))

    def deck():
        order.append("read")
        yield b"1,2,3"

    transport = SandboxTransport(sandbox)
    headers = {"Authorization": f"Bearer {ADMIN_TOKEN}", HEADER: "early", "Content-Type": "multipart/form-data"}
    request = httpx.Request("POST", "http://x/v1/admin/rates/import", headers=headers, content=deck())

    reply = transport.handle_request(request)

    assert (413, ["read"]) == (reply.status_code, order)


def test_upload_that_is_answered_early_gets_its_answer_on_a_socket(sandbox):
    """
    What is still on its way is read and thrown away, so that the answer is not lost.
    """
    headers = {"Authorization": f"Bearer {ADMIN_TOKEN}", HEADER: "early;status=422"}
    deck = b"1,2,3\n" * 100_000

    with running(sandbox.app) as address:
        reply = httpx.post(
            f"{address}/v1/admin/rates/import", headers=headers, files={"file": ("d.csv", deck, "text/csv")}, timeout=60
        )

    assert 422 == reply.status_code


def test_slow_answer_is_slow(sandbox):
    """
    On a socket the client really waits, and may give up; the request was carried out.
    """
    with running(sandbox.app) as address, httpx.Client(base_url=f"{address}/v1", headers=AUTHORIZATION) as client:
        with pytest.raises(httpx.ReadTimeout):
            client.patch("/account", json={"company_name": "X"}, headers={HEADER: "latency=5"}, timeout=0.2)
        assert "X" == client.get("/account").json()["data"]["company_name"]


@pytest.mark.parametrize(("fault", "error"), [("reset", httpx.ReadError), ("cut", httpx.RemoteProtocolError)])
def test_asynchronous_clients_get_the_same_errors(fault, error, sandbox):
    """
    The way of the fault is the same under an event loop.
    """

    async def get():
        async with httpx.AsyncClient(transport=AsyncSandboxTransport(sandbox), headers=AUTHORIZATION) as client:
            await client.get("http://x/v1/account", headers={HEADER: fault})

    with pytest.raises(error):
        anyio.run(get)


def test_server_that_cannot_end_connections_gets_an_exception(app, client_of):
    """
    On which every server gives the connection up.
    """
    with pytest.raises(Dropped):
        client_of(app, token=CUSTOMER_TOKEN)("GET", "/account", headers={HEADER: "reset"})
