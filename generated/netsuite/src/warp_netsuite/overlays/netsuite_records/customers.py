"""
What ``client.customers`` offers beyond single requests.

The rule: one line per method and flavour; what happens is in `finding` and `bulk`, which are loaded when used.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from os import PathLike
from typing import Any, ClassVar, TypeAlias, cast

from warp_client_core.arguments import as_wire
from warp_client_core.calls import Call
from warp_client_core.client import Client
from warp_client_core.options import RequestOptions
from warp_client_core.steps import Steps

from ...calls import customers
from ...models import NetSuiteCustomer, NetSuiteCustomerUpsert, RecordRef
from .keywords import keywords_of
from .listed import AsyncRecordList, RecordList

CustomerRecord: TypeAlias = NetSuiteCustomerUpsert | Mapping[str, object]
"""A customer to write: a model, or a mapping with its Python names and any ``custentity_`` fields."""


class CustomerRecords(RecordList[NetSuiteCustomer]):
    """Listing, finding and writing customers."""

    _calls: ClassVar[Any] = customers

    def find_by_warp_id(self, warp_id: str, *, options: RequestOptions | None = None) -> NetSuiteCustomer | None:
        """
        The customer whose ``custentity_warp_customer_id`` is this, None when there is none.

        Args:
            warp_id: WARP customer id.
            options: For each of the two requests.

        Raises:
            ValueError: The id is empty, or holds quotes, backslashes or control characters.
        """
        return self._client.run(find_customer(self._client, warp_id, options))

    @keywords_of(customers.update)
    def upsert(self, external_id: str, *, options: RequestOptions | None = None, **fields: Any) -> RecordRef:
        """
        Create a customer, or change the one with this external id; repeated after a lost reply, unlike ``create``.

        Args:
            external_id: Letters, digits, ``_`` and ``-``.
            options: For this call.
            fields: The keywords of ``customers.update``; None deletes a value, what is left out stays.

        Raises:
            ValueError: The id has other characters.
            TypeError: A keyword is unknown.
        """
        return self._client.send(upsert_call(external_id, fields), options).data

    def bulk_upsert(
        self,
        records: Iterable[CustomerRecord],
        *,
        journal: str | PathLike[str] | None = None,
        options: RequestOptions | None = None,
    ) -> list[RecordRef]:
        """
        Create or update customers by their external ids, as jobs of at most 100, one job after the other.

        Waits for each job, 15 minutes at most. After a job with a failure no further one is started.

        Args:
            records: The customers; each needs an ``external_id``.
            journal: A file that notes what is written. When the process dies, the same call with the same records
                goes on from there.
            options: For each request. ``idempotency_key`` stands for the whole write.

        Returns:
            Where the customers are, in the order given.

        Raises:
            ValueError: A record has no external id, or cannot be sent; nothing was sent then.
            BulkWriteError: Something is or may be written, but not everything; ``results`` tells.
            OutcomeUnknownError: The first job may have started; repeat with the idempotency key in the error.
        """
        return self._client.run(upsert_customers(self._client, records, options, journal))


class AsyncCustomerRecords(AsyncRecordList[NetSuiteCustomer]):
    """As `CustomerRecords`, for async callers."""

    _calls: ClassVar[Any] = customers

    async def find_by_warp_id(self, warp_id: str, *, options: RequestOptions | None = None) -> NetSuiteCustomer | None:
        """The customer with this WARP id, or None. Details: `CustomerRecords.find_by_warp_id`."""
        return await self._client.run(find_customer(self._client, warp_id, options))

    @keywords_of(customers.update)
    async def upsert(self, external_id: str, *, options: RequestOptions | None = None, **fields: Any) -> RecordRef:
        """Create or change a customer by its external id. Details: `CustomerRecords.upsert`."""
        return (await self._client.send(upsert_call(external_id, fields), options)).data

    async def bulk_upsert(
        self,
        records: Iterable[CustomerRecord],
        *,
        journal: str | PathLike[str] | None = None,
        options: RequestOptions | None = None,
    ) -> list[RecordRef]:
        """Create or update customers by their external ids. Details: `CustomerRecords.bulk_upsert`."""
        return await self._client.run(upsert_customers(self._client, records, options, journal))


def find_customer(client: Client, warp_id: str, options: RequestOptions | None) -> Steps[NetSuiteCustomer | None]:
    """The steps that find a customer."""
    from .finding import equals, find

    listing = customers.list(q=equals("custentity_warp_customer_id", warp_id), limit=1)
    return (yield from find(client, listing, customers.get, options))


def upsert_customers(
    client: Client,
    records: Iterable[CustomerRecord],
    options: RequestOptions | None,
    journal: str | PathLike[str] | None = None,
) -> Steps[list[RecordRef]]:
    """The steps that write customers; all calls are made before the first is sent."""
    from .bulk import Batch, chunks, write

    given = list(records)
    for index, record in enumerate(given):
        _check_external_id(index, record)
    batches = [Batch(_call(some), len(some)) for some in chunks(given)]
    return (yield from write(client, batches, options, journal))


def upsert_call(external_id: str, fields: Mapping[str, Any]) -> Call[RecordRef]:
    """The call that writes one customer."""
    from .writing import eid, upsert

    return upsert("customer", external_id, customers.update(eid(external_id), **fields))


def _call(records: list[CustomerRecord]) -> Call[RecordRef]:
    return customers.bulk_upsert(items=cast("list[NetSuiteCustomerUpsert]", records))


def _check_external_id(index: int, record: CustomerRecord) -> None:
    if isinstance(record, NetSuiteCustomerUpsert):
        found: object = record.external_id
    else:
        found = cast("Mapping[str, object]", as_wire(NetSuiteCustomerUpsert, record)).get("externalId")
    if not isinstance(found, str) or not found.strip():
        raise ValueError(f"record {index} has no external_id, which decides between create and update")
