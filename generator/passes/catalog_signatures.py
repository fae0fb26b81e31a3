"""
catalog, signatures: what hand-written methods take, read from their source without running it.

The rule: an overlay's text is parsed, never imported; what an annotation does not say is not offered.
"""

from __future__ import annotations

import ast
import re

import attrs

from generator.model.layout import Overlay

_STREAMS = ("EventStream", "Following")
_CONTROL = ("self", "options")


@attrs.frozen
class Argument:
    """One argument; ``type`` is its annotation with the overlay's aliases resolved."""

    name: str
    type: ast.expr | None
    required: bool
    positional: bool
    help: str


@attrs.frozen
class Signature:
    """
    One hand-written method.

    Attributes:
        returns: Names in the type that it gives back.
        like: Call path of the generated method whose fields it takes as keywords, empty for none.
        takes_fields: It takes further keywords.
    """

    summary: str
    arguments: tuple[Argument, ...]
    reply: str
    returns: tuple[str, ...]
    like: str
    takes_fields: bool


def signatures(overlay: Overlay) -> dict[str, dict[str, Signature]]:
    """Class name -> its public methods, those of bases in the overlay included; properties are none."""
    trees = [ast.parse(text) for _, text in overlay.files]
    classes = {node.name: node for tree in trees for node in tree.body if isinstance(node, ast.ClassDef)}
    aliases = {name: value for tree in trees for name, value in _aliases(tree)}

    def methods(name: str, seen: frozenset[str]) -> dict[str, Signature]:
        node = classes.get(name)
        if node is None or name in seen:
            return {}
        found: dict[str, Signature] = {}
        for base in (one.value if isinstance(one, ast.Subscript) else one for one in node.bases):
            found |= methods(base.id, seen | {name}) if isinstance(base, ast.Name) else {}
        for one in node.body:
            if isinstance(one, ast.FunctionDef) and not one.name.startswith("_") and _is_method(one):
                found[one.name] = _signature(one, aliases)
        return found

    return {name: methods(name, frozenset()) for name in classes}


def _aliases(tree: ast.Module) -> list[tuple[str, ast.expr]]:
    """``Name: TypeAlias = ...`` at the top of a module."""
    return [
        (node.target.id, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None
        if ast.unparse(node.annotation) == "TypeAlias"
    ]


def _is_method(node: ast.FunctionDef) -> bool:
    return not {"property", "overload"} & {ast.unparse(one) for one in node.decorator_list}


def _signature(node: ast.FunctionDef, aliases: dict[str, ast.expr]) -> Signature:
    doc = ast.get_docstring(node) or ""
    described = _described(doc)
    given = node.args
    optional = len(given.args) - len(given.defaults)
    arguments = [
        Argument(one.arg, _resolved(one.annotation, aliases), index < optional, True, described.get(one.arg, ""))
        for index, one in enumerate(given.args)
    ]
    arguments += [
        Argument(one.arg, _resolved(one.annotation, aliases), default is None, False, described.get(one.arg, ""))
        for one, default in zip(given.kwonlyargs, given.kw_defaults, strict=True)
    ]
    references = [one for one in node.decorator_list if isinstance(one, ast.Call) and len(one.args) == 1]
    return Signature(
        summary=re.split(r"(?<=[.!?:]) ", " ".join(doc.partition("\n\n")[0].split()))[0],
        arguments=tuple(one for one in arguments if one.name not in _CONTROL),
        reply=_reply(ast.unparse(node.returns) if node.returns else "None"),
        returns=tuple(one.id for one in ast.walk(node.returns or node) if isinstance(one, ast.Name)),
        like=ast.unparse(references[0].args[0]) if references else "",
        takes_fields=given.kwarg is not None,
    )


def _resolved(annotation: ast.expr | None, aliases: dict[str, ast.expr]) -> ast.expr | None:
    if annotation is None:
        return None

    class Resolver(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            known = aliases.get(node.id)
            if known is not None and isinstance(known, ast.Constant) and isinstance(known.value, str):
                known = ast.parse(known.value, mode="eval").body
            return node if known is None else known

    # From its text, because an alias is a part of another tree.
    resolved: ast.expr = Resolver().visit(ast.parse(ast.unparse(annotation), mode="eval").body)
    return resolved


def _described(doc: str) -> dict[str, str]:
    """Argument -> its text, from the ``Args:`` part of a docstring."""
    _, _, rest = doc.partition("\nArgs:\n")
    part = re.split(r"\n\n|\n(?=\S)", rest)[0]
    pairs = re.findall(r"^    (\w+): (.*(?:\n {8}.*)*)", part, re.MULTILINE)
    return {name: " ".join(text.split()) for name, text in pairs}


def _reply(returns: str) -> str:
    head = returns.partition("[")[0]
    if head in _STREAMS:
        return "stream"
    return {"None": "nothing", "Page": "page", "str": "text", "bytes": "binary"}.get(head, "bare")
