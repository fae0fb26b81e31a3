"""Claims about `warp_client_core.transfer`."""

import pytest

from warp_client_core import errors
from warp_client_core.calls import Operation, Safety
from warp_client_core.options import RequestOptions
from warp_client_core.replies import Binary
from warp_client_core.transfer import Transfer, validator

DATE = "Sun, 22 Nov 2026 12:00:00 GMT"
EARLIER = "Sun, 22 Nov 2026 11:59:59 GMT"
BROKEN = errors.ApiConnectionError("broke off")


def call(safety=Safety.READ, **headers):
    return Operation("get_file", "GET", "/file", safety, Binary()).call(headers=headers)


class Clock:
    def __init__(self):
        self.seconds = 0.0

    def __call__(self):
        return self.seconds


def transfer(options=None, *, attempts=10, clock=None):
    return Transfer(call(), options, attempts=attempts, clock=clock or Clock())


def broken(received=100, *, total=300, clock=None, options=None, attempts=10, **headers):
    """A transfer that broke off after some bytes and asks for the rest."""
    found = transfer(options, attempts=attempts, clock=clock)
    found.request()
    length = {} if total is None else {"content-length": str(total)}
    found.begin(200, {**length, **(headers or {"etag": '"v1"'})})
    found.take(received)
    assert found.again(BROKEN, chance=0.0) is not None
    return found


def part(first, last, total, **headers):
    return {"content-range": f"bytes {first}-{last}/{total}", **headers}


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"etag": '"v1"'}, '"v1"'),
        ({"ETag": '"v1"', "last-modified": EARLIER, "date": DATE}, '"v1"'),
        ({"etag": 'W/"v1"', "last-modified": EARLIER, "date": DATE}, None),
        ({"etag": "v1"}, None),
        ({"etag": '"v\n1"'}, None),
        ({"etag": '"ü"'}, None),
        ({"last-modified": EARLIER, "date": DATE}, EARLIER),
        ({"last-modified": DATE, "date": DATE}, None),
        ({"last-modified": DATE, "date": EARLIER}, None),
        ({"last-modified": EARLIER}, None),
        ({"last-modified": "yesterday", "date": DATE}, None),
        ({"last-modified": EARLIER[:-4] + " -0000", "date": DATE}, None),
        ({"last-modified": EARLIER, "date": "Sun, 22 Nov 99999999999 12:00:00 GMT"}, None),
        ({}, None),
    ],
)
def test_a_version_is_named_by_what_changes_with_every_byte(headers, expected):
    assert validator(headers) == expected


@pytest.mark.parametrize("safety", [Safety.IDEMPOTENT, Safety.KEYED, Safety.UNSAFE])
def test_only_what_reads_is_downloaded(safety):
    with pytest.raises(ValueError, match="get_file: only operations that read"):
        Transfer(call(safety), None, attempts=1, clock=Clock())


def test_a_range_of_the_caller_is_refused():
    with pytest.raises(ValueError, match="sets Range"):
        transfer(RequestOptions(headers={"RANGE": "bytes=1-"}))
    with pytest.raises(ValueError, match="sets Range"):
        Transfer(call(**{"If-Range": '"x"'}), None, attempts=1, clock=Clock())


def test_no_attempts_are_refused():
    with pytest.raises(ValueError, match="attempts must be 1 or more"):
        transfer(attempts=0)


def test_the_first_request_asks_for_all_as_it_is():
    options = RequestOptions(headers={"X-Note": "n", "accept-encoding": "br"}, timeout=5)

    found = transfer(options).request()

    assert found.headers == {"X-Note": "n", "Accept-Encoding": "identity"}
    assert (found.timeout, found.deadline) == (5, None)


@pytest.mark.parametrize("named", [{"etag": '"v1"'}, {"last-modified": EARLIER, "date": DATE}])
def test_the_next_request_asks_for_the_rest_of_the_same_version(named):
    headers = broken(**named).request().headers

    assert headers["Range"] == "bytes=100-"
    assert headers["If-Range"] == named.get("etag", EARLIER)


@pytest.mark.parametrize("named", [{"etag": 'W/"v1"'}, {"x": "y"}, {"etag": '"v1"', "content-encoding": "gzip"}])
def test_without_a_name_for_the_version_it_starts_over(named):
    found = broken(**named)

    assert "Range" not in found.request().headers
    assert found.begin(200, {}) == 0


