"""The table of names from the TypeScript design is whole, and names nothing that does not exist."""

from __future__ import annotations

import csv
import re

from tests.clients.cassettes.cases import CLIENTS, surface
from tests.docs.blocks import ROOT

PAGE = (ROOT / "docs" / "migration.md").read_text("utf-8")
HEADINGS = {"customer": "## Customers", "admin": "## Operators", "netsuite": "## NetSuite"}
HOOKS = 11


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under a heading."""
    section = PAGE.split(f"\n{heading}", 1)[1].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")][1:]
    return [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines]


def named(*headings: str) -> set[str]:
    """The methods that stand under headings, in any cell."""
    sections = [one for one in PAGE.split("\n## ") if f"## {one}".startswith(headings)]
    return set(re.findall(r"`([a-z_]+(?:\.[a-z_]+)?)`", "".join(sections)))


def test_every_operation_of_the_design_is_in_the_table() -> None:
    """
    Under its audience, with its request.
    """
    with (ROOT / "tests" / "data" / "operations.csv").open(encoding="utf-8") as file:
        wanted = {(one["audience"], one["call"]) for one in csv.DictReader(file)}

    listed = {(client, row[1]) for client, heading in HEADINGS.items() for row in rows(heading)}

    assert set() == {one for one in wanted - listed if one[1] not in named("## What is n")}


def test_every_name_on_the_right_exists() -> None:
    """
    With the request that stands beside it, where there is one.
    """
    for client, heading in HEADINGS.items():
        methods = surface(client)["methods"]
        assert [] == [row for row in rows(heading) if row[1] not in methods]
        wrong = [row for row in rows(heading) if row[2] and methods[row[1]].get("request", row[2]) != row[2]]
        assert [] == wrong


def test_every_hook_has_a_query() -> None:
    """
    All of the customer client.
    """
    found = rows("## Hooks")

    assert HOOKS == len(found)
    assert [] == [row for row in found if row[1] not in surface("customer")["methods"]]


def test_what_is_said_to_be_new_is_there() -> None:
    """
    In one of the clients.
    """
    known = {call for client in CLIENTS for call in surface(client)["methods"]}

    assert set() == named("## What is new here") - known
