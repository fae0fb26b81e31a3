"""Call records as they are listed, searched, fetched and exported."""

from __future__ import annotations

import pytest

from warp_sandbox.spec.examples import example_request

WHOLE = {"date_from": "2000-01-01T00:00:00Z", "date_to": "2030-01-01T00:00:00Z"}
DAY = {"date_from": "2026-01-14T00:00:00Z", "date_to": "2026-01-15T00:00:00Z"}
SHOWN = "f0e1d2c3-b4a5-4968-8776-655443322110"


@pytest.fixture
def search(admin):
    """Searches as an admin; gives back the reply's body."""
    return lambda **query: admin("GET", "/admin/cdrs", params={**DAY, "limit": 100, **query}).json()


@pytest.fixture
def listed(customer):
    """Lists as the customer; gives back the reply's body."""
    return lambda **query: customer("GET", "/cdrs", params={**DAY, "limit": 100, **query}).json()


def total(page):
    return page["meta"]["pagination"]["total"]


def test_hundred_thousand_calls_are_kept(search):
    """
    The number is exact, and the last page is as full as it must be.
    """
    page = search(**WHOLE, page=1000)

    assert (100_000, 1000, 100) == (total(page), page["meta"]["pagination"]["total_pages"], len(page["data"]))
    assert [] == search(**WHOLE, page=1001)["data"]


def test_pages_are_one_list(search):
    """
    The pages of a day hold every call once, in the order of their starts and inside the range.
    """
    pages = [search(page=page) for page in range(1, 17)]
    calls = [one for page in pages for one in page["data"]]

    assert 1600 == total(pages[0]) == len({one["id"] for one in calls})
    starts = [one["start_time"] for one in calls]
    assert sorted(starts) == starts
    assert DAY["date_from"] <= starts[0] <= starts[-1] < DAY["date_to"]


@pytest.mark.parametrize("name", ["customer_id", "trunk_id", "ani", "dnis"])
def test_search_filters(name, search):
    """
    The total is the number of calls with the value, found by looking at all of them.
    """
    calls = [one for page in range(1, 17) for one in search(page=page)["data"]]
    value = calls[7][name]

    found = search(**{name: value})

    assert sum(one[name] == value for one in calls) == total(found)
    assert [one for one in calls if one[name] == value][:100] == found["data"]


def test_filters_combine(search):
    """
    Both ends of a call, its trunk and its customer find that call.
    """
    call = search()["data"][3]
    names = ("ani", "dnis", "trunk_id", "customer_id")

    assert call in search(**{name: call[name] for name in names})["data"]
    assert 0 == total(search(**{name: call[name] for name in names} | {"customer_id": "nobody"}))


def test_customer_sees_the_own_calls(listed, search, app):
    """
    They are the admin's calls of that customer, in the same form.
    """
    mine = search(customer_id=app.state.sandbox.customer_id)

    assert (total(mine), mine["data"]) == (total(listed()), listed()["data"])
    assert total(mine) < total(search())


def test_customer_filters_by_trunk_and_direction(listed):
    """
    Every call that is left has both values.
    """
    call = listed()["data"][0]

    found = listed(trunk_id=call["trunk_id"], direction=call["direction"])

    assert {(call["trunk_id"], call["direction"])} == {(one["trunk_id"], one["direction"]) for one in found["data"]}
    assert 0 < total(found) < total(listed(trunk_id=call["trunk_id"]))


def test_customer_sees_the_last_seven_days(listed):
    """
    Of a longer range only what is left comes back.
    """
    first = listed(**WHOLE)["data"][0]["start_time"]

    assert "2026-01-08T12:00:00Z" <= first < "2026-01-08T12:10:00Z"


def test_calls_appear_as_time_passes(search, clock):
    """
    An hour later there are about 67 more calls of this day, and none of them has yet to end.
    """
    today = {"date_from": "2026-01-15T00:00:00Z", "date_to": "2026-01-16T00:00:00Z"}
    before = search(**today)
    clock.advance(3600)

    after = search(**today)

    assert 55 < total(after) - total(before) < 80
    last = search(**today, page=after["meta"]["pagination"]["total_pages"])["data"]
    assert max(one["end_time"] for one in last) <= "2026-01-15T13:00:00Z"


@pytest.mark.parametrize(("path", "who"), [("/cdrs", "customer"), ("/admin/cdrs", "admin")])
def test_range_must_not_end_before_it_starts(path, who, request):
    """
    The end is named as the value at fault.
    """
    query = {"date_from": DAY["date_to"], "date_to": DAY["date_from"]}

    reply = request.getfixturevalue(who)("GET", path, params=query)

    assert (422, "date_to") == (reply.status_code, reply.json()["details"]["errors"][0]["field"])


def test_same_moment_in_another_zone_is_the_same_range(search):
    """
    Times are compared as moments.
    """
    shifted = search(date_from="2026-01-14T05:30:00+05:30", date_to="2026-01-14T19:00:00-05:00")

    assert search()["data"] == shifted["data"]


