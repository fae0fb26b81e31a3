"""Names that a path gives: where the document has no operationId, or one that repeats method and path."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.passes.adopt import path_names
from generator.passes.adopt.adopt import adopt
from generator.passes.adopt.path_names import _spellings as spellings
from generator.passes.adopt.path_names import from_path, repeats_path
from generator.passes.validate import operations, validate
from tests.generator.passes.adopt.foreign import DONE, foreign

REPEATING = [
    ("get", "/v1/charges", "GetCharges"),
    ("post", "/v1/charges", "PostCharges"),
    ("get", "/v1/charges/search", "GetChargesSearch"),
    ("get", "/v1/charges/{charge}", "GetChargesCharge"),
    ("post", "/v1/charges/{charge}", "PostChargesCharge"),
    ("post", "/v1/charges/{charge}/capture", "PostChargesChargeCapture"),
    ("get", "/v1/charges/{charge}/refunds", "GetChargesChargeRefunds"),
    ("delete", "/v1/customers/{customer}", "DeleteCustomersCustomer"),
    ("get", "/v1/customers/{customer}/sources/{id}", "GetCustomersCustomerSourcesId"),
    ("get", "/files/{file_id}/content", "get_files_id_content"),
    ("put", "/files/{file_id}", "put_files_file_id"),
    ("post", "/folders", "post_folders"),
    ("patch", "/v2/folders/{folder_id}", "patch_v2_folders"),
]


def ids(rows: Any) -> dict[str, str]:
    """operationId of each operation, by that of the document."""
    paths: dict[str, Any] = {}
    for verb, path, name in rows:
        found = [part[1:-1] for part in path.split("/") if part.startswith("{")]
        fields = [{"name": one, "in": "path", "required": True, "schema": {"type": "string"}} for one in found]
        item = {"operationId": name, "parameters": fields, "responses": DONE}
        paths.setdefault(path, {})[verb] = item
    tree = validate(adopt(foreign(paths), "api.yaml").document).tree
    return {one["x-operation-id"]: one["operationId"] for _, _, _, one in operations(tree)}


def test_ids_that_repeat_method_and_path_give_way_to_the_path() -> None:
    """
    With and without the names of parameters and the version.
    """
    assert {
        "GetCharges": "list_charges",
        "PostCharges": "create_charge",
        "GetChargesSearch": "search_charges",
        "GetChargesCharge": "get_charge",
        "PostChargesCharge": "update_charge",
        "PostChargesChargeCapture": "capture_charge",
        "GetChargesChargeRefunds": "list_charges_refunds",
        "DeleteCustomersCustomer": "delete_customer",
        "GetCustomersCustomerSourcesId": "get_customers_source",
        "get_files_id_content": "get_files_content",
        "put_files_file_id": "replace_file",
        "post_folders": "create_folder",
        "patch_v2_folders": "update_folder",
    } == ids(REPEATING)


@pytest.mark.parametrize(
    ("verb", "path", "name"),
    [
        ("get", "/charges", "listCharges"),
        ("get", "/charges", "get"),
        ("get", "/charges", "getCharge"),
        ("get", "/charges", "getAllCharges"),
        ("get", "/charges/{id}", "getChargesById"),
        ("get", "/charges/{id}", "getId"),
        ("post", "/charges", "GetCharges"),
        ("post", "/charges/{charge}/capture", "PostChargesCapturesCharge"),
        ("get", "/oauth/consent/{consent_token}", "GetOAuthConsentToken"),
        ("get", "/charges", "get" + "Charges" * 60),
    ],
)
def test_ids_that_say_anything_else_stay(verb: str, path: str, name: str) -> None:
    """
    Another word, another verb, another order or one word less.
    """
    assert not repeats_path(name, path, verb)


@pytest.mark.parametrize(
    ("verb", "path", "name"),
    [
        ("get", "/settings", "get_settings"),
        ("get", "/tls", "get_tls"),
        ("get", "/speeches", "list_speeches"),
        ("post", "/speeches", "create_speech"),
        ("post", "/config/{key}", "create_config"),
        ("post", "/capture", "create_capture"),
        ("post", "/charges/capture", "create_charges_capture"),
        ("post", "/charges/{id}/assign", "create_charges_assign"),
        ("get", "/charges/{id}/search", "get_charges_search"),
        ("get", "/search", "get_search"),
        ("post", "/{id}/cancel", "create_cancel"),
        ("put", "/charges/{id}/cancel", "replace_charges_cancel"),
        ("get", "/", "get"),
    ],
)
def test_a_path_names_an_operation(verb: str, path: str, name: str) -> None:
    """
    Settings are one thing, and only a POST below an item is an action on it.
    """
    assert name == from_path(path, verb)


def test_who_comes_second_keeps_its_own_id() -> None:
    """
    The first one has the short name, wherever it comes from.
    """
    rows = [("get", "/v1/charges", "GetCharges"), ("get", "/v2/charges", "GetV2Charges"), REPEATING[1]]
    assert {"GetCharges": "list_charges", "GetV2Charges": "get_v2_charges", "PostCharges": "create_charge"} == ids(rows)


@settings(deadline=None, max_examples=40)
@given(st.permutations(REPEATING), st.integers(0, len(REPEATING)))
def test_no_operation_renames_another(rows: list[tuple[str, str, str]], kept: int) -> None:
    """
    Whichever others a document has, and in any order.
    """
    everything = ids(REPEATING)
    assert {name: everything[name] for _, _, name in rows[:kept]} == ids(rows[:kept])


@pytest.mark.parametrize(("parts", "looked_at"), [(32, 32), (33, 0), (5_000, 0)])
def test_a_hostile_path_is_not_slow(parts: int, looked_at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Every parameter may stand in the id or not, in many ways: each part is looked at once, and not too many of them.
    """
    spelt: list[str] = []
    monkeypatch.setattr(path_names, "_spellings", lambda piece: spelt.append(piece) or spellings(piece))
    path = "/" + "/".join(["{a_a_a_a_a_a_a_a}"] * parts)

    assert not repeats_path("get_" + "a_" * 190 + "b", path, "get")
    assert looked_at == len(spelt)


def test_an_id_of_the_longest_path_repeats_it() -> None:
    """
    One part more, and the id is kept.
    """
    parts = ["a"] * 32

    assert repeats_path("_".join(["get", *parts]), "/" + "/".join(parts), "get")
    assert not repeats_path("_".join(["get", *parts, "a"]), "/" + "/".join([*parts, "a"]), "get")


def test_names_of_one_document_differ() -> None:
    """
    Those of ids and those of paths together.
    """
    rows = [*REPEATING, ("get", "/charges", "list_charges"), ("patch", "/v1/charges/{charge}", "patchCharges")]
    found = ids(rows)
    assert len(rows) == len(set(found.values()))
    assert "list_charges_2" == found["list_charges"]
    assert "patch_charges" == found["patchCharges"]
