"""Types of a large domain are parted by the replies that hold them."""

from __future__ import annotations

from generator.passes.adopt.large_domains import LARGE, parted, types_in


def test_a_small_domain_stays_whole() -> None:
    found = {"Trunk": "trunks", "Codec": "trunks"}

    assert found == parted(found, [frozenset(found)], dict.fromkeys(found, 1))


def test_what_only_a_large_reply_holds_goes_to_a_module_of_its_own() -> None:
    found = dict.fromkeys(("Small", "Common", "BigOrder", "BigPart"), "trunks")
    sizes = {"Small": 1, "Common": 1, "BigOrder": LARGE, "BigPart": 1}
    replies = [frozenset({"Small", "Common"}), frozenset({"Common", "BigOrder", "BigPart"})]

    assert {"Small": "trunks", "Common": "trunks", "BigOrder": "trunks_big_order", "BigPart": "trunks_big_order"} == (
        parted(found, replies, sizes)
    )


def test_a_reply_without_a_name_is_called_after_its_operation() -> None:
    own = "/operations/list_trunks/responses"
    found = {own: "trunks", "Small": "trunks"}

    assert {own: "trunks_list_trunks", "Small": "trunks"} == (
        parted(found, [frozenset({own}), frozenset({"Small"})], {own: LARGE, "Small": 1})
    )


def test_a_module_that_is_there_already_is_not_used_again() -> None:
    found = {"Small": "trunks", "Big": "trunks", "Other": "trunks_big"}
    replies = [frozenset({"Small"}), frozenset({"Big"})]

    assert parted(found, replies, {"Small": 1, "Big": LARGE, "Other": 1})["Big"] == "trunks_big_2"


def test_objects_and_enums_are_counted_at_any_depth() -> None:
    inner = {"properties": {"state": {"enum": ["a"]}}}

    assert types_in({"properties": {"list": {"items": inner}, "text": {"type": "string"}}}) == 3
