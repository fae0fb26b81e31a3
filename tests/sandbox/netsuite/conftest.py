"""A fresh NetSuite per test and clients for it."""

from __future__ import annotations

import pytest

from warp_sandbox.netsuite.app import create_netsuite_app
from warp_sandbox.netsuite.tokens import ACCESS_TOKEN
from warp_sandbox.spec.document import load

BASE = "/services/rest"


@pytest.fixture(scope="session")
def netsuite_document():
    """The bundled document of the checkout; tests do not change it."""
    return load("netsuite")


@pytest.fixture
def netsuite_app(netsuite_document, clock):
    """A fresh NetSuite."""
    return create_netsuite_app(document=netsuite_document, clock=clock)


@pytest.fixture
def netsuite(netsuite_app, client_of):
    """Sends with a token that is valid."""
    return client_of(netsuite_app, token=ACCESS_TOKEN, base=BASE)


@pytest.fixture
def nobody(netsuite_app, client_of):
    """Sends without credentials."""
    return client_of(netsuite_app, base=BASE)


@pytest.fixture
def make_netsuite(netsuite_document, clock):
    """Makes a NetSuite with settings of the test's choice."""
    return lambda **settings: create_netsuite_app(**{"document": netsuite_document, "clock": clock, **settings})


@pytest.fixture
def netsuite_at(client_of):
    """Makes a client with a valid token for a NetSuite."""
    return lambda app: client_of(app, token=ACCESS_TOKEN, base=BASE)
