"""Types of the references domain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, TypedDict

import attrs
from warp_client_core.value import Value


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NetSuiteLink(Value):
    """A typed link to another resource.

    Attributes:
        rel: Relation of the target, for example `self`, `next` or `related`.
        href: Target address, absolute or relative to the host.
    """

    rel: str | None = None
    href: str | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NetSuiteRef(Value):
    """A reference to another record or to a value of a NetSuite list.

    Attributes:
        id: Internal id of the target.
        external_id: External id of the target, where NetSuite repeats it.
        ref_name: Display text of the target.
        links: Links to the target.
    """

    __wire__: ClassVar[Mapping[str, str]] = {"external_id": "externalId", "ref_name": "refName"}
    id: str
    external_id: str | None = None
    ref_name: str | None = None
    links: list[NetSuiteLink] | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NetSuiteRefInput(Value):
    """A reference in a write: give `id` or `externalId`. When both are given, `id` counts.

    Attributes:
        id: Internal id of the target.
        external_id: External id of the target, without the `eid:` prefix.
        ref_name: Display text; NetSuite ignores it.
    """

    __wire__: ClassVar[Mapping[str, str]] = {"external_id": "externalId", "ref_name": "refName"}
    id: str | None = None
    external_id: str | None = None
    ref_name: str | None = None


class NetSuiteRefInputDict(TypedDict, total=False):
    """A `NetSuiteRefInput` as a plain mapping."""

    id: str
    external_id: str
    ref_name: str


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RecordRef(Value):
    """Where a record lives: all that a write and a list give back about it.

    Attributes:
        id: Internal id of the record.
        links: Links to the record.
        location: Address of the record, taken from the link whose relation is `self`.
    """

    __links__: ClassVar[Mapping[str, str]] = {"location": "self"}
    id: str
    links: list[NetSuiteLink] | None = None
    location: str | None = None
