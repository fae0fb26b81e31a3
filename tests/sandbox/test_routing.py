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
    The refusal lists the methods of every template that fits.
    """
    routes = router(("get", "/things/{id}"), ("delete", "/things/last"))

    with pytest.raises(Refusal) as caught:
        routes.match("PUT", "/v1/things/last")

    assert (405, "DELETE, GET") == (caught.value.status, caught.value.headers["Allow"])


@pytest.mark.parametrize("order", [1, -1])
def test_fixed_segment_wins_over_variable(order):
    """
    Whatever the order of the document.
    """
    routes = router(*[("get", "/things/{id}"), ("get", "/things/last")][::order])

    assert "get /things/last" == routes.match("GET", "/v1/things/last").operation.id
    assert "get /things/{id}" == routes.match("GET", "/v1/things/first").operation.id


def test_variable_template_answers_methods_that_the_fixed_one_lacks():
    """
    ``POST /numbers/port`` does not hide ``DELETE /numbers/{number_id}``.
    """
    routes = router(("post", "/numbers/port"), ("delete", "/numbers/{number_id}"))

    assert {"number_id": "port"} == routes.match("DELETE", "/v1/numbers/port").path


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
