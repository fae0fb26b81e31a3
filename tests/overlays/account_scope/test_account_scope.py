"""The customer id is found once per signed-in identity, by one caller, and forgotten at sign-out."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from warp_client_core import NotFoundError, ServerError
from warp_client_core.steps import Shared
from warp_customer import AsyncCustomerClient, CustomerClient
from warp_customer.overlays.account_scope import customer_id

PAGE = {"data": [], "meta": {"pagination": {"page": 1, "per_page": 20, "total": 0, "total_pages": 0}}}


class Platform:
    """Counts what it is asked; the account follows the access token."""

    def __init__(self, *, account_status: int = 200) -> None:
        self.paths: list[str] = []
        self.account_status = account_status
        self.gate = threading.Event()
        self.gate.set()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.paths.append(request.url.path)
        if request.url.path == "/v1/account":
            self.gate.wait(5)
            token = request.headers["Authorization"].removeprefix("Bearer ")
            body = {"id": f"id-of-{token}", "ban": "B1", "company_name": "Example", "status": "active"}
            return httpx.Response(self.account_status, json={"data": body} if self.account_status == 200 else {})
        if request.url.path == "/v1/auth/login":
            return httpx.Response(200, json={"data": {"access_token": "second", "refresh_token": "r2"}})
        if request.url.path == "/v1/auth/refresh":
            return httpx.Response(200, json={"data": {"access_token": "renewed"}})
        if request.url.path == "/v1/auth/logout":
            return httpx.Response(500, json={"code": "INTERNAL_ERROR", "message": "no"})
        return httpx.Response(200, json=PAGE)

    async def answer(self, request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(0)
        return self(request)

    @property
    def lookups(self) -> int:
        return self.paths.count("/v1/account")


def client_of(platform: Platform) -> CustomerClient:
    return CustomerClient(access_token="first", http_client=httpx.Client(transport=httpx.MockTransport(platform)))


def aclient_of(platform: Platform) -> AsyncCustomerClient:
    pool = httpx.AsyncClient(transport=httpx.MockTransport(platform.answer))
    return AsyncCustomerClient(access_token="first", http_client=pool)


def test_a_failed_lookup_raises_and_is_not_remembered() -> None:
    """
    The error of the account reaches the caller; the next call asks again.
    """
    platform = Platform(account_status=404)
    client = client_of(platform)

    with pytest.raises(NotFoundError):
        client.trunks.list()
    platform.account_status = 200
    client.trunks.list()

    assert "/v1/customers/id-of-first/trunks" == platform.paths[-1]


def test_the_account_is_fetched_once() -> None:
    """
    Two lists and a create cost one look-up; copies of the client share it.
    """
    platform = Platform()
    client = client_of(platform)

    client.trunks.list()
    client.with_options(timeout=5).trunks.list()

    assert 1 == platform.lookups


def test_customer_id_overrides_the_account() -> None:
    """
    With an id of one's own nothing is looked up.
    """
    platform = Platform()

    client_of(platform).trunks.list(customer_id="other")

    assert ["/v1/customers/other/trunks"] == platform.paths


def test_signing_in_as_another_forgets_the_account() -> None:
    """
    After a login the id is that of the new identity.
    """
    platform = Platform()
    client = client_of(platform)
    client.trunks.list()

    client.auth.login(email="a@example.com", password="<password>")
    client.trunks.list()

    assert "/v1/customers/id-of-second/trunks" == platform.paths[-1]


def test_a_renewed_token_keeps_the_account() -> None:
    """
    A refresh changes the token, not the identity.
    """
    platform = Platform()
    client = client_of(platform)
    client.trunks.list()

    client.auth.refresh(refresh_token="r1")
    client.trunks.list()

    assert 1 == platform.lookups
    assert "renewed" == client.credentials.access_token


def test_logout_forgets_the_account_even_when_it_fails() -> None:
    """
    Tokens and the derived id are gone although the platform answered 500.
    """
    platform = Platform()
    client = client_of(platform)
    client.trunks.list()

    with pytest.raises(ServerError):
        client.with_options(max_retries=0).auth.logout()

    assert client.credentials.access_token is None
    assert {} == client.credentials.derived


def test_threads_share_one_lookup() -> None:
    """
    Eight first calls at once fetch the account once.
    """
    platform = Platform()
    platform.gate.clear()
    client = client_of(platform)

    with ThreadPoolExecutor(8) as pool:
        futures = [pool.submit(client.trunks.list) for _ in range(8)]
        platform.gate.set()
        pages = [future.result(10) for future in futures]

    assert 8 == len(pages)
    assert 1 == platform.lookups


@pytest.mark.anyio
async def test_tasks_share_one_lookup() -> None:
    """
    Eight tasks at once fetch the account once; a listing may be awaited or walked.
    """
    platform = Platform()
    client = aclient_of(platform)

    await asyncio.gather(*(client.trunks.list() for _ in range(8)))
    items = [trunk async for trunk in client.trunks.list()]

    assert [] == items
    assert 1 == platform.lookups


@pytest.mark.anyio
async def test_a_cancelled_leader_does_not_cancel_the_others() -> None:
    """
    When the task that looks up is cancelled, another one takes over.
    """
    platform = Platform()
    client = aclient_of(platform)

    async def first_page() -> object:
        return await client.trunks.list()

    leader = asyncio.create_task(first_page())
    follower = asyncio.create_task(first_page())
    await asyncio.sleep(0)
    leader.cancel()
    page = await follower

    with pytest.raises(asyncio.CancelledError):
        await leader

    assert page is not None
    assert "/v1/customers/id-of-first/trunks" == platform.paths[-1]


def test_an_answer_that_comes_after_a_sign_in_is_not_used() -> None:
    """
    The id of the old identity, looked up while another one signed in, reaches nobody afterwards.
    """
    platform = Platform()
    platform.gate.clear()
    client = client_of(platform)

    with ThreadPoolExecutor(1) as pool:
        late = pool.submit(client.trunks.list)
        while not platform.lookups:
            threading.Event().wait(0.001)
        client.auth.login(email="a@example.com", password="<password>")
        platform.gate.set()
        late.result(10)
    client.trunks.list()

    assert "/v1/customers/id-of-second/trunks" == platform.paths[-1]


def test_an_empty_customer_id_is_refused_and_not_found_for_the_caller() -> None:
    """
    Empty is a mistake, only None means one's own account.
    """
    platform = Platform()

    with pytest.raises(ValueError, match="customer_id"):
        client_of(platform).trunks.list(customer_id="")

    assert [] == platform.paths


def test_a_flight_that_starts_late_does_not_look_up_again() -> None:
    """
    Who looked into the cache just before another caller filled it sends nothing.
    """
    client = client_of(Platform())
    steps = customer_id(client)
    shared = next(steps)
    client.credentials.derived["account_scope.customer_id"] = "known"

    assert isinstance(shared, Shared)
    assert [] == list(shared.make())
