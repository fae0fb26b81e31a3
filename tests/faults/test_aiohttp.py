"""
The same table for the aiohttp transport.

It differs in one row: aiohttp believes a reply's declared length, so bytes beyond it are not noticed and the reply
counts. And it notices a connection that the server closed meanwhile only when it sends on it, which a write that may
not be repeated tells as an unknown outcome.
"""

import pytest

from tests.faults.conftest import Flavour
from tests.faults.table import ABRUPT
from tests.faults.test_matrix import break_always, case, check

ROWS = [row for row in ABRUPT if row.phase != "reply: fewer bytes claimed"]


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_call_that_fails_each_time_arrives_as_often_as_the_table_says(proxy, origin, row):
    break_always(proxy, origin, row.phase, row.status)

    outcomes = Flavour("async", False, aiohttp=True).outcomes([case(proxy, cell) for cell in row.cells])
    proxy.settle()

    for cell, outcome in zip(row.cells, outcomes, strict=True):
        check(proxy, origin, cell, outcome, cell.always)
