"""Claims about what calls log; each holds for both flavours."""

import logging

import attrs
import httpx
import pytest

from warp_client_core import errors
from warp_client_core.calls import Operation, Safety
from warp_client_core.replies import Enveloped


@attrs.frozen(kw_only=True)
class Trunk:
    id: str


GET: Operation = Operation("get_trunk", "GET", "/trunks/{trunk_id}", Safety.READ, Enveloped(Trunk))


@pytest.fixture
def told(caplog):
    caplog.set_level(logging.DEBUG, logger="warp_client_core")
    return lambda: [
        (record.name.rpartition(".")[2], record.warp)
        for record in caplog.records
        if record.name.startswith("warp_client_core")
    ]


def test_a_call_tells_of_its_attempts_and_retries(flavour, world, platform, told):
    ok = httpx.Response(200, json={"data": {"id": "t1"}}, headers={"x-request-id": "req-3"})
    server = platform(httpx.ConnectError("refused"), httpx.Response(503, headers={"Retry-After": "4"}), ok)

    flavour.send(flavour.build(server, ambient=world.ambient), GET.call("t1"))

    about = {"operation": "get_trunk", "method": "GET", "route": "/trunks/{trunk_id}"}
    assert [
        ("attempts", {**about, "attempt": 1, "failure": "ConnectError", "seconds": 0.0}),
        ("calls", {**about, "attempt": 1, "failure": "ConnectError", "wait": 0.5}),
        ("attempts", {**about, "attempt": 2, "status": 503, "seconds": 0.0}),
        ("calls", {**about, "attempt": 2, "status": 503, "wait": 4.0}),
        ("attempts", {**about, "attempt": 3, "status": 200, "request_id": "req-3", "seconds": 0.0}),
    ] == told()


def test_a_call_that_fails_tells_so_once(flavour, world, platform, told):
    server = platform(httpx.Response(404, json={"error": {"code": "NO_SUCH_TRUNK"}}))

    with pytest.raises(errors.NotFoundError):
        flavour.send(flavour.build(server, ambient=world.ambient), GET.call("t1"))

    assert ["attempts", "calls"] == [name for name, _ in told()]
    assert ("NotFoundError[NO_SUCH_TRUNK]", 404, 1) == tuple(
        told()[1][1][key] for key in ("failure", "status", "attempt")
    )


def test_a_reply_that_cannot_be_decoded_is_told(flavour, world, platform, told):
    server = platform(httpx.Response(200, text="<p>hello</p>"))

    with pytest.raises(errors.ResponseDecodeError):
        flavour.send(flavour.build(server, ambient=world.ambient), GET.call("t1"))

    assert "ResponseDecodeError" == told()[-1][1]["failure"]


def test_a_path_that_is_not_described_is_not_told(flavour, world, platform, told):
    flavour.request(flavour.build(platform(httpx.Response(204)), ambient=world.ambient), "GET", "/canary")

    assert [""] == [fields["route"] for _name, fields in told()]
