"""Replies that come before a request is sent, from real servers, plain and with TLS."""

import contextlib
import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from time import monotonic

import httpcore
import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from warp_client_core.connections import connections
from warp_client_core.early import Backend, verdict, watch
from warp_client_core.multipart import MultipartBody
from warp_client_core.steps import Failed, Received

SIZE = 24 * 2**20
"""More than the buffers of sockets take."""

BUSY = b"HTTP/1.1 %d Told\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"


class Hasty:
    """A server that reads so many bytes of a request, answers, and then does as it was told."""

    def __init__(self, answer, then, *, reads=65_536, tls=None):
        self.received = 0
        self._answer, self._then, self._reads, self._tls = answer, then, reads, tls
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.settimeout(20)
        # Else the answer waits for that to be acknowledged which was sent before, and a reset takes it away.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        scheme = "http" if tls is None else "https"
        self.url = f"{scheme}://127.0.0.1:{self._socket.getsockname()[1]}/rates"
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_error):
        self._done.set()
        self._socket.close()
        self._thread.join(20)

    def _serve(self):
        with contextlib.suppress(OSError):
            connection, _ = self._socket.accept()
            connection.settimeout(20)
            if self._tls is not None:
                connection = self._tls.wrap_socket(connection, server_side=True)
            with connection:
                while self.received < self._reads:
                    self.received += len(connection.recv(16_384))
                if self._answer:
                    connection.sendall(self._answer)
                self._then(self, connection)

    def keeps_open(self, _connection):
        self._done.wait(20)

    def closes(self, _connection):
        pass

    def hangs_up(self, connection):
        connection.shutdown(socket.SHUT_WR)
        self._done.wait(20)

    def drains(self, connection):
        while data := connection.recv(65_536):
            self.received += len(data)


@pytest.fixture(params=["plain", "tls"])
def tls(request, monkeypatch, tmp_path):
    """The server's context; None without TLS."""
    if request.param == "plain":
        return None
    certificate(tmp_path / "server.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "server.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "server.pem"))
    return context


def certificate(path):
    """A key and a certificate of its own for this host, that is good for an hour."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(
            name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(hours=1)
        )
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    text = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(text + made.public_bytes(serialization.Encoding.PEM))


def deck():
    return MultipartBody.of({"file": b"x" * SIZE}, operation="import")


@pytest.mark.parametrize("status", [400, 401, 413, 503])
@pytest.mark.parametrize("then", [Hasty.keeps_open, Hasty.drains], ids=lambda then: then.__name__)
def test_an_early_answer_is_the_answer(rim, step, tls, status, then):
    with Hasty(BUSY % status, then, tls=tls) as server:
        outcome = rim.send(step(server.url, deck(), timeout=10))

    assert (Received, status, b"{}") == (type(outcome), outcome.status_code, outcome.content)
    assert SIZE > server.received


@pytest.mark.parametrize("status", [400, 401, 413])
def test_the_answer_of_a_server_that_closes_at_once_is_the_answer(rim, step, status):
    with Hasty(BUSY % status, Hasty.closes) as server:
        outcome = rim.send(step(server.url, deck(), timeout=10))

    assert (Received, status, b"{}") == (type(outcome), outcome.status_code, outcome.content)


def test_tls_reads_the_answer_of_a_server_that_resets_the_connection(step, tls):
    rim = connections(monotonic)

    for _ in range(5):
        with Hasty(BUSY % 413, Hasty.closes, tls=tls) as server:
            outcome = rim.send(step(server.url, deck(), timeout=10))
            assert (Received, 413) == (type(outcome), getattr(outcome, "status_code", outcome))
    rim.close()


def test_a_transport_is_watched_once():
    transport = httpx.HTTPTransport(verify=False)

    for _ in range(3):
        watch(transport, httpcore, is_async=False)

    assert not isinstance(transport._pool._network_backend._backend, Backend)
    transport.close()


@pytest.mark.parametrize("reads", [1, 8 * 2**20], ids=["at once", "in the midst"])
def test_a_server_that_answers_while_sending_waits_for_it_is_heard(rim, step, tls, reads):
    def answers_late(server, connection):
        server._done.wait(0.3)
        connection.sendall(BUSY % 413)
        server._done.wait(20)

    with Hasty(b"", answers_late, reads=reads, tls=tls) as server:
        outcome = rim.send(step(server.url, deck(), timeout=10))

    assert 413 == outcome.status_code


@pytest.mark.parametrize("early", [b"HTTP/1.1 103 Hints\r\nLink: </x>\r\n\r\n", BUSY % 202], ids=["1xx", "2xx"])
def test_an_upload_goes_on_while_the_server_may_still_take_it(rim, step, tls, early):
    def takes_all(server, connection):
        end = b""
        while not end.endswith(b"--\r\n"):
            data = connection.recv(65_536)
            server.received, end = server.received + len(data), (end + data)[-4:]
        if b"103" in early:
            connection.sendall(BUSY % 202)

    with Hasty(early, takes_all, tls=tls) as server:
        outcome = rim.send(step(server.url, deck(), timeout=10))

    assert 202 == outcome.status_code
    assert SIZE < server.received


def test_a_success_is_heard_from_a_server_that_takes_no_more(rim, step, tls):
    with Hasty(BUSY % 202, Hasty.keeps_open, tls=tls) as server:
        outcome = rim.send(step(server.url, deck(), timeout=0.5))

    assert 202 == outcome.status_code


def test_a_server_that_takes_nothing_and_says_nothing_is_a_timeout(rim, step, tls):
    with Hasty(b"", Hasty.keeps_open, tls=tls) as server:
        outcome = rim.send(step(server.url, deck(), timeout=0.5))

    assert (Failed, True, True) == (type(outcome), outcome.timed_out, outcome.may_have_arrived)


def test_a_server_that_hangs_up_without_a_word_is_a_broken_connection(rim, step):
    with Hasty(b"", Hasty.hangs_up) as server:
        outcome = rim.send(step(server.url, deck(), timeout=10))

    assert (Failed, False, True) == (type(outcome), outcome.timed_out, outcome.may_have_arrived)


@pytest.mark.parametrize(
    ("received", "digit"),
    [
        (b"", None),
        (b"HTTP/1.1 ", None),
        (b"HTTP/1.1 20", None),
        (b"HTTP/1.1 202 Accepted", 2),
        (b"HTTP/1.0 413 Too Large", 4),
        (b"HTTP/1.1 100 Continue\r\n", None),
        (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 401 No", 4),
        (b"SSH-2.0-OpenSSH", 5),
    ],
)
def test_a_reply_is_judged_by_its_status(received, digit):
    assert digit == verdict(received)
