"""`warp cdrs export` downloads what the reply links to, and says so when there is nothing yet."""

import contextlib
import json

import httpx
import pytest

from warp_client_core.commands import NOT_READY
from warp_client_core.errors import WarpError
from warp_customer import CustomerClient
from warp_customer.overlays.cdr_export.commands import export

FILES = "https://files.example.com"
RANGE = {"date_from": "2026-01-01T00:00:00Z", "date_to": "2026-01-02T00:00:00Z"}


class Screen:
    """A terminal that notes what it is told, with a client of a platform that is a function."""

    def __init__(self, answer):
        self.shown, self.requests = [], []

        def noted(request):
            self.requests.append(request)
            return answer(request)

        self._transport = httpx.MockTransport(noted)

    @contextlib.contextmanager
    def client(self, *, keep_tokens=False):
        with CustomerClient(access_token="secret", transport=self._transport, max_retries=0) as client:
            yield client

    @contextlib.contextmanager
    def progress(self, label):
        yield lambda done, total: None

    def show(self, value):
        self.shown.append(value)

    def say(self, text):
        self.said = text


def reply(link, *, status=200):
    """A platform whose exports are there, or not."""

    def answer(request):
        if request.url.host == "files.example.com":
            return httpx.Response(status, content=b"id,ani\n1,2\n", headers={"Content-Type": "text/csv"})
        job = {"export_id": "exp-1", "status": "completed" if link else "pending", "download_url": link}
        return httpx.Response(202, json={"data": job})

    return answer


def test_linked_file_is_downloaded_without_credentials(tmp_path):
    screen = Screen(reply(f"{FILES}/exp-1.csv"))

    code = export().run(screen, {**RANGE, "out": str(tmp_path / "calls.csv")})

    assert (None, "id,ani\n1,2\n") == (code, (tmp_path / "calls.csv").read_text())
    assert ["Bearer secret", None] == [one.headers.get("authorization") for one in screen.requests]
    assert "csv" == json.loads(screen.requests[0].content)["format"]


def test_export_that_is_not_ready_tells_its_id_and_has_its_own_code(tmp_path):
    screen = Screen(reply(None))

    code = export().run(screen, {**RANGE, "out": str(tmp_path / "calls.csv")})

    assert (NOT_READY, [{"export_id": "exp-1", "status": "pending"}]) == (code, screen.shown)
    assert [] == list(tmp_path.iterdir())


def test_failed_download_leaves_no_file_and_tells_the_address(tmp_path):
    screen = Screen(reply(f"{FILES}/exp-1.csv", status=404))

    with pytest.raises(WarpError):
        export().run(screen, {**RANGE, "out": str(tmp_path / "calls.csv")})

    assert (f"{FILES}/exp-1.csv", []) == (screen.shown[0]["download_url"], list(tmp_path.iterdir()))


@pytest.mark.parametrize("out", [".", "absent/calls.csv"])
def test_place_where_no_file_can_be_is_refused_before_an_export_is_made(tmp_path, out):
    screen = Screen(reply(f"{FILES}/exp-1.csv"))

    with pytest.raises(ValueError, match="--out: "):
        export().run(screen, {**RANGE, "out": str(tmp_path / out)})

    assert [] == screen.requests
