"""Text of the document that tries to become code, markup or configuration: it stays text."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path
from typing import Any

import attrs
import pytest

from generator.emit.ruff import formatted
from tests.generator.specimens import (
    SETTINGS,
    built,
    document,
    json_reply,
    messages,
    operation,
    ran,
    whole,
    writing,
)

TEXTS = [
    '"""\n__import__("os").system("false")\n"""',
    "'''\nraise SystemExit(2)\n'''",
    '\\"""; raise SystemExit(3)',
    "ends with a backslash \\",
    'ends with a quote "',
    '""""',
    "# comment\rraise SystemExit(3)",
    "line\u2028raise SystemExit(3)\u2029\x85\x0b\x0c\x1c",
    "nul \x00 bell \x07 delete \x7f",
    "{{ 7*7 }} {% raw %} {# gone #}",
    "{__import__('os')} %s %(x)s ${x} {0.__class__}",
    "\u202egnirts sdrawkcab\u202c \u200b",
    "\\N{BULLET} \\u0041 \\x41 \\101",
    "a | b ` c `` d ``` e <script>alert(1)</script>",
    "```\n## Not a heading of ours\n| a | b |",
    "]]\n[tool.evil]\nx = 1",
    "\U0001f600 \u00e9 e\u0301 \ufb01",
]
PROPERTIES = {f"{text} {index}": {"type": "string", "description": text} for index, text in enumerate(TEXTS)}


def hostile() -> dict[str, Any]:
    """One document with every text in every place that takes free text."""
    schemas = {
        "Pet": {"type": "object", "description": TEXTS[0], "properties": PROPERTIES},
        "Kind": {"type": "string", "description": "\n".join(TEXTS), "enum": TEXTS},
    }
    for index, text in enumerate(TEXTS):
        schemas[f"Pet{index}"] = {
            "type": "object",
            "title": text,
            "description": text,
            "properties": {"kind": {"$ref": "#/components/schemas/Kind"}},
            "default": {"kind": text},
            "examples": [text],
        }
    found = [
        operation(
            f"list_pets_{index}",
            reply={"$ref": f"#/components/schemas/Pet{index}"},
            summary=text,
            description=text,
            parameters=[{"name": text, "in": "query", "description": text, "schema": {"type": "string"}}],
            externalDocs={"url": text, "description": text},
        )
        for index, text in enumerate(TEXTS)
    ]
    body = {"type": "object", "properties": {**PROPERTIES, "pet": {"$ref": "#/components/schemas/Pet"}}}
    info = {"title": TEXTS[0], "version": TEXTS[15], "description": "\n\n".join(TEXTS)}
    return document(
        *found,
        writing(body=body),
        schemas=schemas,
        info=info,
        tags=[{"name": "pets", "description": "".join(TEXTS)}],
        servers=[{"url": f'https://pets.example.com/"{TEXTS[0]}'}],
    )


@pytest.fixture(scope="module")
def project() -> dict[str, str]:
    """The client of the hostile document."""
    settings = attrs.evolve(SETTINGS, summary='Client \U0001f600 | `x` \\ " for pets')
    return built(hostile(), settings=settings, tidy=True)


def test_every_literal_of_the_document_comes_back_unchanged(project: dict[str, str], tmp_path: Path) -> None:
    """
    Enum values, wire names, query names and the server's address are what the document says, after import.
    """
    seen = ran(
        project,
        tmp_path,
        "import pets\n"
        "from pets import calls, client, models\n"
        "import pets.calls.pets as found, pets.resources.pets\n"
        "names = [getattr(found, f'list_{n}') for n in range(17)]\n"
        "queries = [one(**{next(iter(one.__kwdefaults__)): 'v'}).query[0][0] for one in names]\n"
        "print(json.dumps([list(models.Kind), list(models.Pet.__wire__.values()), queries,"
        " client.PetClient.about.base_url]))",
    )

    values, wires, queries, server = seen
    assert TEXTS == values
    assert list(PROPERTIES) == wires
    assert TEXTS == queries
    assert f'https://pets.example.com/"{TEXTS[0]}' == server


