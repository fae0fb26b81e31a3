"""
What a client offers, read from the annotations in its files: resources, methods, models, enums.

The rule: files are parsed, never imported, be they installed or still in a wheel; the annotations that editors and type
checkers read are the one record that also has the hand-written methods.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator, Mapping
from typing import TypeAlias

import attrs

from warp_client_core.upgrade.kinds import NOTHING, Kinds, Known, annotated

Files: TypeAlias = Mapping[str, str]
"""Path below the package -> text."""
Names: TypeAlias = Mapping[str, Mapping[str, str]]
"""Name -> what stands below it -> its annotation or value."""


@attrs.frozen
class Method:
    """A method as annotated: what it returns, and its parameters by name."""

    returns: str
    parameters: Mapping[str, str]


@attrs.frozen
class Surface:
    """
    The public names of one client.

    Attributes:
        clients: Names of the client classes.
        resources: Names of the resources.
        methods, planners: ``trunks.list`` -> what the client's method, and the call of that name, take and give.
        models, enums: Class -> field -> annotation; class -> member -> value.
        exports: What the package itself names.
    """

    package: str
    clients: frozenset[str] = frozenset()
    resources: frozenset[str] = frozenset()
    methods: Mapping[str, Method] = attrs.field(factory=dict)
    planners: Mapping[str, Method] = attrs.field(factory=dict)
    models: Names = attrs.field(factory=dict)
    enums: Names = attrs.field(factory=dict)
    exports: frozenset[str] = frozenset()

    def with_older(self, older: Surface) -> Surface:
        """This one, and what only the older one knows."""
        return Surface(
            self.package,
            self.clients | older.clients,
            self.resources | older.resources,
            _joined_methods(self.methods, older.methods),
            _joined_methods(self.planners, older.planners),
            _joined(self.models, older.models),
            _joined(self.enums, older.enums),
            self.exports | older.exports,
        )

    def instance(self, name: str) -> Kinds:
        """What a value of the type ``models.Trunk``, ``Trunk``, ``TrunkDict`` or ``CustomerClient`` is."""
        last = name.rpartition(".")[2]
        if last in self.clients:
            return (Known("client", self.package, last),)
        if last in self.enums:
            return (Known("enum", self.package, last),)
        model = last if last in self.models else last.removesuffix("Dict")
        return (Known("model", self.package, model),) if model in self.models else NOTHING

    def result(self, name: str, *, planned: bool = False) -> Kinds:
        """What a call of the method gives."""
        method = (self.planners if planned else self.methods).get(name)
        return annotated(method.returns, self.instance) if method else NOTHING

    def parameter(self, name: str, parameter: str) -> Kinds:
        """What a parameter of the method takes."""
        method = self.methods.get(name) or self.planners.get(name)
        return annotated(method.parameters.get(parameter, ""), self.instance) if method else NOTHING

    def field(self, model: str, name: str) -> Kinds:
        """What a field of the model holds."""
        return annotated(self.models.get(model, {}).get(name, ""), self.instance)


def read_surface(package: str, files: Files) -> Surface:
    """The surface of a package from its files."""
    trees = {path: ast.parse(text) for path, text in sorted(files.items()) if _counts(path)}
    mixins = {
        node.name: node for path, tree in trees.items() if path.startswith("overlays/") for node in _classes(tree)
    }
    methods: dict[str, Method] = {}
    for path, tree in trees.items():
        prefix = f"{_stem(path)}." if path.startswith("resources/") else "" if path == "client.py" else None
        for node in _classes(tree) if prefix is not None else ():
            methods |= {f"{prefix}{name}": one for name, one in _methods(node, mixins) if prefix or one.returns}
    planners = {
        f"{_stem(path)}.{node.name}": _method(node)
        for path, tree in trees.items()
        if path.startswith("calls/")
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }
    domains = [node for path, tree in trees.items() if path.startswith("models/") for node in _classes(tree)]
    enums = {node.name: _members(node) for node in domains if _is_enum(node)}
    resources = {_stem(path) for path in trees if path.startswith(("resources/", "calls/"))}
    return Surface(
        package=package,
        clients=frozenset(node.name for node in _classes(trees.get("client.py", _EMPTY))),
        resources=frozenset(resources - {"__init__"}),
        methods={name: one for name, one in methods.items() if name not in resources},
        planners=planners,
        models={node.name: _fields(node) for node in domains if node.name not in enums and not _is_mapping(node)},
        enums=enums,
        exports=frozenset(_exports(trees.get("__init__.py", _EMPTY))),
    )


_EMPTY = ast.Module([], [])
_FOLDERS = ("resources/", "calls/", "models/", "overlays/")


def _counts(path: str) -> bool:
    return path.endswith(".py") and (path in ("__init__.py", "client.py") or path.startswith(_FOLDERS))


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".py")


def _classes(tree: ast.Module) -> Iterator[ast.ClassDef]:
    return (node for node in tree.body if isinstance(node, ast.ClassDef))


def _methods(node: ast.ClassDef, mixins: Mapping[str, ast.ClassDef]) -> Iterator[tuple[str, Method]]:
    """Own methods last, so that they go before those of hand-written bases."""
    for base in node.bases:
        name = ast.unparse(base.value if isinstance(base, ast.Subscript) else base)
        if name in mixins and name != node.name:
            yield from _methods(mixins[name], mixins)
    for one in node.body:
        if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef)) and not one.name.startswith("_"):
            yield one.name, _method(one)


def _method(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Method:
    arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    parameters = {one.arg: ast.unparse(one.annotation) for one in arguments if one.annotation}
    return Method(ast.unparse(node.returns) if node.returns else "", parameters)


def _fields(node: ast.ClassDef) -> dict[str, str]:
    pairs = [one for one in node.body if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)]
    return {ast.unparse(one.target): ast.unparse(one.annotation) for one in pairs}


def _is_enum(node: ast.ClassDef) -> bool:
    return any(ast.unparse(base).endswith("Enum") for base in node.bases)


def _is_mapping(node: ast.ClassDef) -> bool:
    """A ``TrunkIpDict`` is another way to write a ``TrunkIp``."""
    return node.name.endswith("Dict") and any(ast.unparse(base) == "TypedDict" for base in node.bases)


def _members(node: ast.ClassDef) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in node.body:
        if isinstance(one, ast.Assign) and isinstance(one.value, ast.Constant):
            found |= {ast.unparse(target): str(one.value.value) for target in one.targets}
    return found


def _exports(tree: ast.Module) -> list[str]:
    for one in tree.body:
        if isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) == "__all__":
            return [str(name) for name in ast.literal_eval(one.value)]
    return []


@attrs.frozen
class Surfaces:
    """The surfaces of all clients that the code is held against, and what members of them lead to."""

    by_package: Mapping[str, Surface]

    def of(self, known: Known) -> Surface:
        """The surface that the thing belongs to."""
        return self.by_package.get(known.package) or Surface(known.package)

    def exported(self, package: str, name: str) -> Kinds:
        """What ``from package import name`` gives."""
        if name in ("models", "calls", "client", "errors", "resources"):
            return (Known("planners" if name == "calls" else "module", package, "" if name == "calls" else name),)
        return (Known("class", package, name),)

    def module(self, dotted: str) -> Kinds:
        """What a module of a client is: ``warp_customer.models`` and each domain below it are the same to a reader."""
        package, _, rest = dotted.partition(".")
        head, _, below = rest.partition(".")
        if package not in self.by_package:
            return NOTHING
        if head in ("calls", "resources"):
            return (Known("planners", package, below),)
        return (Known("module", package, head),)

    def names(self, parts: list[str]) -> bool:
        """Whether a path, as tests that replace things write it, ends with a method or a type of a client."""
        method, last = ".".join(parts[-2:]), parts[-1]
        return any(
            (len(parts) > 2 and method in one.methods) or last in one.clients or last in one.models or last in one.enums
            for one in self.by_package.values()
        )

    @functools.cached_property
    def suspicious(self) -> frozenset[str]:
        """Names of resources: ``anything.trunks.list`` may be a call of ours even where the type is not known."""
        return frozenset(name for one in self.by_package.values() for name in one.resources)


def _joined(names: Names, older: Names) -> Names:
    """The members of both, so that a type knows those that it has lost."""
    return {**names, **{one: {**names.get(one, {}), **members} for one, members in older.items()}}


def _joined_methods(methods: Mapping[str, Method], older: Mapping[str, Method]) -> Mapping[str, Method]:
    parameters = _joined(*({name: one.parameters for name, one in side.items()} for side in (methods, older)))
    return {name: Method(one.returns, parameters[name]) for name, one in {**methods, **older}.items()}


def merged(surfaces: list[Surface]) -> Surface:
    """One surface of several of one package, the first going before the others."""
    first, *others = surfaces
    for one in others:
        first = one.with_older(first)
    return first
