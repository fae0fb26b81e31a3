"""A journal is about one write: other records, other keys and other files are refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.overlays.netsuite_records.records import CUSTOMERS, customers, invoice
from warp_client_core import RequestOptions
from warp_netsuite import BulkWriteError


def test_batches_that_are_done_are_not_even_looked_at(client: Any, netsuite: Any, tmp_path: Path) -> None:
    """
    The second call sends nothing, and gives the same addresses.
    """
    journal = tmp_path / "journal"
    first = client.customers.bulk_upsert(customers(150), journal=journal)
    sent = len(netsuite.requests)

    second = client.customers.bulk_upsert(customers(150), journal=journal)

    assert first == second
    assert sent == len(netsuite.requests)


@pytest.mark.anyio
async def test_a_write_goes_on_after_an_error(aclient: Any, netsuite: Any, refusal: Any, tmp_path: Path) -> None:
    """
    The first batch is done, the second failed to start: only that one is sent, under the key that it had.
    """
    journal = tmp_path / "journal"
    netsuite.faults = {"/invoice": [None, refusal(400, "INVALID_CONTENT")]}
    given = [invoice(memo=str(number)) for number in range(150)]
    with pytest.raises(BulkWriteError) as caught:
        await aclient.invoices.bulk_create(given, journal=journal)

    refs = await aclient.invoices.bulk_create(given, journal=journal)

    keys = [one.headers["x-netsuite-idempotency-key"] for one in netsuite.writes]
    assert 150 == len(refs)
    assert [caught.value.idempotency_key, keys[1], keys[1]] == keys


def test_a_line_that_was_cut_off_is_written_anew(client: Any, netsuite: Any, tmp_path: Path) -> None:
    """
    Of the process that died while it wrote; the job is looked up by its key.
    """
    journal = tmp_path / "journal"
    first = client.customers.bulk_upsert(customers(150), journal=journal)
    whole = journal.read_bytes()
    journal.write_bytes(whole[:-20])

    second = client.customers.bulk_upsert(customers(150), journal=journal)

    assert first == second
    assert whole == journal.read_bytes()
    assert 2 == len(netsuite.jobs)


@pytest.mark.parametrize("changed", [customers(3), [*customers(1), {"external_id": "other"}], customers(2)[::-1]])
def test_a_journal_of_other_records_is_refused(client: Any, netsuite: Any, tmp_path: Path, changed: Any) -> None:
    """
    Its keys must not stand for anything else.
    """
    journal = tmp_path / "journal"
    client.customers.bulk_upsert(customers(2), journal=journal)
    sent = len(netsuite.requests)

    with pytest.raises(ValueError, match="other records"):
        client.customers.bulk_upsert(changed, journal=journal)

    assert sent == len(netsuite.requests)


@pytest.mark.parametrize("content", ["my notes", "my notes\n", "{}\n", '{"format": 2}\n', "[]\n"])
def test_a_file_that_is_no_journal_is_left_as_it_is(client: Any, netsuite: Any, tmp_path: Path, content: str) -> None:
    """
    It may be somebody's.
    """
    journal = tmp_path / "journal"
    journal.write_text(content, "utf-8")

    with pytest.raises(ValueError, match="no journal"):
        client.customers.bulk_upsert(customers(1), journal=journal)

    assert content == journal.read_text("utf-8")
    assert [] == netsuite.requests


def test_another_key_than_the_journals_is_refused(client: Any, tmp_path: Path) -> None:
    """
    One of them is a mistake.
    """
    journal = tmp_path / "journal"
    client.customers.bulk_upsert(customers(1), journal=journal)

    with pytest.raises(ValueError, match="idempotency_key"):
        client.customers.bulk_upsert(customers(1), journal=journal, options=RequestOptions(idempotency_key="mine"))


def test_the_key_is_on_disk_before_the_first_request(client: Any, netsuite: Any, tmp_path: Path) -> None:
    """
    A process that dies while it waits for the first reply finds its job again.
    """
    journal = tmp_path / "journal"
    seen = []

    def note(request: httpx.Request) -> httpx.Response:
        seen.append(json.loads(journal.read_bytes())["key"])
        return httpx.Response(400, json={})

    netsuite.accept = note

    with pytest.raises(Exception, match="400"):
        client.customers.bulk_upsert(customers(1), journal=journal)

    assert [netsuite.writes[0].headers["x-netsuite-idempotency-key"]] == seen


def test_a_journal_holds_nothing_of_the_records(client: Any, tmp_path: Path) -> None:
    """
    Keys, ids and addresses only.
    """
    journal = tmp_path / "journal"

    client.customers.bulk_upsert([{"external_id": "secret-id", "company_name": "Secret Inc."}], journal=journal)

    assert b"ecret" not in journal.read_bytes()


def test_nothing_to_write_is_nothing_to_send(client: Any, netsuite: Any, tmp_path: Path) -> None:
    """
    With a journal as without.
    """
    assert [] == client.customers.bulk_upsert([], journal=tmp_path / "journal")
    assert [] == [one for one in netsuite.requests if one.url.path.endswith(CUSTOMERS)]


REF = ["1001", None]


@pytest.mark.parametrize(
    "line",
    [
        "gibberish",
        "{}",
        json.dumps({"batch": 1, "refs": [REF]}),
        json.dumps({"batch": -1, "refs": [REF]}),
        json.dumps({"batch": "0", "refs": [REF]}),
        json.dumps({"batch": True, "refs": [REF]}),
        json.dumps({"batch": 0, "refs": []}),
        json.dumps({"batch": 0, "refs": [REF, REF]}),
        json.dumps({"batch": 0, "refs": [["1001"]]}),
        json.dumps({"batch": 0, "refs": [[1001, None]]}),
        json.dumps({"batch": 0, "refs": {"0": REF}}),
    ],
)
def test_a_journal_that_somebody_changed_is_refused(client: Any, netsuite: Any, tmp_path: Path, line: str) -> None:
    """
    What is noted stands for records that are not sent again, so nothing in it is guessed at.
    """
    journal = tmp_path / "journal"
    client.customers.bulk_upsert(customers(1), journal=journal)
    sent, head = len(netsuite.requests), journal.read_text("utf-8").splitlines()[0]
    journal.write_text(f"{head}\n{line}\n", "utf-8")

    with pytest.raises(ValueError, match="damaged"):
        client.customers.bulk_upsert(customers(1), journal=journal)

    assert sent == len(netsuite.requests)


def test_two_writes_do_not_share_a_journal(client: Any, netsuite: Any, tmp_path: Path) -> None:
    """
    The second is refused while the first is on its way, and taken once that has ended.
    """
    journal, refused = tmp_path / "journal", []
    accept = netsuite.accept

    def meanwhile(request: httpx.Request) -> httpx.Response:
        netsuite.accept = accept
        with pytest.raises(ValueError, match="in use") as caught:
            client.customers.bulk_upsert(customers(1), journal=journal)
        refused.append(caught)
        return accept(request)

    netsuite.accept = meanwhile

    first = client.customers.bulk_upsert(customers(1), journal=journal)

    assert first == client.customers.bulk_upsert(customers(1), journal=journal)
    assert 1 == len(refused) == len(netsuite.writes)


def test_what_a_killed_process_left_beside_the_journal_is_no_hindrance(client: Any, tmp_path: Path) -> None:
    """
    It died before the first line was in place; in containers its id is the next one's, too.
    """
    journal = tmp_path / "journal"
    journal.with_name("journal.new").write_text("half a li", "utf-8")

    assert 1 == len(client.customers.bulk_upsert(customers(1), journal=journal))
    assert not journal.with_name("journal.new").exists()
