"""The document as the sandbox reads it."""

from __future__ import annotations

import attrs
import pytest

from warp_sandbox.spec.document import Api


def test_unknown_operation_is_a_lookup_error(document):
    """
    Neither a wrong id nor a wrong pointer finds anything.
    """
    with pytest.raises(LookupError, match="no operation fly"):
        Api(document).operation("fly")


def test_operation_is_found_by_id_and_by_pointer(document):
    """
    Both names lead to the same operation.
    """
    api = Api(document)

    assert api.operation("get_trunk") == api.operation("/paths/~1trunks~1{trunk_id}/get")


@pytest.mark.parametrize("order", [1, -1], ids=["as written", "backwards"])
def test_success_is_the_lowest_status_documented(document, order):
    """
    Keys of a document have no order.
    """
    found = Api(document).operation("enable_toll_free_sms")

    assert 200 == attrs.evolve(found, replies=found.replies[::order]).success.status


def test_undocumented_error_has_the_form_of_the_documented_ones(document):
    """
    A status that an operation leaves out still has a body to be checked against.
    """
    operation = Api(document).operation("get_account")

    assert operation.reply(422) == operation.reply(400)


def test_sign_in_is_open_and_the_rest_is_not(document):
    """
    Only operations that say so go without credentials.
    """
    open_ones = {operation.id for operation in Api(document).operations if operation.is_open}

    assert {"login", "refresh_token"} == open_ones


def test_parameters_of_the_path_item_count_for_each_method():
    """
    Parameters may stand beside the methods.
    """
    shared = {"name": "a", "in": "query", "schema": {"type": "string"}}
    get = {"operationId": "get", "responses": {"200": {"description": ""}}}

    operation = Api({"paths": {"/": {"parameters": [shared], "get": get}}}).operation("get")

    assert ["a"] == [parameter.name for parameter in operation.parameters]
