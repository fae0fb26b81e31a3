"""
What expressions in somebody's code are, noting on the way what they use of a client.

The rule: every part of an expression is looked at, whether it leads to a client or not.
"""

from __future__ import annotations

import attrs
import libcst as cst

from warp_client_core.upgrade.kinds import NOTHING, Kinds, Known, annotated, contents, differ, union
from warp_client_core.upgrade.scopes import Classes, Findings, Scope, children, dotted, text_of
from warp_client_core.upgrade.surfaces import Surfaces

_SAME = frozenset(
    ["list", "sorted", "tuple", "set", "frozenset", "reversed", "iter", "aiter", "deque", "filter", "gather"]
)
_ONE = frozenset(["next", "anext", "max", "min", "choice"])
_THROUGH = frozenset(
    ["run", "create_task", "ensure_future", "wait_for", "shield", "copy", "deepcopy", "run_until_complete"]
)
_EVOLVE = frozenset({"evolve", "replace", "assoc"})


@attrs.define(slots=False)
class Expressions:
    """Evaluates the expressions of one file."""

    surfaces: Surfaces
    classes: Classes
    scope: Scope = attrs.field(factory=Scope)
    found: Findings = attrs.field(factory=Findings)

    def kinds(self, node: cst.CSTNode | None) -> Kinds:
        """What the expression may be; uses inside it are noted."""
        if node is None:
            return NOTHING
        method = getattr(self, f"_{type(node).__name__.lower()}", None)
        if method is not None:
            result: Kinds = method(node)
            return result
        for one in children(node):
            self.visit(one)
        return NOTHING

    def visit(self, node: cst.CSTNode) -> None:
        """Look at a part whose value does not matter."""
        self.kinds(node)

    def annotation(self, node: cst.CSTNode) -> Kinds:
        """What a value with this annotation is."""
        self.kinds(node)
        from warp_client_core.upgrade.literals import forward

        forward(self, node)
        code = cst.Module([]).code_for_node(node)
        return annotated(code, lambda name: union(*(self._instance(one) for one in self.named(name))))

    def named(self, name: str) -> Kinds:
        """What a dotted name stands for here."""
        first, *rest = name.split(".")
        kinds = self.scope.get(first)
        for one in rest:
            kinds = union(*(self._silently(known, one) for known in kinds))
        return kinds

    def _silently(self, known: Known, name: str) -> Kinds:
        """A member, without noting it: the expression itself notes it."""
        notes, self.found = self.found, Findings()
        try:
            return self.member(known, cst.Attribute(cst.Name("_"), cst.Name(name)))
        finally:
            self.found = notes

    def _instance(self, known: Known) -> Kinds:
        """What an instance of a class is."""
        if known.kind == "own class":
            return (Known("own", name=known.name),)
        return self.surfaces.of(known).instance(known.name) if known.kind == "class" else NOTHING

    def _name(self, node: cst.Name) -> Kinds:
        kinds = self.scope.get(node.value)
        self._name_use(node, kinds, node.value)
        return kinds

    def _name_use(self, node: cst.CSTNode, kinds: Kinds, spelled: str) -> None:
        for one in kinds:
            if one.kind == "class":
                self.found.use(one, one.name, node, fixable=spelled == one.name, is_alias=spelled != one.name)

    def _attribute(self, node: cst.Attribute) -> Kinds:
        of = self.kinds(node.value)
        if not of:
            self._suspect(node)
        result = union(*(self.member(one, node) for one in of))
        if differ(of):
            self.found.leave(node.attr)
        return result

    def _suspect(self, node: cst.Attribute) -> None:
        owner = node.value
        if isinstance(owner, cst.Attribute) and owner.attr.value in self.surfaces.suspicious:
            name = f"{owner.attr.value}.{node.attr.value}"
            holder = dotted(owner.value).rpartition(".")[2].lower()
            known = any(name in one.methods for one in self.surfaces.by_package.values())
            if known or "client" in holder or holder in ("api", "warp"):
                self.found.doubt(node.attr, f"{name}: the type of what stands before it is not known")

    def member(self, of: Known, node: cst.Attribute) -> Kinds:
        """What an attribute of something known is."""
        name, surface = node.attr.value, self.surfaces.of(of)
        match of.kind:
            case "module":
                return self._of_module(of, node)
            case "client" if name in surface.resources:
                self.found.use(of, name, node.attr)
                return (Known("resource", of.package, name),)
            case "client":
                self.found.use(of, name, node.attr)
                return (
                    (Known("function", of=(of,)),) if name == "with_options" else (Known("method", of.package, name),)
                )
            case "resource":
                self.found.use(of, f"{of.name}.{name}", node.attr, owner=self.found.owner(node, of))
                return (Known("method", of.package, f"{of.name}.{name}"),)
            case "planners" if not of.name:
                self.found.use(of, name, node.attr)
                return (Known("planners", of.package, name),)
            case "planners":
                self.found.use(of, f"{of.name}.{name}", node.attr, owner=self.found.owner(node, of))
                return (Known("planner", of.package, f"{of.name}.{name}"),)
            case "model":
                self.found.use(of, f"{of.name}.{name}", node.attr)
                return surface.field(of.name, name)
            case "class":
                self.found.use(of, f"{of.name}.{name}", node.attr)
                return surface.instance(of.name) if of.name in surface.enums else NOTHING
            case "own" | "own class":
                return self._of_own(of.name, node)
            case _:
                return self._of_container(of, name)

    def _of_module(self, of: Known, node: cst.Attribute) -> Kinds:
        kinds = self.surfaces.exported(of.package, node.attr.value) if not of.name else self._domain(of, node)
        for one in kinds:
            if one.kind == "class":
                plain = one.name == node.attr.value or f"{one.name}Dict" == node.attr.value
                self.found.use(one, one.name, node.attr, fixable=plain)
        return kinds

    def _domain(self, of: Known, node: cst.Attribute) -> Kinds:
        name = node.attr.value
        return (of,) if name.islower() else (self.class_of(of.package, name),)

    def class_of(self, package: str, name: str) -> Known:
        """A class by its exported name; a mapping's type stands for the model it is written for."""
        models = self.surfaces.of(Known("class", package)).models
        model = name.removesuffix("Dict")
        return Known("class", package, model if model in models else name)

    def _of_own(self, key: str, node: cst.Attribute, seen: frozenset[str] = frozenset()) -> Kinds:
        own = self.classes.get(key)
        if own is None or key in seen:
            return NOTHING
        if node.attr.value in own.members:
            if " imports " in key:
                self.found.hand(own.members[node.attr.value], node.attr)
            return own.members[node.attr.value]
        several: list[Kinds] = []
        for base in own.bases:
            if base.kind == "own class":
                several.append(self._of_own(base.name, node, seen | {key}))
            else:
                several += [self.member(one, node) for one in self._instance(base)]
        return union(*several)

    def _of_container(self, of: Known, name: str) -> Kinds:
        if of.kind == "reply" and name == "data":
            return of.of
        if of.kind == "many" and name in ("items", "walk", "next_page", "copy"):
            return (of,)
        if of.kind == "many" and name in ("pages", "pop", "popleft"):
            return (Known("function", of=(Known("many", of=(of,)),) if name == "pages" else of.of),)
        if of.kind == "map" and name in ("get", "pop", "setdefault", "values"):
            return (Known("function", of=of.of),) if name != "values" else (Known("many", of=of.of),)
        if of.kind == "map" and name == "items":
            return (Known("many", of=(Known("pair", of=(Known("many"), Known("many", of=of.of))),)),)
        return NOTHING

    def _call(self, node: cst.Call) -> Kinds:
        from warp_client_core.upgrade.calling import called

        return called(self, node)

    def builtin(self, name: str, given: list[Kinds]) -> Kinds:
        """What well-known functions make of what they are given."""
        first = given[0] if given else NOTHING
        if name in _SAME:
            inner = contents(given[-1] if name == "filter" else first)
            return (Known("many", of=inner or union(*given)),) if inner or name == "gather" else NOTHING
        if name in _ONE:
            return contents(first)
        if name == "enumerate":
            return (Known("many", of=(Known("pair", of=(Known("many"), Known("many", of=contents(first)))),)),)
        if name == "zip":
            return (Known("many", of=(Known("pair", of=tuple(Known("many", of=contents(one)) for one in given)),)),)
        return first if name in _THROUGH or name in _EVOLVE else NOTHING

    def _subscript(self, node: cst.Subscript) -> Kinds:
        of = self.kinds(node.value)
        for one in node.slice:
            self.visit(one)
        index = node.slice[0].slice
        if not isinstance(index, cst.Index):
            return of
        return union(contents(of), *(self._part(one, index.value) for one in of))

    def _part(self, of: Known, key: cst.BaseExpression) -> Kinds:
        """What ``[key]`` of something known is."""
        text = text_of(key)
        if of.kind == "model" and text is not None:
            self.found.use(of, f"{of.name}.{text}", key)
            return self.surfaces.of(of).field(of.name, text)
        if of.kind == "pair" and isinstance(key, cst.Integer) and int(key.value) < len(of.of):
            return of.of[int(key.value)].of
        if of.kind == "class" and text is not None and of.name in self.surfaces.of(of).enums:
            self.found.use(of, f"{of.name}.{text}", key)
            return self.surfaces.of(of).instance(of.name)
        return of.of if of.kind == "map" else NOTHING

    def _await(self, node: cst.Await) -> Kinds:
        return self.kinds(node.expression)

    def _namedexpr(self, node: cst.NamedExpr) -> Kinds:
        kinds = self.kinds(node.value)
        self.bind(node.target, kinds)
        return kinds

    def _ifexp(self, node: cst.IfExp) -> Kinds:
        self.visit(node.test)
        return union(self.kinds(node.body), self.kinds(node.orelse))

    def _booleanoperation(self, node: cst.BooleanOperation) -> Kinds:
        return union(self.kinds(node.left), self.kinds(node.right))

    def _list(self, node: cst.List | cst.Set) -> Kinds:
        inner = union(*(self.kinds(one.value) for one in node.elements))
        return (Known("many", of=inner),) if inner else NOTHING

    _set = _list

    def _tuple(self, node: cst.Tuple) -> Kinds:
        inner = [self.kinds(one.value) for one in node.elements]
        return (Known("pair", of=tuple(Known("many", of=one) for one in inner)),) if any(inner) else NOTHING

    def _dict(self, node: cst.Dict) -> Kinds:
        inner: list[Kinds] = []
        for one in node.elements:
            if isinstance(one, cst.DictElement):
                self.visit(one.key)
            inner.append(self.kinds(one.value))
        merged = union(*inner)
        return (Known("map", of=merged),) if merged else NOTHING

    def _comparison(self, node: cst.Comparison) -> Kinds:
        sides = [self.kinds(node.left), *(self.kinds(one.comparator) for one in node.comparisons)]
        enums = tuple(one for side in sides for one in union(side, contents(side)) if one.kind == "enum")
        for part in (node.left, *(one.comparator for one in node.comparisons)):
            self.literal(part, enums)
        return NOTHING

    def literal(self, node: cst.CSTNode, kinds: Kinds) -> None:
        """A text where an enum is expected names a member by its value."""
        from warp_client_core.upgrade.literals import note

        note(self, node, kinds)

    def _comprehension(self, node: cst.ListComp | cst.SetComp | cst.GeneratorExp) -> Kinds:
        kept = self.scope
        self.scope = Scope(kept, now=dict(kept.now), ever=dict(kept.ever))
        self._for_in(node.for_in)
        inner = self.kinds(node.elt)
        self.scope = kept
        return (Known("many", of=inner),) if inner else NOTHING

    _listcomp = _setcomp = _generatorexp = _comprehension

    def _dictcomp(self, node: cst.DictComp) -> Kinds:
        kept = self.scope
        self.scope = Scope(kept, now=dict(kept.now), ever=dict(kept.ever))
        self._for_in(node.for_in)
        self.visit(node.key)
        inner = self.kinds(node.value)
        self.scope = kept
        return (Known("map", of=inner),) if inner else NOTHING

    def _for_in(self, node: cst.CompFor) -> None:
        self.bind(node.target, contents(self.kinds(node.iter)))
        for one in node.ifs:
            self.visit(one.test)
        if node.inner_for_in is not None:
            self._for_in(node.inner_for_in)

    def bind(self, target: cst.CSTNode, kinds: Kinds, *, always: bool = True) -> None:
        """Give a target its value: a name, an attribute, several at once."""
        if isinstance(target, cst.Name):
            self.scope.put(target.value, kinds, always=always)
        elif isinstance(target, cst.Attribute):
            for one in self.kinds(target.value):
                if one.kind == "own" and one.name in self.classes:
                    self.classes[one.name].put(target.attr.value, kinds)
                elif one.kind == "model":
                    self.member(one, target)
        elif isinstance(target, (cst.Tuple, cst.List)):
            for place, element in enumerate(target.elements):
                pairs = [one.of[place].of for one in kinds if one.kind == "pair" and place < len(one.of)]
                self.bind(element.value, union(contents(kinds), *pairs), always=always)
        else:
            self.visit(target)