def test_the_words_stay_readable_in_docstrings(project: dict[str, str]) -> None:
    """
    Escaped for Python, not cut: what a reader sees is the text, control characters as spaces.
    """
    module = ast.parse(project["src/pets/models/pets.py"])
    docs = {node.name: ast.get_docstring(node) or "" for node in module.body if isinstance(node, ast.ClassDef)}

    assert '"""' in docs["Pet0"]
    assert "{{ 7*7 }} {% raw %} {# gone #}" in docs["Pet9"]
    assert "\\N{BULLET} \\u0041 \\x41 \\101" in docs["Pet12"]
    assert not any(char in doc for doc in docs.values() for char in "\x00\u2028\u202e\r\x7f")


def test_nothing_but_definitions_stands_in_the_modules(project: dict[str, str]) -> None:
    """
    No statement of a generated module comes from the document.
    """
    allowed = (ast.Import, ast.ImportFrom, ast.ClassDef, ast.FunctionDef, ast.Assign, ast.If, ast.Expr)
    for path, text in project.items():
        if path.endswith(".py"):
            body = ast.parse(text).body

            assert all(isinstance(node, allowed) for node in body), path
            names = {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
            assert not names & {"__import__", "SystemExit", "eval", "exec"}, path


def test_pyproject_is_toml_and_says_what_the_settings_say(project: dict[str, str]) -> None:
    """
    Nothing of the document gets into it, and the summary survives its quotes and its emoji.
    """
    table = tomllib.loads(project["pyproject.toml"])

    assert 'Client \U0001f600 | `x` \\ " for pets' == table["project"]["description"]
    assert {"build-system", "project", "tool"} == set(table)
    assert {"hatch"} == set(table["tool"])


def test_the_readme_keeps_its_table_and_its_fences(project: dict[str, str]) -> None:
    """
    A pipe of the document opens no column, a fence of it swallows nothing.
    """
    lines = project["README.md"].splitlines()

    rows = [line for line in lines if line.startswith("| ")]
    assert {6} == {line.replace("\\|", "").count("|") for line in rows}
    assert len(TEXTS) + 2 == len(rows)  # the head, and the operation that writes
    assert ["```sh", "```", *["```python", "```"] * 2] == [line for line in lines if line.startswith("```")]
    assert "<script" not in project["README.md"]


def test_a_name_of_five_thousand_characters_is_refused() -> None:
    """
    It would be an identifier that nobody can read.
    """
    pet = {"type": "object", "properties": {"x" * 5000: {"type": "string"}}}
    tree = document(operation(reply={"$ref": "#/components/schemas/Pet"}), schemas={"Pet": pet})

    assert ["a name of 5000 characters, more than 100"] == messages(built, tree)


NO_PATHS = ["/a b", "/a`b", '/a"b', "/a|b", "/a\nb", "/a#b", "/a?b", "/\u00e9", "a", "", "/{a}{", "/a\\b", "/<a>"]


@pytest.mark.parametrize("path", NO_PATHS)
def test_a_path_that_is_none_is_refused(path: str) -> None:
    """
    RFC 3986 says what a path may hold; the rest would end up in Markdown and in URLs.
    """
    assert messages(built, document(paths={path: {"get": operation()}}))


def test_a_path_of_odd_but_allowed_characters_stays_a_literal(tmp_path: Path) -> None:
    """
    RFC 3986 allows apostrophes and dollar signs.
    """
    path = "/o'hara/$a;b='c'%27"

    tree = built(document(paths={path: {"get": operation()}}))

    assert path == ran(tree, tmp_path, "import pets.calls.pets as found; print(json.dumps(found.list().path))")


@pytest.mark.parametrize("text", ['"', "a b", "a\r\nX-Evil: 1", "\u00e9", "", "a:b", "{{ 7*7 }}"])
def test_a_header_name_that_is_none_is_refused(text: str) -> None:
    """
    RFC 9110: a header name is a token, for parameters and for idempotency keys.
    """
    parameter = {"name": text, "in": "header", "schema": {"type": "string"}}

    assert messages(built, document(operation(parameters=[parameter])))
    assert messages(built, document(writing(**{"x-safety": "keyed", "x-idempotency-header": text})))


@pytest.mark.parametrize("value", ["a\r\nX-Evil: 1", "\x00", ["a"], {"a": 1}, None, "\u2028"])
def test_a_fixed_header_value_that_cannot_be_sent_is_refused(value: Any) -> None:
    """
    A line break in a header would start another one.
    """
    parameter = {"name": "X-Version", "in": "header", "schema": {"type": "string"}, "x-fixed": value}

    assert ["x-fixed must be a printable text or a number"] == messages(
        built, document(operation(parameters=[parameter]))
    )


def test_a_fixed_header_is_sent_as_it_is_written(tmp_path: Path) -> None:
    """
    Quotes and braces are no danger to a literal.
    """
    value = "a\"b'c\\ {x} {{ 7*7 }}"
    parameter = {"name": "X-Version", "in": "header", "schema": {"type": "string"}, "x-fixed": value}

    tree = built(document(operation(parameters=[parameter])))

    assert [["X-Version", value]] == ran(
        tree, tmp_path, "import pets.calls.pets as found; print(json.dumps(found.list().headers))"
    )


@pytest.mark.parametrize("media", ['application/json"; x', "application/json\n", "json", "*/ *", "a/b; c=`d`"])
def test_a_media_type_that_is_none_is_refused(media: str) -> None:
    """
    It becomes a header value and a literal.
    """
    body = {"content": {media: {"schema": {"type": "object", "properties": {}}}}}

    assert f"{media!r} is not a media type".replace("\n", " ") in messages(built, document(writing(requestBody=body)))


@pytest.mark.parametrize("place", ["x-session", "x-paging", "x-safety", "x-idempotency-header"])
@pytest.mark.parametrize("value", ["', evil(), '", "read\n", 7, ["read"], None, {}])
def test_an_extension_takes_none_but_its_own_words(place: str, value: Any) -> None:
    """
    What becomes an attribute of an enum in code is chosen from a list.
    """
    tree = document(operation())
    tree["paths"]["/p0"]["get"][place] = value

    assert messages(built, tree)


def test_text_of_links_and_reasons_stays_text(tmp_path: Path) -> None:
    """
    ``x-link`` and ``x-overlay`` are printed as literals or not at all.
    """
    evil = "');__import__('os').system('false');('"
    pet = {"type": "object", "properties": {"owner": {"type": "string", "x-link": evil}}}
    tree = document(operation(reply={"$ref": "#/components/schemas/Pet"}), schemas={"Pet": pet})

    links = ran(built(tree), tmp_path, "from pets import models; print(json.dumps(models.Pet.__links__))")

    assert {"owner": evil} == links


def test_a_message_never_carries_control_characters() -> None:
    """
    A hostile document must not write to the terminal either.
    """
    tree = document(operation(tags=["\x1b[2J\r\n\u202e" + "x" * 1000]))

    (message,) = messages(built, tree)

    assert message.isprintable()
    assert len(message) <= 400


def test_formatting_changes_no_literal() -> None:
    """
    ruff sees the module as it was rendered; strings and their values stay.
    """
    text = f'"""Doc."""\n\nVALUES = {TEXTS!r}\n'

    tidy = formatted({"pets": {"a.py": text}})["pets"]["a.py"]

    assert TEXTS == ast.literal_eval(ast.parse(tidy).body[1].value)  # type: ignore[attr-defined] # an assignment
    assert whole({"a": json_reply({})}).tree["a"]["description"] == "Fine."
