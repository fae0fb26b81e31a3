"""
Single writes by external id, and what their replies may say about where the record is.

The rule: an address in a reply is believed only when it is NetSuite's own, and is never followed.
"""

from __future__ import annotations

import re
from typing import Any, Final, cast
from urllib.parse import urlsplit

from warp_client_core.calls import Call, Operation, Safety
from warp_client_core.errors import ResponseDecodeError
from warp_client_core.replies import Located

from ...models import RecordRef

_EXTERNAL_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,255}")
_PREFIX: Final = "eid:"


def eid(external_id: str) -> str:
    """
    How a record is addressed by its external id, wherever an id is asked for: ``eid:`` and the id.

    Raises:
        ValueError: The id has other characters than letters, digits, ``_`` and ``-``, which paths cannot hold. Find
            such a record by a filter, or write it with a batch.
    """
    # A cast, since not every caller has its types checked.
    text = external_id.removeprefix(_PREFIX) if isinstance(cast("object", external_id), str) else ""
    if _EXTERNAL_ID.fullmatch(text) is None:
        raise ValueError(
            f"external_id must be 1 to 255 letters, digits, _ and - to stand in an address, not {external_id!r:.80}"
        )
    return _PREFIX + text


def upsert(kind: str, external_id: str, changes: Call[RecordRef], *, replace: str | None = None) -> Call[RecordRef]:
    """
    The call that creates a record, or changes the one with this external id.

    Repeating it changes nothing, so it is repeated after a lost reply.

    Args:
        kind: Type of the record, such as ``customer``.
        external_id: Decides which of the two it is.
        changes: A call whose body holds the fields.
        replace: A sublist in the body, whose lines take the place of the present ones; merged, they would be added
            again each time.

    Source: NetSuite help, "The Upsert Operation".
    """
    operation = Operation(
        f"upsert_netsuite_{kind.lower()}",
        "PUT",
        f"/record/v1/{kind}/{{id}}",
        Safety.IDEMPOTENT,
        Located(RecordRef),
    )
    headers = {"X-NetSuite-PropertyNameValidation": "Error"}
    return operation.call(eid(external_id), query={"replace": replace}, headers=headers).with_body(changes.body)


def check_location(call: Call[Any], data: object, base_url: str, account_id: str | None) -> None:
    """
    Refuse the address of another host, or of no record, in the reply to a write.

    Args:
        call: The write.
        data: What its reply was read as.
        base_url: Where calls go.
        account_id: Account whose own host may answer through another ``base_url``.

    Raises:
        ResponseDecodeError: The address is of that kind. The write was carried out.
    """
    if not isinstance(data, RecordRef) or not data.location or call.safety is Safety.KEYED:
        return
    found = urlsplit(data.location)
    if _EXTERNAL_ID.fullmatch(data.id) is None:
        raise ResponseDecodeError(
            f"{call.operation_id}: the write was carried out, but its Location names no record; look it up by its "
            "external id, and do not write again",
            path="Location",
        )
    if not found.netloc and not found.scheme:
        return
    label = (account_id or "").lower().replace("_", "-")
    known = {_origin(base_url), ("https", f"{label}.suitetalk.api.netsuite.com")}
    if _origin(data.location) not in known:
        raise ResponseDecodeError(
            f"{call.operation_id}: the write was carried out, but its Location names another host "
            f"({found.hostname or 'none'}); look the record up by its external id, and do not write again",
            path="Location",
        )


def _origin(address: str) -> tuple[str, str]:
    found = urlsplit(address)
    return found.scheme.lower(), found.netloc.lower()
