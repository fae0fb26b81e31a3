"""Claims about `warp_client_core.drift`."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from warp_client_core.drift import MOST_NAMES, SAMPLE, Drift


def test_a_new_drift_has_seen_nothing():
    drift = Drift()

    assert (drift.enum_values, drift.fields, drift.uncounted) == ({}, {}, 0)
    assert drift.report() == "nothing unknown was seen"


def test_sightings_are_counted_by_name():
    drift = Drift()

    drift.watch("get_trunk").values([("Status", "hibernating"), ("Status", "hibernating")])
    drift.watch("list_trunks").fields([("Trunk", "newField")])

    assert drift.enum_values == {"Status.hibernating": 2}
    assert drift.fields == {"Trunk.newField": 1}


def test_what_is_given_out_is_a_copy():
    drift = Drift()

    drift.fields["x"] = 1

    assert drift.fields == {}


def test_the_report_has_a_line_per_name_the_most_frequent_first():
    drift = Drift()
    drift.add(values=["S.b", "S.a", "S.c", "S.c"], fields=["T.x"])

    assert drift.report().splitlines() == [
        "      2  unknown value  S.c",
        "      1  unknown value  S.a",
        "      1  unknown value  S.b",
        "      1  unknown field  T.x",
    ]


def test_names_are_bounded_in_number():
    drift = Drift()
    drift.add(fields=[f"T.{number}" for number in range(MOST_NAMES + 5)], values=["S.x"])
    drift.add(fields=["T.0"])

    assert len(drift.fields) + len(drift.enum_values) == MOST_NAMES
    assert drift.fields["T.0"] == 2
    assert drift.uncounted == 6
    assert drift.report().endswith("      6  further sightings")


def test_names_are_bounded_in_length_and_printable():
    drift = Drift()

    drift.watch("x").values([("Status", "a\n\x1b[31m" + "b" * 1_000)])

    (name,) = drift.enum_values
    assert name.startswith("Status.a??[31mbbb")
    assert len(name) == 100


def test_an_operation_has_one_watch():
    drift = Drift()

    assert drift.watch("get_trunk") is drift.watch("get_trunk")
    assert drift.watch("get_trunk") is not drift.watch("list_trunks")


def test_watches_are_bounded_in_number():
    drift = Drift()
    for number in range(MOST_NAMES):
        drift.watch(f"operation_{number}")

    assert drift.watch("one more") is drift.watch("another")
    assert drift.watch("operation_0") is not drift.watch("one more")


def test_the_first_reply_and_then_one_in_a_hundred_is_looked_at():
    watch = Drift().watch("get_trunk")

    due = [number for number in range(3 * SAMPLE) if watch.is_due()]

    assert due == [0, SAMPLE, 2 * SAMPLE]


def test_a_strict_drift_looks_at_every_reply():
    watch = Drift(strict=True).watch("get_trunk")

    assert watch.is_strict
    assert all(watch.is_due() for _ in range(5))


@pytest.mark.parametrize("strict", [False, True])
def test_clearing_forgets_the_counts_and_starts_to_look_anew(strict):
    drift = Drift(strict=strict)
    drift.watch("get_trunk").is_due()
    drift.add(values=["S.a"], fields=[f"T.{number}" for number in range(MOST_NAMES)])

    drift.clear()

    assert (drift.enum_values, drift.fields, drift.uncounted) == ({}, {}, 0)
    assert drift.watch("get_trunk").is_due()
    assert drift.watch("get_trunk").is_strict is strict


def test_threads_lose_no_sighting():
    drift = Drift()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: drift.watch("x").values([("S", "a")] * 50), range(100)))

    assert drift.enum_values == {"S.a": 5_000}
