"""Pages of every generated list survive pickling and copying."""

from __future__ import annotations

import copy
import importlib
import pickle
import pkgutil

import pytest

from warp_client_core import AsyncPage, Operation, Page, PaginationMeta
from warp_client_core.replies import Paged


def lists(package: str) -> list[Operation[object]]:
    """The operations of a client that give pages."""
    folder = importlib.import_module(f"{package}.calls")
    modules = [
        importlib.import_module(f"{package}.calls.{found.name}") for found in pkgutil.iter_modules(folder.__path__)
    ]
    values = [value for module in modules for value in vars(module).values() if isinstance(value, Operation)]
    return [value for value in values if isinstance(value.reply, Paged)]


@pytest.mark.parametrize("package", ["warp_customer", "warp_admin", "warp_netsuite"])
def test_a_page_of_every_list_knows_its_next_call_after_pickling(package: str) -> None:
    """
    A walk can go on in another process.
    """
    operations = lists(package)

    for operation in operations:
        call = operation.call(*["c1"] * operation.path.count("{"), query={"limit": 1})
        meta = PaginationMeta(page=1, total_pages=2, offset=0, has_more=True, total=2)
        for kind in (Page, AsyncPage):
            page = kind(call, [{"id": "1"}], meta, lambda _call: None)  # type: ignore[arg-type, return-value] # never called
            assert pickle.loads(pickle.dumps(page)).next_call == page.next_call is not None
            assert copy.deepcopy(page).next_call == page.next_call

    assert operations
