"""Every method of every catalog can be reached by `warp call`, shown by the request that it would send."""

import csv
import json
import re
from pathlib import Path

import pytest

from tests.core.cli.arguments import command
from tests.core.cli.conftest import KEYS
from tests.core.cli.installation import CLIENTS, ROOT
from warp_client_core.catalog import parsed

CATALOGS = {
    name: parsed(json.loads((ROOT / f"generated/{name}/src/warp_{name}/catalog.json").read_text("utf-8")))
    for name in CLIENTS
}
# What goes on where another command left off is tried in test_netsuite.
CONTINUED = "oauth.handle_callback"
METHODS = [(name, path) for name, catalog in CATALOGS.items() for path in catalog.methods if path != CONTINUED]
SURFACES = {name: json.loads((ROOT / f"generated/{name}/surface.json").read_text("utf-8")) for name in CLIENTS}
SENDS_NOTHING = ("oauth.build_authorize_url",)
OPERATIONS = list(csv.DictReader((ROOT / "tests/data/operations.csv").read_text("utf-8").splitlines()))
CALLBACK = "http://127.0.0.1:8765/callback"
PROGRAMS_ONLY = {
    "oauth.authorize_in_browser",  # `warp netsuite authorize` does it
    "oauth.refresh_expires_at",  # a property
    "sync.invoice",  # needs a mapping of items
    "webhooks.unwrap",  # sends nothing; the body is bytes
}


@pytest.fixture
def deck(tmp_path: Path) -> str:
    """A rate deck without faults."""
    file = tmp_path / "deck.csv"
    header = "destination_name,prefix,interstate_rate,intrastate_rate,local_rate,effective_date"
    file.write_text(f"{header}\nDenver,303555,0.01,0.01,0.01,2026-01-01\n")
    return str(file)


@pytest.fixture(autouse=True)
def _account(monkeypatch):
    for name, text in {
        "ACCOUNT_ID": "123",
        "CLIENT_ID": "client",
        "CLIENT_SECRET": "very-secret",
        "REDIRECT_URI": CALLBACK,
    }.items():
        monkeypatch.setenv(f"NETSUITE_{name}", text)
    monkeypatch.setenv("WARP_TOKEN_KEYS", KEYS)


@pytest.mark.parametrize(("client", "path"), METHODS, ids=[f"{client}-{path}" for client, path in METHODS])
def test_dry_run_shows_the_request_of(client, path, warp, deck):
    entry = CATALOGS[client].methods[path]

    ended = warp("call", client, *command(entry, CATALOGS[client].schemas, deck), "--dry-run", "--json")

    assert (0, True) == (ended.code, not re.search("very-secret|other-token|Bearer dry", ended.out)), ended.err
    plan = json.loads(ended.out)
    assert (plan is None) is (path in SENDS_NOTHING)
    if not entry.request.startswith("overlay"):
        method, template = entry.request.split(" ")
        wanted = re.sub(r"\\{[^/]*?\\}", "[^/]+", re.escape(template))
        assert method == plan["method"]
        assert re.search(f"{wanted}(\\?|$)", plan["url"]), plan["url"]


@pytest.mark.parametrize("client", CLIENTS)
def test_catalog_holds_every_public_method_that_takes_json(client):
    assert set(SURFACES[client]["methods"]) - PROGRAMS_ONLY == set(CATALOGS[client].methods)


def test_every_operation_can_be_called():
    reachable = {(name, path) for name, catalog in CATALOGS.items() for path in catalog.methods}

    wanted = {(one["audience"], one["call"]) for one in OPERATIONS if one["call"] not in PROGRAMS_ONLY}

    assert (set(), True) == (wanted - reachable, len(wanted) >= 144)


@pytest.mark.parametrize("client", CLIENTS)
def test_every_method_has_help(client, warp):
    for path, entry in CATALOGS[client].methods.items():
        ended = warp("call", client, path, "--help")

        assert (0, True) == (ended.code, entry.summary.split(" ")[0] in ended.out)
