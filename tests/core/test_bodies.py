"""Claims about `warp_client_core.bodies`."""

from datetime import datetime

import pytest

from warp_client_core.bodies import FormBody, JsonBody
from warp_client_core.unset import UNSET


def test_a_form_value_that_cannot_be_written_is_refused_by_name():
    with pytest.raises(ValueError, match="login: form parameter at"):
        FormBody.of({"at": datetime(2026, 1, 1)}, operation="login")


def test_a_form_is_urlencoded_without_absent_fields():
    body = FormBody.of({"grant_type": "a b", "x": None, "y": UNSET, "z": "+&="}, operation="login")

    assert body.content == b"grant_type=a+b&z=%2B%26%3D"
    assert body.media_type == "application/x-www-form-urlencoded"


@pytest.mark.parametrize("kind", [JsonBody, FormBody])
def test_the_content_of_a_body_does_not_show(kind):
    assert "hunter2" not in repr(kind(b"password=hunter2"))


def test_a_body_in_memory_can_be_sent_again():
    body = JsonBody(b"{}")

    assert body.repeatable
    assert body.length() == 2
    assert [*body.chunks(), *body.chunks()] == [b"{}", b"{}"]
    assert body.media_type == "application/json"
