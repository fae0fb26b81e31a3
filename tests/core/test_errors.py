"""Claims about `warp_client_core.errors`."""

import copy
import inspect
import pickle

import pytest

from warp_client_core import errors
from warp_client_core.errors import ApiError, Attempt, SentRequest, WarpError

EVERY_CLASS = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, WarpError)]


def made(kind):
    """An error of a class, with every attribute set to something."""
    values = {
        "status_code": 418,
        "code": "teapot",
        "details": {"errors": [{"field": "name"}]},
        "request_id": "req-1",
        "operation_id": "get_trunk",
        "response": object(),
        "retry_after": 1.5,
        "idempotency_key": "key-1",
        "path": "$.data",
        "content_type": "text/html",
        "body": "<html>",
        "position": 3,
        "reason": "invalid_grant",
        "lines": [4, 9],
        "problems": ["line 4: rate"],
        "close_code": 1011,
        "attempts": [Attempt(1, 503, None, 0.25, 0.0), Attempt(2, None, "ReadTimeout", 30.0, 0.5)],
        "request": SentRequest("POST", "https://api.example.com/v1/trunks", {"Idempotency-Key": "key-1"}, 17),
    }
    keywords = [name for name in inspect.signature(kind.__init__).parameters if name in values]
    return kind("something failed", **{name: values[name] for name in keywords})


@pytest.mark.parametrize("kind", EVERY_CLASS)
@pytest.mark.parametrize("again", [lambda error: pickle.loads(pickle.dumps(error)), copy.deepcopy, copy.copy])
def test_every_error_survives_pickle_and_copies_without_its_reply(kind, again):
    error = made(kind)

    twin = again(error)

    assert type(twin) is kind
    assert str(twin) == str(error)
    assert twin.args == error.args
    assert vars(twin) == {name: None if name == "response" else value for name, value in vars(error).items()}


@pytest.mark.parametrize("kind", EVERY_CLASS)
def test_every_attribute_that_can_be_given_is_kept(kind):
    names = set(inspect.signature(kind.__init__).parameters) - {"self"}

    assert names <= set(vars(made(kind)))


def test_an_error_of_an_overlay_survives_pickle_without_a_word_from_its_author():
    class JobFailed(WarpError):
        def __init__(self, message, job, *, rows):
            super().__init__(message)
            self.job = job
            self.rows = rows

    twin = copy.deepcopy(JobFailed("no", "job-1", rows=[1]))

    assert (twin.job, twin.rows, str(twin)) == ("job-1", [1], "no")


def test_notes_added_by_a_caller_are_kept():
    error = made(errors.UploadError)
    error.add_note("deck of customer 7")

    assert pickle.loads(pickle.dumps(error)).__notes__ == ["deck of customer 7"]


def test_the_text_of_an_api_error_says_what_where_and_which_request():
    error = ApiError("no such trunk", status_code=404, code="NOT_FOUND", operation_id="get_trunk", request_id="req-1")

    assert str(error) == "404 NOT_FOUND: no such trunk (operation get_trunk, request req-1)"


def test_the_text_of_an_api_error_leaves_out_what_is_not_known():
    assert str(ApiError("no such trunk", status_code=404)) == "404 UNKNOWN_ERROR: no such trunk"


@pytest.mark.parametrize("kind", [errors.ApiConnectionError, errors.OutcomeUnknownError, errors.ResponseDecodeError])
def test_attempts_are_kept_as_a_tuple_and_default_to_none_known(kind):
    assert kind("no", attempts=[Attempt(1)]).attempts == (Attempt(1),)
    assert kind("no").attempts == ()


@pytest.mark.parametrize(("number", "shown"), [(0, "400 X: no"), (1, "400 X: no"), (2, "400 X: no (2 attempts)")])
def test_the_text_of_an_api_error_counts_attempts_when_there_were_several(number, shown):
    attempts = [Attempt(one) for one in range(1, number + 1)]

    error = ApiError("no", status_code=400, code="X", attempts=attempts)

    assert str(error) == shown


@pytest.mark.parametrize(
    ("kind", "parent"),
    [
        ("ApiError", "WarpError"),
        ("BadRequestError", "ApiError"),
        ("AuthenticationError", "ApiError"),
        ("PermissionDeniedError", "ApiError"),
        ("NotFoundError", "ApiError"),
        ("ConflictError", "ApiError"),
        ("UnprocessableEntityError", "ApiError"),
        ("RateLimitError", "ApiError"),
        ("ServerError", "ApiError"),
        ("ApiConnectionError", "WarpError"),
        ("ApiTimeoutError", "ApiConnectionError"),
        ("OutcomeUnknownError", "ApiConnectionError"),
        ("ResponseDecodeError", "WarpError"),
        ("PaginationStalledError", "WarpError"),
        ("TokenRefreshError", "WarpError"),
        ("ReauthenticationRequired", "TokenRefreshError"),
        ("UploadError", "WarpError"),
        ("DeckValidationError", "UploadError"),
        ("StreamError", "WarpError"),
    ],
)
def test_the_tree_is_the_one_that_callers_catch_by(kind, parent):
    assert getattr(errors, kind).__bases__ == (getattr(errors, parent),)


def test_details_are_a_copy():
    details = {"a": 1}

    error = ApiError("no", status_code=400, details=details)
    details["a"] = 2

    assert error.details == {"a": 1}


def test_a_validation_error_names_its_fields_but_not_their_values():
    entries = [{"field": "email", "message": "bad: x@y"}, {"o:errorPath": "item.items"}, {"message": "?"}, "odd"]
    error = ApiError(
        "Some fields are not valid.", status_code=422, code="VALIDATION_ERROR", details={"errors": entries}
    )

    text = str(error)

    assert text == "422 VALIDATION_ERROR: Some fields are not valid. [email, item.items]"


@pytest.mark.parametrize("details", [{}, {"errors": None}, {"errors": "x"}, {"errors": [{"field": 7}]}])
def test_details_of_another_form_add_nothing(details):
    assert str(ApiError("no", status_code=400, details=details)).endswith(": no")


def test_a_field_name_cannot_forge_a_line_of_a_log():
    entries = [{"field": "x\nCRITICAL forged \x1b[31m" + "y" * 100}]

    text = str(ApiError("no", status_code=422, details={"errors": entries}))

    assert "\n" not in text
    assert "\x1b" not in text
    assert len(text) < 100


@pytest.mark.parametrize("kind", [errors.ResponseDecodeError, errors.ApiConnectionError, errors.UploadError])
def test_the_text_of_an_error_is_one_line_whatever_a_server_put_into_it(kind):
    error = kind("a reply of text/html\r\nCRITICAL forged \x1b[31m")

    assert str(error) == error.message == "a reply of text/html CRITICAL forged [31m"


def test_a_printable_message_is_kept_to_the_letter():
    assert str(errors.UploadError("a  b " + "x" * 5_000)) == "a  b " + "x" * 5_000


def test_what_is_not_known_of_an_undecodable_reply_is_left_out():
    error = errors.ResponseDecodeError("no")

    assert (error.path, error.body, error.status_code, error.request_id) == ("$", "", None, None)


def test_an_error_without_printable_text_says_at_least_what_it_is():
    assert str(errors.UploadError("\n")) == "UploadError"
