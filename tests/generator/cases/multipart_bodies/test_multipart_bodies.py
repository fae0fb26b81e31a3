"""Multipart bodies: several files under one name, objects, and content types of single parts."""

from __future__ import annotations

import email
import email.policy
import io
from pathlib import Path
from typing import Any

import pytest


def _parts(wire: Any) -> list[tuple[str, str | None, str, bytes]]:
    """Name, file name, content type and content of each part of the last request."""
    head = f"Content-Type: {wire.request.headers['content-type']}\r\n\r\n".encode()
    message = email.message_from_bytes(head + wire.request.read(), policy=email.policy.HTTP)
    return [
        (
            part.get_param("name", header="content-disposition"),
            part.get_filename(),
            part.get_content_type() if "content-type" in part else "",
            part.get_payload(decode=True),
        )
        for part in message.iter_parts()
    ]


def test_each_part_has_its_form(wire: Any) -> None:
    """
    Fields first; a list gives one part for each of its items.
    """
    wire.reply(json={})
    wire.call(
        "things.create",
        file=b"f",
        photos=[b"1", b"2"],
        icon=b"i",
        tags=["a", "b"],
        meta={"ref_name": "m"},
        metas=[{"ref_name": "n"}],
        note="# hi",
    )

    octets = "application/octet-stream"
    assert [
        ("file", "file", octets, b"f"),
        ("icon", "file", "image/png", b"i"),
        ("meta", None, "application/json", b'{"refName":"m"}'),
        ("metas", None, "application/json", b'{"refName":"n"}'),
        ("note", None, "text/markdown", b"# hi"),
        ("photos", "photos", octets, b"1"),
        ("photos", "photos", octets, b"2"),
        ("tags", None, "", b"a"),
        ("tags", None, "", b"b"),
    ] == sorted(_parts(wire))


@pytest.mark.parametrize(
    ("expected", "model"),
    [
        (("model", None, "", b"small"), "small"),
        (("model", None, "application/json", b'{"refName":"m"}'), {"refName": "m"}),
    ],
    ids=["text", "object"],
)
def test_a_union_is_text_where_it_is_one_and_else_json(wire: Any, expected: tuple[Any, ...], model: Any) -> None:
    """
    A text without the quotation marks of JSON.
    """
    wire.reply(json={})
    wire.call("things.create", file=b"f", model=model)

    assert expected in _parts(wire)


def test_the_files_of_a_body_of_several_schemas_are_files(wire: Any, tmp_path: Path) -> None:
    """
    By Python names too: bytes, paths and open files; the rest as in any other body.
    """
    path = tmp_path / "worker.js"
    path.write_bytes(b"\x00js")
    body = {"metadata": {"ref_name": "m"}, "main_script": path, "tags": ["a", "b"], "count": 1}
    wire.reply(json={})
    wire.call("workers.create", body={**body, "files": [b"1", io.BytesIO(b"2")]})

    octets = "application/octet-stream"
    assert [
        ("count", None, "", b"1"),
        ("files", "files", octets, b"1"),
        ("files", "files", octets, b"2"),
        ("mainScript", "worker.js", octets, b"\x00js"),
        ("metadata", None, "application/json", b'{"refName":"m"}'),
        ("tags", None, "", b"a"),
        ("tags", None, "", b"b"),
    ] == sorted(_parts(wire))


def test_the_files_of_a_model_are_files(wire: Any, case: Any) -> None:
    """
    What it leaves out is no part.
    """
    wire.reply(json={})
    wire.call("workers.create", body=case.models.Upload(metadata=case.models.Meta(ref_name="m"), main_script=b"js"))

    assert [
        ("mainScript", "mainScript", "application/octet-stream", b"js"),
        ("metadata", None, "application/json", b'{"refName":"m"}'),
    ] == sorted(_parts(wire))


def test_what_is_left_out_is_no_part(wire: Any) -> None:
    """
    Only the file is.
    """
    wire.reply(json={})
    wire.call("things.create", file=b"f")

    assert ["file"] == [name for name, *_ in _parts(wire)]


def test_the_boundary_is_another_one_each_time(wire: Any) -> None:
    """
    No file can hold it on purpose.
    """
    wire.reply(json={})
    wire.call("things.create", file=b"f")
    wire.call("things.create", file=b"f")

    assert 2 == len({request.headers["content-type"] for request in wire.requests})
