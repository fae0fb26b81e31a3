"""
What a WARP customer or invoice is in NetSuite.

Pure. The rule: only what WARP knows is written. A value that WARP does not have leaves NetSuite's as it is, and an
invoice whose lines do not make its total is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, cast

import attrs

_EXTERNAL: Final = re.compile(r"[A-Za-z0-9_-]{1,200}")
_CUSTOM: Final = re.compile(r"cust(?:entity|body)_[a-z0-9_]{1,90}")
_CLOSED: Final = "terminated"


def _custom(_instance: object, _attribute: object, fields: Mapping[str, str]) -> None:
    for name in fields:
        if _CUSTOM.fullmatch(name) is None:
            raise ValueError(f"{name!r} is no custom field; they begin with custentity_ or custbody_")


@attrs.frozen(kw_only=True)
class SyncMapping:
    """
    What WARP cannot know about an account: internal ids of its lists and records.

    Attributes:
        subsidiary: Of new customers; needed in OneWorld accounts.
        currencies: ISO 4217 code -> currency. A code that is not here is not written.
        terms: Days -> payment terms. A number that is not here is not written.
        items: Product code (``item_type``) or service (``service_type``) of an invoice line -> item.
        default_item: Item of lines that `items` does not tell.
        tax_item: Item of taxes and fees.
        adjustment_item: Item of adjustments.
        custom: Custom field -> attribute of the WARP object, such as ``{"custentity_ban": "ban"}``.
        numbers: Whether NetSuite takes WARP's invoice numbers; False where it numbers by itself.

    Raises:
        ValueError: A name in ``custom`` is not that of a custom field.
    """

    subsidiary: str | None = None
    currencies: Mapping[str, str] = attrs.field(factory=dict[str, str])
    terms: Mapping[int, str] = attrs.field(factory=dict[int, str])
    items: Mapping[str, str] = attrs.field(factory=dict[str, str])
    default_item: str | None = None
    tax_item: str | None = None
    adjustment_item: str | None = None
    custom: Mapping[str, str] = attrs.field(factory=dict[str, str], validator=_custom)
    numbers: bool = True


def external_id(warp_id: object) -> str:
    """
    The external id of the record that stands for something of WARP's.

    Raises:
        ValueError: The id has characters that NetSuite's addresses cannot hold.
    """
    if not isinstance(warp_id, str) or _EXTERNAL.fullmatch(warp_id) is None:
        raise ValueError(f"a WARP id of letters, digits, _ and - is needed, not {warp_id!r:.60}")
    return f"warp-{warp_id}"


def customer_fields(customer: object, mapping: SyncMapping) -> dict[str, Any]:
    """
    The fields of a customer, by their names in NetSuite.

    Args:
        customer: A WARP customer: any object with the attributes of one, or a mapping.
        mapping: The account's own ids.

    Raises:
        ValueError: It has no company name.
    """
    name = value_of(customer, "company_name")
    if not name:
        raise ValueError("the customer has no company_name")
    status = _text(value_of(customer, "status"))
    contact = value_of(customer, "contact")
    fields = {
        "companyName": name,
        "email": value_of(customer, "billing_email") or value_of(contact, "email"),
        "phone": value_of(contact, "phone"),
        "creditLimit": value_of(customer, "credit_limit"),
        "isInactive": None if status is None else status == _CLOSED,
        "subsidiary": _ref(mapping.subsidiary),
        "currency": _ref(mapping.currencies.get(_text(value_of(customer, "currency")) or "")),
        "terms": _ref(mapping.terms.get(value_of(customer, "payment_terms") or 0)),
        "custentity_warp_customer_id": value_of(customer, "id"),
        "custentity_warp_account_status": status,
        **_own(customer, mapping, "custentity_"),
    }
    return {name: value for name, value in fields.items() if value is not None}


def invoice_fields(invoice: object, mapping: SyncMapping, entity: str) -> dict[str, Any]:
    """
    The fields of an invoice, by their names in NetSuite; its lines under ``item``.

    Args:
        invoice: A WARP invoice with its items: any object with the attributes of one, or a mapping.
        mapping: The account's own ids.
        entity: Internal id of the customer in NetSuite.

    Raises:
        ValueError: There are no items, one has no item in NetSuite, or the lines do not make the total.
    """
    start = value_of(invoice, "period_start")
    fields = {
        "entity": _ref(entity),
        "tranId": value_of(invoice, "invoice_number") if mapping.numbers else None,
        "tranDate": _day(value_of(invoice, "issue_date")),
        "dueDate": _day(value_of(invoice, "due_date")),
        "currency": _ref(mapping.currencies.get(_text(value_of(invoice, "currency")) or "")),
        "custbody_warp_invoice_id": value_of(invoice, "id"),
        "custbody_warp_period": None if start is None else str(_day(start))[:7],
        **_own(invoice, mapping, "custbody_"),
        "item": {"items": _lines(invoice, mapping)},
    }
    return {name: value for name, value in fields.items() if value is not None}


def value_of(thing: object, name: str) -> Any:
    """What an object or a mapping says under a name; None when it says nothing."""
    return cast("Mapping[str, Any]", thing).get(name) if isinstance(thing, Mapping) else getattr(thing, name, None)


def _lines(invoice: object, mapping: SyncMapping) -> list[dict[str, Any]]:
    items: object = value_of(invoice, "items")
    if not isinstance(items, Sequence) or not items:
        raise ValueError("the invoice has no items; lists leave them out, so fetch the invoice itself")
    lines = [*_charges(cast("Sequence[object]", items), mapping), *_others(invoice, mapping)]
    found = sum((line["amount"] for line in lines), Decimal(0))
    total = value_of(invoice, "total_amount")
    if total is not None and found != _money(total):
        raise ValueError(f"the lines make {found} and the invoice says {total}; nothing is written")
    return lines


def _charges(items: Sequence[object], mapping: SyncMapping) -> Iterator[dict[str, Any]]:
    for index, item in enumerate(items):
        kinds = [_text(value_of(item, name)) or "" for name in ("item_type", "service_type")]
        known = next((mapping.items[one] for one in kinds if one in mapping.items), mapping.default_item)
        metadata = value_of(item, "metadata")
        line = {
            "item": _ref(_needed(known, f"items[{index}]", f"items[{kinds[0]!r}] or default_item")),
            "quantity": value_of(item, "quantity"),
            "rate": value_of(item, "unit_price"),
            "amount": _money(value_of(item, "amount")),
            "description": value_of(item, "description"),
            "custcol_jurisdiction": _text(value_of(metadata, "jurisdiction")),
            "custcol_warp_trunk_id": _text(value_of(metadata, "trunk_id")),
        }
        yield {name: value for name, value in line.items() if value is not None}


def _others(invoice: object, mapping: SyncMapping) -> Iterator[dict[str, Any]]:
    for index, tax in enumerate(value_of(invoice, "taxes") or ()):
        item = _needed(mapping.tax_item, f"taxes[{index}]", "tax_item")
        told = value_of(tax, "description") or _text(value_of(tax, "type"))
        yield {"item": _ref(item), "amount": _money(value_of(tax, "amount")), "description": told}
    adjustments = value_of(invoice, "adjustments_total")
    if adjustments:
        item = _needed(mapping.adjustment_item, "adjustments_total", "adjustment_item")
        yield {"item": _ref(item), "amount": _money(adjustments), "description": "Adjustments"}


def _own(thing: object, mapping: SyncMapping, prefix: str) -> dict[str, Any]:
    return {name: value_of(thing, source) for name, source in mapping.custom.items() if name.startswith(prefix)}


def _needed(item: str | None, where: str, which: str) -> str:
    if item is None:
        raise ValueError(f"{where}: NetSuite needs an item; set {which} in the mapping")
    return item


def _ref(record_id: str | None) -> dict[str, str] | None:
    return None if record_id is None else {"id": record_id}


def _text(value: object) -> str | None:
    return None if value is None else str(getattr(value, "value", value))


def _day(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value[:10] if isinstance(value, str) else None
    if not isinstance(value, date):
        raise ValueError(f"not a date: {value!r:.40}")
    return date(value.year, value.month, value.day).isoformat()


def _money(value: object) -> Decimal:
    if value is None:
        raise ValueError("a line has no amount")
    return Decimal(str(value))
