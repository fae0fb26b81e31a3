"""Claims about `warp_client_core.refreshing.layer`: which calls renew a token, when, and what becomes of them."""

import io

import httpx
import pytest

from tests.core.refreshing.conftest import GET, LOGOUT, ORDER, PAY
from warp_client_core import AuthenticationError, PermissionDeniedError, RequestOptions, ServerError, TokenRefreshError
from warp_client_core.tokens import MemoryTokenStore, Tokens


def test_a_refused_token_is_renewed_and_the_call_sent_again(drive, issuer):
    client = drive.build(issuer)

    drive.send(client, GET.call())

    assert issuer.data == ["access-1", "access-2"]
    assert issuer.renewals == ["refresh-1"]
    assert client.credentials.tokens == client.token_store.load()
    assert client.credentials.refresh_token == "refresh-2"


def test_a_call_that_is_always_refused_is_sent_twice(drive, issuer):
    issuer.on_data = lambda request: httpx.Response(401)
    client = drive.build(issuer)

    with pytest.raises(AuthenticationError):
        drive.send(client, GET.call())

    assert issuer.data == ["access-1", "access-2"]
    assert issuer.renewals == ["refresh-1"]


def test_a_new_token_that_was_refused_is_not_renewed_by_the_next_call(drive, issuer, world):
    issuer.on_data = lambda request: httpx.Response(401)
    client = drive.build(issuer, ambient=world.ambient)
    for _ in range(3):
        with pytest.raises(AuthenticationError):
            drive.send(client, GET.call())
    sent = len(issuer.data)

    world.seconds += 60
    issuer.on_data = lambda request: None
    drive.send(client, GET.call())

    assert sent == 4
    assert len(issuer.renewals) == 1


def test_a_refusal_of_an_older_token_costs_no_renewal(drive, issuer):
    client = drive.build(issuer)

    def somebody_else_renews(request):
        if len(issuer.data) == 1:
            issuer.valid.add("access-9")
            client.credentials.renew("access-9")

    issuer.on_data = somebody_else_renews

    drive.send(client, GET.call())

    assert issuer.data == ["access-1", "access-9"]
    assert issuer.renewals == []


def test_a_call_is_not_repeated_for_somebody_else(drive, issuer):
    client = drive.build(issuer)

    def somebody_else_signs_in(request):
        issuer.valid.add("access-9")
        client.credentials.open("access-9")

    issuer.on_data = somebody_else_signs_in

    with pytest.raises(AuthenticationError):
        drive.send(client, ORDER.call(json={}))

    assert issuer.data == ["access-1"]


def test_403_renews_nothing(drive, issuer):
    issuer.on_data = lambda request: httpx.Response(403)

    with pytest.raises(PermissionDeniedError):
        drive.send(drive.build(issuer), GET.call())

    assert issuer.renewals == []


@pytest.mark.parametrize(
    ("call", "options"),
    [
        (GET.call().at("https://elsewhere.example.com/thing"), None),
        (GET.call(headers={"Authorization": "Bearer mine"}), None),
        (GET.call(), RequestOptions(headers={"authorization": "Bearer mine"})),
    ],
)
@pytest.mark.parametrize("is_due", [True, False])
def test_a_proof_that_is_not_ours_renews_nothing(drive, issuer, call, options, is_due):
    client = drive.build(issuer)
    if is_due:
        client.credentials.renew("access-1", expires_at=1.0)

    with pytest.raises(AuthenticationError):
        drive.send(client, call, options)

    assert issuer.renewals == []
    assert len(issuer.data) == 1


def test_without_a_refresh_token_401_is_the_answer(drive, issuer):
    with pytest.raises(AuthenticationError):
        drive.send(drive.build(issuer, refresh_token=None), GET.call())

    assert issuer.renewals == []
    assert len(issuer.data) == 1


def test_a_refused_auth_of_the_caller_renews_nothing(drive, issuer):
    transport = httpx.MockTransport(issuer if drive.name == "sync" else issuer.answer)
    client = drive.build(issuer, auth=httpx.BasicAuth("a", "b"), http_client=None, transport=transport)

    with pytest.raises(AuthenticationError):
        drive.send(client, GET.call())
    drive.close(client)

    assert issuer.renewals == []
    assert len(issuer.data) == 1


def test_a_refused_key_renews_nothing(drive, issuer):
    client = drive.build(issuer, access_token=None, refresh_token=None, api_key="key", token_store=MemoryTokenStore())

    with pytest.raises(AuthenticationError):
        drive.send(client, GET.call())

    assert issuer.data == [""]


def test_a_write_keeps_its_key_and_its_body(drive, issuer):
    drive.send(drive.build(issuer), PAY.call(json={"amount": "1.50"}))

    assert issuer.bodies[0] == issuer.bodies[1] != b""
    assert issuer.keys[0] == issuer.keys[1] is not None


def test_an_upload_is_sent_again_from_its_start(drive, issuer, tmp_path):
    deck = tmp_path / "deck.csv"
    deck.write_bytes(b"prefix,rate\n" * 1000)

    drive.send(drive.build(issuer), ORDER.call(multipart={"deck": deck}))

    assert [body.count(b"prefix,rate") for body in issuer.bodies] == [1000, 1000]


