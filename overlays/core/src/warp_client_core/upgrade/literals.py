"""
What dictionaries and texts name where a model or an enum is expected.

The rule: a literal counts only where the annotation on the client's side says what it stands for.
"""

from __future__ import annotations

import ast

import libcst as cst

from warp_client_core.upgrade.expressions import Expressions
from warp_client_core.upgrade.kinds import Kinds, Known, contents
from warp_client_core.upgrade.scopes import children, dotted, text_of


def note(reader: Expressions, node: cst.CSTNode, kinds: Kinds) -> None:
    """Note what the literal names, in lists and tuples too."""
    if isinstance(node, cst.Dict):
        _dictionary(reader, node, [one for one in kinds if one.kind == "model"])
    elif isinstance(node, (cst.List, cst.Tuple, cst.Set)):
        inner = contents(kinds) or kinds
        for element in node.elements:
            note(reader, element.value, inner)
    elif isinstance(node, cst.IfExp):
        note(reader, node.body, kinds)
        note(reader, node.orelse, kinds)
    else:
        text = text_of(node)
        for one in kinds if text is not None else ():
            _member(reader, node, one, str(text))


def _dictionary(reader: Expressions, node: cst.Dict, models: list[Known]) -> None:
    for model in models:
        fields = reader.surfaces.of(model).models.get(model.name, {})
        names = []
        for element in node.elements:
            if not isinstance(element, cst.DictElement):
                reader.found.doubt(element, f"{model.name}: fields come from a mapping")
                continue
            key = text_of(element.key)
            if key is None:
                reader.found.doubt(element.key, f"{model.name}: a key is made at run time")
                continue
            names.append(key)
            reader.found.use(model, f"{model.name}.{key}", element.key)
            if key in fields:
                note(reader, element.value, reader.surfaces.of(model).field(model.name, key))
        hidden = any(not isinstance(one, cst.DictElement) for one in node.elements)
        reader.found.ask(model, node, None if hidden else frozenset(names))


def _member(reader: Expressions, node: cst.CSTNode, enum: Known, text: str) -> None:
    members = reader.surfaces.of(enum).enums.get(enum.name, {}) if enum.kind == "enum" else {}
    for name, value in members.items():
        if value == text:
            # The value of the new member need not be its name; a person decides what to write.
            reader.found.use(enum, f"{enum.name}.{name}", node, fixable=False)


def forward(reader: Expressions, node: cst.CSTNode) -> None:
    """Note the classes that the texts in an annotation name; what `Literal` holds is no type."""
    text = text_of(node)
    if text is not None and isinstance(node, cst.SimpleString):
        for name in _names(text):
            for one in reader.named(name):
                if one.kind == "class":
                    plain = name.rpartition(".")[2] == one.name and not {"'", '"', "\\"} & set(text)
                    reader.found.use(one, one.name, node, fixable=plain, is_alias=one.name not in name)
    elif not (isinstance(node, cst.Subscript) and dotted(node.value).rpartition(".")[2] == "Literal"):
        for part in children(node):
            forward(reader, part)


def exported(reader: Expressions, node: cst.CSTNode) -> None:
    """Note the classes that `__all__` names."""
    for element in node.elements if isinstance(node, (cst.List, cst.Tuple)) else ():
        name = text_of(element.value) or ""
        for one in reader.scope.now.get(name) or reader.scope.ever.get(name, ()):
            if one.kind == "class" and one.name == name:
                reader.found.use(one, name, element.value)


def _names(text: str) -> set[str]:
    """The dotted names in an expression that is written as a text."""
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError):
        return set()
    return {ast.unparse(one) for one in ast.walk(tree) if isinstance(one, (ast.Name, ast.Attribute))}
