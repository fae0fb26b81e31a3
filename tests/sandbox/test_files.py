"""Files that replies link to: fetched from where the sandbox itself is, by whoever knows the address, for a day."""

from __future__ import annotations

import csv
import io

import httpx
import pytest

from warp_sandbox import Sandbox, SandboxTransport
from warp_sandbox.warp.auth import CUSTOMER_TOKEN
from warp_sandbox.warp.files import link

RANGE = {"date_from": "2026-01-14T00:00:00Z", "date_to": "2026-01-14T06:00:00Z"}


@pytest.fixture
def sandbox():
    """A fresh one."""
    return Sandbox()


@pytest.fixture
def exported(sandbox):
    """Asks for an export in a format; gives the job and what is at its link."""

    def export(kind, wait=0.0):
        with httpx.Client(transport=SandboxTransport(sandbox), base_url="http://127.0.0.1:8080") as client:
            headers = {"Authorization": f"Bearer {CUSTOMER_TOKEN}"}
            reply = client.post("/v1/cdrs/export", json={**RANGE, "format": kind}, headers=headers)
            job = reply.json()["data"]
            sandbox.advance(wait)
            return job, client.get(job["download_url"])

    return export


def test_csv_file_has_a_line_for_each_record(exported):
    job, reply = exported("csv")

    rows = list(csv.DictReader(io.StringIO(reply.text)))
    assert (200, job["record_count"], True) == (reply.status_code, len(rows), job["record_count"] > 0)
    assert "2026-01-14" == rows[0]["start_time"][:10]


def test_json_file_holds_the_same_records(exported):
    job, reply = exported("json")

    assert job["record_count"] == len(reply.json())


@pytest.mark.parametrize(("kind", "wait", "status"), [("csv", 86_401, 404), ("parquet", 0, 501)], ids=["old", "other"])
def test_file_that_is_not_there_says_why(exported, kind, wait, status):
    assert status == exported(kind, wait)[1].status_code


def test_link_leads_to_the_sandbox_only_where_that_is_on_this_machine():
    assert "http://127.0.0.1:8080/files/exports/a.csv" == link("http://127.0.0.1:8080/v1", "exports/a.csv")
    assert "https://files.example.com/exports/a.csv" == link("https://api.example.com/v1", "exports/a.csv")
