"""
schema rules: each schema of the document, one node at a time, in the words that later passes know.

OpenAPI 3.0 becomes 3.1 (``nullable``, exclusive bounds as flags), a value of the wrong kind goes, and so does a
word that only validates. One rule: what a schema says about the shape of a value is never dropped here without a note.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.model.document import Tree
from generator.passes.adopt.grammar import GRAMMAR, LIST, MAP
from generator.passes.adopt.sizes import too_large
from generator.passes.adopt.work import Work
from generator.passes.shape import SCHEMA_TESTS
from generator.passes.words import KNOWN_WORDS
from generator.problems import join

_TYPES = ("string", "integer", "number", "boolean", "object", "array", "null")
_ODD_TYPES: dict[str, Tree] = {
    "file": {"type": "string", "format": "binary"},
    "any": {},
    "int": {"type": "integer"},
    "long": {"type": "integer"},
    "float": {"type": "number"},
    "double": {"type": "number"},
    "bool": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "datetime": {"type": "string", "format": "date-time"},
    "dict": {"type": "object"},
    "map": {"type": "object"},
    "list": {"type": "array"},
}
_ARRAY_WORDS = frozenset({"items", "prefixItems", "minItems", "maxItems", "uniqueItems"})
_SHAPING = frozenset({"if", "then", "else", "not", "dependentSchemas", "$dynamicRef", "$recursiveRef", "$anchor"})
_SIBLINGS = frozenset({"description", "deprecated", "readOnly", "writeOnly", "default", "title", "summary"})


def schema_rules(work: Work) -> None:
    """Put every schema below the root into known words."""
    stack = list(_roots(work.tree))
    grammar = GRAMMAR["schemas"]
    while stack:
        pointer, node = stack.pop()
        too_large(node, pointer, work)
        _known(node, pointer, work)
        for key, (form, _) in grammar.items():
            child = node.get(key)
            if isinstance(child, dict):
                at = join(pointer, key)
                if form == MAP:
                    node[key] = {name: _opened(one) for name, one in child.items()}
                    stack.extend((join(at, name), one) for name, one in node[key].items())
                else:
                    stack.append((at, child))
            elif form == LIST and isinstance(child, list):
                node[key] = [_opened(one) for one in child]
                stack.extend((join(pointer, key, index), one) for index, one in enumerate(node[key]))


def _roots(tree: Tree) -> Iterator[tuple[str, Tree]]:
    """Every schema that stands in something that is none."""
    stack: list[tuple[str, Any, str, str]] = [("", tree, "one", "root")]
    while stack:
        pointer, node, form, kind = stack.pop()
        if form == MAP and isinstance(node, dict):
            for name, one in node.items():
                if kind == "schemas":
                    node[name] = one = _opened(one)
                stack.append((join(pointer, name), one, "one", kind))
        elif form == LIST and isinstance(node, list):
            stack.extend((join(pointer, index), one, "one", kind) for index, one in enumerate(node))
        elif kind == "schemas" and isinstance(node, dict):
            yield pointer, node
        elif isinstance(node, dict):
            grammar = GRAMMAR[kind]
            if kind == "callbacks":
                grammar = dict.fromkeys(node, ("one", "pathItems"))
            for key, (inner, what) in grammar.items():
                if key in node:
                    if what == "schemas" and inner == "one":
                        node[key] = _opened(node[key])
                    stack.append((join(pointer, key), node[key], inner, what))


def _opened(schema: Any) -> Any:
    """A schema that is true or false as a mapping; what refuses every value is any value here, as nobody sends it."""
    return {} if isinstance(schema, bool) else schema


def _known(node: Tree, pointer: str, work: Work) -> None:
    if "$ref" in node:
        _reference(node)
        return
    if "x-dangling" in node:
        node.clear()
        return
    _from_30(node)
    for key in [key for key in node if key not in KNOWN_WORDS and not key.startswith("x-")]:
        if key in _SHAPING:
            work.note(pointer, f"{key} is not expressed in the type")
        if key == "contentEncoding" and "format" not in node and node[key] == "base64":
            node["format"] = "byte"
        del node[key]
    _types(node, pointer, work)
    if node.get("format") == "decimal" and "number" not in _kinds(node):
        del node["format"]  # a Decimal is written as a number, and this one must be text
    for key, (words, test) in SCHEMA_TESTS.items():
        if key in node and not test(node[key]):
            if node[key] is not None and key in ("type", "properties", "allOf", "anyOf", "oneOf"):
                work.fault(f"{pointer}/{key}", f"{key} must be {words}")
            del node[key]
    if isinstance(node.get("items"), list):
        node.setdefault("prefixItems", node.pop("items"))
    if isinstance(node.get("items"), bool) and (node["items"] or "prefixItems" not in node):
        node["items"] = {}
    if not isinstance(node.get("additionalProperties", True), (dict, bool)):
        del node["additionalProperties"]


def _reference(node: Tree) -> None:
    """What stands beside a reference: words stay, null becomes an option; `combining` joins the rest."""
    nullable = node.pop("nullable", False) is True
    beside = {key: value for key, value in node.items() if key != "$ref" and not key.startswith("x-")}
    shaping = {key: value for key, value in beside.items() if key in KNOWN_WORDS and key not in _SIBLINGS}
    words = {key: value for key, value in beside.items() if key in _SIBLINGS and isinstance(value, (str, bool))}
    target = {"$ref": node["$ref"]}
    kept = words if nullable else {**words, **shaping}
    for key in [key for key in node if key != "$ref" and (nullable or key not in kept) and not key.startswith("x-")]:
        del node[key]
    if nullable:
        del node["$ref"]
        node.update(words, anyOf=[target, {"type": "null"}])


def _from_30(node: Tree) -> None:
    if node.pop("nullable", False) is True:
        kind = node.get("type")
        if isinstance(kind, str):
            node["type"] = [kind, "null"]
        elif isinstance(kind, list) and "null" not in kind:
            node["type"] = [*kind, "null"]
        elif "anyOf" in node or "oneOf" in node:
            word = "anyOf" if "anyOf" in node else "oneOf"
            if isinstance(node[word], list):
                node[word] = [*node[word], {"type": "null"}]
        elif "allOf" in node:
            inner = {"allOf": node.pop("allOf"), **{key: node.pop(key) for key in ("properties",) if key in node}}
            node["anyOf"] = [inner, {"type": "null"}]
        if isinstance(node.get("enum"), list) and None not in node["enum"]:
            node["enum"] = [*node["enum"], None]
    for bound, flag in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if isinstance(node.get(flag), bool) and node.pop(flag) and bound in node:
            node[flag] = node.pop(bound)
    if isinstance(node.get("required"), bool):
        del node["required"]


def _kinds(node: Tree) -> list[Any]:
    kinds = node.get("type", "number")
    return kinds if isinstance(kinds, list) else [kinds]


def _types(node: Tree, pointer: str, work: Work) -> None:
    kind = node.get("type")
    if isinstance(kind, str) and kind not in _TYPES:
        known = _ODD_TYPES.get(kind.lower())
        lowered = kind.lower()
        del node["type"]
        if lowered in _TYPES:
            node["type"] = lowered
        elif known is not None:
            node.update(known)
        else:
            work.fault(f"{pointer}/type", f"{kind!r} is not a type of JSON Schema")
    elif isinstance(kind, list):
        kinds = [one for one in dict.fromkeys(map(str, kind)) if one in _TYPES]
        node["type"] = kinds[0] if len(kinds) == 1 else kinds
        if not kinds:
            del node["type"]
    if "type" not in node and _ARRAY_WORDS & node.keys() and "properties" not in node and "enum" not in node:
        node["type"] = "array"
    if "items" in node and "array" not in node.get("type", []):
        del node["items"]
