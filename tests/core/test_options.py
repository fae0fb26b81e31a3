"""Claims about `warp_client_core.options`."""

import pytest

from warp_client_core.options import RequestOptions


@pytest.mark.parametrize("value", ["a\r\nX-Evil: 1", "a\nb", "a\0b"])
def test_a_header_with_a_line_break_is_refused_where_it_was_typed(value):
    with pytest.raises(ValueError, match="header X-Note"):
        RequestOptions(headers={"X-Note": value})


def test_a_header_name_with_a_line_break_is_refused():
    with pytest.raises(ValueError, match="not a token"):
        RequestOptions(headers={"X-Note\r\nX-Evil": "1"})


@pytest.mark.parametrize("timeout", [0, -1, float("inf"), float("nan"), "30"])
def test_a_timeout_that_is_no_positive_number_is_refused(timeout):
    with pytest.raises(ValueError, match="timeout must be a positive number of seconds"):
        RequestOptions(timeout=timeout)


@pytest.mark.parametrize("count", [-1, 1.5, "3"])
def test_a_number_of_retries_below_zero_is_refused(count):
    with pytest.raises(ValueError, match="max_retries must be 0 or more"):
        RequestOptions(max_retries=count)


@pytest.mark.parametrize("key", ["", "  ", "a\nb"])
def test_an_unusable_idempotency_key_is_refused(key):
    with pytest.raises(ValueError, match=r"(?i)idempotency.key"):
        RequestOptions(idempotency_key=key)


def test_options_are_given_by_name_only():
    with pytest.raises(TypeError):
        RequestOptions(5)


def test_headers_may_hold_secrets_so_they_do_not_show():
    assert "s3cret" not in repr(RequestOptions(headers={"Authorization": "Bearer s3cret"}))


def test_nothing_has_to_be_given():
    options = RequestOptions()

    assert (options.timeout, options.max_retries, options.headers, options.query, options.idempotency_key) == (
        None,
    ) * 5
