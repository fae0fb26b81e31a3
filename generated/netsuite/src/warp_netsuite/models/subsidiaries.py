"""Types of the subsidiaries domain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import attrs
from warp_client_core.value import Value

from .references import NetSuiteLink, NetSuiteRef


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NetSuiteSubsidiary(Value):
    """A subsidiary of the company (OneWorld accounts only).

    Attributes:
        id: Internal id, assigned by NetSuite.
        name: Name within the hierarchy.
        legal_name: Registered name.
        country: Country: a reference (an object with `id` and `refName`) whose id is the ISO 3166-1 alpha-2 code,
            or that code alone. NetSuite sends either, so it has no fixed type.
        email: Return address of email sent by the subsidiary.
        parent: Subsidiary above this one; absent at the root.
        currency: Base currency.
        is_inactive: Whether the subsidiary is no longer in use.
        is_elimination: Whether the subsidiary only holds elimination entries.
        links: Links to the record and its parts.
    """

    __wire__: ClassVar[Mapping[str, str]] = {
        "legal_name": "legalName",
        "is_inactive": "isInactive",
        "is_elimination": "isElimination",
    }
    id: str
    name: str | None = None
    legal_name: str | None = None
    country: Any = None
    email: str | None = None
    parent: NetSuiteRef | None = None
    currency: NetSuiteRef | None = None
    is_inactive: bool | None = None
    is_elimination: bool | None = None
    links: list[NetSuiteLink] | None = None
