"""The filter language of record lists."""

from __future__ import annotations

import pytest

from warp_sandbox.errors import Refusal
from warp_sandbox.netsuite.filters import parse

SORTS = {
    "name": "text",
    "note": "text",
    "missing": "text",
    "isInactive": "flag",
    "balance": "number",
    "id": "number",
    "subsidiary": "reference",
    "status": "reference",
    "day": "date",
    "moment": "date",
    "item": "list",
}
RECORD = {
    "id": "42",
    "name": "Granite Voice",
    "isInactive": False,
    "balance": 12.5,
    "subsidiary": {"id": "1"},
    "status": {"id": "open"},
    "note": None,
    "day": "2026-01-31",
    "moment": "2026-01-31T23:00:00Z",
}


def holds(text):
    return parse(text, lambda name: SORTS.get(name, ""))(RECORD)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name",
        "name IS",
        "name IS Granite",
        'name LIKE "G"',
        'name IS "a" OR',
        'name IS "a" AND',
        'name IS "a" name IS "b"',
        'name IS "a\\"b"',
        'name IS "a\nb"',
        'name IS "a',
        "name EMPTY true",
        '(name IS "a"',
        'name IS "a")',
        'colour IS "red"',
        "name GREATER 3",
        "name IS 3",
        'balance CONTAIN "1"',
        "balance EQUAL twelve",
        "balance BETWEEN 3",
        "balance BETWEEN [3]",
        "balance BETWEEN [3, 4, 5]",
        "balance ANY_OF [3, 4",
        "isInactive IS maybe",
        'isInactive IS "true"',
        'day ON "2026-01-31"',
        'day ON "13/45/2026"',
        "day GREATER 3",
        'item IS "1"',
    ],
)
def test_what_is_not_understood_is_refused(text):
    """
    A filter never selects everything by mistake, and an operator is for its own sort of field.
    """
    with pytest.raises(Refusal) as caught:
        holds(text)

    assert (400, "INVALID_PARAMETER") == (caught.value.status, caught.value.code)
    assert ["q"] == [one.field for one in caught.value.violations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('name IS "granite voice"', True),
        ('name IS "Granite"', False),
        ('name IS_NOT "Granite"', True),
        ('name START_WITH "Gran"', True),
        ('name START_WITH_NOT "Gran"', False),
        ('name ENDWITH "voice"', True),
        ('name END_WITH_NOT "voice"', False),
        ('name CONTAIN "voice"', True),
        ('name CONTAIN_NOT "voice"', False),
        ("isInactive IS false", True),
        ("isInactive IS true", False),
        ("isInactive IS_NOT true", True),
        ('subsidiary IS "1"', True),
        ("subsidiary ANY_OF [1, 2]", True),
        ("status EQUAL 1", False),
        ('status IS "open"', True),
        ("note EMPTY", True),
        ("missing EMPTY", True),
        ('missing CONTAIN "a"', False),
        ("name EMPTY", False),
        ("name EMPTY_NOT", True),
        ("item EMPTY", True),
    ],
)
def test_words_and_flags_hold_as_they_read(text, expected):
    """
    Text is compared without regard to case, references by their id.
    """
    assert expected == holds(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("balance EQUAL 12.5", True),
        ("balance EQUAL_NOT 12.5", False),
        ("balance GREATER 12.5", False),
        ("balance GREATER_OR_EQUAL 12.5", True),
        ("balance LESS 13", True),
        ("balance LESS_NOT 13", False),
        ("balance LESS_OR_EQUAL -1", False),
        ("balance BETWEEN [12, 13]", True),
        ("balance WITHIN_NOT [12, 13]", False),
        ("id ANY_OF [1, 42]", True),
        ("id ANY_OF_NOT [1, 42]", False),
        ("id BETWEEN [1, 42]", True),
        ('day ON "1/31/2026"', True),
        ("day ON_NOT 1/31/2026", False),
        ('day AFTER "1/30/2026"', True),
        ('moment AFTER "1/31/2026"', False),
        ('moment ON_OR_AFTER "1/31/2026"', True),
        ('day BEFORE "1/31/2026"', False),
        ('day ON_OR_BEFORE "1/31/2026"', True),
        ('day BEFORE_NOT "1/31/2026"', True),
        ("day WITHIN [1/1/2026, 1/31/2026]", True),
    ],
)
def test_numbers_and_days_hold_as_they_read(text, expected):
    """
    Days are written month first, and a time counts as its day.
    """
    assert expected == holds(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('name START_WITH "Gran" AND isInactive IS false', True),
        ('name START_WITH "Gran" AND isInactive IS true', False),
        ('name IS "x" AND balance LESS 0 OR id EQUAL 42', True),
        ('name IS "x" AND (balance LESS 0 OR id EQUAL 42)', False),
        ("((id EQUAL 42))", True),
    ],
)
def test_and_binds_tighter_than_or(text, expected):
    """
    Parentheses change that.
    """
    assert expected == holds(text)
