"""
objects: the public names of a package, read from its source by griffe, which imports nothing.

One rule: a name is what users write. ``trunks.list`` is reached from the client, ``Trunk.status`` from the models, and
types are spelled by the shortest public path, so that moving a module changes nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import attrs
import griffe

from generator.passes.name import RESOURCES

CORE = "warp_client_core"
_ENUMS = frozenset({f"{CORE}.enums.OpenEnum", f"{CORE}.OpenEnum", "enum.Enum", "enum.StrEnum", "enum.IntEnum"})
_DOTTED = re.compile(r"(?:\w+\.)+(\w+)")


@attrs.frozen
class Parameter:
    """One parameter; ``kind`` is positional, keyword, or rest (``*args`` and ``**kwargs``)."""

    name: str
    kind: str
    type: str
    default: str | None = None


@attrs.frozen
class Object:
    """
    One public name.

    Attributes:
        kind: method, property, function, class, enum, mapping, field, member, or name for what is only passed on.
        path: The expression that reaches it, from the package's root; for methods from an instance of the client.
        type: What it gives back or holds, in public spelling; the target of a name.
        default: Its default; the value of a member. None when there is none.
        inside: The class that holds a field, a member or a method of a class that is not a resource.
        asynchronous: It belongs to the async client.
        awaited: Its result has to be awaited.
    """

    subject: str
    kind: str
    path: str
    type: str = ""
    default: str | None = None
    parameters: tuple[Parameter, ...] = ()
    inside: str = ""
    asynchronous: bool = False
    awaited: bool = False

    @property
    def key(self) -> tuple[str, bool]:
        """What identifies it in a snapshot."""
        return self.subject, self.asynchronous


Snapshot = Mapping[tuple[str, bool], Object]


def short(text: str) -> str:
    """A type as people write it: without the modules that names come from."""
    return _DOTTED.sub(r"\1", text)


def client_objects(sources: Path, core: Path, package: str) -> Snapshot:
    """
    The public names of a client.

    Args:
        sources: Folder that holds the package.
        core: Folder that holds the runtime.
        package: Import name.
    """
    tree = _loaded(sources, package, core)
    reader = _Reader(tree, package)
    found = [*reader.exports(), *reader.models(), *reader.calls()]
    for name in reader.clients():
        found += reader.client(name, asynchronous=name.startswith("Async"))
    return {one.key: one for one in found}


def core_objects(sources: Path) -> Snapshot:
    """The public names of the runtime, with everything that its classes offer."""
    reader = _Reader(_core(sources), CORE)
    return {one.key: one for one in reader.exports()}


def _loaded(sources: Path, package: str, core: Path | None = None) -> griffe.Module:
    """A package from its source; the runtime that it stands on is read once a process."""
    known = griffe.ModulesCollection()
    if core is not None:
        known[CORE] = _core(core)
    loader = griffe.GriffeLoader(search_paths=[sources], modules_collection=known, allow_inspection=False)
    tree = loader.load(package)
    loader.resolve_aliases(external=False)
    assert isinstance(tree, griffe.Module)
    return tree


@lru_cache(maxsize=2)
def _core(sources: Path) -> griffe.Module:
    return _loaded(sources, CORE)


class _Reader:
    """One package on the way to its objects."""

    def __init__(self, tree: griffe.Module, package: str) -> None:
        self._tree = tree
        self._package = package
        core = tree.modules_collection[CORE] if CORE in tree.modules_collection.members else tree
        self._core = {str(name) for name in core.exports or ()}
        self._own = {str(name) for name in tree.exports or ()}

    def clients(self) -> list[str]:
        """Names of the client classes: exported, of this package, and built on a driver of the runtime."""
        found = [(name, self._tree[name]) for name in sorted(self._own) if name in self._tree.members]
        return [
            name for name, one in found if one.is_class and one.canonical_path.startswith(f"{self._package}.client.")
        ]

    def exports(self) -> Iterator[Object]:
        """What the package itself offers."""
        for name in sorted(self._own - {"__version__"}):
            one = self._tree.members.get(name)
            if one is None or one.is_module:
                continue
            yield from self._exported(name, one)

    def models(self) -> Iterator[Object]:
        """Models, enums and the mappings that callers may give instead."""
        module = self._tree.members["models"]
        for name in sorted(str(one) for one in module.exports or ()):
            yield from self._class(name, f"models.{name}", module.members[name])

    def calls(self) -> Iterator[Object]:
        """The calls, which describe requests."""
        for name, module in sorted(self._tree.members["calls"].members.items()):
            if not module.is_alias and module.is_module:
                for call, one in sorted(module.members.items()):
                    if not one.is_alias and one.is_function and not call.startswith("_"):
                        path = f"calls.{name}.{call}"
                        yield self._function(path, path, one, "function")

    def client(self, name: str, *, asynchronous: bool) -> Iterator[Object]:
        """The methods of all resources, and what overlays add to the client itself."""
        for attribute, one in sorted(self._tree[name].all_members.items()):
            own = one.canonical_path.startswith(f"{self._package}.")
            if attribute.startswith("_") or attribute in RESOURCES or not own:
                continue
            if one.is_function:
                yield attrs.evolve(self._function(attribute, attribute, one, "method"), asynchronous=asynchronous)
            elif isinstance(annotation := getattr(one, "annotation", None), griffe.Expr):
                resource = self._found(annotation.canonical_path)
                if resource is not None and ".resources." in resource.canonical_path:
                    yield from self._resource(attribute, resource, asynchronous)

    def _resource(self, name: str, resource: griffe.Object | griffe.Alias, asynchronous: bool) -> Iterator[Object]:
        for method, one in sorted(resource.all_members.items()):
            if one.is_function and not method.startswith("_") and self._package in one.canonical_path:
                found = self._function(f"{name}.{method}", f"{name}.{method}", one, "method")
                yield attrs.evolve(found, asynchronous=asynchronous)
            elif "property" in one.labels and not method.startswith("_") and self._package in one.canonical_path:
                kind = self.spelled(getattr(one, "annotation", None))
                found = Object(f"{name}.{method}", "property", f"{name}.{method}", type=kind)
                yield attrs.evolve(found, asynchronous=asynchronous)

    def _exported(self, name: str, one: griffe.Object | griffe.Alias) -> Iterator[Object]:
        if not one.canonical_path.startswith(f"{self._package}."):
            yield Object(name, "name", name, type=one.canonical_path.rpartition(".")[2])
        elif one.is_class and name not in self.clients():
            yield from self._class(name, name, one, inherited=True)
        elif one.is_function:
            yield self._function(name, name, one, "function")
        else:
            yield Object(name, "class" if one.is_class else "name", name, type=name)

    def _class(
        self, name: str, path: str, one: griffe.Object | griffe.Alias, *, inherited: bool = False
    ) -> Iterator[Object]:
        bases = {str(getattr(base, "canonical_path", base)) for base in getattr(one, "bases", ())}
        kind = "enum" if bases & _ENUMS else "mapping" if "typing.TypedDict" in bases else "class"
        yield Object(name, kind, path, type=", ".join(sorted(short(base) for base in bases)))
        members = one.all_members if inherited else one.members
        for called, member in sorted(members.items()):
            if called == "__init__" and inherited and member.is_function:
                yield attrs.evolve(self._function(f"{name}.__init__", path, member, "function"), type="")
            if called.startswith("_") or self._package not in member.canonical_path:
                continue
            if member.is_function:
                static = bool(member.labels & {"classmethod", "staticmethod"})
                found = self._function(
                    f"{name}.{called}", f"{path}.{called}", member, "function" if static else "method"
                )
                yield attrs.evolve(found, inside=path)
            elif member.is_attribute:
                yield self._attribute(f"{name}.{called}", path, member, kind)

    def _attribute(self, subject: str, path: str, member: griffe.Object | griffe.Alias, kind: str) -> Object:
        default = getattr(member, "value", None)
        kinds = {"enum": "member" if getattr(member, "annotation", None) is None else "field"}
        return Object(
            subject,
            kinds.get(kind, "key" if kind == "mapping" else "field"),
            path,
            type=self.spelled(getattr(member, "annotation", None)),
            default=None if default is None or "property" in member.labels else short(str(default)),
            inside=path,
        )

    def _function(self, subject: str, path: str, one: griffe.Object | griffe.Alias, kind: str) -> Object:
        kinds = {
            griffe.ParameterKind.keyword_only: "keyword",
            griffe.ParameterKind.var_positional: "rest",
            griffe.ParameterKind.var_keyword: "rest",
        }
        skipped = ("self", "cls") if one.parent is not None and one.parent.is_class else ()
        parameters = tuple(
            Parameter(
                each.name,
                kinds.get(each.kind or griffe.ParameterKind.positional_or_keyword, "positional"),
                self.spelled(each.annotation),
                None if each.default is None else short(str(each.default)),
            )
            for each in getattr(one, "parameters", ())
            if each.name not in skipped
        )
        returns = self.spelled(getattr(one, "returns", None))
        return Object(subject, kind, path, type=returns, parameters=parameters, awaited="async" in one.labels)

    def spelled(self, annotation: str | griffe.Expr | None) -> str:
        """A type by public paths."""
        if isinstance(annotation, griffe.ExprName | griffe.ExprAttribute):
            return self._public(annotation.canonical_path)
        if isinstance(annotation, griffe.Expr):
            return "".join(self.spelled(part) for part in annotation.iterate(flat=False))
        return annotation or ""

    def _public(self, path: str) -> str:
        last = path.rpartition(".")[2]
        if path.startswith(f"{self._package}.models."):
            return f"{self._package}.models.{last}"
        if path.startswith(f"{self._package}.") and last in self._own:
            return f"{self._package}.{last}"
        if path.startswith(f"{CORE}.") and last in self._core:
            return f"{CORE}.{last}"
        return path

    def _found(self, path: str) -> griffe.Object | griffe.Alias | None:
        try:
            found: griffe.Object | griffe.Alias = self._tree.modules_collection[path]
        except KeyError:
            return None
        return found
