"""Webhooks and callbacks as typed payloads."""

from __future__ import annotations

import importlib
from typing import Any

import pytest


def _module(case: Any) -> Any:
    return importlib.import_module(f"{case.package.__name__}.webhooks")


def test_the_payload_of_a_webhook_is_typed(case: Any) -> None:
    """
    From the bytes that were received.
    """
    found = _module(case).new_pet(b'{"petName": "Rex"}')

    assert case.models.Pet(pet_name="Rex") == found


def test_the_payload_of_a_callback_is_typed(case: Any) -> None:
    """
    Whatever it is, named after its operation.
    """
    found = _module(case).create_subscription_on_event(b'[{"petName": "Rex"}]')

    assert [case.models.Pet(pet_name="Rex")] == found


def test_a_payload_of_another_type_is_an_error(case: Any) -> None:
    """
    With the path of what is wrong.
    """
    with pytest.raises(case.package.errors.ResponseDecodeError):
        _module(case).new_pet(b'{"petName": 7}')


def test_a_payload_without_a_type_is_listed(case: Any) -> None:
    """
    As a problem.
    """
    assert ["the payload application/xml of oldPet has no type"] == [one["message"] for one in case.problems]
