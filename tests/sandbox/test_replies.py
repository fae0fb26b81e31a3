"""Replies made from the document's examples, on documents of the test's own."""

from __future__ import annotations

import pytest

from warp_sandbox.warp.app import create_app

PAGES = [
    {"name": name, "in": "query", "schema": {"type": "integer", "default": default}}
    for name, default in (("page", 1), ("offset", 0), ("limit", 20))
]
THING_ID = {"name": "thing_id", "in": "path", "required": True, "example": "t1", "schema": {"type": "string"}}


@pytest.fixture
def get(client_of):
    """Sends a GET to a platform of one operation: ``get(path, template, data_schema, **operation)``."""

    def send(path, template, data, **operation):
        reply = {"type": "object", "properties": {"data": data, "meta": {"type": "object"}}}
        content = {"content": {"application/json": {"schema": reply}}} if data else {}
        responses = {"200" if data else "204": {"description": "Good.", **content}}
        entry = {"get": {"operationId": "get_thing", "responses": responses, **operation}}
        document = {"openapi": "3.1.0", "info": {"title": "Tiny", "version": "1"}, "paths": {template: entry}}
        return client_of(create_app(document=document))("GET", path)

    return send


def test_no_content_stays_empty(get):
    """
    A documented 204 has no body.
    """
    reply = get("/things", "/things", None)

    assert (204, b"") == (reply.status_code, reply.content)


def test_field_called_like_the_path_parameter_shows_its_value(get):
    """
    The reply is about the thing of the request, whatever the example says.
    """
    data = {"type": "object", "properties": {"thing_id": {"type": "string", "examples": ["other"]}}}

    reply = get("/things/mine", "/things/{thing_id}", data, parameters=[THING_ID]).json()

    assert {"thing_id": "mine"} == reply["data"]


def test_example_id_is_replaced_wherever_it_shows(get):
    """
    A thing's own id field is called ``id``, and the reply still shows the one of the request.
    """
    data = {"type": "object", "examples": [{"id": "t1", "also": ["t1", "t2"]}]}

    reply = get("/things/mine", "/things/{thing_id}", data, parameters=[THING_ID]).json()

    assert {"id": "mine", "also": ["mine", "t2"]} == reply["data"]


def test_items_of_a_list_show_the_path_parameter_too(get):
    """
    Parts of a thing belong to that thing.
    """
    item = {"type": "object", "properties": {"thing_id": {"type": "string", "examples": ["other"]}}}

    reply = get("/things/mine", "/things/{thing_id}", {"type": "array", "items": item}, parameters=[THING_ID]).json()

    assert [{"thing_id": "mine"}] == reply["data"]


def test_example_list_is_page_one_of_one(get):
    """
    A list that is not kept has one item, and pages beyond it are empty.
    """
    data = {"type": "array", "items": {"type": "integer", "examples": [5]}}
    first, second = (
        get(f"/things?page={page}", "/things", data, **{"parameters": PAGES, "x-paging": "page"}).json()
        for page in (1, 2)
    )

    assert {"page": 1, "per_page": 20, "total": 1, "total_pages": 1} == first["meta"]["pagination"]
    assert ([5], []) == (first["data"], second["data"])
    assert 2 == second["meta"]["pagination"]["page"]


def test_offset_list_ends_too_and_has_no_pagination(get):
    """
    A list by offset tells its end by its length.
    """
    data = {"type": "array", "items": {"type": "integer", "examples": [5]}}
    first, second = (
        get(f"/things?offset={offset}", "/things", data, **{"parameters": PAGES, "x-paging": "offset"}).json()
        for offset in (0, 1)
    )

    assert ([5], []) == (first["data"], second["data"])
    assert "pagination" not in first["meta"]


def test_lists_without_paging_have_no_pagination(admin):
    """
    Whole lists are sent whole.
    """
    assert "pagination" not in admin("GET", "/admin/partitions").json()["meta"]


def test_document_without_records_works(tiny, client_of):
    """
    Any document with enveloped replies can be served.
    """
    app = create_app(document=tiny({"type": "string", "examples": ["hello"]}))

    assert "hello" == client_of(app)("GET", "/things").json()["data"]
