"""The real client, the proxy, and the reference platform behind it: what became of a trunk is looked up there."""

import pytest

from tests.faults.conftest import World
from warp_client_core.errors import OutcomeUnknownError
from warp_customer import CustomerClient
from warp_sandbox.proxy.faults import BreakReply, Ending, Interim, Part, ResetRequest
from warp_sandbox.proxy.server import FaultProxy
from warp_sandbox.server import running
from warp_sandbox.warp.app import create_app
from warp_sandbox.warp.auth import CUSTOMER_TOKEN

LOST = {
    "in the request": (ResetRequest(40), 0),
    "before the reply": (BreakReply(), 1),
    "in the reply": (BreakReply(Part.BODY, Ending.CLOSE), 1),
}


@pytest.fixture(scope="module")
def _platform():
    with running(create_app()) as address, FaultProxy(int(address.rpartition(":")[2])) as proxy:
        yield proxy


@pytest.fixture
def proxy(_platform):
    _platform.order()
    _platform.listen()
    return _platform


def connected(proxy, meanwhile=lambda: None):
    ambient = World(meanwhile).ambient
    return CustomerClient(base_url=f"{proxy.url}/v1", access_token=CUSTOMER_TOKEN, ambient=ambient)


def named(client, name):
    return [trunk.id for trunk in client.trunks.list() if trunk.name == name]


@pytest.mark.parametrize("place", LOST)
def test_a_trunk_whose_creation_breaks_off_is_there_once_or_not_at_all(proxy, place):
    fault, expected = LOST[place]
    name = f"edge {place}"

    with connected(proxy) as client:
        client.trunks.list()
        proxy.order(fault)
        with pytest.raises(OutcomeUnknownError) as caught:
            client.trunks.create(name=name)
        made = named(client, name)

    assert expected == len(made)
    assert "create_trunk" == caught.value.operation_id
    assert "POST" == caught.value.request.method


def test_a_trunk_whose_creation_was_refused_is_made_once(proxy):
    with connected(proxy, meanwhile=proxy.listen) as client:
        client.trunks.list()
        proxy.refuse()
        trunk = client.trunks.create(name="edge refused")
        made = named(client, "edge refused")

    assert [trunk.id] == made


def test_a_list_is_complete_although_every_second_exchange_breaks(proxy):
    with connected(proxy) as client:
        expected = [trunk.id for trunk in client.trunks.list(limit=10)]
        faults = [BreakReply(Part.BODY), BreakReply(), ResetRequest(), BreakReply(Part.HEAD), Interim(5)] * 4
        passing = [Interim(1)] * len(faults)
        proxy.order(*(fault for pair in zip(faults, passing, strict=True) for fault in pair))
        found = [trunk.id for trunk in client.trunks.list(limit=10)]

    assert len(set(expected)) == len(expected) > 50
    assert expected == found
