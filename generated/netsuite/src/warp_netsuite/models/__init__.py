"""The types of this client, loaded per domain when first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .async_jobs import (
        NetSuiteAsyncJob,
        NetSuiteAsyncTask,
        NetSuiteAsyncTaskList,
        NetSuiteJobProgress,
        NetSuiteJobTasks,
        NetSuiteTaskResult,
    )
    from .customers import NetSuiteCustomer, NetSuiteCustomerUpsert, NetSuiteCustomerUpsertDict
    from .invoices import (
        NetSuiteInvoice,
        NetSuiteInvoiceItemList,
        NetSuiteInvoiceItemListCreate,
        NetSuiteInvoiceItemListCreateDict,
        NetSuiteInvoiceItemListUpdate,
        NetSuiteInvoiceItemListUpdateDict,
        NetSuiteInvoiceLine,
        NetSuiteInvoiceLineCreate,
        NetSuiteInvoiceLineCreateDict,
        NetSuiteInvoiceLineUpdate,
        NetSuiteInvoiceLineUpdateDict,
    )
    from .items import (
        NetSuiteItem,
        NetSuiteItemSubsidiaryList,
        NetSuiteItemSubsidiaryListCreate,
        NetSuiteItemSubsidiaryListCreateDict,
    )
    from .journal_entries import (
        NetSuiteJournalEntry,
        NetSuiteJournalLine,
        NetSuiteJournalLineCreate,
        NetSuiteJournalLineCreateDict,
        NetSuiteJournalLineList,
        NetSuiteJournalLineListCreate,
        NetSuiteJournalLineListCreateDict,
    )
    from .oauth import NetSuiteGrantType, NetSuiteTokens, NetSuiteTokenType
    from .payments import (
        NetSuitePayment,
        NetSuitePaymentApply,
        NetSuitePaymentApplyCreate,
        NetSuitePaymentApplyCreateDict,
        NetSuitePaymentApplyList,
        NetSuitePaymentApplyListCreate,
        NetSuitePaymentApplyListCreateDict,
    )
    from .references import NetSuiteLink, NetSuiteRef, NetSuiteRefInput, NetSuiteRefInputDict, RecordRef
    from .subsidiaries import NetSuiteSubsidiary
    from .system import NetSuiteServerTime

else:
    from warp_client_core.lazy import attach

    __getattr__, __dir__ = attach(
        __name__,
        {
            ".async_jobs": (
                "NetSuiteAsyncJob",
                "NetSuiteAsyncTask",
                "NetSuiteAsyncTaskList",
                "NetSuiteJobProgress",
                "NetSuiteJobTasks",
                "NetSuiteTaskResult",
            ),
            ".customers": ("NetSuiteCustomer", "NetSuiteCustomerUpsert", "NetSuiteCustomerUpsertDict"),
            ".invoices": (
                "NetSuiteInvoice",
                "NetSuiteInvoiceItemList",
                "NetSuiteInvoiceItemListCreate",
                "NetSuiteInvoiceItemListCreateDict",
                "NetSuiteInvoiceItemListUpdate",
                "NetSuiteInvoiceItemListUpdateDict",
                "NetSuiteInvoiceLine",
                "NetSuiteInvoiceLineCreate",
                "NetSuiteInvoiceLineCreateDict",
                "NetSuiteInvoiceLineUpdate",
                "NetSuiteInvoiceLineUpdateDict",
            ),
            ".items": (
                "NetSuiteItem",
                "NetSuiteItemSubsidiaryList",
                "NetSuiteItemSubsidiaryListCreate",
                "NetSuiteItemSubsidiaryListCreateDict",
            ),
            ".journal_entries": (
                "NetSuiteJournalEntry",
                "NetSuiteJournalLine",
                "NetSuiteJournalLineCreate",
                "NetSuiteJournalLineCreateDict",
                "NetSuiteJournalLineList",
                "NetSuiteJournalLineListCreate",
                "NetSuiteJournalLineListCreateDict",
            ),
            ".oauth": ("NetSuiteGrantType", "NetSuiteTokenType", "NetSuiteTokens"),
            ".payments": (
                "NetSuitePayment",
                "NetSuitePaymentApply",
                "NetSuitePaymentApplyCreate",
                "NetSuitePaymentApplyCreateDict",
                "NetSuitePaymentApplyList",
                "NetSuitePaymentApplyListCreate",
                "NetSuitePaymentApplyListCreateDict",
            ),
            ".references": ("NetSuiteLink", "NetSuiteRef", "NetSuiteRefInput", "NetSuiteRefInputDict", "RecordRef"),
            ".subsidiaries": ("NetSuiteSubsidiary",),
            ".system": ("NetSuiteServerTime",),
        },
    )

__all__ = [
    "NetSuiteAsyncJob",
    "NetSuiteAsyncTask",
    "NetSuiteAsyncTaskList",
    "NetSuiteCustomer",
    "NetSuiteCustomerUpsert",
    "NetSuiteCustomerUpsertDict",
    "NetSuiteGrantType",
    "NetSuiteInvoice",
    "NetSuiteInvoiceItemList",
    "NetSuiteInvoiceItemListCreate",
    "NetSuiteInvoiceItemListCreateDict",
    "NetSuiteInvoiceItemListUpdate",
    "NetSuiteInvoiceItemListUpdateDict",
    "NetSuiteInvoiceLine",
    "NetSuiteInvoiceLineCreate",
    "NetSuiteInvoiceLineCreateDict",
    "NetSuiteInvoiceLineUpdate",
    "NetSuiteInvoiceLineUpdateDict",
    "NetSuiteItem",
    "NetSuiteItemSubsidiaryList",
    "NetSuiteItemSubsidiaryListCreate",
    "NetSuiteItemSubsidiaryListCreateDict",
    "NetSuiteJobProgress",
    "NetSuiteJobTasks",
    "NetSuiteJournalEntry",
    "NetSuiteJournalLine",
    "NetSuiteJournalLineCreate",
    "NetSuiteJournalLineCreateDict",
    "NetSuiteJournalLineList",
    "NetSuiteJournalLineListCreate",
    "NetSuiteJournalLineListCreateDict",
    "NetSuiteLink",
    "NetSuitePayment",
    "NetSuitePaymentApply",
    "NetSuitePaymentApplyCreate",
    "NetSuitePaymentApplyCreateDict",
    "NetSuitePaymentApplyList",
    "NetSuitePaymentApplyListCreate",
    "NetSuitePaymentApplyListCreateDict",
    "NetSuiteRef",
    "NetSuiteRefInput",
    "NetSuiteRefInputDict",
    "NetSuiteServerTime",
    "NetSuiteSubsidiary",
    "NetSuiteTaskResult",
    "NetSuiteTokenType",
    "NetSuiteTokens",
    "RecordRef",
]
