"""Claims about ``client.download``, in both flavours."""

import asyncio

import httpx
import pytest

from warp_client_core import Operation, Safety, errors
from warp_client_core.replies import Binary

EXPORT = Operation("export", "GET", "/export", Safety.READ, Binary())


def downloaded(flavour, client, *arguments, **keywords):
    started = client.download(*arguments, **keywords)
    return started if flavour.name == "sync" else asyncio.run(started)


def test_a_reply_is_written_to_a_file(flavour, platform, tmp_path):
    server = platform(httpx.Response(503), httpx.Response(200, content=b"a,b\n" * 1_000))
    client = flavour.build(server, access_token="t", max_retries=1)
    told = []

    path = downloaded(
        flavour,
        client,
        EXPORT.call(query={"format": "csv"}),
        tmp_path / "cdrs.csv",
        on_progress=lambda done, whole: told.append((done, whole)),
    )

    assert path.read_bytes() == b"a,b\n" * 1_000
    assert told[-1] == (4_000, 4_000)
    assert [child.name for child in tmp_path.iterdir()] == ["cdrs.csv"]
    assert {request.url.query for request in server.requests} == {b"format=csv"}


def test_a_refusal_leaves_nothing(flavour, platform, tmp_path):
    client = flavour.build(platform(httpx.Response(404, json={"code": "NOT_FOUND", "message": "no"})))

    with pytest.raises(errors.NotFoundError):
        downloaded(flavour, client, EXPORT.call(), tmp_path / "cdrs.csv")

    assert list(tmp_path.iterdir()) == []
