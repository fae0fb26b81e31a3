"""Claims about `warp_client_core.enums`."""

import copy
import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warp_client_core.enums import HEARD, OpenEnum


class TrunkStatus(OpenEnum):
    ACTIVE = "active"
    ON_HOLD = "on-hold"


def test_a_value_that_is_no_text_is_refused():
    with pytest.raises(ValueError, match="7 is not a valid TrunkStatus"):
        TrunkStatus(7)


@pytest.mark.parametrize("text", ["active", "ACTIVE", "Active"])
def test_a_known_value_is_found_in_any_case(text):
    status = TrunkStatus(text)

    assert status is TrunkStatus.ACTIVE
    assert status.is_known


def test_a_hyphen_is_not_an_underscore():
    assert not TrunkStatus("on_hold").is_known


def test_the_name_of_a_member_is_not_its_value():
    assert not TrunkStatus("ON_HOLD").is_known


@given(st.text())
def test_any_text_is_kept_and_behaves_like_the_text(text):
    status = TrunkStatus(text)

    assert isinstance(status, TrunkStatus)
    assert status.casefold() == text.casefold()
    if not status.is_known:
        assert status == text
        assert hash(status) == hash(text)
        assert str(status) == text
        assert json.dumps(status) == json.dumps(text)


@pytest.mark.parametrize("text", ["active", "hibernating"])
def test_members_survive_pickle_and_copies(text):
    status = TrunkStatus(text)

    for again in (pickle.loads(pickle.dumps(status)), copy.copy(status), copy.deepcopy(status)):
        assert again == status
        assert type(again) is TrunkStatus
        assert again.is_known is status.is_known


def test_an_unknown_value_is_not_registered():
    TrunkStatus("hibernating")

    assert [member.value for member in TrunkStatus] == ["active", "on-hold"]


def test_unknown_values_are_collected_while_somebody_listens():
    TrunkStatus("before")
    HEARD.values = heard = []
    try:
        TrunkStatus("hibernating")
        TrunkStatus("ACTIVE")
    finally:
        HEARD.values = None
    TrunkStatus("after")

    assert heard == [("TrunkStatus", "hibernating")]


def test_what_was_collected_can_be_dropped():
    HEARD.forget()
    HEARD.values = heard = []
    try:
        TrunkStatus("first")
        HEARD.forget()
        TrunkStatus("second")
    finally:
        HEARD.values = None

    assert heard == [("TrunkStatus", "second")]


def test_members_that_differ_in_case_only_are_told_apart():
    class Odd(OpenEnum):
        ONE = "x-1"
        TWO = "X-1"

    assert Odd("X-1") is Odd.TWO
    assert Odd("x-1") is Odd.ONE


def test_in_another_case_the_first_of_like_members_is_found():
    class Odd(OpenEnum):
        ONE = "aa"
        TWO = "AA"

    assert Odd("Aa") is Odd.ONE