def test_the_rest_goes_behind_what_is_there():
    found = broken()
    found.request()

    assert found.begin(206, part(100, 299, 300, etag='"v1"')) == 100
    found.take(200)
    found.end()

    assert (found.position, found.total, found.is_complete) == (300, 300, True)


def test_a_part_of_the_rest_is_gone_on_with():
    found = broken()
    found.request()
    found.begin(206, part(100, 199, 300))
    found.take(100)

    with pytest.raises(errors.ApiConnectionError, match="broke off, after 200 of 300 bytes"):
        found.end()

    assert found.again(BROKEN, chance=0.0) is not None
    assert found.request().headers["Range"] == "bytes=200-"


def test_a_single_byte_is_a_part():
    found = broken(1)

    assert found.request().headers["Range"] == "bytes=1-"
    assert found.begin(206, part(1, 1, 300)) == 1


def test_a_part_is_held_to_what_it_says():
    found, other = broken(), broken(total=None)
    found.request()
    found.begin(206, part(100, 199, 300))
    other.request()
    other.begin(206, part(100, 199, "*"))
    other.take(99)

    with pytest.raises(errors.ResponseDecodeError, match="longer"):
        found.take(101)
    with pytest.raises(errors.ApiConnectionError, match="after 199 of unknown bytes"):
        other.end()


def test_the_whole_in_place_of_the_rest_starts_over():
    found = broken()
    found.request()

    assert found.begin(200, {"content-length": "5", "etag": '"v2"'}) == 0
    found.take(5)
    found.end()

    assert (found.position, found.total, found.is_complete) == (5, 5, True)


def test_what_was_known_of_an_earlier_reply_is_forgotten():
    found = broken()
    found.request()
    found.begin(200, {"content-length": "9", "content-encoding": "gzip", "etag": '"v2"'})
    found.take(400)

    assert found.total is None
    assert found.again(BROKEN, chance=0.0) is not None
    assert "Range" not in found.request().headers


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"content-range": "bytes */300"},
        {"content-range": "bytes x-299/300"},
        {"content-range": "items 100-299/300"},
        part(99, 299, 300),
        part(101, 299, 300),
        part(100, 99, 300),
        part(100, 300, 300),
        part(100, 299, 301),
        part(100, 299, 300, etag='"v2"'),
        part(100, 299, 300, etag='W/"v1"'),
        part(100, 299, 300, **{"content-encoding": "gzip"}),
    ],
)
def test_a_part_that_does_not_fit_is_not_used_and_it_starts_over(headers):
    found = broken()
    found.request()

    with pytest.raises(errors.ResponseDecodeError, match="get_file: the 206 reply cannot be used") as caught:
        found.begin(206, headers)

    assert found.again(caught.value, chance=0.0) is not None
    assert "Range" not in found.request().headers
    assert found.begin(200, {"etag": '"v3"'}) == 0
    found.take(100)
    assert found.again(errors.ResponseDecodeError("x"), chance=0.0) is None
    assert found.again(BROKEN, chance=0.0) is not None
    assert found.request().headers["If-Range"] == '"v3"'


def test_a_part_with_another_date_is_of_another_version():
    found = broken(**{"last-modified": EARLIER, "date": DATE})
    found.request()

    with pytest.raises(errors.ResponseDecodeError, match="another version"):
        found.begin(206, part(100, 299, 300, **{"last-modified": DATE}))


def test_a_part_that_nobody_asked_for_ends_it():
    found = transfer()
    found.request()

    with pytest.raises(errors.ResponseDecodeError, match="no part was asked for") as caught:
        found.begin(206, part(0, 299, 300))

    assert found.again(caught.value, chance=0.0) is None


def test_a_part_tells_the_length_of_the_whole():
    found = broken(total=None)
    found.request()

    found.begin(206, part(100, 199, 300))

    assert found.total == 300


def test_a_part_of_a_whole_of_unknown_length_is_its_end():
    found = broken(total=None)
    found.request()
    found.begin(206, part(100, 199, "*"))
    found.take(100)
    found.end()

    assert (found.position, found.is_complete) == (200, True)


