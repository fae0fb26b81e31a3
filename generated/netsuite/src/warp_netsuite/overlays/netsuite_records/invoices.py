"""
What ``client.invoices`` offers beyond single requests.

The rule: one line per method and flavour; what happens is in `finding` and `bulk`, which are loaded when used.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from os import PathLike
from typing import Any, ClassVar, Final, cast

from warp_client_core.bodies import BytesBody, JsonBody
from warp_client_core.calls import Call, Operation, Safety
from warp_client_core.client import Client
from warp_client_core.options import RequestOptions
from warp_client_core.replies import Located
from warp_client_core.steps import Steps

from ...calls import invoices
from ...models import NetSuiteInvoice, RecordRef
from .keywords import keywords_of
from .listed import AsyncRecordList, RecordList

BULK_CREATE: Final = Operation(
    "bulk_create_netsuite_invoices",
    "POST",
    "/record/v1/invoice",
    Safety.KEYED,
    Located(RecordRef),
    key_header="X-NetSuite-Idempotency-Key",
)
"""The batch form of create_netsuite_invoice: one operation in the document, as it has one path and method."""


class InvoiceRecords(RecordList[NetSuiteInvoice]):
    """Listing, finding and writing invoices."""

    _calls: ClassVar[Any] = invoices

    def find_by_warp_id(self, warp_id: str, *, options: RequestOptions | None = None) -> NetSuiteInvoice | None:
        """
        The invoice whose ``custbody_warp_invoice_id`` is this, None when there is none.

        Args:
            warp_id: WARP invoice id.
            options: For each of the two requests.

        Raises:
            ValueError: The id is empty, or holds quotes, backslashes or control characters.
        """
        return self._client.run(find_invoice(self._client, warp_id, options))

    @keywords_of(invoices.update)
    def upsert(self, external_id: str, *, options: RequestOptions | None = None, **fields: Any) -> RecordRef:
        """
        Create an invoice, or change the one with this external id; repeated after a lost reply, unlike ``create``.

        Args:
            external_id: Letters, digits, ``_`` and ``-``.
            options: For this call.
            fields: The keywords of ``invoices.update`` but ``replace``. The lines of ``item`` take the place of all
                lines that there are.

        Raises:
            ValueError: The id has other characters.
            TypeError: A keyword is unknown.
        """
        return self._client.send(upsert_call(external_id, fields), options).data

    def bulk_create(
        self,
        records: Iterable[Mapping[str, object]],
        *,
        journal: str | PathLike[str] | None = None,
        options: RequestOptions | None = None,
    ) -> list[RecordRef]:
        """
        Create invoices, as jobs of at most 100, one job after the other.

        Waits for each job, 15 minutes at most. After a job with a failure no further one is started. Set
        ``external_id`` on each: NetSuite then refuses a second invoice for the same thing, whoever sends it.

        Args:
            records: The invoices, each with the keywords of ``invoices.create``.
            journal: A file that notes what is written. When the process dies, the same call with the same records
                goes on from there.
            options: For each request. ``idempotency_key`` stands for the whole write.

        Returns:
            Where the invoices are, in the order given.

        Raises:
            TypeError, ValueError: A record is not what ``invoices.create`` takes; nothing was sent then.
            BulkWriteError: Something is or may be written, but not everything; ``results`` tells.
            OutcomeUnknownError: The first job may have started; repeat with the idempotency key in the error.
        """
        return self._client.run(create_invoices(self._client, records, options, journal))


class AsyncInvoiceRecords(AsyncRecordList[NetSuiteInvoice]):
    """As `InvoiceRecords`, for async callers."""

    _calls: ClassVar[Any] = invoices

    async def find_by_warp_id(self, warp_id: str, *, options: RequestOptions | None = None) -> NetSuiteInvoice | None:
        """The invoice with this WARP id, or None. Details: `InvoiceRecords.find_by_warp_id`."""
        return await self._client.run(find_invoice(self._client, warp_id, options))

    @keywords_of(invoices.update)
    async def upsert(self, external_id: str, *, options: RequestOptions | None = None, **fields: Any) -> RecordRef:
        """Create or change an invoice by its external id. Details: `InvoiceRecords.upsert`."""
        return (await self._client.send(upsert_call(external_id, fields), options)).data

    async def bulk_create(
        self,
        records: Iterable[Mapping[str, object]],
        *,
        journal: str | PathLike[str] | None = None,
        options: RequestOptions | None = None,
    ) -> list[RecordRef]:
        """Create invoices. Details: `InvoiceRecords.bulk_create`."""
        return await self._client.run(create_invoices(self._client, records, options, journal))


def find_invoice(client: Client, warp_id: str, options: RequestOptions | None) -> Steps[NetSuiteInvoice | None]:
    """The steps that find an invoice."""
    from .finding import equals, find

    listing = invoices.list(q=equals("custbody_warp_invoice_id", warp_id), limit=1)
    return (yield from find(client, listing, invoices.get, options))


def create_invoices(
    client: Client,
    records: Iterable[Mapping[str, object]],
    options: RequestOptions | None,
    journal: str | PathLike[str] | None = None,
) -> Steps[list[RecordRef]]:
    """The steps that write invoices; all calls are made before the first is sent."""
    from .bulk import Batch, chunks, write

    texts = [_text(index, record) for index, record in enumerate(records)]
    batches = [Batch(_call(some), len(some)) for some in chunks(texts)]
    return (yield from write(client, batches, options, journal))


def upsert_call(external_id: str, fields: Mapping[str, Any]) -> Call[RecordRef]:
    """The call that writes one invoice."""
    from .writing import eid, upsert

    call = invoices.update(eid(external_id), **fields)
    return upsert("invoice", external_id, call, replace="item" if fields.get("item") is not None else None)


def _text(index: int, record: Mapping[str, object]) -> bytes:
    """One invoice as the body of the single create, which checks it."""
    try:
        body = invoices.create(**cast("dict[str, Any]", record)).body
    except (TypeError, ValueError) as error:
        raise type(error)(f"record {index}: {error}") from error
    assert isinstance(body, BytesBody)
    return body.content


def _call(records: list[bytes]) -> Call[RecordRef]:
    from .bulk import MEDIA_TYPE

    call = BULK_CREATE.call(headers={"Prefer": "respond-async", "X-NetSuite-PropertyNameValidation": "Error"})
    return call.with_body(JsonBody(b'{"items":[' + b",".join(records) + b"]}", MEDIA_TYPE))
