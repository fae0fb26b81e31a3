"""
Options of a command, made from the parameters of a catalog entry or of an overlay's command.

The rule: one parameter is one option, called as in Python with dashes; underscores are taken as well. A name that the
command line needs for itself is given with ``--set NAME=VALUE``.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from warp_client_core.catalog import Parameter
from warp_client_core.catalog.values import Unfit, from_text, hint, is_kind, options, resolved


def made(
    parameters: Sequence[Parameter], schemas: Mapping[str, Any], *, taken: Mapping[str, str]
) -> list[click.Option]:
    """
    An option for each parameter.

    Args:
        parameters: Of the method.
        schemas: What their schemas refer to.
        taken: Names that the command line needs, and the option that stands for the parameter instead; empty for none.
    """
    result = []
    for one in parameters:
        names = [dashed(f"--{one.name.strip('_')}")]
        if one.name in taken:
            if not taken[one.name]:
                continue
            names = [taken[one.name]]
        result.append(_option(one, names, schemas))
    return result


def dashed(name: str) -> str:
    """An option as it is declared; underscores are taken for dashes."""
    return name.replace("_", "-")


def _option(one: Parameter, names: list[str], schemas: Mapping[str, Any]) -> click.Option:
    said = f"{one.help} " if one.help else ""
    notes = (
        [hint(one.schema, schemas)]
        + (["required"] if one.required else [])
        + (["found by itself"] if one.found else [])
    )
    schema = resolved(one.schema, schemas)
    shared: dict[str, Any] = {"help": f"{said}[{'; '.join(note for note in notes if note)}]", "expose_value": True}
    declared = [*names, f"p_{one.name}"]
    if is_kind(one.schema, schemas, "boolean"):
        # `--flag`, `--flag false` and `--no-flag`.
        return click.Option(declared, is_flag=False, flag_value="true", metavar="[true|false]", **shared)
    many = is_kind(one.schema, schemas, "array")
    return click.Option(declared, multiple=many, metavar=_metavar(one), shell_complete=_completer(schema), **shared)


def _metavar(one: Parameter) -> str:
    return one.name.strip("_").upper()


def _completer(schema: Mapping[str, Any]) -> Any:
    values = [str(value) for value in schema.get("enum", schema.get("examples", ()))]

    def complete(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
        return [CompletionItem(value) for value in values if value.startswith(begun)]

    return complete if values else None


def given(
    parameters: Sequence[Parameter],
    schemas: Mapping[str, Any],
    raw: Mapping[str, Any],
    further: Sequence[str] = (),
    *,
    custom: Sequence[str] = (),
) -> dict[str, Any]:
    """
    Arguments by name, from what click read; those that were not given are absent.

    Args:
        parameters: Of the method.
        schemas: What their schemas refer to.
        raw: Parameter -> text, or texts.
        further: ``NAME=VALUE`` pairs.
        custom: Prefixes of further names that are taken.

    Raises:
        Unfit: A value does not fit, or a file cannot be read.
    """
    known = {one.name: one for one in parameters}
    texts: dict[str, Any] = {name: value for name, value in raw.items() if value not in (None, ())}
    for pair in further:
        name, mark, value = pair.partition("=")
        if not mark or not name:
            raise Unfit("--set takes NAME=VALUE")
        if name not in known and not name.startswith(tuple(custom)):
            raise Unfit(f"--set: there is no {name}; there are {', '.join(known) or 'none'}")
        texts[name] = value
    result = {}
    for name, text in texts.items():
        one = known.get(name) or Parameter(name, name, "body", False, {})
        result[name] = _value(one, text, schemas)
    return result


def _value(one: Parameter, text: Any, schemas: Mapping[str, Any]) -> Any:
    name = one.name.replace("_", "-")
    if isinstance(text, tuple):
        if len(text) == 1 and text[0][:1] in ("[", "@"):
            return from_text(loaded(text[0], name), one.schema, schemas, name=name)
        array = next(kind for kind in options(one.schema, schemas) if kind.get("type") == "array")
        return [from_text(loaded(part, name), array.get("items", {}), schemas, name=name) for part in text]
    if any(kind.get("format") == "binary" for kind in options(one.schema, schemas)):
        if text.startswith("@@"):
            return text[1:]
        path = text.removeprefix("@")
        return sys.stdin.buffer if path == "-" else path
    if not text.isascii() and any("\ud800" <= one <= "\udfff" for one in text):
        raise Unfit(f"{name} is not UTF-8")
    return from_text(loaded(text, name), one.schema, schemas, name=name)


def loaded(text: str, name: str) -> str:
    """The text, or that of the file behind ``@``; ``@-`` is standard input, ``@@`` an at sign."""
    if text.startswith("@@") or not text.startswith("@"):
        return text[1:] if text.startswith("@@") else text
    try:
        content = sys.stdin.read() if text == "@-" else Path(text[1:]).expanduser().read_text("utf-8")
    except (OSError, ValueError) as error:
        raise Unfit(
            f"{name}: {text[1:]} cannot be read: {getattr(error, 'strerror', None) or 'it is not UTF-8'}"
        ) from None
    return content.rstrip("\r\n")
