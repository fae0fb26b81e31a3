"""The command line on a small checkout: exit codes, what it says, what it writes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.generator.specimens import Checkout, checkout, document, operation


@pytest.fixture
def pets(tmp_path: Path) -> Checkout:
    """A checkout that is built already."""
    found = checkout(tmp_path)
    assert found.build().code == 0
    return found


def test_a_build_says_what_it_made_and_how_long_it_took(tmp_path: Path) -> None:
    """
    One line per client, one for the time.
    """
    said = checkout(tmp_path).build()

    first, last = said.out.splitlines()
    assert first.startswith("generated/pets: 1 operations, 1 methods, 0 models, 0 enums, 17 files (17 changed)")
    assert last.startswith("Built in ")
    assert (0, "") == (said.code, said.err)


def test_a_second_build_writes_nothing_and_says_so(pets: Checkout) -> None:
    """
    Digests of inputs and output match, so no pass runs.
    """
    before = {file: file.stat().st_mtime_ns for file in (pets.root / "generated").rglob("*")}

    said = pets.build()

    assert 0 == said.code
    assert "(0 changed)\nNothing changed" in said.out
    assert before == {file: file.stat().st_mtime_ns for file in (pets.root / "generated").rglob("*")}


@pytest.mark.parametrize("byte", [b"#", b"\xff"], ids=["text", "not UTF-8"])
def test_one_tampered_byte_is_noticed_and_repaired(pets: Checkout, byte: bytes) -> None:
    """
    The record holds a digest of the output, so an edit by hand never survives a build.
    """
    before = pets.generated()
    module = pets.root / "generated" / "pets" / "src" / "pets" / "client.py"
    module.write_bytes(module.read_bytes() + byte)

    said = pets.build()

    assert (0, True) == (said.code, "(1 changed)" in said.out)
    assert before == pets.generated()


def test_a_forced_build_runs_but_touches_no_file_that_is_right(pets: Checkout) -> None:
    """
    Files are replaced only when something differs.
    """
    before = {file: file.stat().st_mtime_ns for file in (pets.root / "generated").rglob("*")}

    said = pets.build("--force")

    assert "(0 changed)\nBuilt in" in said.out
    assert before == {file: file.stat().st_mtime_ns for file in (pets.root / "generated").rglob("*")}


def test_check_passes_on_what_was_built(pets: Checkout) -> None:
    """
    The same set, the same bytes.
    """
    said = pets.run("check", "--no-schema-check")

    assert (0, "generated/ is current.\n") == (said.code, said.out)


def test_check_names_every_changed_missing_and_orphan_file(pets: Checkout) -> None:
    """
    A stale folder and a stray file beside the clients are orphans as well.
    """
    generated = pets.root / "generated"
    (generated / "pets" / "README.md").write_text("other\n", "utf-8")
    (generated / "pets" / "LICENSE").unlink()
    (generated / "pets" / "stray.py").write_text("", "utf-8")
    (generated / "old").mkdir()
    (generated / "notes.txt").write_text("", "utf-8")

    said = pets.run("check", "--no-schema-check")

    named = [line for line in said.out.splitlines() if line.startswith(("changed", "missing", "orphan"))]
    assert 1 == said.code
    assert [
        "missing  pets/LICENSE",
        "changed  pets/README.md",
        "orphan   pets/stray.py",
        "orphan   notes.txt",
        "orphan   old",
    ] == named
    assert "run `python3 tools/session.py regenerate`" in said.out


def test_check_shows_a_diff_that_no_terminal_chokes_on(pets: Checkout) -> None:
    """
    Control characters and bytes that are not text are shown as spaces.
    """
    (pets.root / "generated" / "pets" / "README.md").write_bytes(b"\xff\x1b[2J evil\n")

    said = pets.run("check", "--no-schema-check")

    assert "-  [2J evil" in said.out


def test_a_broken_document_leaves_the_old_tree_untouched(pets: Checkout) -> None:
    """
    Nothing is written unless everything is right.
    """
    before = pets.generated()
    pets.write("openapi/pets.yaml", document(operation(summary=None)))

    said = pets.build()

    assert (1, "") == (said.code, said.out)
    assert "openapi/pets.yaml:7:5 list_pets: there is no summary" in said.err
    assert said.err.endswith("1 problem(s) found, nothing was written\n")
    assert before == pets.generated()


def test_every_broken_file_is_shown_at_once(pets: Checkout) -> None:
    """
    Reading goes on after the first fault.
    """
    pets.write("openapi/pets.yaml", "openapi: [")
    pets.write("openapi/names.toml", "spelling = ")
    pets.write("openapi/corrections/001.yaml", "a: 1\na: 2\n")
    (pets.root / "LICENSE").unlink()

    said = pets.build()

    places = [line.split()[0] for line in said.err.splitlines() if line.startswith(("openapi", "LICENSE"))]
    assert 1 == said.code
    assert ["LICENSE", "openapi/corrections/001.yaml:2:1", "openapi/names.toml:1:1", "openapi/pets.yaml:2:1"] == places


def test_the_output_can_be_another_folder(pets: Checkout, tmp_path: Path) -> None:
    """
    ``-o`` builds there and leaves ``generated/`` alone.
    """
    said = pets.build("-o", str(tmp_path / "elsewhere"))

    assert 0 == said.code
    assert (tmp_path / "elsewhere" / "pets" / "pyproject.toml").is_file()


def test_bundle_writes_one_self_contained_document_per_client(pets: Checkout, tmp_path: Path) -> None:
    """
    No reference leaves the file.
    """
    pets.write("openapi/pets.yaml", document(operation(reply={"$ref": "common.yaml#/Pet"})))
    pets.write("openapi/common.yaml", {"Pet": {"type": "object", "properties": {"name": {"type": "string"}}}})

    said = pets.run("bundle", "-o", str(tmp_path / "bundles"))

    tree = json.loads((tmp_path / "bundles" / "pets.json").read_text("utf-8"))
    assert 0 == said.code
    assert ["Pet"] == list(tree["components"]["schemas"])


def test_surface_prints_what_downstream_imports(pets: Checkout) -> None:
    """
    The same text as ``surface.json``.
    """
    said = pets.run("surface", "pets")

    assert json.loads(pets.generated()["pets/surface.json"]) == json.loads(said.out)


def test_surface_of_an_unknown_client_fails(pets: Checkout) -> None:
    """
    The message names the file to look into.
    """
    said = pets.run("surface", "cats")

    assert (1, "clients.toml has no client cats.\n") == (said.code, said.err)


def test_explain_of_an_unknown_operation_fails(pets: Checkout) -> None:
    """
    The name is repeated, for typing errors.
    """
    said = pets.run("explain", "list_cats")

    assert (1, "No operation is called list_cats.\n") == (said.code, said.out)


def test_a_wrong_command_line_ends_with_2(pets: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    """
    Told apart from problems of the input.
    """
    with pytest.raises(SystemExit) as ended:
        pets.run("destroy")

    assert 2 == ended.value.code
    assert "invalid choice" not in capsys.readouterr().out


def test_the_schema_check_finds_what_the_house_rules_do_not_ask(tmp_path: Path) -> None:
    """
    Without ``--no-schema-check`` the document is held against the schema of OpenAPI 3.1.
    """
    found = checkout(tmp_path, document(info={"title": "Pets", "version": "1.0.0", "licence": "MIT"}))

    said = found.run("build")

    assert 1 == said.code
    assert "openapi/pets.yaml:2:1 " in said.err
    assert "'licence' was unexpected" in said.err


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "001-why.yaml",
            "overlay: 1.1.0\nextends: petz.yaml\ninfo: {title: t, version: '1'}\nactions: []\n",
            "petz.yaml",
        ),
        ("001-why.yml", "overlay: 1.1.0\n", "no correction"),
    ],
)
def test_a_correction_that_nothing_would_take_stops_the_build(tmp_path: Path, name: str, text: str, said: str) -> None:
    """
    A wrong document name or file ending is told, not passed over.
    """
    project = checkout(tmp_path)
    project.write(f"openapi/corrections/{name}", text)

    result = project.build()

    assert 1 == result.code
    assert name in result.err
    assert said in result.err
