"""Request bodies in several media types, and bodies that are no object."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

JSON = "application/json"


@pytest.mark.parametrize(
    ("method", "given", "kind", "content"),
    [
        ("create", {"ref_name": "a", "size": 1}, JSON, b'{"refName":"a","size":1}'),
        ("create_form", {"ref_name": "a b", "size": 1}, "application/x-www-form-urlencoded", b"refName=a+b&size=1"),
        ("create_text", {"body": "a,b\n"}, "text/csv", b"a,b\n"),
        ("create_binary", {"body": b"%PDF"}, "application/pdf", b"%PDF"),
        ("set_list", {"body": [{"ref_name": "a"}]}, JSON, b'[{"refName":"a"}]'),
        ("set_option", {"name": "a"}, JSON, b'{"name":"a"}'),
        ("set_number", {"body": 1.5}, JSON, b"1.5"),
        ("set_union", {"body": ["a"]}, JSON, b'["a"]'),
        ("set_union", {"body": None}, JSON, b"null"),
        ("set_free", {"body": {"x": [1, None]}}, JSON, b'{"x":[1,null]}'),
        ("set_anything", {"ref_name": "a"}, JSON, b'{"refName":"a"}'),
        ("set_bytes", {"body": b"ab"}, "application/octet-stream", b"ab"),
        ("patch", {"ref_name": "a"}, "application/merge-patch+json", b'{"refName":"a"}'),
        ("set_xml", {"body": "<a/>"}, "application/xml", b"<a/>"),
    ],
    ids=[
        "json",
        "form",
        "text",
        "binary",
        "list",
        "option",
        "number",
        "union",
        "null",
        "free",
        "any",
        "bytes",
        "patch",
        "xml",
    ],
)
def test_a_body_is_sent_in_its_media_type(
    wire: Any, method: str, given: dict[str, Any], kind: str, content: bytes
) -> None:
    """
    JSON under the name of the operation, the others beside it.
    """
    wire.reply(json={})
    wire.call(f"things.{method}", **given)

    assert (kind, content) == (wire.request.headers["content-type"], wire.request.read())


@pytest.mark.parametrize("method", ["set_list", "set_union", "set_option"])
def test_an_optional_body_that_is_left_out_is_none_at_all(wire: Any, method: str) -> None:
    """
    Neither content nor content type.
    """
    wire.reply(json={})
    wire.call(f"things.{method}")

    assert (None, b"") == (wire.request.headers.get("content-type"), wire.request.read())


def test_a_file_is_sent_by_its_path(wire: Any, tmp_path: Path) -> None:
    """
    As it is, with its length.
    """
    wire.reply(json={})
    (tmp_path / "a.bin").write_bytes(b"12345")
    wire.call("things.set_bytes", body=tmp_path / "a.bin")

    assert ("5", b"12345") == (wire.request.headers["content-length"], wire.request.read())
