"""
Finds one record by a field.

The rule: text that could end the quotes of a filter is refused, since NetSuite documents no escape for it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from warp_client_core.calls import Call
from warp_client_core.client import Client
from warp_client_core.options import RequestOptions
from warp_client_core.pages import Page
from warp_client_core.steps import Steps

from ...models import RecordRef

R = TypeVar("R")


def equals(field: str, text: object) -> str:
    """
    The filter for records whose text field has this value.

    Raises:
        ValueError: The text is blank, or holds ``"``, a backslash or a character that does not print.

    Source: NetSuite help, "Record Collection Filtering".
    """
    if not isinstance(text, str) or not text.strip():
        raise ValueError(f"{field}: the id to look for must not be empty")
    if not text.isprintable() or '"' in text or "\\" in text:
        raise ValueError(f"{field}: the id to look for must not hold quotes, backslashes or control characters")
    return f'{field} IS "{text}"'


def find(
    client: Client, listing: Call[Page[RecordRef]], get: Callable[[str], Call[R]], options: RequestOptions | None
) -> Steps[R | None]:
    """
    The steps that give the first record of a list in full, None when the list is empty.

    Args:
        client: Sends the calls.
        listing: The list, which holds ids only.
        get: The call for one record.
        options: For both calls.
    """
    found = cast("list[RecordRef]", (yield from client.exchange(listing, options)).data)
    if not found:
        return None
    return (yield from client.exchange(get(found[0].id), options)).data
