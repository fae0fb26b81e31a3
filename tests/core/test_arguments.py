"""Claims about `warp_client_core.arguments`."""

from collections.abc import Mapping
from typing import ClassVar

import attrs
import pytest

from warp_client_core.arguments import as_file, as_wire, custom_fields
from warp_client_core.unset import UNSET


@attrs.frozen(kw_only=True)
class Terms:
    __wire__: ClassVar[Mapping[str, str]] = {"ref_name": "refName"}
    ref_name: str | None = None


def test_a_keyword_that_is_no_custom_field_is_a_typing_error():
    with pytest.raises(
        TypeError, match="unexpected keyword 'compnayName'; custom fields begin with custentity_ or custbody_"
    ):
        custom_fields({"custentity_a": 1, "compnayName": 2}, "custentity_", "custbody_")


def test_custom_fields_pass_as_they_are():
    assert custom_fields({"custentity_a": None}, "custentity_") == {"custentity_a": None}


@pytest.mark.parametrize("value", [None, UNSET, Terms(ref_name="x"), "text"])
def test_what_is_no_mapping_passes_unchanged(value):
    assert as_wire(Terms, value) is value


def test_python_names_become_wire_names():
    assert as_wire(Terms, {"ref_name": "Net 30", "id": "1"}) == {"refName": "Net 30", "id": "1"}


@pytest.mark.parametrize("kind", [Terms, list[Terms], list[Terms] | None])
def test_the_items_of_a_list_are_treated_one_by_one(kind):
    assert as_wire(kind, [{"ref_name": "a"}, Terms()]) == [{"refName": "a"}, Terms()]


def test_text_for_a_file_is_its_path(tmp_path):
    assert as_file(str(tmp_path)) == tmp_path
    assert as_file(b"content") == b"content"
