"""From method and path to an operation."""

from __future__ import annotations

import pytest

from warp_sandbox.errors import Refusal
from warp_sandbox.spec.document import Api
from warp_sandbox.wire.routing import Router


def router(*routes):
    paths = {}
    for method, path in routes:
        paths.setdefault(path, {})[method] = {"operationId": f"{method} {path}", "responses": {}}
    return Router(Api({"paths": paths}).operations, base="/v1")


@pytest.mark.parametrize("path", ["/v1", "/v1/", "/things", "/v2/things/1", "/v1/things/", "/v1//1", "/v1/things/1/"])
def test_what_does_not_fit_is_a_404(path):
    """
    Segments are never empty and never left over.
    """
    with pytest.raises(Refusal) as caught:
        router(("get", "/things/{id}")).match("GET", path)

    assert 404 == caught.value.status


def test_other_method_is_a_405():
    """
    The refusal lists the methods of the path that fits best, and of no other.
    """
    routes = router(("get", "/things/{id}"), ("delete", "/things/last"))

    with pytest.raises(Refusal) as caught:
        routes.match("PUT", "/v1/things/last")

    assert (405, "DELETE") == (caught.value.status, caught.value.headers["Allow"])


@pytest.mark.parametrize("order", [1, -1])
def test_fixed_segment_wins_over_variable(order):
    """
    Whatever the order of the document.
    """
    routes = router(*[("get", "/things/{id}"), ("get", "/things/last")][::order])

    assert "get /things/last" == routes.match("GET", "/v1/things/last").operation.id
    assert "get /things/{id}" == routes.match("GET", "/v1/things/first").operation.id


def test_fixed_path_hides_the_variable_one_for_every_method():
    """
    ``DELETE /numbers/port`` is not about a number that is called port.
    """
    routes = router(("post", "/numbers/port"), ("delete", "/numbers/{number_id}"))

    with pytest.raises(Refusal) as caught:
        routes.match("DELETE", "/v1/numbers/port")

    assert (405, "POST") == (caught.value.status, caught.value.headers["Allow"])


def test_encoded_slash_stays_inside_its_segment():
    """
    An id with a slash is an id, not another address.
    """
    routes = router(("get", "/things/{id}"), ("get", "/things/{id}/test"))

    match = routes.match("GET", "/v1/things/a%2Ftest")

    assert ("get /things/{id}", {"id": "a/test"}) == (match.operation.id, match.path)


def test_encoded_plus_is_decoded():
    """
    E.164 numbers travel with %2B.
    """
    assert {"tfn": "+18335550123"} == router(("get", "/{tfn}")).match("GET", "/v1/%2B18335550123").path


@pytest.mark.parametrize("path", ["/v1/thing/5", "/things/5", "/v1/things/5/tests"])
def test_refusal_names_the_nearest_operation(path):
    """
    With its method, path and id, so that a misspelt address is found at once.
    """
    with pytest.raises(Refusal, match=r"nearest operation is GET /v1/things/\{id\} \(get /things/\{id\}\)"):
        router(("get", "/things/{id}"), ("post", "/numbers/port")).match("GET", path)


def test_document_without_operations_has_no_hint():
    """
    There is nothing near.
    """
    with pytest.raises(Refusal, match=r"There is no such path\.$"):
        router().match("GET", "/v1/things")
