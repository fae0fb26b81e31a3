"""
What calls give, and what their arguments name.

The rule: a keyword is a use of the parameter or field of that name; ``**mapping`` hides keywords and is counted.
"""

from __future__ import annotations

import libcst as cst

from warp_client_core.upgrade.expressions import Expressions
from warp_client_core.upgrade.kinds import NOTHING, Kinds, Known, contents, differ, union
from warp_client_core.upgrade.scopes import Findings, dotted, text_of

_EVOLVE = frozenset({"evolve", "replace", "assoc"})
_OWN_RUNTIME = frozenset({"getattr", "setattr", "hasattr", "attrgetter", "import_module", "__import__"})


def called(reader: Expressions, node: cst.Call) -> Kinds:
    """What the call gives."""
    functions = reader.kinds(node.func)
    given = [reader.kinds(one.value) for one in node.args]
    name = dotted(node.func).rpartition(".")[2]
    results = [_known(reader, one, node, given) for one in functions]
    for argument in node.args if differ(functions) else ():
        if argument.keyword is not None:
            reader.found.leave(argument.keyword)
    if not functions or (name in _EVOLVE and not any(one.kind == "method" for one in functions)):
        results.append(_well_known(reader, name, node, given))
    return union(*results)


def _known(reader: Expressions, of: Known, node: cst.Call, given: list[Kinds]) -> Kinds:
    match of.kind:
        case "method":
            _keywords(reader, of, node)
            return _of_client(of, given) or reader.surfaces.of(of).result(of.name)
        case "planner":
            _keywords(reader, of, node)
            return reader.surfaces.of(of).result(of.name, planned=True)
        case "class":
            made = reader.surfaces.of(of).instance(of.name)
            for one in made:
                if one.kind == "enum":
                    for argument in node.args[:1]:
                        reader.literal(argument.value, made)
                else:
                    _fields(reader, of if one.kind == "client" else one, node)
            return made
        case "own class":
            return (Known("own", name=of.name),)
        case "function":
            return of.of
        case "many":  # page.walk(), page.next_page()
            return (of,)
        case _:
            return NOTHING


def _of_client(of: Known, given: list[Kinds]) -> Kinds:
    """What core's own methods on a client make of a call."""
    first = given[0] if given else NOTHING
    return first if of.name in ("send", "stream") else NOTHING


def _keywords(reader: Expressions, of: Known, node: cst.Call, *, skip: int = 0) -> None:
    names = []
    surface = reader.surfaces.of(of)
    for one in node.args[skip:]:
        if one.star == "**":
            reader.found.doubt(one, f"{of.name}: keywords come from a mapping")
        elif one.keyword is not None:
            names.append(one.keyword.value)
            reader.found.use(of, f"{of.name}({one.keyword.value})", one.keyword)
            reader.literal(one.value, surface.parameter(of.name, one.keyword.value))
    hidden = any(one.star == "**" for one in node.args)
    reader.found.ask(of, node, None if hidden else frozenset(names))


def _fields(reader: Expressions, of: Known, node: cst.Call, *, skip: int = 0, is_whole: bool = True) -> None:
    names = []
    for one in node.args[skip:]:
        if one.star == "**":
            reader.found.doubt(one, f"{of.name}: fields come from a mapping")
        elif one.keyword is not None:
            names.append(one.keyword.value)
            wanted = f"{of.name}({one.keyword.value})" if of.kind == "class" else f"{of.name}.{one.keyword.value}"
            reader.found.use(of, wanted, one.keyword)
            reader.literal(one.value, reader.surfaces.of(of).field(of.name, one.keyword.value))
    if is_whole:
        hidden = any(one.star for one in node.args)
        reader.found.ask(of, node, None if hidden else frozenset(names))


def _well_known(reader: Expressions, name: str, node: cst.Call, given: list[Kinds]) -> Kinds:
    first = given[0] if given else NOTHING
    if name in _OWN_RUNTIME:
        return _by_name(reader, name, node, first)
    if name in _EVOLVE:
        for one in first:
            if one.kind == "model":
                _fields(reader, one, node, skip=1, is_whole=False)
    if name == "cast" and node.args:
        return reader.annotation(node.args[0].value)
    if name in ("isinstance", "issubclass"):
        return NOTHING
    if name == "partial":
        for one in first:
            if one.kind in ("method", "planner"):
                _keywords(reader, one, node, skip=1)
        return first
    if name == "enter_context" or name == "enter_async_context":
        return first
    if name == "map" and given:
        made = [_known(reader, one, cst.Call(cst.Name("_")), given[1:]) for one in first]
        return (Known("many", of=union(*made)),) if any(made) else NOTHING
    return reader.builtin(name, given)


def _by_name(reader: Expressions, function: str, node: cst.Call, first: Kinds) -> Kinds:
    """Members and modules that are asked for by a text."""
    texts = [text_of(one.value) for one in node.args[:2]]
    if function in ("import_module", "__import__"):
        if texts[:1] and texts[0] is not None:
            return reader.surfaces.module(texts[0])
        reader.found.doubt(node, f"{function} with a name that is made at run time")
        return NOTHING
    if not first or len(texts) < 2:
        return NOTHING
    if texts[1] is None:
        reader.found.doubt(node, f"{function} on a {first[0].kind} with a name that is made at run time")
        return NOTHING
    attribute = cst.Attribute(node.args[0].value, cst.Name(texts[1]))
    noted, reader.found = reader.found, Findings()
    result = union(*(reader.member(one, attribute) for one in first))
    notes, reader.found = reader.found, noted
    for use in notes.uses.values():
        reader.found.use(Known("class", use.package), use.subject, node.args[1].value)
    return result if function == "getattr" else NOTHING


__all__ = ["called", "contents"]
