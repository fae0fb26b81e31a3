"""
The type of a moment in generated models.

The rule: for type checkers it is a plain ``datetime``; at run time it tells the codec to accept only times with a
zone, so that no naive time ever gets into a model.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    Timestamp: TypeAlias = datetime
    """A moment: an aware ``datetime``."""
else:
    from typing import Annotated

    import msgspec

    Timestamp = Annotated[datetime, msgspec.Meta(tz=True)]

__all__ = ["Timestamp"]
