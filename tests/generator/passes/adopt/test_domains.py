"""Which module a type of a foreign document lives in."""

from __future__ import annotations

import pytest

from tests.generator.passes.adopt.foreign import adopted


def _json(name: str) -> dict[str, object]:
    return {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}}


@pytest.mark.parametrize(
    ("name", "module"), [("Reply", "t"), ("Part", "t"), ("Given", "t_given"), ("Told", "webhook_payloads")]
)
def test_types_that_no_reply_holds_have_a_module_of_their_own(name: str, module: str) -> None:
    """
    Touching a resource loads what its replies hold; requests and webhooks are loaded by those who use them.
    """
    call = {
        "tags": ["t"],
        "requestBody": _json("Given"),
        "responses": {"200": {"description": "Done.", **_json("Reply")}},
    }
    hook = {"requestBody": _json("Told"), "responses": {"200": {"description": "Done."}}}
    plain = {"type": "object", "properties": {"a": {"type": "string"}}}
    part = {"type": "object", "properties": {"a": {"$ref": "#/components/schemas/Part"}}}
    schemas = {"Reply": part, "Part": plain, "Given": part, "Told": plain}

    found = adopted(
        {"/a": {"post": call}}, version="3.1.0", webhooks={"told": {"post": hook}}, components={"schemas": schemas}
    )

    assert found.document.domains[f"/components/schemas/{name}"] == module


@pytest.mark.parametrize(
    ("part", "module"), [("responses", "t"), ("parameters", "t_given"), ("requestBody", "t_given")]
)
def test_types_without_a_name_of_requests_stand_apart_from_those_of_replies(part: str, module: str) -> None:
    found = adopted({"/a": {"post": {"operationId": "ask", "tags": ["t"], "responses": {"200": {"description": "."}}}}})

    assert module == found.document.domain_within({"operationId": "ask", "tags": ["t"]}, part)
