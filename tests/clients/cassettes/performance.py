"""
Performs a case and looks at what comes back.

One rule: a result is what the reply says, in full: its type by the surface, its content by the recorded body.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from tests.clients.cassettes.cases import NOBODYS, Case, Failure, arguments_of, failures_of
from tests.clients.cassettes.handmade import SCRIPTS
from tests.clients.cassettes.kinds import assert_kinds, assert_safety
from tests.clients.cassettes.stages import Stage, settle
from warp_client_core import AsyncPage, Page, errors
from warp_client_core.codec import encode

ERRORS = {
    400: "BadRequestError",
    401: "AuthenticationError",
    404: "NotFoundError",
    422: "UnprocessableEntityError",
}


def failures(case: Case) -> list[Failure]:
    """Ways in which a case can fail; a hand-written method fails by its credentials."""
    if case.call in SCRIPTS and not case.operation:
        return [Failure("unauthorised", 401, [], {}, token=NOBODYS)]
    return failures_of(case)


async def succeed(case: Case, stage: Stage) -> Any:
    """The result of the call that succeeds."""
    if not case.operation:
        return await SCRIPTS[case.call].act(stage, None)
    positional, keywords = arguments_of(case)
    return await settle(_method(stage.client(case.client), case.call)(*positional, **keywords))


async def fail(case: Case, stage: Stage, failure: Failure) -> errors.WarpError | None:
    """The error of the call that fails; None when it did not."""
    try:
        if not case.operation:
            await SCRIPTS[case.call].act(stage, failure.token)
        else:
            client = stage.client(case.client, **({"access_token": failure.token} if failure.token else {}))
            await settle(_method(client, case.call)(*failure.positional, **failure.keywords))
    except errors.WarpError as error:
        return error
    return None


def is_expected(case: Case, failure: Failure, error: errors.WarpError | None) -> bool:
    """Whether the error is of the class, and has the status, that the failure stands for."""
    if not case.operation:
        return isinstance(error, getattr(errors, SCRIPTS[case.call].error))
    kind = getattr(errors, ERRORS[failure.status])
    return isinstance(error, kind) and isinstance(error, errors.ApiError) and error.status_code == failure.status


def assert_error(case: Case, failure: Failure, error: errors.WarpError | None, reply: Mapping[str, Any]) -> None:
    """The error is the typed one, and says what the reply says."""
    assert is_expected(case, failure, error), repr(error)
    body = json.loads(reply["body"]["string"])
    if isinstance(error, errors.ApiError):
        known = body if "code" in body else (body.get("o:errorDetails") or [{}])[0]
        assert reply["status"]["code"] == error.status_code
        assert (known.get("code") or known.get("o:errorCode")) == error.code
        assert body.get("request_id", error.request_id) == error.request_id


def assert_result(case: Case, value: Any, reply: Mapping[str, Any], *, asynchronous: bool) -> None:
    """The result is of the promised type, and holds all that the reply holds."""
    text = reply["body"]["string"]
    said = json.loads(text) if text else None
    data = said["data"] if isinstance(said, dict) and "meta" in said else said
    if not case.operation:
        assert SCRIPTS[case.call].returns == type(value).__name__
        if SCRIPTS[case.call].is_last_reply:
            assert_same(_wire(value), data)
        return
    assert_safety(case)
    kind, _, inner = case.returns.rstrip("]").partition("[")
    models = importlib.import_module(f"warp_{case.client}.models")
    if case.returns == "None":
        assert value is None
    elif kind in ("Page", "list"):
        assert type(value) is {"list": list, "Page": AsyncPage if asynchronous else Page}[kind]
        items = value.items if kind == "Page" else value
        assert all(type(item) is getattr(models, inner) for item in items)
        for item in items:
            assert_kinds(case.client, item)
        assert_same([_wire(item) for item in items], data if isinstance(data, list) else data["items"])
    else:
        assert type(value) is getattr(models, kind)
        assert_kinds(case.client, value)
        if data is None:
            assert reply["headers"]["location"][0].rpartition("/")[2] == value.id
        else:
            assert_same(_wire(value), data)


def assert_same(value: Any, said: Any, at: str = "$") -> None:
    """Whatever the reply says is in the value, up to the spelling of numbers and times."""
    if isinstance(said, dict):
        assert isinstance(value, dict), at
        for name, one in said.items():
            assert one is None or name in value, f"{at}.{name} is lost"
            assert_same(value.get(name), one, f"{at}.{name}")
    elif isinstance(said, list):
        assert len(said) == len(value), at
        for index, (one, other) in enumerate(zip(value, said, strict=True)):
            assert_same(one, other, f"{at}[{index}]")
    else:
        assert _plain(said) == _plain(value), f"{at}: {said!r} became {value!r}"


def _plain(value: Any) -> Any:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Decimal(str(value))
    if isinstance(value, str) and value[10:11] == "T":
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            return value
    return value


def _wire(value: Any) -> Any:
    return json.loads(encode(value))


def _method(client: Any, call: str) -> Any:
    target = client
    for name in call.split("."):
        target = getattr(target, name)
    return target
