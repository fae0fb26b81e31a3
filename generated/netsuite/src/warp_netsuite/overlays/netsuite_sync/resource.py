"""
What ``client.sync`` does: look, compare, and write what differs.

The rule: a record is written under an external id that follows from WARP's id, so doing it twice, or in two places at
once, makes one record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, cast

from warp_client_core.calls import Call, Operation, Safety
from warp_client_core.client import Client
from warp_client_core.errors import NotFoundError
from warp_client_core.options import RequestOptions
from warp_client_core.replies import Bare, Located
from warp_client_core.resource import AsyncResource, Resource
from warp_client_core.steps import Steps

from ...calls import customers, invoices
from ...models import RecordRef

if TYPE_CHECKING:
    from .mapping import SyncMapping
    from .plans import SyncPlan

_HEADERS: Final = {"X-NetSuite-PropertyNameValidation": "Error"}
_WARP_ID: Final = {"customer": "custentity_warp_customer_id", "invoice": "custbody_warp_invoice_id"}


class RecordSync(Resource):
    """Bringing WARP's records to NetSuite."""

    def customer(
        self,
        customer: object,
        *,
        mapping: SyncMapping | None = None,
        dry_run: bool = False,
        options: RequestOptions | None = None,
    ) -> SyncPlan:
        """
        Create the customer in NetSuite, or change what differs there.

        Args:
            customer: A customer of the platform's clients, or anything with its attributes or keys.
            mapping: The account's own ids.
            dry_run: Only tell what would change.
            options: For each request.

        Returns:
            What changed, or would.

        Raises:
            ValueError: The customer cannot be mapped; nothing was sent.
            WarpError: NetSuite refused it.
        """
        return self._client.run(sync_customer(self._client, customer, mapping, dry_run, options))

    def invoice(
        self,
        invoice: object,
        *,
        mapping: SyncMapping | None = None,
        dry_run: bool = False,
        options: RequestOptions | None = None,
    ) -> SyncPlan:
        """
        Create the invoice in NetSuite, or change what differs there. Its customer has to be there.

        Args:
            invoice: An invoice of the platform's clients with its items, or anything with its attributes or keys.
            mapping: The account's own ids.
            dry_run: Only tell what would change.
            options: For each request.

        Returns:
            What changed, or would.

        Raises:
            ValueError: The invoice cannot be mapped, or its customer is not in NetSuite; nothing was written.
            WarpError: NetSuite refused it.
        """
        return self._client.run(sync_invoice(self._client, invoice, mapping, dry_run, options))


class AsyncRecordSync(AsyncResource):
    """As `RecordSync`, for async callers."""

    async def customer(
        self,
        customer: object,
        *,
        mapping: SyncMapping | None = None,
        dry_run: bool = False,
        options: RequestOptions | None = None,
    ) -> SyncPlan:
        """Create or change a customer. Details: `RecordSync.customer`."""
        return await self._client.run(sync_customer(self._client, customer, mapping, dry_run, options))

    async def invoice(
        self,
        invoice: object,
        *,
        mapping: SyncMapping | None = None,
        dry_run: bool = False,
        options: RequestOptions | None = None,
    ) -> SyncPlan:
        """Create or change an invoice. Details: `RecordSync.invoice`."""
        return await self._client.run(sync_invoice(self._client, invoice, mapping, dry_run, options))


def sync_customer(
    client: Client, customer: object, mapping: SyncMapping | None, dry_run: bool, options: RequestOptions | None
) -> Steps[SyncPlan]:
    """The steps for a customer."""
    from .mapping import SyncMapping, customer_fields, external_id

    wanted = customer_fields(customer, mapping or SyncMapping())
    name = external_id(wanted.get("custentity_warp_customer_id"))
    return (yield from _brought(client, "customer", name, wanted, dry_run, options))


def sync_invoice(
    client: Client, invoice: object, mapping: SyncMapping | None, dry_run: bool, options: RequestOptions | None
) -> Steps[SyncPlan]:
    """The steps for an invoice."""
    from .mapping import SyncMapping, external_id, invoice_fields, value_of

    given = mapping or SyncMapping()
    # Mapped once before anything is sent, so that a faulty invoice costs no request.
    name = external_id(invoice_fields(invoice, given, "")["custbody_warp_invoice_id"])
    owner: object = value_of(invoice, "customer_id")
    entity = yield from _present(client, "customer", external_id(owner), options)
    if entity is None:
        raise ValueError(f"customer {owner} is not in NetSuite; bring it there first with sync.customer")
    wanted = invoice_fields(invoice, given, entity["id"])
    return (yield from _brought(client, "invoice", name, wanted, dry_run, options))


def _brought(
    client: Client, kind: str, name: str, wanted: dict[str, Any], dry_run: bool, options: RequestOptions | None
) -> Steps[SyncPlan]:
    from .plans import SyncPlan, changes_between

    present = yield from _present(client, kind, name, options)
    if present is not None and present.get("externalId") != name:
        wanted = {"externalId": name, **wanted}
    changes = changes_between(present or {}, wanted)
    plan = SyncPlan(
        record=kind,
        external_id=name,
        action="create" if present is None else "update" if changes else "none",
        changes=changes,
        ref=None if present is None else RecordRef(id=present["id"]),
    )
    if dry_run or not changes:
        return plan
    changed = {change.field.partition("[")[0] for change in changes}
    body = {field: value for field, value in wanted.items() if field in changed}
    call = _write(kind, name, None if present is None else present["id"], body)
    ref = (yield from client.exchange(call, options)).data
    return SyncPlan(record=kind, external_id=name, action=plan.action, changes=changes, ref=ref, applied=True)


def _present(client: Client, kind: str, name: str, options: RequestOptions | None) -> Steps[dict[str, Any] | None]:
    """The record under its external id, else under WARP's id in its own field, as others may have written it."""
    try:
        found: dict[str, Any] = (yield from client.exchange(_read(kind, f"eid:{name}"), options)).data
        return found
    except NotFoundError:
        pass
    listing: Callable[..., Call[Any]] = customers.list if kind == "customer" else invoices.list
    # Letters, digits, _ and - only: nothing that could end the quotes.
    call = listing(q=f'{_WARP_ID[kind]} IS "{name.removeprefix("warp-")}"', limit=1)
    refs = cast("list[RecordRef]", (yield from client.exchange(call, options)).data)
    if not refs:
        return None
    other: dict[str, Any] = (yield from client.exchange(_read(kind, refs[0].id), options)).data
    return other


def _read(kind: str, record_id: str) -> Call[dict[str, Any]]:
    operation = Operation(
        f"read_netsuite_{kind}", "GET", f"/record/v1/{kind}/{{id}}", Safety.READ, Bare(dict[str, Any])
    )
    return operation.call(record_id, query={"expandSubResources": True})


def _write(kind: str, name: str, record_id: str | None, body: Mapping[str, Any]) -> Call[RecordRef]:
    """Sets fields to values: by external id where there is no record yet. Twice is the same as once."""
    method, where = ("PUT", f"eid:{name}") if record_id is None else ("PATCH", record_id)
    operation = Operation(
        f"sync_netsuite_{kind}", method, f"/record/v1/{kind}/{{id}}", Safety.IDEMPOTENT, Located(RecordRef)
    )
    replace = "item" if "item" in body else None
    return operation.call(where, query={"replace": replace}, headers=_HEADERS, json=body)
