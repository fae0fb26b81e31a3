"""
Brings WARP's invoices to NetSuite: a dry run that prints a diff, and the same again with ``--apply``.

    python examples/invoices_to_netsuite.py --subsidiary 1 --item 310 --tax-item 311
    python examples/invoices_to_netsuite.py --subsidiary 1 --item 310 --tax-item 311 --apply

The rule: run it as often as you like. Records are found by ids that follow from WARP's, so nothing is made twice.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from warp_customer import CustomerClient, WarpError
from warp_netsuite import NetSuiteClient, SyncMapping


def plans(warp: CustomerClient, netsuite: NetSuiteClient, mapping: SyncMapping, apply: bool) -> Iterator[str]:
    """What happened, or would happen, to the account and to each of its invoices."""
    customer = netsuite.sync.customer(warp.account.get(), mapping=mapping, dry_run=not apply)
    yield str(customer)
    if customer.ref is None:
        yield "invoices need their customer in NetSuite: run this with --apply first"
        return
    for listed in warp.invoices.list():
        invoice = warp.invoices.get(listed.id)  # with its lines
        try:
            yield str(netsuite.sync.invoice(invoice, mapping=mapping, dry_run=not apply))
        except (ValueError, WarpError) as error:  # one bad invoice does not keep the others out of the books
            yield f"failed invoice {invoice.invoice_number}: {error}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--subsidiary", help="internal id, in OneWorld accounts")
    parser.add_argument("--item", required=True, help="internal id of the item for usage and fees")
    parser.add_argument("--tax-item", required=True, help="internal id of the item for taxes")
    parser.add_argument("--apply", action="store_true", help="write; without it only the differences are shown")
    options = parser.parse_args()
    mapping = SyncMapping(
        subsidiary=options.subsidiary,
        default_item=options.item,
        adjustment_item=options.item,
        tax_item=options.tax_item,
    )
    failed = False
    with CustomerClient() as warp, NetSuiteClient() as netsuite:
        for plan in plans(warp, netsuite, mapping, options.apply):
            print(plan)
            failed |= plan.startswith("failed")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
