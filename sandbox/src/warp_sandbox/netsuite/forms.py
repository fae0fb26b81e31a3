"""
What the document says a record of a type looks like, whole and when it is created.

One rule: a type without an operation that shows its form has no form, and nothing breaks it.
"""

from __future__ import annotations

from collections.abc import Sequence

from warp_sandbox.errors import Violation
from warp_sandbox.spec.document import Api
from warp_sandbox.spec.pointers import join
from warp_sandbox.spec.schemas import Schemas
from warp_sandbox.wire.exchange import Record

JSON = "application/json"


class Forms:
    """The forms of one document, found by the paths of the record types."""

    def __init__(self, api: Api) -> None:
        self._schemas = Schemas(api.tree)
        self._operations = {(one.method, one.path): one for one in api.operations}

    def whole(self, kind: str, record: Record) -> Sequence[Violation]:
        """What a stored record breaks of the form in which it would be read."""
        operation = self._operations.get(("GET", f"/record/v1/{kind}/{{id}}"))
        return self._violations(operation.success.bodies if operation else {}, record)

    def new(self, kind: str, body: Record) -> Sequence[Violation]:
        """What a body breaks of the form of a create."""
        operation = self._operations.get(("POST", f"/record/v1/{kind}"))
        return self._violations(operation.bodies if operation else {}, body)

    def _violations(self, bodies: dict[str, str], value: Record) -> Sequence[Violation]:
        return self._schemas.violations(join(bodies[JSON], "schema"), value) if JSON in bodies else []
