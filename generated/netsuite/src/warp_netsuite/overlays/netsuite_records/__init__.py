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
    from .errors import BulkTimeoutError, BulkWriteError, Fate, RecordResult
    from .invoices import AsyncInvoiceRecords, InvoiceRecords
else:
    from warp_client_core.lazy import attach

    __getattr__, __dir__ = attach(
        __name__,
        {
            ".client": ("AsyncRecordsClient", "RecordsClient"),
            ".company": ("AsyncCompanyFacts", "CompanyFacts", "NetSuiteCompanyInfo"),
            ".connection": ("ConnectionCheck",),
            ".customers": ("AsyncCustomerRecords", "CustomerRecords"),
            ".errors": ("BulkTimeoutError", "BulkWriteError", "Fate", "RecordResult"),
            ".invoices": ("AsyncInvoiceRecords", "InvoiceRecords"),
        },
    )

__all__ = [
    "AsyncCompanyFacts",
    "AsyncCustomerRecords",
    "AsyncInvoiceRecords",
    "AsyncRecordsClient",
    "BulkTimeoutError",
    "BulkWriteError",
    "CompanyFacts",
    "ConnectionCheck",
    "CustomerRecords",
    "Fate",
    "InvoiceRecords",
    "NetSuiteCompanyInfo",
    "RecordResult",
    "RecordsClient",
]
