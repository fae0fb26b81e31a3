"""Calls of ``numbers``: each function describes one request and sends nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import List

from warp_client_core import Call, Operation, Page, Safety
from warp_client_core.replies import Enveloped, Nothing, Paged, Paging

from .. import models

_LIST = Operation("list_numbers", "GET", "/numbers", Safety.READ, Paged(models.PhoneNumber, Paging.PAGE))
_ORDER = Operation("order_numbers", "POST", "/numbers/order", Safety.UNSAFE, Enveloped(List[models.PhoneNumber]))
_SEARCH = Operation("search_numbers", "GET", "/numbers/search", Safety.READ, Enveloped(List[models.AvailableNumber]))
_RELEASE = Operation("release_number", "DELETE", "/numbers/{number_id}", Safety.IDEMPOTENT, Nothing())
_UPDATE_E911 = Operation(
    "update_number_e911", "PATCH", "/numbers/{number_id}/e911", Safety.UNSAFE, Enveloped(models.PhoneNumber)
)


def list(
    *, page: int | None = None, limit: int | None = None, trunk_id: str | None = None
) -> Call[Page[models.PhoneNumber]]:
    """List the numbers of the account: ``GET /numbers``."""
    return _LIST.call(query={"page": page, "limit": limit, "trunk_id": trunk_id})


def order(*, numbers: Sequence[str], trunk_id: str) -> Call[List[models.PhoneNumber]]:
    """Order numbers: ``POST /numbers/order``."""
    return _ORDER.call(json={"numbers": numbers, "trunk_id": trunk_id})


def search(
    *,
    area_code: str | None = None,
    rate_center: str | None = None,
    state: str | None = None,
    contains: str | None = None,
    limit: int | None = None,
) -> Call[List[models.AvailableNumber]]:
    """Search numbers for sale: ``GET /numbers/search``."""
    return _SEARCH.call(
        query={"area_code": area_code, "rate_center": rate_center, "state": state, "contains": contains, "limit": limit}
    )


def release(number_id: str) -> Call[None]:
    """Release a number: ``DELETE /numbers/{number_id}``."""
    return _RELEASE.call(number_id)


def update_e911(number_id: str, *, address_id: str) -> Call[models.PhoneNumber]:
    """Set the emergency address of a number: ``PATCH /numbers/{number_id}/e911``."""
    return _UPDATE_E911.call(number_id, json={"address_id": address_id})
