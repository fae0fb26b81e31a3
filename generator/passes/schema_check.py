"""
schema check: the whole document against the schema of OpenAPI 3.1, its schemas against JSON Schema 2020-12.

Apart from `validate`, because the validator is slow to import and takes a second or two. One rule: it opens nothing.
Left alone it follows every ``$ref``, one inside an example or a default too, to any address and any file.
"""

from __future__ import annotations

from collections.abc import Callable

from generator.model.document import Document
from generator.problems import Problems, join


class _Nowhere(dict[str, Callable[[str], object]]):
    """Reads an empty document from every kind of address."""

    def __contains__(self, scheme: object) -> bool:
        return True

    def __missing__(self, scheme: str) -> Callable[[str], object]:
        return lambda address: {}


def schema_faults(document: Document) -> None:
    """
    Nothing, when the document keeps the schema of OpenAPI 3.1.

    Raises:
        BuildStopped: With every fault that openapi-spec-validator finds.
    """
    from jsonschema_path import SchemaPath  # slow to import, wanted here only
    from openapi_spec_validator import OpenAPIV31SpecValidator
    from referencing.exceptions import Unresolvable

    problems = Problems()
    offline = SchemaPath.from_dict(document.tree, handlers=_Nowhere())
    try:
        for error in OpenAPIV31SpecValidator(offline).iter_errors():
            pointer = join("", *error.absolute_path) if hasattr(error, "absolute_path") else ""
            message = str(getattr(error, "message", error))
            problems.add(document.place(pointer), message, "See the OpenAPI 3.1 specification.")
    except Unresolvable as error:
        message = f"a $ref inside an example or a default leads nowhere: {error.ref}"
        problems.add(document.place(""), message, "Write what is meant, the validator takes it for a reference.")
    problems.stop()
