"""Filters are written as NetSuite reads them, and nothing breaks out of their quotes."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from warp_netsuite import Filter, where
from warp_sandbox.netsuite.filters import parse

CORPUS = [
    '" OR id EMPTY',
    '\\"',
    "\\",
    "a\nb",
    "a\r\nX: y",
    "a\x00b",
    'a" OR companyName CONTAIN "',
    "\u2028",
    "\x1b[2J",
    '"',
    "a\tb",
    "\x7f",
    "\u202e",
    '" AND (',
]
DAY = dt.date(2019, 1, 31)
SORTS = {"name": "text", "isInactive": "flag", "balance": "number", "day": "date", "terms": "reference"}
WRITTEN = [
    (where("name").empty(), "name EMPTY"),
    (where("name").empty(negated=True), "name EMPTY_NOT"),
    (where("isInactive").is_(True), "isInactive IS true"),
    (where("isInactive").is_(False, negated=True), "isInactive IS_NOT false"),
    (where("name").is_("x y"), 'name IS "x y"'),
    (where("name").is_("x", negated=True), 'name IS_NOT "x"'),
    (where("name").contains("x"), 'name CONTAIN "x"'),
    (where("name").contains("x", negated=True), 'name CONTAIN_NOT "x"'),
    (where("name").starts_with("x"), 'name START_WITH "x"'),
    (where("name").starts_with("x", negated=True), 'name START_WITH_NOT "x"'),
    (where("name").ends_with("x"), 'name ENDWITH "x"'),
    (where("name").ends_with("x", negated=True), 'name END_WITH_NOT "x"'),
    (where("balance").equal(1), "balance EQUAL 1"),
    (where("balance").equal(Decimal("1.50"), negated=True), "balance EQUAL_NOT 1.50"),
    (where("balance").greater(1e-7), "balance GREATER 0.0000001"),
    (where("balance").greater(-1, negated=True), "balance GREATER_NOT -1"),
    (where("balance").greater(1, or_equal=True), "balance GREATER_OR_EQUAL 1"),
    (where("balance").greater(1, or_equal=True, negated=True), "balance GREATER_OR_EQUAL_NOT 1"),
    (where("balance").less(1), "balance LESS 1"),
    (where("balance").less(1, negated=True), "balance LESS_NOT 1"),
    (where("balance").less(1, or_equal=True), "balance LESS_OR_EQUAL 1"),
    (where("balance").less(1, or_equal=True, negated=True), "balance LESS_OR_EQUAL_NOT 1"),
    (where("terms").any_of([1, 42]), "terms ANY_OF [1, 42]"),
    (where("terms").any_of([1], negated=True), "terms ANY_OF_NOT [1]"),
    (where("balance").between(1, 2), "balance BETWEEN [1, 2]"),
    (where("balance").between(1, 2, negated=True), "balance BETWEEN_NOT [1, 2]"),
    (where("balance").within(1, 2), "balance WITHIN [1, 2]"),
    (where("balance").within(1, 2, negated=True), "balance WITHIN_NOT [1, 2]"),
    (where("day").on(DAY), 'day ON "1/31/2019"'),
    (where("day").on(DAY, negated=True), 'day ON_NOT "1/31/2019"'),
    (where("day").after(DAY), 'day AFTER "1/31/2019"'),
    (where("day").after(DAY, negated=True), 'day AFTER_NOT "1/31/2019"'),
    (where("day").after(DAY, or_on=True), 'day ON_OR_AFTER "1/31/2019"'),
    (where("day").after(DAY, or_on=True, negated=True), 'day ON_OR_AFTER_NOT "1/31/2019"'),
    (where("day").before(DAY), 'day BEFORE "1/31/2019"'),
    (where("day").before(DAY, negated=True), 'day BEFORE_NOT "1/31/2019"'),
    (where("day").before(DAY, or_on=True), 'day ON_OR_BEFORE "1/31/2019"'),
    (where("day").before(DAY, or_on=True, negated=True), 'day ON_OR_BEFORE_NOT "1/31/2019"'),
]


@pytest.mark.parametrize(("made", "text"), WRITTEN)
def test_every_operator_is_written_as_netsuite_reads_it(made: Filter, text: str) -> None:
    """
    The simulator's reader, which refuses what it does not know, reads it too.
    """
    assert text == str(made)
    assert parse(text, SORTS.__getitem__) is not None


def test_and_binds_tighter_than_or() -> None:
    """
    Parentheses keep what was joined first together.
    """
    a, b, c = (where("name").is_(letter) for letter in "abc")

    assert 'name IS "a" AND (name IS "b" OR name IS "c")' == str(a & (b | c))
    assert 'name IS "a" AND name IS "b" OR name IS "c"' == str(a & b | c)
    assert '(name IS "a" OR name IS "b") AND name IS "c"' == str((a | b) & c)


def test_words_of_python_do_not_drop_a_filter() -> None:
    """
    `a and b` would be b alone.
    """
    with pytest.raises(TypeError, match="&"):
        bool(where("name").empty() and where("day").empty())


@pytest.mark.parametrize("text", [*CORPUS, "", "  "])
@pytest.mark.parametrize("operator", ["is_", "contains", "starts_with", "ends_with"])
def test_text_that_would_need_an_escape_is_refused(text: str, operator: str) -> None:
    """
    It is never altered, as nobody documents how.
    """
    with pytest.raises(ValueError, match="name: the text must not"):
        getattr(where("name"), operator)(text)


@pytest.mark.parametrize("name", [*CORPUS, "", "a b", "1a", "a IS", "a)", "ü"])
def test_what_is_no_field_name_is_refused(name: str) -> None:
    """
    A name stands outside of quotes.
    """
    with pytest.raises(ValueError, match="not a field name"):
        where(name)


@pytest.mark.parametrize("q", [*(one for one in CORPUS if '" OR ' not in one), "", " "])
def test_a_filter_as_text_that_no_filter_can_be_is_refused(live: Any, simulator: Any, q: str) -> None:
    """
    Nothing of the corpus reaches an address.
    """
    with pytest.raises(ValueError, match="q must not"):
        live.customers.list(q=q)

    assert 0 == simulator.places.most


@pytest.mark.parametrize("text", CORPUS)
def test_an_id_to_look_for_cannot_widen_the_search(live: Any, simulator: Any, text: str) -> None:
    """
    Nothing of the corpus reaches an address here either.
    """
    with pytest.raises(ValueError, match="id to look for"):
        live.customers.find_by_warp_id(text)

    assert 0 == simulator.places.most


@pytest.mark.parametrize(
    "make",
    [
        lambda: where("name").is_(1),
        lambda: where("name").contains(None),
        lambda: where("balance").equal("1"),
        lambda: where("balance").equal(True),
        lambda: where("day").on("2019-01-31"),
        lambda: where("day").on(dt.datetime(2019, 1, 31)),
        lambda: where("name").empty() & 'name IS "x"',
    ],
)
def test_a_value_of_another_type_is_refused(make: Any) -> None:
    """
    Each operator belongs to a type of field.
    """
    with pytest.raises(TypeError):
        make()


@pytest.mark.parametrize("numbers", [[], [float("nan")], [float("inf")], list(range(1001))])
def test_a_list_that_cannot_be_written_is_refused(numbers: Any) -> None:
    """
    Empty, endless, or longer than an address.
    """
    with pytest.raises(ValueError, match="terms"):
        where("terms").any_of(numbers)


@pytest.mark.parametrize(
    ("name", "sent"),
    [("company_name", "companyName"), ("companyName", "companyName"), ("custentity_warp_customer_id",) * 2],
)
def test_a_field_goes_by_its_python_name_too(name: str, sent: str) -> None:
    """
    Custom fields have one name only.
    """
    assert sent == where(name).name


def test_a_filter_chooses_records(live: Any) -> None:
    """
    Sent through the client, and read by NetSuite.
    """
    chosen = where("company_name").starts_with("Granite") | where("is_inactive").is_(True)

    found = live.customers.list(q=chosen, expand=True)

    assert ["Granite Voice Inc.", "Summit Carrier Services"] == [one.company_name for one in found]
