"""Every model and every error of the clients can be pickled, copied and sent to another process."""

from __future__ import annotations

import copy
import importlib
import inspect
import multiprocessing
import pickle
import pkgutil
import random
import re
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.clients.models import CLIENTS, instances, model_classes
from warp_client_core import errors
from warp_client_core.errors import ApiError, Attempt, SentRequest, WarpError, coded
from warp_client_core.provenance import ProvenanceError
from warp_client_core.query.errors import QueryCancelledError, QueryDisabledError
from warp_client_core.upgrade.failing import UpgradeError

MODELS = {f"{client}.{model.__name__}": model for client in CLIENTS for model in model_classes(client)}
COPIES: dict[str, Callable[[Any], Any]] = {
    "pickle": lambda one: pickle.loads(pickle.dumps(one)),
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
}
ATTEMPTS = (Attempt(1, None, "ReadTimeout", 30.0, 0.0), Attempt(2, 503, None, 0.25, 0.5))


def two_of_each() -> list[Any]:
    """Two instances of every model: the plainest and some other."""
    made: list[Any] = []

    def keep(model: Any) -> None:
        made.append(model)

    for model in MODELS.values():
        settings(max_examples=2, database=None, derandomize=True)(given(instances(model))(keep))()
    return made


def error_classes() -> set[type[WarpError]]:
    """Every error class that the packages define."""
    found: set[type[WarpError]] = set()
    for name in ("warp_client_core", *(f"warp_{client}" for client in CLIENTS)):
        for module in pkgutil.walk_packages(importlib.import_module(name).__path__, f"{name}."):
            spec = find_spec(module.name)
            assert spec is not None
            assert spec.origin is not None
            # Only these are imported: some modules need an extra.
            if re.search(r"^class \w+\(.*(Error|Required)\b.*\):", Path(spec.origin).read_text("utf-8"), re.M):
                here = vars(importlib.import_module(module.name)).values()
                found |= {one for one in here if inspect.isclass(one) and issubclass(one, WarpError)}
    return found


def some_errors() -> list[WarpError]:
    """Errors of every class, those that hold something with something to hold."""
    request = SentRequest.redacted("POST", "https://api.example.com/v1/trunks?a=1", [("Idempotency-Key", "k1")])
    bulk = importlib.import_module("warp_netsuite.overlays.netsuite_records.errors")
    refused = errors.ConflictError("in use", status_code=409, code="TRUNK_IN_USE", attempts=ATTEMPTS)
    result = bulk.RecordResult(index=0, fate=bulk.Fate.FAILED, error=refused)
    found = [one for _, one in inspect.getmembers(errors, inspect.isclass) if issubclass(one, WarpError)]
    reasoned = (errors.WebhookVerificationError, errors.TokenStoreError)
    plain = [one for one in found if one not in reasoned]
    return [
        *(kind("no", **({"status_code": 400} if issubclass(kind, ApiError) else {})) for kind in plain),
        errors.WebhookVerificationError("stale", reason="too_old"),
        errors.TokenStoreError("shut", reason="no_key"),
        refused,
        ApiError("pay", status_code=402, code="PAYMENT_DUE", response=object(), details={"errors": [{"field": "a"}]}),
        errors.RateLimitError("slow down", status_code=429, retry_after=1.5),
        errors.OutcomeUnknownError("unknown", idempotency_key="k1", request=request, attempts=ATTEMPTS),
        errors.ResponseDecodeError("odd", path="$.data", body="<html>", attempts=ATTEMPTS),
        errors.DeckValidationError("bad", lines=[3], problems=["line 3"]),
        errors.StreamError("gone", close_code=1011),
        bulk.BulkWriteError("some", results=[result], idempotency_key="k1", job_id="7"),
        bulk.BulkTimeoutError("late", results=[], idempotency_key="k1"),
        bulk.ListTruncatedError("no more", shown=100_000, total=150_000),
        QueryCancelledError("let go"),
        QueryDisabledError("nothing to give"),
        UpgradeError("no such version"),
        ProvenanceError("a file differs"),
    ]


def state(value: Any) -> Any:
    """What can be compared: errors are equal when class, text and attributes are."""
    if isinstance(value, WarpError):
        return type(value), str(value), value.args, [(k, state(v)) for k, v in vars(value).items() if k != "response"]
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return [state(one) for one in value]
    if hasattr(value, "fate"):
        return value.index, value.fate, value.ref, state(value.error)
    return value


def test_there_are_models_to_copy() -> None:
    """
    The list is made from the packages; an empty one would prove nothing.
    """
    assert 150 <= len(MODELS)


@pytest.mark.parametrize("name", MODELS)
@settings(max_examples=5, deadline=None, database=None)
@given(data=st.data())
def test_every_model_survives_pickle_and_copies(name: str, data: st.DataObject) -> None:
    """
    The copy is equal and of the same class, whatever the fields hold.
    """
    model = data.draw(instances(MODELS[name]))

    for how, again in COPIES.items():
        twin = again(model)
        assert type(twin) is type(model), how
        assert twin == model, how
        assert repr(twin) == repr(model), how


def test_no_error_class_is_left_out() -> None:
    """
    Whoever writes a new error class adds one to the list above.
    """
    tried = {kind for error in some_errors() for kind in type(error).__mro__}

    assert set() == error_classes() - tried


@pytest.mark.parametrize("error", some_errors(), ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("how", COPIES)
def test_every_error_survives_pickle_and_copies(error: WarpError, how: str) -> None:
    """
    Class, text and attributes stay; only the live reply is dropped.
    """
    twin = COPIES[how](error)

    assert state(twin) == state(error)
    assert getattr(twin, "response", None) is None


def test_models_and_errors_come_back_from_another_process() -> None:
    """
    A fresh process knows nothing of the classes that this one made for codes.
    """
    sent = [*two_of_each(), *some_errors()]
    random.Random(1).shuffle(sent)

    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        returned = pool.submit(copy.deepcopy, sent).result(timeout=60)
        raised = pool.submit(
            exec,
            "raise error",
            {"error": errors.ConflictError("in use", status_code=409, code="TRUNK_IN_USE", attempts=ATTEMPTS)},
        ).exception(timeout=60)

    assert len(MODELS) < len(sent)
    assert [state(one) for one in returned] == [state(one) for one in sent]
    assert isinstance(raised, errors.ConflictError)
    assert isinstance(raised, coded("TRUNK_IN_USE"))
    assert raised.attempts == ATTEMPTS
