"""``build --spec`` as a command: exit codes, what it says and writes, and the list of problems."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main

ROOT = Path(__file__).resolve().parents[2]
GOOD = """
openapi: 3.1.0
info: {title: Things, version: '1'}
paths:
  /things:
    get:
      operationId: listAllThings
      tags: [things]
      parameters: [{name: size, in: query, schema: {type: integer, default: many}}]
      responses: {'200': {description: Fine., content: {application/json: {schema: {type: integer}}}}}
"""
WRONG = (
    GOOD
    + """
  /others:
    get:
      operationId: listOthers
      tags: [things]
      responses: {'200': {$ref: '#/components/responses/Gone'}}
"""
)


@pytest.fixture
def build(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs the command on a text; gives the exit code, both outputs and the folder."""

    def run(text: str, *options: str, package: str = "thing_client") -> tuple[int, str, str, Path]:
        (tmp_path / "api.yaml").write_text(text, "utf-8")
        target = tmp_path / "made"
        given = ["--project", str(ROOT), "build", "--spec", str(tmp_path / "api.yaml"), *options]
        code = main([*given, *(["--package", package, "-o", str(target)] if package else [])])
        out, err = capsys.readouterr()
        return code, out, err, target

    return run


def test_a_document_becomes_a_project_and_a_list_of_what_is_weaker(build: Any) -> None:
    """
    Counted in one line, and in ``problems.json`` with place and advice.
    """
    code, out, err, target = build(GOOD)

    problems = json.loads((target / "problems.json").read_text("utf-8"))
    assert (0, "") == (code, err)
    assert "1 operations, 0 errors, 1 warnings" in out
    assert {"operations": 1, "errors": 0, "warnings": 1} == problems["summary"]
    (one,) = problems["problems"]
    assert ("warning", "api.yaml", "/paths/~1things/get/parameters/0", 9) == (
        one["severity"],
        one["file"],
        one["pointer"].removesuffix("/schema"),
        one["line"],
    )
    assert "default" in one["message"]
    assert one["advice"]


def test_the_name_in_the_document_finds_the_method(build: Any) -> None:
    """
    In ``surface.json`` and in the docstring.
    """
    target = build(GOOD)[3]

    surface = json.loads((target / "surface.json").read_text("utf-8"))
    assert ["listAllThings"] == [one["x-operation-id"] for one in surface["methods"].values()]
    assert "``listAllThings``" in (target / "src/thing_client/resources/things.py").read_text("utf-8")


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("api.yaml:16:", WRONG),
        ("this is Swagger '2.0', not OpenAPI 3", "swagger: '2.0'\n"),
        ("the 200 reply has no description", GOOD.replace("description: Fine., ", "")),
        ("api.yaml", "openapi: [\n"),
    ],
    ids=["dangling reference", "Swagger 2", "no description", "no YAML"],
)
def test_a_wrong_document_is_told_with_its_place_and_nothing_is_written(build: Any, expected: str, text: str) -> None:
    """
    Exit code 1; what stood in the folder stays.
    """
    before = build(GOOD)[3]
    files = {file: file.read_bytes() for file in before.rglob("*") if file.is_file()}

    code, out, err, target = build(text)

    assert (1, "") == (code, out)
    assert expected in err
    assert "nothing was written" in err
    assert files == {file: file.read_bytes() for file in target.rglob("*") if file.is_file()}


def test_a_lenient_build_makes_what_is_usable_and_lists_the_rest(build: Any) -> None:
    """
    The operation with the dangling reply keeps its method.
    """
    code, out, _, target = build(WRONG, "--lenient")

    problems = json.loads((target / "problems.json").read_text("utf-8"))
    errors = [one for one in problems["problems"] if one["severity"] == "error"]
    assert 0 == code
    assert "2 operations, 1 errors, 1 warnings" in out
    assert ["the reference '#/components/responses/Gone' leads nowhere"] == [one["message"] for one in errors]
    assert 2 == len(json.loads((target / "surface.json").read_text("utf-8"))["methods"])


@pytest.mark.parametrize("text", ["swagger: '2.0'\n", "- a\n", "openapi: 3.1.0\n", "openapi: 3.1.0\npaths: {}\n"])
def test_what_is_no_document_is_refused_by_a_lenient_build_too(build: Any, text: str) -> None:
    """
    There is nothing to use.
    """
    code, _, err, target = build(text, "--lenient")

    assert (1, False) == (code, target.exists())
    assert err


@pytest.mark.parametrize("package", ["class", "Thing", "../up", "attrs", "a-b"])
def test_a_package_needs_a_name_of_its_own(build: Any, package: str) -> None:
    """
    Exit code 1, and the name in the message.
    """
    code, _, err, target = build(GOOD, package=package)

    assert (1, False) == (code, target.exists())
    assert repr(package) in err


def test_a_spec_without_package_and_folder_is_a_wrong_command_line(build: Any) -> None:
    """
    Exit code 2.
    """
    code, _, err, _ = build(GOOD, package="")

    assert 2 == code
    assert "--package" in err


def test_a_document_of_webhooks_alone_has_their_payloads(build: Any) -> None:
    """
    There is no method, and nothing is wrong.
    """
    schema = "{type: object, properties: {n: {type: integer}}}"
    event = f"{{post: {{requestBody: {{content: {{application/json: {{schema: {schema}}}}}}}}}}}"

    code, out, _, target = build(f"openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\nwebhooks: {{told: {event}}}\n")

    assert (0, True) == (code, "0 operations, 0 errors, 0 warnings" in out)
    assert "n: int" in "".join(file.read_text("utf-8") for file in (target / "src").rglob("models/*.py"))


def test_a_second_build_gives_the_same_bytes(build: Any) -> None:
    """
    No time and no place in any file.
    """
    files = [
        {str(file.relative_to(target)): file.read_bytes() for file in target.rglob("*") if file.is_file()}
        for target in (build(GOOD)[3], build(GOOD)[3])
    ]

    assert files[0] == files[1]
