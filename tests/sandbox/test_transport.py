"""The sandbox beneath HTTP clients of the same process."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import anyio
import httpx
import pytest

from warp_customer import AsyncCustomerClient, CustomerClient
from warp_sandbox import AsyncSandboxTransport, Sandbox, SandboxTransport, WheelMissing, connected
from warp_sandbox.transport import SandboxWaits
from warp_sandbox.warp.auth import ADMIN_TOKEN, CUSTOMER_TOKEN

TRUNK = "7c0e5a1e-52c3-4a8f-9d9c-1f2b3c4d5e6f"
HEADERS = {"Authorization": f"Bearer {CUSTOMER_TOKEN}"}
ACCOUNT = "https://sandbox.invalid/v1/account"


@pytest.fixture
def sandbox():
    """A fresh sandbox."""
    return Sandbox()


def test_client_takes_it_as_its_transport(sandbox):
    """
    The real address of the platform is never reached.
    """
    with CustomerClient(transport=SandboxTransport(sandbox), access_token=CUSTOMER_TOKEN) as client:
        assert TRUNK == client.trunks.get(TRUNK).id


def test_clients_own_http_client_may_use_it(sandbox):
    """
    As the transport of an injected one.
    """
    with httpx.Client(transport=SandboxTransport(sandbox)) as pool:
        client = CustomerClient(http_client=pool, access_token=CUSTOMER_TOKEN)
        assert TRUNK == client.trunks.get(TRUNK).id
        client.close()


@pytest.mark.parametrize("backend", ["asyncio"])
def test_asynchronous_client_takes_it(sandbox, backend):
    """
    Under an event loop.
    """

    async def get():
        transport = AsyncSandboxTransport(sandbox)
        async with AsyncCustomerClient(transport=transport, access_token=CUSTOMER_TOKEN) as client:
            return await client.trunks.get(TRUNK)

    assert TRUNK == anyio.run(get, backend=backend).id


def test_synchronous_client_works_below_a_running_loop(sandbox):
    """
    No loop of its own is needed.
    """

    async def get():
        with connected(sandbox, "customer") as client:
            return client.trunks.get(TRUNK)

    assert TRUNK == asyncio.run(get()).id


def test_no_thread_is_made(sandbox):
    """
    The request is answered on the caller's own.
    """
    seen = []
    sandbox.override("get_account", lambda call: seen.append(threading.current_thread()) or 1 / 0)

    with httpx.Client(transport=SandboxTransport(sandbox)) as client, pytest.raises(ZeroDivisionError):
        client.get(ACCOUNT, headers=HEADERS)

    assert [threading.current_thread()] == seen


def test_threads_do_not_meet_in_the_records(sandbox):
    """
    Creates from several threads are all there.
    """
    with connected(sandbox, "customer") as client, ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda number: client.trunks.create(name=f"edge-{number}").id, range(20)))
        there = {trunk.id for trunk in client.trunks.list()}

    assert 20 == len(set(made))
    assert set(made) <= there


def test_multipart_upload_is_parsed(sandbox):
    """
    A deck larger than what is kept in memory elsewhere does not need a thread.
    """
    deck = b"prefix,rate,effective_date\n" + b"".join(b"1%07d,0.01,2026-02-01\n" % row for row in range(70_000))
    client = httpx.Client(transport=SandboxTransport(sandbox), headers={"Authorization": f"Bearer {ADMIN_TOKEN}"})

    reply = client.post("https://x.invalid/v1/admin/rates/import", files={"file": ("deck.csv", deck, "text/csv")})

    assert reply.status_code < 500, reply.text


def test_netsuite_is_below_its_own_path(sandbox):
    """
    One transport serves all platforms.
    """
    with connected(sandbox, "netsuite") as client:
        assert "647" == client.customers.list().items[0].id


def test_delay_moves_the_clock_and_not_the_test(sandbox):
    """
    A client that is patient gets its answer, later in virtual time.
    """
    sandbox.script(["latency=20"])
    client = httpx.Client(transport=SandboxTransport(sandbox), timeout=30)

    assert 200 == client.get(ACCOUNT, headers=HEADERS).status_code
    assert "2026-01-15T12:00:20" == sandbox.clock().isoformat()[:19]


def test_delay_beyond_patience_is_a_timeout(sandbox):
    """
    The client has waited as long as it waits.
    """
    sandbox.script(["latency=20"])
    client = httpx.Client(transport=SandboxTransport(sandbox), timeout=5)

    with pytest.raises(httpx.ReadTimeout):
        client.get(ACCOUNT, headers=HEADERS)
    assert "2026-01-15T12:00:05" == sandbox.clock().isoformat()[:19]


def test_latency_of_the_sandbox_is_on_every_answer():
    """
    Not only on one.
    """
    sandbox = Sandbox(latency=0.5)
    client = httpx.Client(transport=SandboxTransport(sandbox), headers=HEADERS)

    for _ in range(4):
        client.get(ACCOUNT)

    assert "2026-01-15T12:00:02" == sandbox.clock().isoformat()[:19]


class Never:
    """What never comes."""

    def __await__(self):
        yield self


class Waiting:
    """A box whose application waits."""

    lock = threading.RLock()

    @staticmethod
    async def app(scope, receive, send):
        await Never()

    def pass_time(self, seconds):
        """Nothing has a clock here."""


def test_application_that_waits_is_an_error():
    """
    It would hang otherwise.
    """
    with httpx.Client(transport=SandboxTransport(Waiting())) as client, pytest.raises(SandboxWaits, match="server"):
        client.get(ACCOUNT)


@pytest.mark.parametrize("is_async", [False, True])
def test_pause_before_a_retry_moves_the_clock_and_not_the_test(sandbox, is_async):
    """
    A storm of a minute is over at once.
    """
    sandbox.script(["operation=get_trunk;status=429;retry-after=20;times=3"])

    async def get():
        async with connected(sandbox, "customer", is_async=True) as client:
            return await client.trunks.get(TRUNK)

    if is_async:
        found = anyio.run(get)
    else:
        with connected(sandbox, "customer") as client:
            found = client.trunks.get(TRUNK)

    assert TRUNK == found.id
    assert sandbox.elapsed >= 60


def test_missing_wheel_is_named(sandbox, monkeypatch):
    """
    The error tells what to install.
    """
    monkeypatch.setitem(__import__("sys").modules, "warp_customer", None)

    with pytest.raises(WheelMissing, match="warp-customer-client"):
        connected(sandbox, "customer")