@pytest.mark.parametrize("is_resumed", [False, True])
def test_more_bytes_than_announced_are_refused(is_resumed):
    found = broken() if is_resumed else transfer()
    found.request()
    if is_resumed:
        found.begin(206, part(100, 299, 300))
    else:
        found.begin(200, {"content-length": "200"})

    with pytest.raises(errors.ResponseDecodeError, match="longer than the server said") as caught:
        found.take(201)

    assert (found.again(caught.value, chance=0.0) is None) is not is_resumed
    assert found.position == 0


def test_a_length_that_is_no_number_is_no_length():
    found = transfer()
    found.request()
    found.begin(200, {"content-length": "-5"})
    found.take(3)
    found.end()

    assert (found.total, found.is_complete) == (None, True)


def test_an_error_after_the_last_byte_is_none():
    found = broken()
    found.request()
    found.begin(206, part(100, 299, 300))
    found.take(200)

    assert found.again(BROKEN, chance=1.0) == 0.0
    assert found.is_complete


class Reply:
    def __init__(self, **headers):
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


def unsatisfiable(said):
    headers = {} if said is None else {"content_range": said}
    return errors.ApiError("no", status_code=416, response=Reply(**headers))


def test_a_range_after_the_end_of_what_is_there_means_that_it_is_whole():
    found = broken(total=None)
    found.request()

    assert found.again(unsatisfiable("bytes */100"), chance=1.0) == 0.0
    assert found.is_complete


@pytest.mark.parametrize(("total", "said"), [(None, "bytes */99"), (None, None), (300, "bytes */100"), (None, "x")])
def test_a_range_that_cannot_be_had_otherwise_starts_over(total, said):
    found = broken(total=total)
    found.request()

    assert found.again(unsatisfiable(said), chance=0.0) is not None
    assert not found.is_complete
    assert "Range" not in found.request().headers


def test_a_range_error_without_a_range_ends_it():
    found = broken(etag='W/"v1"')
    found.request()

    assert found.again(unsatisfiable("bytes */0"), chance=0.0) is None
    assert found.again(errors.ApiError("x", status_code=416), chance=0.0) is None


@pytest.mark.parametrize(
    ("error", "is_passing"),
    [
        (errors.ApiConnectionError("x"), True),
        (errors.ApiTimeoutError("x"), True),
        (errors.ServerError("x", status_code=503), True),
        (errors.RateLimitError("x", status_code=429, retry_after=60.0), True),
        (errors.RateLimitError("x", status_code=429, retry_after=61.0), False),
        (errors.ServerError("x", status_code=501), False),
        (errors.NotFoundError("x", status_code=404), False),
        (errors.ResponseDecodeError("x"), False),
        (errors.TokenRefreshError("x"), False),
    ],
)
def test_what_may_pass_is_tried_again(error, is_passing):
    found = broken()
    found.request()

    assert (found.again(error, chance=0.0) is not None) is is_passing
    assert found.position == 100


def test_before_the_first_reply_the_client_has_tried_enough():
    found = transfer()
    found.request()

    assert found.again(BROKEN, chance=0.0) is None


def test_there_is_an_end_to_trying():
    found = broken(attempts=3)
    found.request()
    assert found.again(BROKEN, chance=0.0) is not None
    found.request()

    assert found.again(BROKEN, chance=0.0) is None


def test_waits_grow_and_a_server_is_obeyed():
    found = broken()
    found.request()
    assert found.again(BROKEN, chance=1.0) == 1.0
    found.request()
    assert found.again(BROKEN, chance=1.0) == 2.0
    assert found.again(errors.ServerError("x", status_code=503, retry_after=9.0), chance=1.0) == 9.0


def test_a_deadline_holds_for_all_requests_together():
    clock = Clock()
    found = transfer(RequestOptions(deadline=10), clock=clock)
    clock.seconds = 4.0
    assert found.request().deadline == 6.0
    found.begin(200, {"content-length": "300", "etag": '"v1"'})
    clock.seconds = 9.0
    found.take(100)

    assert found.again(BROKEN, chance=1.0) == 0.5
    assert found.again(errors.ServerError("x", status_code=503, retry_after=1.0), chance=0.0) is None
    clock.seconds = 10.0
    with pytest.raises(errors.ApiTimeoutError, match="the deadline has passed, after 200 of 300 bytes") as caught:
        found.take(100)
    assert found.again(caught.value, chance=0.0) is None
    assert found.request().deadline > 0
