"""Claims about `warp_client_core.attempts`."""

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warp_client_core.attempts import Attempt, SentRequest

HEADERS = [
    ("Accept", "application/json"),
    ("Authorization", "Bearer s3cret"),
    ("X-API-Key", "s3cret"),
    ("Cookie", "sid=s3cret"),
    ("X-Tenant", "s3cret"),
    ("Idempotency-Key", "key-1"),
    ("X-Retry-Attempt", "2"),
]


def test_credentials_are_left_out_and_the_idempotency_key_is_kept():
    request = SentRequest.redacted("POST", "https://api.example.com/v1/trunks", HEADERS, body_size=17)

    assert request.method == "POST"
    assert request.body_size == 17
    assert request.headers == {"Accept": "application/json", "Idempotency-Key": "key-1", "X-Retry-Attempt": "2"}


@pytest.mark.parametrize(
    "name",
    [
        *("Accept", "Content-Type", "Prefer", "traceparent", "User-Agent", "X-Client-Version", "X-Request-Id"),
        "X-Retry-Attempt",
    ],
)
def test_fields_that_describe_the_request_are_kept(name):
    assert SentRequest.redacted("GET", "https://x.example/", [(name, "it")]).headers == {name: "it"}


def test_an_operation_may_name_another_header_for_its_key():
    headers = [("x-netsuite-idempotency-key", "key-1"), ("Idempotency-Key", "not one")]

    request = SentRequest.redacted("POST", "https://x.example/", headers, key_header="X-NetSuite-Idempotency-Key")

    assert request.headers == {"x-netsuite-idempotency-key": "key-1"}


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://x.example/v1/trunks", "https://x.example/v1/trunks"),
        ("https://x.example:8443/t%2F1?status=active", "https://x.example:8443/t%2F1?status=***"),
        ("https://x.example/?a=1&a=2&b=", "https://x.example/?a=***&a=***&b=***"),
        ("https://x.example/?s3cret", "https://x.example/?***"),
        ("https://x.example/?a=1&s3cret", "https://x.example/?a=***&***"),
        ("https://user:s3cret@x.example/a#s3cret", "https://x.example/a"),
    ],
)
def test_of_the_query_only_the_names_are_kept(url, shown):
    assert SentRequest.redacted("GET", url, []).url == shown


@given(
    st.lists(st.tuples(st.text(st.characters(codec="ascii", categories=["L", "N"])), st.just("s3cret")), max_size=4),
    st.lists(st.sampled_from(["", "a", "token", "%20"]), max_size=4),
)
def test_no_value_of_a_header_or_query_is_shown_unless_it_is_on_the_list(headers, names):
    url = "https://x.example/v1?" + "&".join(f"{name}=s3cret" for name in names)

    assert "s3cret" not in repr(SentRequest.redacted("GET", url, headers))


@pytest.mark.parametrize("again", [lambda one: pickle.loads(pickle.dumps(one)), copy.deepcopy, copy.copy])
@pytest.mark.parametrize(
    "value",
    [
        Attempt(2, 503, None, 0.25, 1.5),
        Attempt(1, failure="ReadTimeout"),
        SentRequest.redacted("POST", "https://x.example/", HEADERS),
    ],
)
def test_values_survive_pickle_and_copies(again, value):
    twin = again(value)

    assert twin == value
    assert type(twin) is type(value)


def test_values_cannot_be_changed():
    with pytest.raises(AttributeError):
        Attempt(1).number = 2


def test_an_attempt_shows_all_it_knows():
    assert repr(Attempt(2, 503, None, 0.25, 1.5)) == (
        "Attempt(number=2, status_code=503, failure=None, elapsed=0.25, wait=1.5)"
    )
