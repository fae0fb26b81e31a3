"""A fresh identity service per test and clients for it."""

from __future__ import annotations

import pytest

from warp_sandbox.identity.accounts import CUSTOMER, PASSWORD
from warp_sandbox.identity.app import API_KEY, SECURE_TOKEN, TOOLKIT, create_identity_app

KEY = {"x-goog-api-key": API_KEY}


@pytest.fixture
def make_identity(clock):
    """Makes a service with settings of the test's choice."""
    return lambda **settings: create_identity_app(**{"clock": clock, **settings})


@pytest.fixture
def identity_app(make_identity):
    """A fresh service that treats tokens as Google does."""
    return make_identity()


@pytest.fixture
def toolkit(identity_app, client_of):
    """Posts JSON to the sign-in host: ``toolkit(path, body)``."""
    client = client_of(identity_app, base=TOOLKIT, headers=KEY)
    return lambda path, body, **options: client("POST", path, json=body, **options)


@pytest.fixture
def renew_at(client_of):
    """Makes a function that renews at a service: ``renew_at(app)(refresh_token)``."""

    def make(app, **headers):
        client = client_of(app, base=SECURE_TOKEN, headers={**KEY, **headers})
        form = {"grant_type": "refresh_token"}
        return lambda token: client("POST", "/v1/token", data={**form, "refresh_token": token})

    return make


@pytest.fixture
def sign_in_at(client_of):
    """Makes a function that signs in at a service: ``sign_in_at(app)(email, password)``."""

    def make(app):
        client = client_of(app, base=TOOLKIT, headers=KEY)

        def sign_in(email=CUSTOMER, password=PASSWORD, **more):
            body = {"email": email, "password": password, "returnSecureToken": True, **more}
            return client("POST", "/v1/accounts:signInWithPassword", json=body)

        return sign_in

    return make


@pytest.fixture
def sign_in(sign_in_at, identity_app):
    """Signs in at the service."""
    return sign_in_at(identity_app)


@pytest.fixture
def renew(renew_at, identity_app):
    """Renews at the service."""
    return renew_at(identity_app)
