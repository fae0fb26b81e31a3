"""Claims about `warp_client_core.paging`."""

import itertools

import attrs
import pytest

from warp_client_core.calls import Operation, Safety
from warp_client_core.paging import Standing, next_call
from warp_client_core.replies import Enveloped, Paged, Paging
from warp_client_core.values import PaginationMeta


@attrs.frozen
class Thing:
    id: str
    tags: list[str] = attrs.field(factory=list)


def things(*names):
    return [Thing(name) for name in names]


def call(style=Paging.PAGE, **query):
    return Operation("list_trunks", "GET", "/trunks", Safety.READ, Paged(dict, style)).call(query=query)


def following(call_, meta, items):
    found = next_call(call_, meta, items)
    return found and dict(found.query)


def standing(items, *, style=Paging.PAGE, claims_more=True, **meta):
    return Standing(call(style), PaginationMeta(**meta) if meta else None, items, claims_more=claims_more)


def stalls(*pages):
    """Number of the first page, from 0, that is no progress after those before it."""
    for number, (page, other) in enumerate(itertools.pairwise(pages), 1):
        if page.stall(other) is not None:
            return number
    return None


@pytest.mark.parametrize("meta", [None, PaginationMeta()])
def test_a_numbered_list_without_pagination_is_over(meta):
    assert next_call(call(), meta, [1]) is None


@pytest.mark.parametrize(
    ("style", "meta"),
    [
        (Paging.PAGE, PaginationMeta(page=3)),
        (Paging.PAGE, PaginationMeta(page=3, total_pages=3)),
        (Paging.PAGE, PaginationMeta(page=3, per_page=10, total=30)),
        (Paging.PAGE, PaginationMeta(page=1, total_pages=9)),
        (Paging.PAGE, PaginationMeta(page=2, per_page=10, total=21)),
        (Paging.OFFSET, None),
        (Paging.OFFSET, PaginationMeta(per_page=0)),
        (Paging.OFFSET, PaginationMeta(offset=30, total=30)),
        (Paging.HAS_MORE, PaginationMeta(offset=30, has_more=False, total=99)),
        (Paging.HAS_MORE, None),
    ],
)
def test_an_empty_page_is_the_last(style, meta):
    assert next_call(call(style), meta, []) is None


@pytest.mark.parametrize(
    ("style", "meta", "expected"),
    [
        (Paging.OFFSET, PaginationMeta(offset=20, total=99), {"offset": "20"}),
        (Paging.HAS_MORE, PaginationMeta(offset=20, has_more=True), {"offset": "20"}),
    ],
)
def test_an_empty_page_by_offset_is_not_the_last_when_the_server_says_that_more_follows(style, meta, expected):
    assert following(call(style), meta, []) == expected


def test_a_limit_of_nothing_does_not_go_on_for_ever():
    assert next_call(call(Paging.OFFSET, limit=0), None, []) is None


def test_what_is_no_list_has_no_next_page():
    single = Operation("get", "GET", "/x", Safety.READ, Enveloped(dict)).call()

    assert next_call(single, PaginationMeta(page=1, total_pages=9), [1]) is None


@pytest.mark.parametrize(
    ("query", "meta", "expected"),
    [
        ({}, PaginationMeta(page=1, total_pages=3), {"page": "2"}),
        ({"page": 2, "limit": 5}, PaginationMeta(page=2, total_pages=3), {"limit": "5", "page": "3"}),
        ({"page": 2}, PaginationMeta(total_pages=3), {"page": "3"}),
        ({}, PaginationMeta(page=3, total_pages=3), None),
        ({}, PaginationMeta(page=4, total_pages=3), None),
        ({}, PaginationMeta(page=1, total_pages=0), None),
        ({}, PaginationMeta(page=1, per_page=10, total=11), {"page": "2"}),
        ({}, PaginationMeta(page=1, per_page=10, total=10), None),
        ({}, PaginationMeta(page=7), {"page": "8"}),
        ({}, PaginationMeta(page=7, per_page=10), {"page": "8"}),
        ({}, PaginationMeta(page=7, total=10), {"page": "8"}),
        ({"page": "x"}, PaginationMeta(total_pages=3), {"page": "2"}),
    ],
)
def test_a_numbered_list_goes_on_while_there_are_pages(query, meta, expected):
    assert following(call(**query), meta, [1]) == expected


@pytest.mark.parametrize(
    ("query", "meta", "count", "expected"),
    [
        ({}, None, 20, {"offset": "20"}),
        ({}, None, 19, None),
        ({"limit": 5}, None, 5, {"limit": "5", "offset": "5"}),
        ({"limit": 5, "offset": 5}, None, 5, {"limit": "5", "offset": "10"}),
        ({"limit": 500}, PaginationMeta(per_page=100), 100, {"limit": "500", "offset": "100"}),
        ({"limit": 5}, PaginationMeta(total=5), 5, None),
        ({"limit": 5}, PaginationMeta(total=6), 5, {"limit": "5", "offset": "5"}),
    ],
)
def test_a_list_by_offset_ends_with_a_short_page(query, meta, count, expected):
    assert following(call(Paging.OFFSET, **query), meta, [1] * count) == expected


