"""
Does with NetSuite records what takes several requests: finding, bulk writes, company facts, checks.

The rule of this module: importing it loads none of its siblings; each is loaded when one of its names is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .client import AsyncRecordsClient, RecordsClient
    from .company import AsyncCompanyFacts, CompanyFacts, NetSuiteCompanyInfo
    from .connection import ConnectionCheck
    from .customers import AsyncCustomerRecords, CustomerRecords
    from .errors import BulkTimeoutError, BulkWriteError, Fate, ListTruncatedError, RecordResult
    from .filters import Filter, where
    from .invoices import AsyncInvoiceRecords, InvoiceRecords
    from .transactions import (
        AsyncJournalEntryRecords,
        AsyncNonInventoryItemRecords,
        AsyncPaymentRecords,
        AsyncServiceItemRecords,
        AsyncSubsidiaryRecords,
        JournalEntryRecords,
        NonInventoryItemRecords,
        PaymentRecords,
        ServiceItemRecords,
        SubsidiaryRecords,
    )
    from .writing import eid
else:
    from warp_client_core.lazy import attach

    __getattr__, __dir__ = attach(
        __name__,
        {
            ".client": ("AsyncRecordsClient", "RecordsClient"),
            ".company": ("AsyncCompanyFacts", "CompanyFacts", "NetSuiteCompanyInfo"),
            ".connection": ("ConnectionCheck",),
            ".customers": ("AsyncCustomerRecords", "CustomerRecords"),
            ".errors": ("BulkTimeoutError", "BulkWriteError", "Fate", "ListTruncatedError", "RecordResult"),
            ".filters": ("Filter", "where"),
            ".invoices": ("AsyncInvoiceRecords", "InvoiceRecords"),
            ".transactions": (
                "AsyncJournalEntryRecords",
                "AsyncNonInventoryItemRecords",
                "AsyncPaymentRecords",
                "AsyncServiceItemRecords",
                "AsyncSubsidiaryRecords",
                "JournalEntryRecords",
                "NonInventoryItemRecords",
                "PaymentRecords",
                "ServiceItemRecords",
                "SubsidiaryRecords",
            ),
            ".writing": ("eid",),
        },
    )

__all__ = [
    "AsyncCompanyFacts",
    "AsyncCustomerRecords",
    "AsyncInvoiceRecords",
    "AsyncJournalEntryRecords",
    "AsyncNonInventoryItemRecords",
    "AsyncPaymentRecords",
    "AsyncRecordsClient",
    "AsyncServiceItemRecords",
    "AsyncSubsidiaryRecords",
    "BulkTimeoutError",
    "BulkWriteError",
    "CompanyFacts",
    "ConnectionCheck",
    "CustomerRecords",
    "Fate",
    "Filter",
    "InvoiceRecords",
    "JournalEntryRecords",
    "ListTruncatedError",
    "NetSuiteCompanyInfo",
    "NonInventoryItemRecords",
    "PaymentRecords",
    "RecordResult",
    "RecordsClient",
    "ServiceItemRecords",
    "SubsidiaryRecords",
    "eid",
    "where",
]
