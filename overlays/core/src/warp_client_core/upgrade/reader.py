"""
Reads one file: statements in order, scope by scope.

The rule: a file is read again until nothing new is learnt about its names, at most four times.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import attrs
import libcst as cst

from warp_client_core.upgrade.expressions import Expressions
from warp_client_core.upgrade.kinds import NOTHING, Kinds, Known, contents, union
from warp_client_core.upgrade.literals import exported
from warp_client_core.upgrade.scopes import Findings, OwnClass, Scope, children, dotted, text_of

_MOST_READINGS: Final = 4
Modules = Callable[[str, int], Scope | None]
"""A module's name and the dots before it -> the names of that file of theirs."""


def _no_modules(_name: str, _dots: int) -> Scope | None:
    return None


@attrs.define(slots=False)
class Reader(Expressions):
    """Reads the statements of one file; `Expressions` what is in them."""

    key: str = ""
    modules: Modules = _no_modules
    _depth: int = 0
    _returns: list[Kinds] = attrs.field(factory=list)
    _path: tuple[str, ...] = ()

    def read(self, module: cst.Module) -> Findings:
        """All that the file uses of the clients."""
        for _ in range(_MOST_READINGS):
            before = self._learnt()
            self.found, self.scope.now = Findings(), {}
            for self.found.statement, one in enumerate(module.body):
                self.visit(one)
            if self._learnt() == before:
                break
        return self.found

    def _learnt(self) -> tuple[object, ...]:
        own = [(key, dict(one.members), one.bases) for key, one in sorted(self.classes.items())]
        return dict(self.scope.ever), own

    def _import(self, node: cst.Import) -> Kinds:
        for one in node.names:
            name = dotted(one.name)
            if one.asname is not None:
                self.bind(one.asname.name, self.surfaces.module(name) or self._theirs(name, 0))
            elif kinds := self.surfaces.module(name.partition(".")[0]):
                self.scope.put(name.partition(".")[0], kinds, always=True)
            elif kinds := self._theirs(name, 0):
                self.scope.put(name.partition(".")[0], self._below(name, kinds), always=True)
        return NOTHING

    def _below(self, name: str, kinds: Kinds) -> Kinds:
        """What the first word of ``import app.made`` stands for: packages down to the file."""
        packages = name.split(".")
        while len(packages) > 1:
            last = packages.pop()
            key = f"{self.key} holds {'.'.join(packages)}"
            self.classes.setdefault(key, OwnClass()).members[last] = kinds
            kinds = (Known("own", name=key),)
        return kinds

    def _theirs(self, name: str, dots: int) -> Kinds:
        """A file of theirs as a whole: its names are its members."""
        scope = self.modules(name, dots)
        if scope is None:
            return NOTHING
        self.classes[f"{self.key} imports {name}"] = OwnClass(members=scope.ever)
        return (Known("own", name=f"{self.key} imports {name}"),)

    def _importfrom(self, node: cst.ImportFrom) -> Kinds:
        name, dots = dotted(node.module), len(node.relative)
        modules = self.surfaces.module(name) if not dots else NOTHING
        if isinstance(node.names, cst.ImportStar):
            for one in modules:
                self._star(one)
            self._star_of_theirs(None if modules else self.modules(name, dots))
            return NOTHING
        for alias in node.names:
            imported, target = dotted(alias.name), alias.asname.name if alias.asname else alias.name
            kinds = union(*(self._imported(one, alias, imported) for one in modules))
            if not modules:
                scope = self.modules(name, dots)
                kinds = scope.ever.get(imported, NOTHING) if scope else NOTHING
                kinds = kinds or self._theirs(f"{name}.{imported}" if name else imported, dots)
                if isinstance(alias.name, cst.Name):
                    plain = alias.asname is None or dotted(alias.asname.name) != imported
                    self.found.hand(kinds, alias.name, fixable=plain)
            self.bind(target, kinds, always=self._depth == 0)
        return NOTHING

    def _imported(self, module: Known, alias: cst.ImportAlias, name: str) -> Kinds:
        if module.kind == "planners":
            inner = f"{module.name}.{name}" if module.name else name
            if module.name:
                self.found.use(module, inner, alias.name)
            return (Known("planner" if module.name else "planners", module.package, inner),)
        if not module.name:
            kinds = self.surfaces.exported(module.package, name)
        else:
            lower = name.islower() and module.name == "models"
            kinds = (module if lower else self.class_of(module.package, name),)
        for one in kinds:
            if one.kind == "class":
                plain = alias.asname is None or dotted(alias.asname.name) != name
                self.found.use(one, one.name, alias.name, fixable=plain and one.name == name)
        return kinds

    def _star(self, module: Known) -> None:
        surface = self.surfaces.of(module)
        if module.name == "models":
            for name in (*surface.models, *(f"{one}Dict" for one in surface.models), *surface.enums):
                self.scope.put(name, (self.class_of(module.package, name),), always=True)
        for name in sorted(surface.exports) if not module.name else ():
            self.scope.put(name, self.surfaces.exported(module.package, name), always=True)

    def _star_of_theirs(self, scope: Scope | None) -> None:
        for name, kinds in sorted(scope.ever.items()) if scope is not None else ():
            if not name.startswith("_") and name.isidentifier():
                self.scope.put(name, kinds, always=True)
                self.found.handed |= {(one.package, name) for one in kinds if one.kind == "class" and one.name == name}

    def _assign(self, node: cst.Assign) -> Kinds:
        kinds = self.kinds(node.value)
        for one in node.targets:
            if dotted(one.target) == "__all__":
                exported(self, node.value)
            self._store(one.target, kinds)
        return NOTHING

    def _store(self, target: cst.CSTNode, kinds: Kinds) -> None:
        self.bind(target, kinds, always=self._depth == 0)
        if self.scope.is_class and isinstance(target, cst.Name):
            self.classes[self._own_key()].put(target.value, kinds)

    def _annassign(self, node: cst.AnnAssign) -> Kinds:
        kinds = self.annotation(node.annotation.annotation)
        value = self.kinds(node.value)
        if node.value is not None:
            self.literal(node.value, kinds)
        self._store(node.target, kinds or value)
        return NOTHING

    def _augassign(self, node: cst.AugAssign) -> Kinds:
        self.visit(node.target)
        self.visit(node.value)
        if dotted(node.target) == "__all__":
            exported(self, node.value)
        return NOTHING

    def _return(self, node: cst.Return) -> Kinds:
        self._returns.append(self.kinds(node.value))
        return NOTHING

    def _yield(self, node: cst.Yield) -> Kinds:
        value = node.value
        inner = contents(self.kinds(value.item)) if isinstance(value, cst.From) else self.kinds(value)
        if inner:
            self._returns.append((Known("many", of=inner), *(one for one in inner if one.kind in ("client", "own"))))
        return NOTHING

    def _global(self, node: cst.Global | cst.Nonlocal) -> Kinds:
        self.scope.shared |= {one.name.value for one in node.names}
        return NOTHING

    _nonlocal = _global

    def _branch(self, node: cst.CSTNode) -> Kinds:
        """A block that may not run, or run several times: what is assigned in it adds to what was."""
        self._depth += 1
        for one in children(node):
            self.visit(one)
        self._depth -= 1
        return NOTHING

    _if = _while = _try = _trystar = _branch

    def _for(self, node: cst.For) -> Kinds:
        self.bind(node.target, contents(self.kinds(node.iter)))
        self._branch(node.body)
        if node.orelse is not None:
            self._branch(node.orelse)
        return NOTHING

    def _with(self, node: cst.With) -> Kinds:
        for one in node.items:
            kinds = self.kinds(one.item)
            if one.asname is not None:
                self.bind(one.asname.name, kinds)
        self.visit(node.body)
        return NOTHING

    def _match(self, node: cst.Match) -> Kinds:
        subject = self.kinds(node.subject)
        self._depth += 1
        for case in node.cases:
            self._pattern(case.pattern, subject)
            for one in (case.guard, case.body):
                self.kinds(one)
        self._depth -= 1
        return NOTHING

    def _pattern(self, node: cst.CSTNode, subject: Kinds) -> None:
        if isinstance(node, cst.MatchValue):
            self.visit(node.value)
            self.literal(node.value, subject)
        elif isinstance(node, cst.MatchClass):
            made = union(*(self._instance(one) for one in self.kinds(node.cls)))
            for keyword in node.kwds:
                for one in made:
                    self.found.use(one, f"{one.name}.{keyword.key.value}", keyword.key)
                inner = [self.surfaces.of(one).field(one.name, keyword.key.value) for one in made]
                self._pattern(keyword.pattern, union(*inner))
        elif isinstance(node, cst.MatchAs):
            if node.pattern is not None:
                self._pattern(node.pattern, subject)
            if node.name is not None:
                self.bind(node.name, self._narrowed(node.pattern) or subject, always=False)
        else:
            for part in children(node):
                self._pattern(part, subject)

    def _narrowed(self, pattern: cst.CSTNode | None) -> Kinds:
        inner = self.kinds(pattern.cls) if isinstance(pattern, cst.MatchClass) else NOTHING
        return union(*(self._instance(one) for one in inner))

    def _own_key(self) -> str:
        return ".".join((self.key, *self._path))

    def _classdef(self, node: cst.ClassDef) -> Kinds:
        for decorator in node.decorators:
            self.visit(decorator.decorator)
        bases = union(*(self.kinds(one.value) for one in node.bases))
        self._path = (*self._path, node.name.value)
        key = self._own_key()
        own = self.classes.setdefault(key, OwnClass())
        own.bases = bases
        kept, self.scope, depth, self._depth = self.scope, Scope(self.scope, is_class=True), self._depth, 0
        self.visit(node.body)
        self.scope, self._depth = kept, depth
        self._path = self._path[:-1]
        self._store(node.name, (Known("own class", name=key),))
        return NOTHING

    def _functiondef(self, node: cst.FunctionDef) -> Kinds:
        names = [dotted(one.decorator) or dotted(getattr(one.decorator, "func", None)) for one in node.decorators]
        for decorator in node.decorators:
            self.visit(decorator.decorator)
        returns = self.annotation(node.returns.annotation) if node.returns is not None else NOTHING
        kept = (self.scope, self._returns, self._depth)
        self.scope, self._returns, self._depth = Scope(self.scope), [], 0
        self._parameters(node.params, in_class=kept[0].is_class and "staticmethod" not in names, names=names)
        self.visit(node.body)
        found = returns or union(*self._returns)
        if any(one.endswith("contextmanager") for one in names):
            found = union(found, contents(found))
        self.scope, self._returns, self._depth = kept
        is_value = any(one.endswith("property") for one in names)
        kinds = found if is_value else (Known("function", of=found),) if found else NOTHING
        self._store(node.name, kinds)
        if any(one.endswith("fixture") for one in names):
            self.scope.put(f"fixture {node.name.value}", union(found, contents(found)), always=False)
        return NOTHING

    def _parameters(self, node: cst.Parameters, *, in_class: bool, names: list[str]) -> None:
        several = [*node.posonly_params, *node.params, *node.kwonly_params]
        for place, one in enumerate(several):
            kinds = self.kinds(one.default)
            if one.annotation is not None:
                kinds = union(self.annotation(one.annotation.annotation), kinds)
                if one.default is not None:
                    self.literal(one.default, kinds)
            elif in_class and place == 0:
                own: Kinds = (Known("own class" if "classmethod" in names else "own", name=self._own_key()),)
                kinds = own
            elif not kinds:
                kinds = self.scope.get(f"fixture {one.name.value}")
            self.scope.put(one.name.value, kinds, always=True)
        for star in (node.star_arg, node.star_kwarg):
            if isinstance(star, cst.Param):
                inner = self.annotation(star.annotation.annotation) if star.annotation is not None else NOTHING
                self.scope.put(star.name.value, (Known("many", of=inner),) if inner else NOTHING, always=True)

    def _lambda(self, node: cst.Lambda) -> Kinds:
        kept, self.scope = self.scope, Scope(self.scope)
        for one in node.params.params:
            self.scope.put(one.name.value, NOTHING, always=True)
        result = self.kinds(node.body)
        self.scope = kept
        return (Known("function", of=result),) if result else NOTHING

    def _simplestring(self, node: cst.SimpleString) -> Kinds:
        text = text_of(node) or ""
        parts = text.split(".")
        is_named = self.surfaces.names(parts) and all(one.isidentifier() for one in parts)
        if "." in text and " " not in text and (parts[0] in self.surfaces.by_package or is_named):
            self.found.doubt(node, f"{text} is named in a text")
        return NOTHING
