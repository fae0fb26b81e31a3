"""What billing keeps."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

import warp_customer.models as m
from warp_customer import CustomerClient, Page


@dataclass(frozen=True)
class Account:
    balance: m.Balance
    invoices: list[m.Invoice] = field(default_factory=list)

    @property
    def open(self) -> list[m.Invoice]:
        return [one for one in self.invoices if one.status in (m.InvoiceStatus.SENT, m.InvoiceStatus.OVERDUE)]

    @property
    def due(self) -> Decimal:
        return sum((one.balance_due for one in self.open), start=Decimal(0)) - self.balance.available_credit


class Source(Protocol):
    client: CustomerClient

    def invoices(self) -> Page[m.Invoice]: ...


@dataclass
class Books:
    client: CustomerClient
    by_number: dict[str, m.Invoice] = field(default_factory=dict)

    def load(self) -> Account:
        pages = self.client.invoices.list(status="sent").pages()
        for page in pages:
            self.by_number |= {one.invoice_number: one for one in page.items}
        return Account(balance=self.client.billing.get_balance(), invoices=list(self.by_number.values()))
