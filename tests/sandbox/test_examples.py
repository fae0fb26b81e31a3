"""Requests made from the document's examples."""

from __future__ import annotations

import pytest

from warp_sandbox.spec.document import load
from warp_sandbox.spec.examples import example_request


def test_unknown_operation_is_a_lookup_error(document):
    """
    A name that the document does not have finds nothing.
    """
    with pytest.raises(LookupError):
        example_request(document, "fly")


def test_path_parameters_are_filled_in_and_encoded(document):
    """
    The plus of an E.164 number travels percent-encoded.
    """
    assert "/numbers/tollfree/%2B18335550123/status" == example_request(document, "get_toll_free_status").path


def test_query_holds_every_parameter(document):
    """
    Optional parameters are part of the example; booleans read as in an address.
    """
    query = example_request(document, "search_toll_free_numbers").query

    assert {"area_code", "pattern", "quantity", "consecutive"} == set(query)
    assert query["consecutive"] in ("true", "false")


def test_json_body_is_the_schema_s_example(document):
    """
    The body is the example of the request schema.
    """
    request = example_request(document, "/paths/~1numbers~1order/post")

    assert ("POST", ["+13035550144", "+13035550145"]) == (request.method, request.json["numbers"])


def test_files_are_told_apart_from_fields(document):
    """
    A multipart form has its file with a name and a media type, and its fields as text.
    """
    request = example_request(document, "import_rates")

    assert ("file.csv", "text/csv") == (request.files["file"][0], request.files["file"][2])
    assert "false" == request.form["notify_customers"]
    assert request.json is None


def test_media_type_is_sent_when_it_is_not_plain_json():
    """
    A collection of records has a media type of its own, and header parameters are headers.
    """
    headers = example_request(load("netsuite"), "bulk_upsert_netsuite_customers").headers

    assert "application/vnd.oracle.resource+json; type=collection" == headers["Content-Type"]
    assert "respond-async" == headers["Prefer"]
