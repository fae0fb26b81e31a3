"""
One text in every place at once, each place only once: a small document, so that every text can have its own.

One rule: what stands here is sound OpenAPI but for the text.
"""

from __future__ import annotations

from tests.generator.hostile.places import PET, base, get
from tests.generator.specimens import Tree, json_reply


def everywhere(text: str) -> Tree:
    """A document that says this text wherever it may say one."""
    kind = {"type": "string", "enum": [text, "other"], "description": text, "default": text}
    odd = {
        "type": "object",
        "title": text,
        "description": text,
        "required": [text],
        "properties": {
            text: {"type": "string", "default": text, "pattern": text},
            "kind": kind,
            "fixed": {"const": text},
        },
        "x-python-import": text,
        "x-enum-descriptions": [text],
    }
    both = {"oneOf": [PET, {"$ref": "#/components/schemas/Odd"}], "discriminator": {"propertyName": text}}
    both["discriminator"]["mapping"] = {text: "#/components/schemas/Pet"}
    parameters = [
        {"name": text, "in": place, "description": text, "schema": kind} for place in ("query", "header", "cookie")
    ]
    fields = {
        "type": "object",
        "properties": {text: {"type": "string"}, "file": {"type": "string", "format": "binary"}},
    }
    tree = base(
        info={"title": text, "version": text, "description": text},
        tags=[{"name": text, "description": text}],
        servers=[{"url": f"https://a.test/{text}", "description": text}],
        security=[{text: []}],
        webhooks={text: {"post": {"summary": text, "requestBody": {"content": {"application/json": {"schema": PET}}}}}},
        paths={
            "/odd": {
                "get": get(
                    tags=[text], operationId=text, summary=text, description=text, parameters=parameters,
                    responses={"200": json_reply({"$ref": "#/components/schemas/Both"}, text)},
                ),
                "post": get(requestBody={"content": {"multipart/form-data": {"schema": fields}}}),
                "put": get(requestBody={"content": {text: {"schema": {"type": "string", "format": "binary"}}}}),
            },
            f"/odd/{text}/{{{text}}}": {"get": get()},
        },
    )  # fmt: skip
    tree["components"]["securitySchemes"] = {
        text: {"type": "apiKey", "in": "header", "name": text, "description": text}
    }
    tree["components"]["schemas"] |= {"Odd": odd, "Both": both, text: odd}
    return tree
