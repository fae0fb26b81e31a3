"""The filter language of record lists."""

from __future__ import annotations

import pytest

from warp_sandbox.errors import Refusal
from warp_sandbox.netsuite.filters import parse

RECORD = {"name": "Granite Voice", "isInactive": False, "balance": 12.5, "subsidiary": {"id": "1"}, "note": None}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name",
        "name IS",
        "name IS Granite",
        'name LIKE "G"',
        'name IS "a" OR name IS "b"',
        'name IS "a" AND',
        'name IS "a" name IS "b"',
        'name IS "a\\"b"',
        "name EMPTY true",
    ],
)
def test_what_is_not_understood_is_refused(text):
    """
    A filter never selects everything by mistake.
    """
    with pytest.raises(Refusal) as caught:
        parse(text)

    assert (400, "INVALID_PARAMETER") == (caught.value.status, caught.value.code)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ('name IS "granite voice"', True),
        ('name IS "Granite"', False),
        ('name IS_NOT "Granite"', True),
        ('name START_WITH "Gran"', True),
        ('name CONTAIN "voice"', True),
        ("isInactive IS false", True),
        ("isInactive IS true", False),
        ("balance IS 12.5", True),
        ('subsidiary IS "1"', True),
        ("note EMPTY", True),
        ("missing EMPTY", True),
        ("name EMPTY", False),
        ("name EMPTY_NOT", True),
        ('name START_WITH "Gran" AND isInactive IS false', True),
        ('name START_WITH "Gran" AND isInactive IS true', False),
    ],
)
def test_conditions_hold_as_they_read(text, holds):
    """
    Text is compared without regard to case, references by their id.
    """
    assert holds == all(condition.holds(RECORD) for condition in parse(text))