@pytest.mark.parametrize(
    ("meta", "expected"),
    [
        (PaginationMeta(offset=10, has_more=True), {"offset": "12"}),
        (PaginationMeta(offset=10, has_more=False, total=99), None),
        (PaginationMeta(offset=10, total=13), {"offset": "12"}),
        (PaginationMeta(offset=10, total=12), None),
        (PaginationMeta(has_more=True), {"offset": "2"}),
        (PaginationMeta(), None),
        (None, None),
    ],
)
def test_a_collection_goes_on_while_it_says_so(meta, expected):
    assert following(call(Paging.HAS_MORE), meta, [1, 2]) == expected


def test_pages_that_differ_are_progress():
    assert stalls(standing(things("a")), standing(things("b")), standing(things("c"))) is None


@pytest.mark.parametrize("style", Paging)
def test_a_place_that_does_not_move_is_a_stall(style):
    name = "page" if style is Paging.PAGE else "offset"

    assert stalls(standing([1], style=style, **{name: 4}), standing([2], style=style, **{name: 4})) == 1


@pytest.mark.parametrize("style", Paging)
def test_a_place_that_moves_back_is_a_stall(style):
    name = "page" if style is Paging.PAGE else "offset"

    assert stalls(standing([1], style=style, **{name: 4}), standing([2], style=style, **{name: 3})) == 1
    assert stalls(standing([], style=style, **{name: 4}), standing([2], style=style, **{name: 3})) == 1


def test_a_server_that_counts_on_but_gives_the_same_things_is_stuck():
    pages = [standing(things("a", "b"), page=number) for number in (1, 2)]

    assert stalls(*pages) == 1


def test_the_same_things_in_another_order_are_the_same_page():
    assert stalls(standing(things("a", "b"), page=1), standing(things("b", "a"), page=2)) == 1


def test_the_same_things_in_another_state_are_the_same_page():
    before, after = [Thing("a", ["new"])], [Thing("a", ["old"])]

    assert stalls(standing(before, page=1), standing(after, page=2)) == 1


@pytest.mark.parametrize("length", [2, 3, 50])
def test_a_circle_of_pages_is_noticed_when_its_first_page_comes_again(length):
    names = [f"t{number}" for number in range(length)]
    pages = [standing(things(name), page=number) for number, name in enumerate([*names, names[0]], 1)]

    assert stalls(*pages) == length


def test_a_circle_without_places_is_noticed():
    rows = [{"x": 1}], [{"x": 2}], [{"x": 1}]

    assert stalls(*[standing(page, style=Paging.OFFSET) for page in rows]) == 2


def test_things_without_an_id_are_compared_as_a_whole():
    ids_missing = [Thing(None, ["x"]), Thing(None, ["y"])]
    others = [Thing(None, ["x"]), Thing(None, ["z"])]

    assert stalls(standing(ids_missing, page=1), standing(others, page=2)) is None
    assert stalls(standing(ids_missing, page=1), standing(list(ids_missing), page=2)) == 1


def test_rows_may_be_equal_at_different_places():
    rows = [{"status": "open"}] * 2

    assert stalls(*[standing(rows, style=Paging.HAS_MORE, offset=offset) for offset in (0, 2, 4)]) is None


def test_a_server_may_tell_the_place_of_some_pages_only():
    assert stalls(standing(things("a"), page=2), standing(things("b")), standing(things("c"), page=1)) is None
    assert stalls(standing(things("a"), page=2), standing(things("a"))) == 1


def test_a_second_empty_page_that_promises_more_is_a_stall():
    assert stalls(standing([], page=1), standing([], page=2)) == 1
    assert stalls(standing([], page=1), standing(things("a"), page=2), standing([], page=3)) is None


def test_a_second_empty_page_that_promises_nothing_is_the_end():
    assert stalls(standing([], page=1), standing([], page=2, claims_more=False)) is None


def test_the_place_of_an_empty_page_may_be_asked_for_again():
    pages = (
        standing(things("a"), style=Paging.HAS_MORE, offset=0),
        standing([], style=Paging.HAS_MORE, offset=1),
        standing(things("b"), style=Paging.HAS_MORE, offset=1),
    )

    assert stalls(*pages) is None


def test_what_one_walk_has_seen_is_not_held_against_another():
    first, second, third = (standing(things(name), page=page) for page, name in enumerate("abc", 1))
    assert first.stall(second) is None
    assert second.stall(third) is None
    # Meanwhile the list has lost its first page.
    moved_up = standing(things("c"), page=2)

    assert first.stall(moved_up) is None
    assert moved_up.stall(standing(things("a"), page=3)) is not None
    assert third.stall(standing(things("b"), page=4)) is not None


def test_a_stall_says_what_is_wrong():
    assert standing([1], page=1).stall(standing([1], page=1)) == "gave the same page again"
    assert standing([], page=1).stall(standing([], page=2)) == "gave no items twice and says that more follow"
