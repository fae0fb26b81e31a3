"""
Where the documents differ from the field table on purpose, each time with the reason.

One rule: an entry that no longer makes a difference fails the tests and is deleted.
"""

from __future__ import annotations

from typing import Any

SHORT_CODE = "A short code may send too, so the pattern allows more than E.164."
AMOUNT = "Money, quantities and prices are decimals; a binary float would round them."
SUBLIST = "NetSuite wraps the lines of a record in an object of its own; a named type says what is inside."
LINKS = "Every NetSuite resource carries links, and a record is addressed by them."
FROM_OTHERS = "The event repeats a value of another schema and shares its enumeration."

CHANGED: dict[tuple[str, str], tuple[dict[str, Any], str]] = {
    ("SendSmsRequest", "from"): (
        {"type": "string"},
        "A short code may send too, so the pattern allows more than E.164.",
    ),
    ("SendMmsRequest", "from"): (
        {"type": "string"},
        "A short code may send too, so the pattern allows more than E.164.",
    ),
    ("WebhookUpdate", "secret"): (
        {"nullable": False},
        "Replies leave the secret out as null; a webhook without one cannot be asked for.",
    ),
    ("WebhookDelivery", "event_type"): ({"enum": ("Webhook", "events")}, FROM_OTHERS),
    ("TrunkStatusEvent", "previous_status"): ({"enum": ("TrunkStatusEvent", "status")}, FROM_OTHERS),
    ("MessageDeliveredEvent", "status"): ({"enum": ("Message", "status")}, FROM_OTHERS),
    ("ReconciliationResult", "discrepancies"): (
        {"type": "ReconciliationDiscrepancy[]"},
        "The keys of a discrepancy are known, and two of them are amounts.",
    ),
    ("NetSuiteCustomer", "creditLimit"): ({"type": "decimal(2)"}, AMOUNT),
    ("NetSuiteCustomer", "balance"): ({"type": "decimal(2)"}, AMOUNT),
    ("NetSuiteInvoice", "item"): ({"type": "NetSuiteInvoiceItemList"}, SUBLIST),
    ("NetSuiteInvoice", "total"): ({"type": "decimal(2)"}, AMOUNT),
    ("NetSuiteInvoice", "amountPaid"): ({"type": "decimal(2)"}, AMOUNT),
    ("NetSuiteInvoice", "amountRemaining"): ({"type": "decimal(2)"}, AMOUNT),
    ("NetSuiteInvoiceLine", "quantity"): ({"type": "decimal(4)"}, AMOUNT),
    ("NetSuiteInvoiceLine", "rate"): ({"type": "decimal(7)"}, AMOUNT),
    ("NetSuiteInvoiceLine", "amount"): ({"type": "decimal(2)"}, AMOUNT),
    ("NetSuitePayment", "payment"): ({"type": "decimal(2)"}, AMOUNT),
    ("NetSuitePayment", "applied"): ({"type": "decimal(2)"}, AMOUNT),
    ("NetSuitePayment", "unapplied"): ({"type": "decimal(2)"}, AMOUNT),
    ("NetSuitePayment", "apply"): ({"type": "NetSuitePaymentApplyList"}, SUBLIST),
    ("NetSuiteItem", "subsidiary"): ({"type": "NetSuiteItemSubsidiaryList"}, SUBLIST),
    ("NetSuiteJournalEntry", "line"): ({"type": "NetSuiteJournalLineList"}, SUBLIST),
    ("NetSuiteSubsidiary", "country"): (
        {"type": "any", "nullable": False},
        "NetSuite sends a reference or a bare code, so the field has no fixed type.",
    ),
    ("NetSuiteRef", "refName"): ({"nullable": True}, "A target without a name comes with null."),
    ("NetSuiteRef", "links"): ({"type": "NetSuiteLink[]"}, LINKS),
    ("RecordCollection", "items"): ({"type": "RecordRef[]"}, "Items of a list carry the id and links only."),
    ("RecordCollection", "links"): ({"type": "NetSuiteLink[]"}, LINKS),
    ("NetSuiteErrorBody", "o:errorDetails"): ({"type": "NetSuiteErrorDetail[]"}, "The keys of a detail are known."),
    ("NetSuiteTokens", "refresh_token"): (
        {"required": False},
        "Client credentials have none, and a renewal repeats it for public clients only.",
    ),
    ("NetSuiteTokens", "expires_in"): (
        {"required": False},
        "RFC 6749, 5.1 only recommends it; a client may assume one.",
    ),
}

ADDED: dict[tuple[str, str], tuple[str, bool, str]] = {
    ("NetSuiteCustomer", "links"): ("NetSuiteLink[]", False, LINKS),
    ("NetSuiteInvoice", "links"): ("NetSuiteLink[]", False, LINKS),
    ("NetSuitePayment", "links"): ("NetSuiteLink[]", False, LINKS),
    ("NetSuiteItem", "links"): ("NetSuiteLink[]", False, LINKS),
    ("NetSuiteJournalEntry", "links"): ("NetSuiteLink[]", False, LINKS),
    ("NetSuiteSubsidiary", "links"): ("NetSuiteLink[]", False, LINKS),
    ("RecordRef", "links"): ("NetSuiteLink[]", False, LINKS),
    ("NetSuiteRef", "externalId"): (
        "string",
        True,
        "A target may be named by external id, and NetSuite may repeat it.",
    ),
    ("NetSuiteInvoiceLine", "line"): ("integer", True, "An update finds a line by its number."),
}

REMOVED: dict[tuple[str, str], str] = {
    ("NetSuiteTokens", "expires_at"): "The schema is what the service sends; the client works out when a token ends.",
}
