"""
The parts of the platform, put together: which class answers which operations.

One rule: an operation is answered by exactly one part. Parts that look at each other's records get them here.
"""

from __future__ import annotations

from collections.abc import Mapping

from warp_sandbox.warp.accounts import Accounts
from warp_sandbox.warp.api_keys import ApiKeys
from warp_sandbox.warp.auth import Sessions
from warp_sandbox.warp.billing import Billing
from warp_sandbox.warp.billing_reconciliation import Reconciliation
from warp_sandbox.warp.billing_reports import BillingReports
from warp_sandbox.warp.customers import Customers, guarded
from warp_sandbox.warp.disputes import Disputes
from warp_sandbox.warp.invoices import Invoices
from warp_sandbox.warp.ledger import Ledger
from warp_sandbox.warp.margins import Margins
from warp_sandbox.warp.netsuite_sync import NetSuiteSync
from warp_sandbox.warp.numbers import Numbers
from warp_sandbox.warp.partitions import Partitions
from warp_sandbox.warp.payments import PaymentMethods
from warp_sandbox.warp.ports import Ports
from warp_sandbox.warp.providers import Providers
from warp_sandbox.warp.rate_imports import RateImports
from warp_sandbox.warp.rates import Rates
from warp_sandbox.warp.resporg import RespOrgs
from warp_sandbox.warp.resporg_seed import Registry
from warp_sandbox.warp.revenue import RevenueReports
from warp_sandbox.warp.revenue_sales import Sales
from warp_sandbox.warp.routing import Routing
from warp_sandbox.warp.services import Services
from warp_sandbox.warp.tickets import Tickets
from warp_sandbox.warp.toll_free import TollFreeNumbers
from warp_sandbox.warp.toll_free_admin import TollFreeAdmin
from warp_sandbox.warp.toll_free_stock import TollFreeStock
from warp_sandbox.warp.traffic import traffic_handlers
from warp_sandbox.warp.trunks import Trunks
from warp_sandbox.warp.webhooks import Webhooks
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Handler


def handlers(world: World, sessions: Sessions) -> dict[str, Handler]:
    """Every operation of the platform, by operationId."""
    ledger = Ledger(world.events, world.customers)
    methods = PaymentMethods(world)
    stock = TollFreeStock(world)
    registry = Registry(world)
    routing = Routing(world)
    rates = Rates(world)
    customers = Customers(world)
    sales = Sales(world, ledger, rates)
    invoices = Invoices(world, sales, ledger)
    tickets = Tickets(world)
    parts: list[Mapping[str, Handler]] = [
        sessions.handlers(),
        Accounts(world).handlers(),
        Trunks(world, ledger).handlers(),
        Numbers(world, ledger, stock).handlers(),
        Ports(world, stock).handlers(),
        TollFreeNumbers(world, ledger, stock).handlers(),
        TollFreeAdmin(world, ledger, stock, registry).handlers(),
        RespOrgs(world, stock, registry).handlers(),
        customers.handlers(),
        routing.handlers(),
        Partitions(world, routing).handlers(),
        Providers(world, routing, rates.forget).handlers(),
        rates.handlers(),
        RateImports(world, rates).handlers(),
        Services(world).handlers(),
        tickets.handlers(),
        NetSuiteSync(world, customers.details, invoices.records).handlers(),
        Billing(world, ledger, methods).handlers(),
        methods.handlers(),
        invoices.handlers(),
        BillingReports(world, invoices).handlers(),
        Disputes(world, invoices, ledger).handlers(),
        RevenueReports(sales).handlers(),
        Margins(sales).handlers(),
        Reconciliation(world, sales).handlers(),
        ApiKeys(world, sessions).handlers(),
        Webhooks(world).handlers(),
        traffic_handlers(world, ledger, tickets.tickets),
    ]
    return guarded(world, {name: handler for part in parts for name, handler in part.items()})
