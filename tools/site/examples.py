"""
The examples of the API pages: a whole program for each method and flavour.

One rule: an example says what the cassettes ask for, from the same tables, so that no method is without one; what is
written by hand is in ``examples.toml``. Nothing is executed here, `tests.docs` does that.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs

from tests.clients.arguments import example_arguments
from tests.clients.cassettes.cases import CLIENTS, document_of, surface

CLASSES = {"customer": "CustomerClient", "admin": "AdminClient", "netsuite": "NetSuiteClient"}
FLAVOURS = ("sync", "async")
_BETWEEN = "# --8<-- next example\n"
_PAGE = 2
_IMPORTS = {
    "import asyncio": r"\basyncio\.",
    "import datetime as dt": r"\bdt\.",
    "from decimal import Decimal": r"\bDecimal\(",
}


@attrs.frozen
class Example:
    """One program; ``flavour`` is one of `FLAVOURS`."""

    client: str
    call: str
    flavour: str
    code: str

    def __str__(self) -> str:
        return f"{self.client}-{self.call}-{self.flavour}"


@functools.cache
def examples() -> tuple[Example, ...]:
    """Every example of the three clients, formatted, in the order of the surfaces."""
    drafts = [
        Example(client, call, flavour, _program(client, call, flavour))
        for client in CLIENTS
        for call in surface(client)["methods"]
        for flavour in FLAVOURS
    ]
    texts = _formatted([draft.code for draft in drafts])
    return tuple(attrs.evolve(draft, code=text) for draft, text in zip(drafts, texts, strict=True))


@functools.cache
def by_hand() -> Mapping[str, str]:
    """Bodies of examples for methods without an operation, by ``client-call``; flavours differ by the marks in them."""
    return tomllib.loads((Path(__file__).parent / "examples.toml").read_text("utf-8"))


def _program(client: str, call: str, flavour: str) -> str:
    written = by_hand().get(f"{client}-{call}")
    body = _marked(written, flavour) if written else "\n".join(_statements(client, call, flavour))
    imports, body = _split_imports(body)
    return _framed(CLASSES[client], f"warp_{client}", flavour, imports, body)


def _split_imports(body: str) -> tuple[list[str], str]:
    lines = body.strip().splitlines()
    imports = [line for line in lines if re.match(r"(from|import) ", line)]
    return imports, "\n".join(line for line in lines if line not in imports)


def _marked(text: str, flavour: str) -> str:
    """The text of a flavour: ``{await}``, ``{async}`` and ``{Async}`` are words or nothing."""
    text = text.replace("{Async}", "Async" if flavour == "async" else "")
    for word in ("await", "async"):
        text = text.replace("{" + word + "}", f"{word} " if flavour == "async" else "")
    return text


def _framed(name: str, package: str, flavour: str, imports: list[str], body: str) -> str:
    is_async = flavour == "async"
    name = f"Async{name}" if is_async else name
    if " as client:" not in body:
        body = f"{'async ' if is_async else ''}with {name}() as client:\n{_indented(body)}"
    code = f"async def main() -> None:\n{_indented(body)}\n\nasyncio.run(main())\n" if is_async else f"{body}\n"
    needed = [line for line, sign in _IMPORTS.items() if re.search(sign, code)]
    plain = sorted({*needed, *imports})
    standard = [line for line in plain if not re.match(r"(from|import) warp_", line)]
    ours = sorted({f"from {package} import {name}", *(line for line in plain if line not in standard)})
    return "\n".join([*sorted(standard, key=lambda line: line.startswith("from ")), "", *ours, "", code])


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" if line else line for line in text.splitlines())


def _statements(client: str, call: str, flavour: str) -> Iterator[str]:
    entry = surface(client)["methods"][call]
    positional, keywords = shown_arguments(client, call)
    given = [_literal(value) for value in positional]
    given += [f"{name}={_literal(value)}" for name, value in keywords.items()]
    wait = "await " if flavour == "async" else ""
    asked = f"{wait}client.{call}({', '.join(given)})"
    kind, _, inner = entry["returns"].rstrip("]").partition("[")
    if kind == "None":
        yield asked
    elif kind in ("Page", "list"):
        yield f"{'page' if kind == 'Page' else 'found'} = {asked}"
        one = _variable(inner)
        yield f"for {one} in {'page.items' if kind == 'Page' else 'found'}:\n    print({one})"
    else:
        yield f"{_variable(kind)} = {asked}"
        yield f"print({_variable(kind)})"


def shown_arguments(client: str, call: str) -> tuple[list[Any], dict[str, Any]]:
    """Arguments of a method: the document's examples, with short pages."""
    entry = surface(client)["methods"][call]
    positional, keywords = example_arguments(document_of(client), entry["operation"])
    count = len(entry["positional"])
    if "limit" in keywords:
        keywords["limit"] = _PAGE
    if not call.startswith("customers."):
        keywords.pop("q", None)  # the document has one filter for all records, which only customers have the column of
    if "file" in keywords and "overlay" in entry:
        keywords = {**keywords, "deck": keywords["file"], "validate": False}
        del keywords["file"]
    return positional[len(positional) - count :] if count else [], keywords


def _variable(name: str) -> str:
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()
    return "reply" if words in ("str", "dict", "") else words.removeprefix("net_suite_")


def _literal(value: Any) -> str:
    if isinstance(value, dt.datetime):
        given = [value.year, value.month, value.day, value.hour, value.minute, value.second]
        while len(given) > 3 and not given[-1]:
            given.pop()
        return f"dt.datetime({', '.join(map(str, given))}, tzinfo=dt.UTC)"
    if isinstance(value, dt.date):
        return f"dt.date({value.year}, {value.month}, {value.day})"
    if isinstance(value, Decimal):
        return f'Decimal("{value}")'
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_literal(name)}: {_literal(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_literal, value)) + "]"
    return repr(value)


def _formatted(texts: list[str]) -> list[str]:
    command = [
        sys.executable,
        "-m",
        "ruff",
        "format",
        "--isolated",
        "--line-length",
        "88",
        "--stdin-filename",
        "all.py",
        "-",
    ]
    done = subprocess.run(command, input=_BETWEEN.join(texts), stdout=subprocess.PIPE, text=True, check=True)
    return [text.strip() + "\n" for text in done.stdout.split(_BETWEEN)]