class Pipe(io.BytesIO):
    def seekable(self):
        return False


def test_an_upload_that_cannot_be_read_twice_is_not_sent_again(drive, issuer):
    client = drive.build(issuer)

    with pytest.raises(AuthenticationError):
        drive.send(client, ORDER.call(multipart={"deck": Pipe(b"prefix,rate\n")}))

    assert len(issuer.data) == 1
    assert client.credentials.access_token == "access-2"


def test_a_streamed_reply_is_that_of_the_second_request(drive, issuer):
    assert drive.stream(drive.build(issuer), GET.call()) == b'{"data":{}}'
    assert issuer.data == ["access-1", "access-2"]


def test_without_an_access_token_one_is_fetched_first(drive, issuer):
    drive.send(drive.build(issuer, access_token=None), GET.call())

    assert issuer.data == ["access-2"]


class Aging:
    """A client whose token lasts an hour, and a clock that is set by hand."""

    def __init__(self, drive, issuer, world):
        self.drive, self.issuer, self.world = drive, issuer, world
        self.client = drive.build(issuer, ambient=world.ambient, max_retries=0)
        self.call()
        issuer.renewals.clear()

    def call(self):
        self.drive.send(self.client, GET.call())
        return len(self.issuer.renewals)

    def at(self, seconds):
        self.world.seconds = 1_000.0 + seconds
        return self.call()


@pytest.fixture
def aging(drive, issuer, world):
    return Aging(drive, issuer, world)


def test_a_token_is_renewed_before_it_ends(aging):
    """
    The window is 300 s of 3600 s; the jitter here is the greatest, a fifth of it.
    """
    assert aging.at(3600 - 241) == 0
    assert aging.at(3600 - 239) == 1
    assert aging.issuer.data[-1] == "access-3"
    assert "access-1" not in aging.issuer.data[1:]


def test_a_failure_in_the_advisory_time_is_not_noticed(aging):
    aging.issuer.faults = [httpx.Response(500)] * 9

    assert aging.at(3600 - 239) == 1
    assert aging.at(3600 - 220) == 1
    assert aging.at(3600 - 208) == 2
    assert aging.issuer.data[-1] == "access-2"


def test_a_failure_in_the_mandatory_time_leaves_a_token_that_is_good(aging):
    aging.issuer.faults = [httpx.Response(500)] * 9

    assert aging.at(3600 - 99) == 1
    assert aging.at(3600 - 98) == 1
    assert aging.at(3600 - 90) == 2
    assert aging.issuer.data[-1] == "access-2"


def test_a_token_that_has_ended_and_cannot_be_renewed_is_not_sent(aging):
    aging.issuer.faults = [httpx.Response(500)]
    sent = len(aging.issuer.data)

    with pytest.raises(TokenRefreshError) as caught:
        aging.at(3601)
    again = aging.at(3602)

    assert caught.value.reason == "unknown_error"
    assert isinstance(caught.value.__cause__, ServerError)
    assert (sent + 1, 2) == (len(aging.issuer.data), again)


def test_no_lifetime_means_until_it_is_refused(drive, issuer, world):
    issuer.lifetime = {}
    aging = Aging(drive, issuer, world)

    assert aging.at(10**8) == 0


@pytest.mark.parametrize("hours", [-1, 0, 1])
def test_a_wrong_wall_clock_does_not_matter_to_tokens_of_this_process(drive, issuer, world, hours):
    issuer.headers = {"Date": "Thu, 01 Jan 1970 02:00:00 GMT"}
    world.seconds = start = 7200.0 + hours * 3600
    client = drive.build(issuer, ambient=world.ambient)
    drive.send(client, GET.call())
    kept = client.token_store.load()

    world.seconds = start + 3600 - 241
    drive.send(client, GET.call())
    before = len(issuer.renewals)
    world.seconds = start + 3600 - 239
    drive.send(client, GET.call())

    assert (before, len(issuer.renewals)) == (1, 2)
    assert kept.expires_at == 7200 + 3600


@pytest.mark.parametrize(("left", "renewals"), [(-3600, 1), (10, 0), (3600, 0), (None, 0)])
def test_tokens_that_were_kept_are_renewed_when_they_have_ended(drive, issuer, world, left, renewals):
    issuer.valid.add("access-1")
    end = None if left is None else world.seconds + left
    store = MemoryTokenStore(Tokens("access-1", "refresh-1", end))

    drive.send(drive.build(issuer, token_store=store, ambient=world.ambient), GET.call())

    assert len(issuer.renewals) == renewals


def test_signing_out_renews_nothing_and_clears_all(drive, issuer, kept):
    client = drive.build(issuer, token_store=kept)
    client.credentials.derived["customer_id"] = "c1"

    drive.send(client, LOGOUT.call())

    assert issuer.renewals == []
    assert (client.credentials.tokens, kept.load(), client.credentials.derived) == (Tokens(), None, {})


def test_a_deadline_holds_for_the_renewal_too(drive, issuer):
    issuer.gate.clear()

    with pytest.raises(TokenRefreshError) as caught:
        drive.send(drive.build(issuer), GET.call(), RequestOptions(deadline=0.05))
    issuer.gate.set()

    assert caught.value.reason == "timeout"
    assert len(issuer.data) == 1
