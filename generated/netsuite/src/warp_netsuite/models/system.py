"""Types of the system domain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import attrs
from warp_client_core.times import Timestamp
from warp_client_core.value import Value


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NetSuiteServerTime(Value):
    """The clock of the service.

    Attributes:
        server_time: Current time, UTC, whatever the time zone of the user.
    """

    __wire__: ClassVar[Mapping[str, str]] = {"server_time": "serverTime"}
    server_time: Timestamp
