"""Company facts come from documented resources; what an account does not tell is None."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from warp_client_core import AuthenticationError, ServerError

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)


@pytest.mark.parametrize("status", [400, 403, 404])
@pytest.mark.parametrize("end", ["/subsidiary", "/subsidiary/1"])
def test_an_account_without_subsidiaries_has_no_name(
    client: Any, netsuite: Any, refusal: Any, status: int, end: str
) -> None:
    """
    Without OneWorld, or without permission, the rest is still told.
    """
    netsuite.records["subsidiary"] = [{"id": "1", "name": "Parent"}]
    netsuite.faults = {end: [refusal(status, "X")]}

    info = client.company.get_info()

    assert (None, None, "1234567_SB1", NOON) == (
        info.company_name,
        info.subsidiary_id,
        info.account_id,
        info.server_time,
    )


@pytest.mark.parametrize(
    ("end", "status", "kind"),
    [
        ("/serverTime", 401, AuthenticationError),
        ("/subsidiary", 401, AuthenticationError),
        ("/subsidiary/1", 500, ServerError),
    ],
)
def test_other_errors_reach_the_caller(
    client: Any, netsuite: Any, refusal: Any, end: str, status: int, kind: type[Exception]
) -> None:
    """
    An outage is not taken for an account without a name.
    """
    netsuite.records["subsidiary"] = [{"id": "1", "name": "Parent"}]
    netsuite.faults = {end: [refusal(status, "X")] * 4}

    with pytest.raises(kind):
        client.company.get_info()


def test_an_empty_list_has_no_name(client: Any) -> None:
    """
    A role that sees no subsidiary gets an answer all the same.
    """
    assert client.company.get_info().company_name is None


@pytest.mark.anyio
async def test_the_name_is_that_of_the_root_subsidiary(client: Any, aclient: Any, netsuite: Any) -> None:
    """
    Both flavours ask for the one without a parent.
    """
    root = {"id": "1", "name": "Parent", "legalName": "Parent Inc."}
    netsuite.records["subsidiary"] = [{"id": "2", "name": "Child", "parent": {"id": "1"}}, root]

    info = await aclient.company.get_info()

    assert ("Parent", "Parent Inc.", "1", NOON) == (
        info.company_name,
        info.legal_name,
        info.subsidiary_id,
        info.server_time,
    )
    assert info == client.company.get_info()
    assert "parent EMPTY" == netsuite.requests[1].url.params["q"]