def test_detail_agrees_with_the_list(admin, search):
    """
    Every field of the list stands in the detail with the same value; the money adds up.
    """
    for call in search(limit=20)["data"]:
        detail = admin("GET", f"/admin/cdrs/{call['id']}").json()["data"]

        assert call == {name: detail[name] for name in call}
        assert detail["cost"] == pytest.approx(detail["vendor_cost"] + detail["margin"])


def test_records_are_sound(search):
    """
    Answered calls have an answer, a length and a charge by the started six seconds; others have none of them.
    """
    for call in search()["data"]:
        is_answered = call["disposition"] == "ANSWERED"

        assert is_answered == (call["answer_time"] is not None) == (call["duration"] > 0)
        assert 0 <= call["billable_duration"] - call["duration"] < 6
        assert call["cost"] == pytest.approx(call["billable_duration"] * call["rate"] / 60, abs=0.00001)


def test_shown_call_can_be_fetched_and_is_listed(admin, listed, clock):
    """
    The document's example is there by its id, and in the list once it has ended.
    """
    range_ = {"date_from": "2026-01-15T12:00:00Z", "date_to": "2026-01-15T12:00:01Z"}
    before = total(listed(**range_))
    clock.advance(130)

    assert SHOWN == admin("GET", f"/admin/cdrs/{SHOWN}").json()["data"]["id"]
    assert (0, [SHOWN]) == (before, [one["id"] for one in listed(**range_)["data"]])


def test_unknown_and_running_calls_have_no_record(admin, app):
    """
    Neither an id of nobody nor one that looks like an id, nor a call in progress leads to a record.
    """
    running = admin("GET", "/admin/system/active-calls").json()["data"][0]
    search = {"date_from": running["start_time"], "date_to": "2026-01-15T12:00:00Z", "ani": running["ani"]}
    found = admin("GET", "/admin/cdrs", params=search).json()["data"]

    assert running["call_id"] not in [one["call_id"] for one in found]
    for cdr_id in ("nothing", "00000000-0000-4000-8000-000000000000"):
        assert 404 == admin("GET", f"/admin/cdrs/{cdr_id}").status_code


def test_forgotten_call_is_not_found(admin, search, clock):
    """
    After 62 days a record is gone.
    """
    cdr_id = search()["data"][0]["id"]
    clock.advance(63 * 86_400)

    assert 404 == admin("GET", f"/admin/cdrs/{cdr_id}").status_code


def test_seed_makes_the_calls(make, client_of):
    """
    The same seed gives the same calls, another one others.
    """
    first, second, other = (
        client_of(make(seed=seed), token="sandbox-admin-token")("GET", "/admin/cdrs", params=DAY).json()["data"]
        for seed in (7, 7, 8)
    )

    assert first == second != other


def test_export_counts_the_records(customer, listed, app):
    """
    A small export is ready with the reply; every request starts another one.
    """
    body = {**DAY, "format": "json"}

    first, second = (customer("POST", "/cdrs/export", json=body).json()["data"] for _ in range(2))

    assert ("completed", total(listed())) == (first["status"], first["record_count"])
    assert first["download_url"].endswith(f"{first['export_id']}.json")
    assert "2026-01-16T12:00:00Z" == first["expires_at"]
    assert first["export_id"] != second["export_id"]


def test_export_of_a_trunk_needs_an_own_trunk(customer, app):
    """
    Trunks of other customers do not exist.
    """
    world = app.state.sandbox
    foreign = next(one["id"] for one in world.trunks.values() if one["customer_id"] != world.customer_id)

    reply = customer("POST", "/cdrs/export", json={**DAY, "format": "csv", "trunk_id": foreign})

    assert (422, "trunk_id") == (reply.status_code, reply.json()["details"]["errors"][0]["field"])
    assert 422 == customer("POST", "/cdrs/export", json={**WHOLE, "date_to": "1999-01-01T00:00:00Z"}).status_code


@pytest.mark.parametrize("days", [0, 300])
def test_documented_requests_find_calls_at_any_time(days, customer, admin, document, clock):
    """
    The day that the document shows is never forgotten.
    """
    clock.advance(86_400 * days)
    found = []
    for client, name in ((customer, "list_cdrs"), (admin, "search_cdrs")):
        arguments = example_request(document, name).arguments("")
        reply = client(arguments.pop("method"), arguments.pop("url"), **arguments).json()
        found.append(reply["data"][0]["id"])

    assert [200, 200] == [admin("GET", f"/admin/cdrs/{cdr_id}").status_code for cdr_id in found]


def test_calls_have_several_providers(admin, search):
    """
    A provider that was deleted keeps its calls, and gets no more of them.
    """
    details = [admin("GET", f"/admin/cdrs/{one['id']}").json()["data"] for one in search(limit=40)["data"]]
    gone = next(one for one in details if one["provider_id"] == "prairie-tel")
    admin("DELETE", "/admin/providers/prairie-tel")

    assert 3 < len({one["provider_id"] for one in details})
    assert gone == admin("GET", f"/admin/cdrs/{gone['id']}").json()["data"]
