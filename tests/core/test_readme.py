"""The example of the README does what the README says."""

import pathlib
import re

import httpx

from warp_client_core.calls import Operation, Safety
from warp_client_core.driver import AsyncClient, SyncClient
from warp_client_core.replies import Nothing

README = pathlib.Path(__file__).parents[2] / "overlays" / "core" / "README.md"
PING: Operation = Operation("ping", "GET", "/ping", Safety.READ, Nothing())


def test_the_layer_of_the_readme_works_with_both_drivers(flavour, platform):
    names = {}
    blocks = re.findall(r"```python\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    exec(next(block for block in blocks if "class Reopening" in block), names)
    driver = SyncClient if flavour.name == "sync" else AsyncClient

    class Client(names["Reopening"], driver):
        def reopen_steps(self):
            self.credentials.renew("fresh")
            return
            yield

    server = platform(httpx.Response(401), httpx.Response(204))
    client = flavour.build(server, client=Client, access_token="stale")

    flavour.send(client, PING.call())

    assert [request.headers["authorization"] for request in server.requests] == ["Bearer stale", "Bearer fresh"]
