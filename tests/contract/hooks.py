"""What the explorer cannot write by itself: spreadsheets, which go out as the bytes that it made up."""

from __future__ import annotations

from typing import Any

import schemathesis


@schemathesis.serializer(
    "application/vnd.ms-excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)
def spreadsheet(_context: Any, value: Any) -> bytes:
    """The value as bytes; the platform has to bear that they are no spreadsheet."""
    return value if isinstance(value, bytes) else str(value).encode()
