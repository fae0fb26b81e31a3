"""
The types that were met so far: what each is called, and what the parser and the side table hear of it.

One rule: a type is claimed by the place where it stands, so no two places share a name and none has two.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Callable

import attrs

from generator.model.document import Document, Tree
from generator.model.side_table import AliasFacts, EnumFacts
from generator.passes.combining import Combiner
from generator.passes.type_names import TypeNames
from generator.passes.unions import Option, keeps_unknown, read_tags
from generator.passes.words import SCALARS, is_native, is_null, or_null, reference, text_of
from generator.problems import Problems

DEPTH_OF_COMPONENT = 3
"""Keys in the pointer of a component."""


class TypesMet:
    """
    Enums, maps and unions of one document, and the names of all types.

    Args:
        document: It keeps the house rules.
        problems: Told of what cannot be expressed.
        refer: Gives the plain schema at the end of a reference that stands at a pointer.
    """

    def __init__(self, document: Document, problems: Problems, refer: Callable[[str, str], Tree]) -> None:
        self._document = document
        self._problems = problems
        self._refer = refer
        self._combiner = Combiner(document, self._weaken)
        self._taken: dict[str, str] = {}
        self._alias_keys: dict[str, tuple[str, str, str]] = {}
        self._names = TypeNames(document.tree.get("components", {}).get("schemas", {}))
        self.enums: dict[str, EnumFacts] = {}
        self.aliases: dict[str, AliasFacts] = {}
        self.maps: set[str] = set()
        self.plain: dict[str, Tree] = {key: {"type": "object"} for key in SCALARS}

    def _joined(self, options: list[Option], schema: Tree, pointer: str, name: str, domain: str) -> Tree:
        """The plain schema of a union, from those of its options."""
        flat = [attrs.evolve(one, plain=part) for one in options for part in one.plain.get("anyOf", [one.plain])]
        nullable = any(is_null(one.plain) for one in flat)
        own = self._alias_keys.get(pointer, (None,))[0]
        kept: dict[str, Option] = {}
        for one in flat:
            if not is_null(one.plain) and (own is None or reference(one.plain) != own):
                kept.setdefault(repr(one.plain), one)
        if not kept or any(one.plain == {} for one in kept.values()):
            return {"type": "null"} if nullable and not kept else {}
        plains = [one.plain for one in kept.values()]
        if len(plains) == 1 and own is None:
            return or_null(plains[0]) if nullable else plains[0]
        if is_native(plains) and own is None:
            plain: Tree = {"anyOf": plains}
            return or_null(plain) if nullable else plain
        self._alias(pointer, name, domain)
        return self._named_union(pointer, list(kept.values()), schema, nullable=nullable)

    def _alias(self, pointer: str, name: str, domain: str) -> str:
        """The key of the alias that stands at a pointer."""
        if pointer not in self._alias_keys:
            self._alias_keys[pointer] = (*self._claim("U", name, pointer, domain), domain)
        return self._alias_keys[pointer][0]

    def _named_union(self, pointer: str, options: list[Option], schema: Tree, *, nullable: bool) -> Tree:
        key, name, domain = self._alias_keys[pointer]
        tag, tags, options = read_tags(schema, options, self._combiner, self._refer)
        fields = {f"p{index}": one.plain for index, one in enumerate(options)}
        self.plain[key] = {"type": "object", "properties": fields}
        keeps = bool(tag) or keeps_unknown([one.plain for one in options])
        place = self._document.place(pointer)
        self.aliases[key] = AliasFacts(name, domain, text_of(schema), place, tuple(fields), tag, tags, keeps)
        plain = {"$ref": f"#/components/schemas/{key}"}
        return or_null(plain) if nullable else plain

    def _enum(self, schema: Tree, values: tuple[str, ...], pointer: str, name: str, domain: str) -> Tree:
        key, name = self._claim("E", name, pointer, domain)
        also, place = schema.get("x-also", {}), self._document.place(pointer)
        renamed = tuple(also.items()) if isinstance(also, dict) else ()
        for other, own in renamed:
            if other in values or own not in values:
                self._problems.add(
                    place, f"x-also reads {other!r} as {own!r}", "Map another text to one of the values."
                )
        self.enums[key] = EnumFacts(name, domain, text_of(schema), place, values, renamed)
        self.plain[key] = {"type": "string", "enum": list(values)}
        return {"$ref": f"#/components/schemas/{key}"}

    def _map_of(self, value: Tree) -> Tree:
        key = f"F{len(self.maps)}"
        self.maps.add(key)
        self.plain[key] = {"type": "object", "additionalProperties": value or True}
        return {"$ref": f"#/components/schemas/{key}"}

    def _claim(self, letter: str, name: str, pointer: str, domain: str) -> tuple[str, str]:
        """The key of a type, and its name: the wanted one, unless the document is foreign and that one is taken."""
        key = f"{letter}{len(self._taken)}"
        if self._document.foreign and pointer.count("/") != DEPTH_OF_COMPONENT:
            name = self._names.claim(name)
        first = self._taken.setdefault(name, pointer)
        if first != pointer:
            other = self._document.place(first)
            self._refuse(pointer, f"a second type is called {name}", f"The first one is in {other.file}; rename one.")
        if not re.fullmatch(r"[a-z][a-z0-9_]*", domain) or keyword.iskeyword(domain):
            self._refuse(pointer, f"{domain!r}, from the name of this file, cannot name a module", "Rename the file.")
        return key, name

    def _refuse(self, pointer: str, message: str, advice: str) -> Tree:
        self._problems.add(self._document.place(pointer), message, advice)
        return {}

    def _weaken(self, pointer: str, message: str, advice: str) -> Tree:
        """Free JSON in the place of what cannot be expressed."""
        self._problems.warn(self._document.place(pointer), message, advice)
        return {}
