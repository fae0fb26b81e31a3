"""
Tells callers that an operation will go away.

The rule: one warning for each line of the caller's code, however often it runs, and no record of our own: what
was said is noted where Python notes it, in the ``__warningregistry__`` of the caller's module.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from warp_client_core.frames import calling

if TYPE_CHECKING:
    from warp_client_core.calls import Operation


def warn_once(operation: Operation[Any]) -> None:
    """
    Warn that an operation is deprecated, unless this line of the caller's code was told before.

    Filters of `warnings` apply, with one difference: ``always`` too is once for each line. A change of the filters
    lets every line hear it again.

    Args:
        operation: What is being called.

    Raises:
        DeprecationWarning: Where filters turn warnings into errors; then every time.

    Source: OpenAPI 3.1, Operation Object, ``deprecated``.
    """
    text = f"the operation {operation.id} is deprecated and may be removed; see the documentation of its method"
    frame = calling()
    seen = frame.f_globals.setdefault("__warningregistry__", {})
    line = frame.f_lineno
    warnings.warn_explicit(
        text,
        DeprecationWarning,
        filename=frame.f_code.co_filename,
        lineno=line,
        module=str(frame.f_globals.get("__name__")),
        registry=seen,
    )
    # The form in which `warnings` itself notes what a filter "default" has shown.
    seen[text, DeprecationWarning, line] = True
