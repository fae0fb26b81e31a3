"""
Every place of a document that takes a text of its writer, and documents that hold given texts there.

One rule: a place takes a list of texts; where only one fits, the texts stand in as many operations, schemas or servers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tests.generator.specimens import Tree, json_reply

Texts = Sequence[str]
PET: Tree = {"$ref": "#/components/schemas/Pet"}


def base(**root: Any) -> Tree:
    """A document with one operation that needs nothing."""
    found: Tree = {"openapi": "3.1.0", "info": {"title": "Pets", "version": "1"}, "paths": {"/pets": {"get": get()}}}
    found["components"] = {"schemas": {"Pet": {"type": "object", "properties": {"id": {"type": "string"}}}}}
    return {**found, **root}


def get(**changes: Any) -> Tree:
    """An operation with a typed reply."""
    return {"tags": ["pets"], "responses": {"200": json_reply(PET)}, **changes}


def paths(operations: Sequence[Tree], path: str = "/p{}") -> Tree:
    """A document with these operations."""
    return base(paths={path.format(index): {"post": one} for index, one in enumerate(operations)})


def schemas(found: Tree) -> Tree:
    """A document with these schemas, each of them used by an operation."""
    tree = paths([get(responses={"200": json_reply(_ref(name))}) for name in found])
    tree["components"]["schemas"].update(found)
    return tree


def _ref(name: str) -> Tree:
    return {"$ref": "#/components/schemas/" + name.replace("~", "~0").replace("/", "~1")}


def _parameters(where: str) -> Callable[[Texts], Tree]:
    def made(texts: Texts) -> Tree:
        return paths([get(parameters=[{"name": one, "in": where, "schema": {"type": "string"}}]) for one in texts])

    return made


def _styled(texts: Texts) -> Tree:
    listed = {"type": "array", "items": {"type": "string"}}
    styles = ("form", "deepObject", "pipeDelimited", "spaceDelimited")
    found = [
        get(parameters=[{"name": f"{one}{style}", "in": "query", "style": style, "explode": False, "schema": listed}])
        for one in texts
        for style in styles
    ]
    return paths(found)


def _path_parameters(texts: Texts) -> Tree:
    tree = base(paths={})
    for index, one in enumerate(texts):
        given = {"name": one, "in": "path", "required": True, "schema": {"type": "string"}}
        tree["paths"][f"/p{index}/{{{one}}}"] = {"get": get(parameters=[given])}
    return tree


def _bodies(media: str) -> Callable[[Texts], Tree]:
    def made(texts: Texts) -> Tree:
        wide = {"type": "object", "required": [*texts[:9]], "properties": {one: {"type": "string"} for one in texts}}
        coded = {one: {"contentType": one, "headers": {one: {"schema": {"type": "string"}}}} for one in texts}
        content = {media: {"schema": wide, **({"encoding": coded} if "json" not in media else {})}}
        return paths([get(requestBody={"required": True, "content": content})])

    return made


def _media(texts: Texts) -> Tree:
    found = [get(requestBody={"content": {one: {"schema": PET}}}) for one in texts]
    found += [get(responses={"200": {"description": "", "content": {one: {"schema": PET}}}}) for one in texts]
    return paths(found)


def _unions(texts: Texts) -> Tree:
    found = {}
    for index, one in enumerate(texts):
        tag = {"propertyName": one, "mapping": {one: "#/components/schemas/Pet", f"{one} 2": one}}
        both = [PET, {"type": "object", "properties": {one: {"const": one}}}]
        found[f"Union{index}"] = {"oneOf": both, "discriminator": tag}
    return schemas(found)


def _security(texts: Texts) -> Tree:
    tree = base(security=[{one: [one]} for one in texts])
    key = ("header", "query", "cookie")
    tree["components"]["securitySchemes"] = {
        one: {"type": "apiKey", "in": key[index % 3], "name": one, "description": one}
        if index % 4
        else {"type": "http", "scheme": one, "bearerFormat": one}
        for index, one in enumerate(texts)
    }
    return tree


def _servers(texts: Texts) -> Tree:
    variable = {"default": "a", "enum": ["a", *texts], "description": texts[0]}
    found = [
        {"url": f"https://a.test/{one}/{{v}}", "description": one, "variables": {"v": variable, one: variable}}
        for one in texts
    ]
    return base(servers=found, paths={"/a": {"get": get(servers=found[:3])}, "/b": {"servers": found, "get": get()}})


def _extensions(texts: Texts) -> Tree:
    words = (
        "x-enum-varnames",
        "x-enum-descriptions",
        "x-python-import",
        "x-go-type-import",
        "x-ms-enum",
        "default_factory",
    )
    evil = {word: list(texts) for word in words} | {"x-python-type": texts[0], "customTypePath": texts[0]}
    kind = {"type": "string", "enum": [*"abc"], **evil}
    tree = schemas({"Kind": kind, "Holder": {"type": "object", "properties": {"kind": {**kind}}, **evil}})
    tree["info"] |= evil
    tree["paths"]["/p0"]["post"] |= evil | {"x-safety": texts[0], "x-audience": [*texts], "x-paging": texts[0]}
    return {**tree, **evil, "x-envelope": {"data": texts[0], "meta": texts[0]}, "x-streams": {one: {} for one in texts}}


def _events(texts: Texts) -> Tree:
    sent = {"requestBody": {"content": {"application/json": {"schema": PET}}}, "responses": {"200": {}}}
    called = {one: {f"{{$request.body#/{one}}}": {"post": sent}} for one in texts}
    return base(webhooks={one: {"post": sent} for one in texts}, paths={"/a": {"post": get(callbacks=called)}})


def _replies(texts: Texts) -> Tree:
    field = {one: {"description": one, "schema": {"type": "string"}} for one in texts}
    linked = {one: {"operationId": one, "description": one, "parameters": {one: one}} for one in texts}
    coded = {one: {"description": one} for one in texts if one}
    whole = {"200": {"description": texts[0], "headers": field, "links": linked, **json_reply(PET)}, **coded}
    return paths([get(responses=whole)])


def _values(word: str) -> Callable[[Texts], Tree]:
    return lambda texts: schemas({f"Kind{index}": {"type": "string", word: one} for index, one in enumerate(texts)})


def _typed_defaults(texts: Texts) -> Tree:
    kinds = ("integer", "number", "boolean", "object", "array", "null", "string")
    found = {f"{kind}{index}": {"type": kind, "default": one} for kind in kinds for index, one in enumerate(texts)}
    return schemas({"Holder": {"type": "object", "properties": found}})


def _words(texts: Texts) -> Tree:
    tree = paths(
        [
            get(
                summary=one,
                description=one,
                externalDocs={"url": one, "description": one},
                parameters=[{"name": "a", "in": "query", "description": one, "example": one, "schema": {}}],
                requestBody={"description": one, "content": {"application/json": {"schema": PET, "example": one}}},
                responses={"200": json_reply(PET, one)},
            )
            for one in texts
        ]
    )
    tree["tags"] = [{"name": "pets", "description": "\n".join(texts)}]
    return tree


def _described(texts: Texts) -> Tree:
    found: Tree = {
        f"Type{index}": {
            "type": "object", "title": one, "description": one, "examples": [one], "$comment": one, "$id": one,
            "properties": {"a": {"type": "string", "title": one, "description": one, "pattern": one, "format": one}},
        }
        for index, one in enumerate(texts)
    }  # fmt: skip
    return schemas(found)


PLACES: dict[str, Callable[[Texts], Tree]] = {
    "words of an operation": _words,
    "words of a schema": _described,
    "title": lambda texts: base(info={"title": "".join(texts), "version": "".join(texts)}),
    "description": lambda texts: base(info={"title": "a", "version": "1", "description": "\n\n".join(texts)}),
    "contact": lambda texts: base(
        info={"title": texts[0], "version": "1", "contact": {"name": texts[0], "url": texts[0]}, "license": texts[0]}
    ),
    "tag": lambda texts: paths([get(tags=[one]) for one in texts]),
    "several tags": lambda texts: paths([get(tags=list(texts))]),
    "operationId": lambda texts: paths([get(operationId=one) for one in texts]),
    "path": lambda texts: base(paths={f"/{one}": {"get": get()} for one in texts}),
    "method": lambda texts: base(paths={"/a": {one: get() for one in texts}}),
    "query parameter": _parameters("query"),
    "header parameter": _parameters("header"),
    "cookie parameter": _parameters("cookie"),
    "place of a parameter": lambda texts: paths(
        [get(parameters=[{"name": "a", "in": one, "style": one, "schema": {"type": one}}]) for one in texts]
    ),
    "styled parameter": _styled,
    "path parameter": _path_parameters,
    "property": lambda texts: schemas({"Wide": {"type": "object", "properties": {one: {} for one in texts}}}),
    "schema": lambda texts: schemas({one: {"type": "object", "properties": {one: {}}} for one in texts}),
    "enum": lambda texts: schemas({"Kind": {"type": "string", "enum": list(texts)}}),
    "mixed enum": lambda texts: schemas({"Kind": {"enum": [1, None, 2.5, *texts]}}),
    "const": _values("const"),
    "default": _values("default"),
    "default of another type": _typed_defaults,
    "type": _values("type"),
    "format": _values("format"),
    "pattern": _values("pattern"),
    "discriminator": _unions,
    "JSON body": _bodies("application/json"),
    "form": _bodies("application/x-www-form-urlencoded"),
    "multipart": _bodies("multipart/form-data"),
    "media type": _media,
    "reply": _replies,
    "server": _servers,
    "address": lambda texts: base(servers=[{"url": one} for one in texts]),
    "security": _security,
    "extension": _extensions,
    "webhook": _events,
    "reference": lambda texts: paths([get(responses={"200": json_reply({"$ref": one})}) for one in texts]),
    "word of a schema": lambda texts: schemas({"Odd": {"type": "object", **dict.fromkeys(texts, 1)}}),
    "word of the root": lambda texts: base(**{one: one for one in texts}),
}
