"""
parameters: every operation declares exactly the parameters that it can send.

Path parameters match the template, header names are tokens, none stands twice. One rule: a parameter that is dropped is
noted, one that the document gets wrong is a fault.
"""

from __future__ import annotations

import re
from typing import Any

from generator.model.document import Tree, unshared
from generator.passes.adopt.spelling import snake
from generator.passes.adopt.work import Work
from generator.problems import join

_PLACES = ("path", "query", "header", "cookie")
_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+\Z")
_IGNORED = frozenset({"accept", "content-type", "authorization"})
"""Header parameters that OpenAPI 4.8.12.2 tells tools to ignore."""
_PLAIN = re.compile(r"[A-Za-z0-9._~!$&'()*+,;=:@-]{1,80}\Z")
_VARIABLE = re.compile(r"{([^{}]*)}")
_UNSAFE = re.compile(r"[^A-Za-z0-9._~!$&'()*+,;=:@%/{}-]")


def parameters(work: Work) -> None:
    """Mend the parameters of every operation, and the paths themselves."""
    _paths(work)
    for entry in work.components("parameters").values():
        _complete(entry)
    for pointer, path, _, operation in work.operations():
        _operation(operation, path, pointer, work)


def _paths(work: Work) -> None:
    """Paths that can be sent: a slash first, odd characters encoded, each variable named once."""
    renamed: Tree = {}
    for path, item in work.tree["paths"].items():
        clean = path if path.startswith("/") else f"/{path}"
        seen: set[str] = set()

        def name(match: re.Match[str], seen: set[str] = seen) -> str:
            variable = _variable(match[1])
            while variable in seen:
                variable += "_"
            seen.add(variable)
            return "{" + variable + "}"

        clean = _VARIABLE.sub(name, clean)
        parts = re.split(r"({[^{}]*})", clean)
        clean = "".join(part if part.startswith("{") else _UNSAFE.sub(_encoded, part) for part in parts)
        if clean != path:
            origin = work.place(join("/paths", path))
            work.note(join("/paths", path), f"the path {path} is sent as {clean}")
            if clean in renamed:
                work.fault(join("/paths", path), f"two paths become {clean}")
                continue
            work.origins[join("/paths", clean)] = origin
        renamed[clean] = item
    work.tree["paths"] = renamed


def _variable(name: str) -> str:
    """The name of a variable in a path as a template can hold it; only the style ``matrix`` sends it."""
    return name if _PLAIN.match(name) else snake(name, "value")


def _encoded(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode())


def _operation(operation: Tree, path: str, pointer: str, work: Work) -> None:
    subject = operation["x-operation-id"]
    wanted = _VARIABLE.findall(path)
    kept: list[Any] = []
    seen: set[tuple[str, str]] = set()
    for index, entry in enumerate(operation.get("parameters", [])):
        at = join(pointer, "parameters", index)
        node = work.target(entry, "parameters") if isinstance(entry, dict) else {}
        where, name = node.get("in"), node.get("name")
        if "x-dangling" in node:
            continue
        if where not in _PLACES or not isinstance(name, str) or not name:
            if where == "querystring":
                work.note(at, "a parameter that is the whole query string is left out", subject)
            else:
                work.fault(at, f"a parameter with the name {name!r} in {where!r}", subject=subject)
            continue
        if where == "header" and (name.lower() in _IGNORED or not _TOKEN.match(name)):
            if not _TOKEN.match(name):
                work.fault(at, f"{name!r} is not the name of a header", subject=subject)
            continue
        if where == "path" and name not in wanted and _variable(name) in wanted:
            entry = {**unshared(node), "name": (name := _variable(name))}
        if where == "path" and name not in wanted:
            work.note(at, f"the path has no {{{name}}}, the parameter is left out", subject)
            continue
        folded = name.lower() if where == "header" else name
        if (where, folded) in seen:
            work.note(at, f"the parameter {name} stands twice in {where}, the first one counts", subject)
            continue
        seen.add((where, folded))
        if "$ref" not in entry:
            _complete(entry)
        kept.append(entry)
    for name in wanted:
        if ("path", name) not in seen:
            work.note(join(pointer, "parameters"), f"the path parameter {name} is not declared", subject)
            kept.append({"name": name, "in": "path", "required": True, "schema": {"type": "string"}})
    operation.pop("parameters", None)
    if kept:
        operation["parameters"] = kept


def _complete(node: Tree) -> None:
    """The parts that later passes read, each of the right kind."""
    if "$ref" in node:
        return
    if node.get("in") == "path":
        node["required"] = True
    for key, kind in (("required", bool), ("description", str), ("style", str), ("explode", bool), ("content", dict)):
        if key in node and not isinstance(node[key], kind):
            del node[key]
    if not isinstance(node.get("schema"), dict) and not node.get("content"):
        node["schema"] = {"type": "string"}
