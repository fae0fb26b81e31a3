"""Claims about `warp_client_core.values`."""

import copy
import pickle

from warp_client_core.values import ApiResponse, PaginationMeta, ResponseMeta


def response(**changes):
    values = {
        "data": {"id": "1"},
        "meta": ResponseMeta(pagination=PaginationMeta(page=1)),
        "status_code": 200,
        "headers": {"set-cookie": "s3cret"},
        "request_id": "req-1",
        "elapsed": 0.5,
        "retries_taken": 0,
        "http_response": None,
    }
    return ApiResponse(**{**values, **changes})


def test_headers_may_hold_secrets_so_they_do_not_show():
    assert "s3cret" not in repr(response())


def test_the_live_reply_does_not_make_responses_unequal():
    assert response(http_response=object()) == response(http_response=object())


def test_values_survive_pickle_and_copies():
    assert pickle.loads(pickle.dumps(response())) == response()
    assert copy.deepcopy(response()) == response()


def test_what_a_server_does_not_tell_is_none():
    assert PaginationMeta() == PaginationMeta(
        page=None, per_page=None, total=None, total_pages=None, offset=None, has_more=None
    )
    assert ResponseMeta() == ResponseMeta(pagination=None, timestamp=None, request_id=None)
