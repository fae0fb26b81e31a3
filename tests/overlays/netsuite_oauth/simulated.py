"""The NetSuite simulator on a socket of this machine, as the tests of the sign-in use it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any
from urllib.parse import parse_qs

import httpx
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_public_key,
)

from warp_client_core.steps import Ambient
from warp_netsuite import AsyncNetSuiteClient, NetSuiteClient
from warp_sandbox.netsuite.app import create_netsuite_app
from warp_sandbox.netsuite.integrations import (
    ACCOUNT,
    CERTIFICATE_ID,
    CLIENT_ID,
    CLIENT_SECRET,
    PUBLIC_CLIENT_ID,
    SERVER_CLIENT_ID,
    Integration,
)
from warp_sandbox.server import running

REDIRECT = "https://app.example.com/callback"
TOKEN_PATH = "/services/rest/auth/oauth2/v1/token"
REVOKE_PATH = "/services/rest/auth/oauth2/v1/revoke"
_HASHES = {"256": hashes.SHA256(), "384": hashes.SHA384(), "512": hashes.SHA512()}


def pem_of(key: Any) -> bytes:
    """The private key as a file holds it."""
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def verified(token: Any, certificate: str) -> bool:
    """Judges a signature with the public key that was registered, by the algorithm that the header names."""
    public, kind = load_pem_public_key(certificate.encode()), token.header["alg"]
    chosen = _HASHES[kind[2:]]
    try:
        if kind.startswith("PS"):
            public.verify(token.signature, token.signed, padding.PSS(padding.MGF1(chosen), chosen.digest_size), chosen)
        else:
            half = len(token.signature) // 2
            numbers = (int.from_bytes(part, "big") for part in (token.signature[:half], token.signature[half:]))
            public.verify(encode_dss_signature(*numbers), token.signed, ec.ECDSA(chosen))
    except InvalidSignature:
        return False
    return True


class Simulated:
    """
    A simulator, what was sent to it, and one time for it and for its clients.

    Attributes:
        url: Where it is.
        state: State of the application; ``consent.decisions`` says what users decide.
        sent: Requests to the token service: header fields in order, and the form.
        assertions: Assertions that were judged.
    """

    def __init__(self, state: Any) -> None:
        self.url = ""
        self.state = state
        self.sent: list[tuple[list[tuple[str, str]], dict[str, list[str]]]] = []
        self.assertions: list[Any] = []
        self.moment = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)
        # The server's own Date is that of this machine.
        self.pool = httpx.Client(event_hooks={"response": [self._date]})

    def advance(self, **spans: float) -> None:
        """Let time pass."""
        self.moment += timedelta(**spans)

    def _date(self, reply: httpx.Response) -> None:
        reply.headers["Date"] = format_datetime(self.moment, usegmt=True)

    @property
    def ambient(self) -> Ambient:
        """The simulator's time, for clients; nobody sleeps."""
        return Ambient(clock=lambda: self.moment.timestamp(), now=lambda: self.moment, sleep=lambda _: None)

    def arguments(self, **changes: Any) -> dict[str, Any]:
        """What a client of the confidential integration is built with."""
        known = {
            "account_id": ACCOUNT,
            "base_url": f"{self.url}/services/rest",
            "auth_url": f"{self.url}/app/login/oauth2/authorize.nl",
            "token_url": f"{self.url}{TOKEN_PATH}",
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
            "redirect_uri": REDIRECT,
            "ambient": self.ambient,
        }
        return {**known, **changes}

    def client(self, **changes: Any) -> NetSuiteClient:
        """A client of the confidential integration."""
        return NetSuiteClient(**{"http_client": self.pool, **self.arguments(**changes)})

    def async_client(self, **changes: Any) -> AsyncNetSuiteClient:
        """As `client`, for async callers."""
        return AsyncNetSuiteClient(**self.arguments(**changes))

    def public(self, **changes: Any) -> NetSuiteClient:
        """A client of the public integration."""
        return self.client(**{"client_id": PUBLIC_CLIENT_ID, "client_secret": "", **changes})

    def server(self, key: bytes, **changes: Any) -> dict[str, Any]:
        """Arguments of a client that signs in by its certificate."""
        known = {"client_id": SERVER_CLIENT_ID, "client_secret": None, "redirect_uri": None}
        return self.arguments(**{**known, "certificate_id": CERTIFICATE_ID, "private_key": key, **changes})

    def consented(self, address: str) -> str:
        """Where a browser is sent from the consent page."""
        reply = httpx.get(address, follow_redirects=False)
        assert 302 == reply.status_code, reply.text
        return reply.headers["location"]


@contextlib.contextmanager
def simulated(document: Any, *, certificate: bytes | None = None, **settings: Any) -> Iterator[Simulated]:
    """A simulator that runs until the end of the block; ``certificate`` is a public key in PEM form."""
    keys = {CERTIFICATE_ID: (certificate or b"").decode()}
    integrations = settings.pop(
        "integrations",
        (
            Integration(CLIENT_ID, CLIENT_SECRET, settings.pop("redirects", (REDIRECT,))),
            Integration(PUBLIC_CLIENT_ID, redirects=(REDIRECT,), refresh_lifetime=timedelta(days=2)),
            Integration(SERVER_CLIENT_ID, certificates=keys),
        ),
    )

    def judge(token: Any, certificate: str) -> bool:
        found.assertions.append(token)
        return verified(token, certificate)

    app = create_netsuite_app(
        document=document, clock=lambda: found.moment, integrations=integrations, verifier=judge, **settings
    )
    found = Simulated(app.state)

    async def noting(scope: Any, receive: Any, send: Any) -> None:
        if scope.get("path") not in (TOKEN_PATH, REVOKE_PATH):
            await app(scope, receive, send)
            return
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        fields = [(name.decode(), value.decode()) for name, value in scope["headers"]]
        found.sent.append((fields, parse_qs(body.decode(), keep_blank_values=True)))
        messages = [{"type": "http.request", "body": body, "more_body": False}]

        async def again() -> Any:
            return messages.pop() if messages else await receive()

        await app(scope, again, send)

    with running(noting) as url, found.pool:
        found.url = url
        yield found


def public_pem(key: Any) -> bytes:
    """The public half of a private key."""
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
