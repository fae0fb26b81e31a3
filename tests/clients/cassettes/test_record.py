"""The recorder: what it writes, what it only compares, what it refuses; and when a cassette is out of date."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from tests.clients.cassettes.cases import cases, document_of
from tests.clients.cassettes.record import CannotRecord, main, recorder
from tests.clients.cassettes.slices import slices


def changed(document: dict[str, Any], operation: str, **parts: Any) -> dict[str, Any]:
    """The document with some parts of an operation replaced."""
    tree = copy.deepcopy(document)
    for entry in tree["paths"].values():
        for verb, node in entry.items():
            if isinstance(node, dict) and node.get("operationId") == operation:
                entry[verb] = {**node, **parts}
    return tree


def test_a_check_writes_nothing_and_tells_what_would_change(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    Once recorded, the same check has nothing to say.
    """
    assert 1 == main(["--check", "customer-trunks.get"], tmp_path)
    assert "customer-trunks.get changed" in capsys.readouterr().out
    assert [] == list(tmp_path.rglob("*.yaml"))

    assert 0 == main(["customer-trunks.get"], tmp_path)
    assert 0 == main(["--check", "customer-trunks.get"], tmp_path)


def test_a_cassette_without_a_method_is_removed(tmp_path: Path) -> None:
    """
    The check tells of it, the recording deletes it.
    """
    orphan = tmp_path / "customer" / "trunks.gone.yaml"
    orphan.parent.mkdir()
    orphan.touch()

    assert 1 == main(["--check", "customer-trunks.get"], tmp_path)
    assert orphan.exists()
    assert 0 == main(["customer-trunks.get"], tmp_path)
    assert not orphan.exists()


def test_a_name_that_no_method_has_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    A misspelt name does not look like success.
    """
    with pytest.raises(SystemExit):
        main(["customer-trunk.get"], tmp_path)

    assert "customer-trunk.get" in capsys.readouterr().err


def test_a_method_that_does_not_succeed_is_not_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    The message names the method and what the platform said.
    """
    case = next(case for case in cases() if str(case) == "customer-trunks.get")
    monkeypatch.setattr("tests.clients.cassettes.performance.arguments_of", lambda _case: (["no-such-trunk"], {}))

    with recorder() as record, pytest.raises(CannotRecord, match=r"customer-trunks\.get: 404"):
        record(case)


def test_a_change_of_one_operation_makes_no_other_stale() -> None:
    """
    What the document says about an operation itself.
    """
    document = document_of("customer")
    before = slices(document)
    tree = changed(document, "get_trunk", **{"x-safety": "unsafe"})

    assert {"get_trunk"} == {name for name, text in slices(tree).items() if text != before[name]}


def test_a_change_of_a_schema_makes_all_stale_that_refer_to_it() -> None:
    """
    However far away.
    """
    document = document_of("customer")
    tree = copy.deepcopy(document)
    tree["components"]["schemas"]["TrunkIp"]["properties"]["netmask"]["maximum"] = 31
    before = slices(document)

    stale = {name for name, text in slices(tree).items() if text != before[name]}

    assert {"get_trunk", "list_trunks", "create_trunk"} <= stale
    assert "get_account" not in stale


def test_prose_makes_nothing_stale() -> None:
    """
    A better description changes no reply.
    """
    document = document_of("customer")
    tree = changed(document, "get_trunk", description="Better.", summary="Better")

    assert slices(document) == slices(tree)
